"""What a report must say of itself so that its figures can be traced and repeated."""

from __future__ import annotations

import hashlib
import os
import platform
import resource
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from ingest.document import Document


def about(
    settings: Mapping[str, object], fingerprint: str, documents: Iterable[Document]
) -> dict[str, object]:
    """Commit, settings, encoder fingerprint, corpus hash and machine."""
    return {
        "commit": commit(),
        "settings": dict(settings),
        "encoder": fingerprint,
        "corpus": corpus_hash(documents),
        "machine": machine(),
    }


def corpus_hash(documents: Iterable[Document]) -> str:
    """A SHA-256 over ids and text hashes, the same in whatever order documents come."""
    lines = sorted(f"{document.id} {document.sha256}\n" for document in documents)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def commit() -> str:
    """The commit of the running code; ``-dirty`` when files differ, "unknown" outside git."""
    folder = Path(__file__).resolve().parent
    head = _git(folder, "rev-parse", "HEAD")
    if not head:
        return "unknown"
    return f"{head}-dirty" if _git(folder, "status", "--porcelain") else head


def machine() -> dict[str, str | int]:
    """The processor, the system and the interpreter."""
    return {
        "processor": platform.processor() or platform.machine(),
        "cpus": os.cpu_count() or 0,
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
    }


def peak_memory_mb() -> float:
    """The largest resident size of this process so far, in MiB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (1024 * 1024 if sys.platform == "darwin" else 1024), 1)


def _git(folder: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603 - fixed arguments
            ["git", "-C", str(folder), *arguments],  # noqa: S607 - git is where the user has it
            capture_output=True,
            text=True,
            check=False,
            timeout=10,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""

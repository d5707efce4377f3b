"""Found files → those that make up the library: what each is, and which of several stands.

A publisher's original is known by the SHA-256 of its bytes, wherever it lies; a digest by its path.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from ingest.catalogue import Catalogue, CatalogueEntry
from ingest.errors import DocumentError
from ingest.files import FoundFile, read_file
from ingest.loaders import LOADERS
from ingest.report import Skipped, printable


class Standing(IntEnum):
    """What a file is to the catalogue; where two are the same, the lower number stands."""

    ORIGINAL = 0
    DIGEST = 1
    OTHER = 2


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that may become a document; ``sha256`` is that of its bytes."""

    file: FoundFile
    sha256: str
    standing: Standing
    entry: CatalogueEntry | None = None
    notes: tuple[str, ...] = ()


def identify(
    files: Iterable[FoundFile], catalogue: Catalogue | None
) -> tuple[list[Candidate], list[Skipped]]:
    """What each of ``files`` is; companions of the catalogue are passed over in silence."""
    candidates: list[Candidate] = []
    skipped: list[Skipped] = []
    entries = catalogue.entries if catalogue else ()
    originals = {entry.original.sha256: entry for entry in entries if entry.original}
    names = {entry.original.file: entry for entry in entries if entry.original}
    digests = {catalogue.digest_path(e): e for e in entries if e.digest} if catalogue else {}
    for file in files:
        if catalogue and catalogue.is_companion(file.path):
            continue
        try:
            sha256 = _hash(file)
        except DocumentError as error:
            skipped.append(Skipped(printable(file.shown), str(error)))
            continue
        if entry := originals.get(sha256):
            candidates.append(Candidate(file, sha256, Standing.ORIGINAL, entry))
        elif entry := digests.get(file.path):
            candidates.append(Candidate(file, sha256, Standing.DIGEST, entry))
        else:
            notes = _notes(names.get(file.path.name))
            candidates.append(Candidate(file, sha256, Standing.OTHER, notes=notes))
    return candidates, skipped


def choose(candidates: Iterable[Candidate]) -> tuple[list[Candidate], list[Skipped]]:
    """One candidate for each content, originals first, then digests, then others."""
    chosen: dict[str, Candidate] = {}
    skipped: list[Skipped] = []
    for candidate in sorted(candidates, key=lambda candidate: candidate.standing):
        first = chosen.setdefault(candidate.sha256, candidate)
        if first is not candidate:
            reason = f"is a copy of {printable(first.file.shown)}"
            skipped.append(Skipped(printable(candidate.file.shown), reason))
    return list(chosen.values()), skipped


def missing_sources(
    catalogue: Catalogue, paths: Iterable[Path], files: Sequence[FoundFile]
) -> list[Skipped]:
    """Digests that the catalogue names and nobody wrote, if its own folder is among ``paths``."""
    folder = catalogue.folder.resolve()
    if not any(path.is_dir() and folder.is_relative_to(path.resolve()) for path in paths):
        return []
    there = {file.path for file in files}
    return [
        Skipped(entry.digest, f"is named in the catalogue as the digest of {entry.id}, but missing")
        for entry in catalogue.entries
        if entry.digest and catalogue.digest_path(entry) not in there
    ]


def _hash(file: FoundFile) -> str:
    file_type = LOADERS.get(file.suffix)
    if file_type is None:
        known = " ".join(LOADERS)
        raise DocumentError(f"has the suffix {file.suffix or '(none)'}; only {known} are read")
    return hashlib.sha256(read_file(file, file_type.max_bytes)).hexdigest()


def _notes(entry: CatalogueEntry | None) -> tuple[str, ...]:
    if entry is None:
        return ()
    return (f"has the name but not the SHA-256 of the original of {entry.id}; taken for itself",)

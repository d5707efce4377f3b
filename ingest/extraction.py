"""Files whose parsers cannot be trusted are parsed in a child process with limits.

The child is started with the first such file and serves those that follow; when a file kills it or
makes it hang, that file is refused and the next one gets a fresh child.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from ingest.errors import DocumentError
from ingest.loaders import LOADERS, MAX_TEXT_CHARS, Loaded, Markup, load

_log = logging.getLogger(__name__)

# A character is at most six bytes of JSON, and metadata and notes fit into the rest.
_MAX_REPLY_BYTES = 6 * MAX_TEXT_CHARS + 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost. A dense Chinese PDF of 300 pages takes 4 s (2026-11-20).

    ``wall_s`` is wider than ``cpu_s``, for busy machines; it ends what waits without computing.
    """

    cpu_s: float = 90.0
    wall_s: float = 240.0
    memory_bytes: int = 2**30


class Extractor:
    """Loads files by suffix and bytes, the fenced types in its child; close it, or use ``with``."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def child_id(self) -> int | None:
        """The process id of the child, while there is one."""
        return self._child.pid if self._child else None

    def close(self) -> None:
        """End the child, if there is one."""
        if self._child is not None:
            self._end(self._child)

    def load(self, suffix: str, blob: bytes) -> Loaded:
        """What `ingest.loaders.load` gives for this file, within the limits.

        Raises:
            DocumentError: The file cannot be read, or exceeds a limit.
        """
        file_type = LOADERS.get(suffix)
        if file_type is None or not file_type.fenced or not blob:
            return load(suffix, blob)
        child = self._child or self._start()
        timed_out = threading.Event()
        watch = threading.Timer(self._limits.wall_s, _stop, (child, timed_out))
        watch.start()
        try:
            reply = self._exchange(child, suffix, blob)
        finally:
            watch.cancel()
        if not reply.endswith(b"\n"):
            raise DocumentError(self._cause(child, timed_out))
        return _loaded(reply)

    def _start(self) -> subprocess.Popen[bytes]:
        package_root = str(Path(__file__).resolve().parents[1])
        # The parser has no use for keys and tokens of the service.
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith("FORUMQA_")
        }
        self._child = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [
                sys.executable,
                "-P",
                "-m",
                "ingest.extract_worker",
                str(self._limits.memory_bytes),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment | {"PYTHONPATH": package_root, "PYTHONUTF8": "1"},
        )
        return self._child

    def _exchange(self, child: subprocess.Popen[bytes], suffix: str, blob: bytes) -> bytes:
        """The child's reply, cut short or empty when the child died."""
        request = {"suffix": suffix, "size": len(blob), "cpu_s": self._limits.cpu_s}
        stdin, stdout = _pipes(child)
        try:
            stdin.write(json.dumps(request).encode() + b"\n" + blob)
            stdin.flush()
        except BrokenPipeError:
            return b""
        return stdout.readline(_MAX_REPLY_BYTES)

    def _cause(self, child: subprocess.Popen[bytes], timed_out: threading.Event) -> str:
        """Why ``child`` gave no full reply; it is ended."""
        self._end(child)
        if timed_out.is_set():
            return f"takes more than {self._limits.wall_s:g} s to read"
        if child.returncode == -signal.SIGXCPU:
            return f"takes more than {self._limits.cpu_s:g} s of computing to read"
        _log.info("the reader of a file ended with status %s", child.returncode)
        return f"makes its reader fail (status {child.returncode}): the file is damaged or hostile"

    def _end(self, child: subprocess.Popen[bytes]) -> None:
        self._child = None
        child.kill()
        for pipe in _pipes(child):
            try:
                pipe.close()
            except BrokenPipeError:  # what it did not read is not missed
                continue
        child.wait()


def _stop(child: subprocess.Popen[bytes], timed_out: threading.Event) -> None:
    timed_out.set()
    child.kill()


def _pipes(child: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    assert child.stdin is not None
    assert child.stdout is not None
    return child.stdin, child.stdout


def _loaded(reply: bytes) -> Loaded:
    answer = json.loads(reply)
    if "refused" in answer:
        raise DocumentError(answer["refused"])
    fields = answer["loaded"]
    marked = fields["markup"]
    code = tuple((start, end) for start, end in marked["code"])
    markup = Markup(tuple(marked["headings"]), code)
    return Loaded(**fields | {"notes": tuple(fields["notes"]), "markup": markup})

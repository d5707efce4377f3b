"""A program at a terminal of its own, as a person has it in front of them."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.integration.api_server import environment

PATIENCE_S = 120
_AGAIN_S = 3
CTRL_C, CTRL_D, TAB, UP = "\x03", "\x04", "\t", "\x1b[A"
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
NONE: Mapping[str, str] = {}
CLI = (sys.executable, "-m", "api.cli")

# Makes the terminal its own, so that Ctrl-C reaches it, also where whoever runs the tests ignores
# interrupts.
_STARTER = (
    "import fcntl, os, signal, sys, termios\n"
    "fcntl.ioctl(0, termios.TIOCSCTTY, 0)\n"
    "signal.signal(signal.SIGINT, signal.SIG_DFL)\n"
    "os.execvp(sys.argv[1], sys.argv[1:])\n"
)


@dataclass
class TerminalSession:
    """A running program, and what its terminal showed since the last look."""

    process: subprocess.Popen[bytes]
    leader: int
    unread: str = ""

    def until(self, expected: str) -> str:
        """What is shown up to and with ``expected``, which must come."""
        ends_at = time.monotonic() + PATIENCE_S
        while expected not in self.unread:
            if not self._read(ends_at):
                raise AssertionError(f"{expected!r} never came, but: {self.unread!r}")
        seen, _, self.unread = self.unread.partition(expected)
        return seen + expected

    def type(self, text: str) -> None:
        os.write(self.leader, text.encode("utf-8", "surrogateescape"))

    def insist(self, key: str, expected: str) -> str:
        """Press ``key``, as a person does once more when nothing happens, until ``expected`` comes.

        An interrupt that comes while Python's readline takes in a character is noticed with the
        next key only.
        """
        ends_at = time.monotonic() + PATIENCE_S
        while expected not in self.unread:
            self.type(key)
            again_at = time.monotonic() + _AGAIN_S
            while expected not in self.unread and self._read(again_at):
                pass
            if time.monotonic() > ends_at:
                break
        return self.until(expected)

    def end(self) -> tuple[int, str]:
        """The exit code, and what was shown to the end."""
        ends_at = time.monotonic() + PATIENCE_S
        while self._read(ends_at):
            pass
        code = self.process.wait(timeout=PATIENCE_S)
        seen, self.unread = self.unread, ""
        return code, seen

    def _read(self, ends_at: float) -> bool:
        """More of what is shown; False when there will be no more, or not in time."""
        ready, _, _ = select.select([self.leader], [], [], max(0.0, ends_at - time.monotonic()))
        if not ready:
            return False
        try:
            chunk = os.read(self.leader, 65536)
        except OSError:  # how Linux tells that the other side of a terminal is closed
            return False
        self.unread += chunk.decode("utf-8", "replace")
        return bool(chunk)


@contextlib.contextmanager
def at_a_terminal(
    program: Sequence[str],
    cwd: Path,
    settings: Mapping[str, str] = NONE,
    *,
    columns: int = 80,
    stdout: int | None = None,
) -> Generator[TerminalSession]:
    """``program`` with every stream at the terminal, or standard output elsewhere.

    ``settings`` are variables of its environment.
    """
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    unset = {"COLUMNS": "", "LINES": "", "NO_COLOR": ""}
    kept = environment(**{**unset, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", **settings})
    process = subprocess.Popen(
        [sys.executable, "-c", _STARTER, *program],
        cwd=cwd,
        env=kept,
        stdin=follower,
        stdout=follower if stdout is None else stdout,
        stderr=follower,
        start_new_session=True,
    )
    os.close(follower)
    try:
        yield TerminalSession(process, leader)
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        os.close(leader)


def shown(
    program: Sequence[str], cwd: Path, settings: Mapping[str, str] = NONE, columns: int = 80
) -> str:
    """All that a program shows at a terminal; it must exit with 0."""
    with at_a_terminal(program, cwd, settings, columns=columns) as session:
        code, seen = session.end()
    assert code == 0, seen
    return seen.replace("\r\n", "\n")


def without_escapes(text: str) -> str:
    """``text`` without colours and movements."""
    return ESCAPES.sub("", text)

"""Publishes on demand in forked children, so that a tracer can meet each one before it starts.

Every order is a line on standard input: a folder, a tab, the text of the library's one document.
The answer is the child's process id. The next line, whatever it holds, lets the child go; the
answer is its exit code (0 published, 3 told the user why not, 4 anything else) or minus the signal
that ended it, a tab, and what it said.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from index.builder import publish_library  # noqa: E402
from ingest.errors import ForumqaError  # noqa: E402
from tests.fakes import FakeEncoder, make_library  # noqa: E402

PUBLISHED, REFUSED, BROKEN = 0, 3, 4


def publish(folder: str, text: str) -> tuple[int, str]:
    """The exit code and what there is to say."""
    try:
        publish_library(make_library({"a": text}), FakeEncoder(), Path(folder))
    except ForumqaError as error:
        return REFUSED, str(error)
    except BaseException as error:  # noqa: BLE001  # the test wants to hear of all of them
        return BROKEN, repr(error)
    return PUBLISHED, ""


def serve_one(order: str) -> None:
    """Forks a child that carries out ``order`` once it is let go, and reports on it."""
    gate, opener = os.pipe()
    said, saying = os.pipe()
    child = os.fork()
    if child == 0:
        os.read(gate, 1)
        code, message = publish(*order.split("\t"))
        os.writev(saying, [message.replace("\n", " ").encode()])  # the faults hit write, not writev
        os._exit(code)
    os.close(saying)
    answer(str(child))
    sys.stdin.readline()
    os.write(opener, b".")
    _, status = os.waitpid(child, 0)
    message = os.read(said, 65536).decode()
    answer(f"{os.waitstatus_to_exitcode(status)}\t{message}")
    for descriptor in (gate, opener, said):
        os.close(descriptor)


def answer(line: str) -> None:
    """Writes a line to standard output, at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    for line in iter(sys.stdin.readline, ""):
        serve_one(line.rstrip("\n"))

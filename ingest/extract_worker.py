"""The child process that parses fenced files: one request after the other until its input ends.

A request is a line of JSON, ``{"suffix", "size", "cpu_s"}``, and ``size`` bytes; the reply is one
line of JSON, ``{"loaded": {…}}`` or ``{"refused": reason}``. Memory is limited for good at the
start, CPU time anew for each request; `ingest.extraction` watches the clock from outside.
"""

from __future__ import annotations

import dataclasses
import json
import math
import os
import resource
import sys
from typing import BinaryIO

from ingest.errors import DocumentError
from ingest.loaders import load

OUT_OF_MEMORY = "needs more memory to read than a document may take"


def main() -> None:
    """Serve requests from standard input; ``argv[1]`` is the memory limit in bytes."""
    memory = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what a parser prints must not pass for a reply
    while line := sys.stdin.buffer.readline():
        request = json.loads(line)
        _limit_cpu(request["cpu_s"])
        reply = _answer(request["suffix"], request["size"], sys.stdin.buffer)
        replies.write(json.dumps(reply, ensure_ascii=False).encode() + b"\n")
        replies.flush()


def _limit_cpu(seconds: float) -> None:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    limit = math.ceil(usage.ru_utime + usage.ru_stime + seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))


def _answer(suffix: str, size: int, stream: BinaryIO) -> dict[str, object]:
    try:
        return {"loaded": dataclasses.asdict(load(suffix, stream.read(size)))}
    except DocumentError as error:
        return {"refused": str(error)}
    except MemoryError:
        return {"refused": OUT_OF_MEMORY}
    except ImportError as error:  # the installation is at fault, not the file
        return {"refused": f"needs a library that is missing here ({error}): install forumqa again"}
    except Exception as error:  # noqa: BLE001 - parsers fail on hostile files in any way there is
        detail = str(error).encode("utf-8", "replace").decode()[:200]
        return {"refused": f"cannot be parsed ({type(error).__name__}: {detail})"}


if __name__ == "__main__":
    main()

"""The command line: data on stdout, progress and messages on stderr.

Exit codes: 0 done, 1 a check failed, 2 the user can mend it, 70 a bug, 130 interrupted, 141 the
reader of stdout went away. Every command imports what it needs when it runs: a cold `ask` is quick.
"""

from __future__ import annotations

import argparse
import importlib
import io
import logging
import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TextIO

from api.arguments import parser_for
from ingest.errors import ForumqaError

if TYPE_CHECKING:
    from api.settings import Settings

DONE, FAILED, USER_ERROR, BUG, INTERRUPTED, BROKEN_PIPE = 0, 1, 2, 70, 130, 141

_LOG = logging.getLogger(__name__)

Command = Callable[[argparse.Namespace, "Settings"], int]


# Modules are imported when their command runs: each needs libraries the others do not.
_COMMANDS = {
    "ingest": ("api.upkeep", "ingest"),
    "ask": ("api.asking", "ask"),
    "chat": ("api.chat", "chat"),
    "search": ("api.asking", "search"),
    "serve": ("api.serving", "serve"),
    "eval": ("api.upkeep", "evaluate"),
    "verify": ("api.upkeep", "verify"),
    "settings": ("api.upkeep", "show_settings"),
    "suggest-questions": ("api.suggesting", "suggest_questions"),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    if "_ARGCOMPLETE" in os.environ:
        _complete()
    arguments = list(sys.argv[1:] if argv is None else argv)
    _speak_utf8()
    args = argparse.Namespace(json="--json" in arguments)
    try:
        try:
            args = parser_for(arguments).parse_args(arguments)
            code = _run(args)
            sys.stdout.flush()
        except ForumqaError as error:
            code = _refuse(args, error)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _give_up_stdout()
        return BROKEN_PIPE
    except Exception as error:  # noqa: BLE001  the outermost handler: a bug is logged, whatever it is
        if isinstance(error, OSError) and _stdout_fails():
            _give_up_stdout()
            sys.stderr.write(
                f"forumqa: Standard output cannot be written: {error.strerror}. "
                "Free the disk or send the output elsewhere.\n"
            )
            return USER_ERROR
        _LOG.exception("this is a bug in forumqa; please report it with the lines below")
        return BUG
    return code


def _complete() -> None:
    """Answer the shell of a person who pressed Tab, and end; go on when it is none."""
    from api.completion import complete, is_asked  # noqa: PLC0415  wanted by shells alone

    if is_asked():
        complete()


def _stdout_fails() -> bool:
    """Whether it was standard output that failed: if so, it takes no blank line either."""
    try:
        sys.stdout.write("\n")
        sys.stdout.flush()
    except OSError:
        return True
    return False


def _give_up_stdout() -> None:
    """Python flushes stdout once more at exit; without this it complains on stderr."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(args: argparse.Namespace) -> int:
    if args.command == "completion":  # at every start of a shell: no settings, no libraries
        from api.completion import write_script  # noqa: PLC0415

        write_script(args.shell)
        return DONE
    logging.basicConfig(
        level=logging.WARNING,
        handlers=[_StandardError()],
        format="%(levelname)s %(name)s: %(message)s",
    )
    logging.getLogger("faiss").setLevel(logging.WARNING)  # it tells which instructions it uses
    from api.settings import read_settings  # noqa: PLC0415  pydantic is not needed for --help

    settings = read_settings()
    # People at a terminal want answers, not a log; a server's log is wanted.
    if args.command == "serve" or "log_level" in settings.model_fields_set:
        logging.getLogger().setLevel(settings.log_level)
    module, name = _COMMANDS[args.command]
    command: Command = getattr(importlib.import_module(module), name)
    return command(args, settings)


class _StandardError(logging.StreamHandler[TextIO]):
    """Writes to whatever standard error is: above the line of progress while there is one."""

    def emit(self, record: logging.LogRecord) -> None:
        self.setStream(sys.stderr)
        super().emit(record)


def _refuse(args: argparse.Namespace, error: ForumqaError) -> int:
    from api.problems import problem_of  # noqa: PLC0415
    from api.terminal import write_json  # noqa: PLC0415

    if args.json:
        write_json(problem_of(error).to_json())
        sys.stdout.flush()
    sys.stderr.write(f"forumqa: {error}\n")
    return USER_ERROR


def _speak_utf8() -> None:
    """Data is UTF-8 whatever the locale says; what cannot be encoded is never a crash."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    sys.exit(main())

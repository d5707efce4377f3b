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
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from api.version import release
from ingest.errors import ForumqaError

if TYPE_CHECKING:
    from api.settings import Settings

DONE, FAILED, USER_ERROR, BUG, INTERRUPTED, BROKEN_PIPE = 0, 1, 2, 70, 130, 141

_LOG = logging.getLogger(__name__)

Command = Callable[[argparse.Namespace, "Settings"], int]


class _Commands(Protocol):
    """What `argparse.ArgumentParser.add_subparsers` gives back; its own class is private."""

    def add_parser(
        self,
        name: str,
        *,
        help: str = ...,  # noqa: A002  argparse calls it so
        description: str = ...,
    ) -> argparse.ArgumentParser: ...


# Modules are imported when their command runs: each needs libraries the others do not.
_COMMANDS = {
    "ingest": ("api.upkeep", "ingest"),
    "ask": ("api.asking", "ask"),
    "search": ("api.asking", "search"),
    "serve": ("api.serving", "serve"),
    "eval": ("api.upkeep", "evaluate"),
    "verify": ("api.upkeep", "verify"),
    "settings": ("api.upkeep", "show_settings"),
    "suggest-questions": ("api.suggesting", "suggest_questions"),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    _speak_utf8()
    args = argparse.Namespace(json="--json" in arguments)
    try:
        try:
            args = _parser(arguments).parse_args(arguments)
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
    logging.basicConfig(
        level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s"
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


def _parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="forumqa",
        description="Questions answered with the exact words of a small library of documents.",
    )
    version = release() if "--version" in arguments else ""  # looked up when it is wanted
    parser.add_argument("--version", action="version", version=f"forumqa {version}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_ingest(commands)
    _add_ask_and_search(commands)
    _add_serve(commands)
    evaluation = commands.add_parser("eval", help="quality figures")
    if arguments[:1] == ["eval"]:
        from eval.command import add_arguments  # noqa: PLC0415  heavy, wanted here alone

        add_arguments(evaluation)
    verify = _add(commands, "verify", "re-hash an index and name what is wrong")
    _add_index(verify)
    _add(commands, "settings", "what is in force, secrets masked")
    _add_suggest_questions(commands)
    return parser


def _add(
    commands: _Commands,
    name: str,
    summary: str,
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=summary, description=summary)
    parser.add_argument("--json", action="store_true", help="JSON on standard output")
    return parser


def _add_index(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--index", type=Path, metavar="DIR", help="folder of the index")


def _add_ingest(commands: _Commands) -> None:
    parser = _add(commands, "ingest", "clean, split, embed and publish documents")
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="the whole library")
    _add_index(parser)
    parser.add_argument("--catalogue", type=Path, metavar="FILE", help="catalogue of the sources")
    parser.add_argument("--report", type=Path, metavar="FILE", help="write the report as JSON")


def _add_ask_and_search(commands: _Commands) -> None:
    ask = _add(commands, "ask", "answer a question with quotations")
    _add_text(ask, "QUESTION", "one or more words; '-' reads questions from standard input")
    _add_index(ask)
    search = _add(commands, "search", "the passages nearest to a query")
    _add_text(search, "QUERY", "one or more words; '-' reads queries from standard input")
    search.add_argument("-k", type=int, default=10, metavar="N", help="how many passages")
    _add_index(search)


def _add_text(parser: argparse.ArgumentParser, name: str, summary: str) -> None:
    parser.add_argument("text", nargs="+", metavar=name, help=summary)


def _add_serve(commands: _Commands) -> None:
    parser = _add(commands, "serve", "the pages and the HTTP interface")
    parser.add_argument("--host", metavar="H", help="address to listen on")
    parser.add_argument("--port", type=int, metavar="P", help="port; 0 takes any free one")
    _add_index(parser)


def _add_suggest_questions(commands: _Commands) -> None:
    parser = _add(commands, "suggest-questions", "have a language model draft curated questions")
    parser.add_argument("documents", nargs="*", metavar="DOCUMENT_ID", help="default: with few")
    _add_index(parser)
    parser.add_argument("--out", type=Path, metavar="DIR", help="folder of the drafts")
    parser.add_argument(
        "--per-passage", type=int, default=2, metavar="N", help="lines for a passage, at most"
    )


if __name__ == "__main__":
    sys.exit(main())

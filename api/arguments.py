"""What `forumqa` accepts: its commands and their options."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from api.version import release

SHELLS = ("bash", "zsh", "fish")
SCRIPTS = ("Hans", "Hant", "Latn", "Cyrl")
OTHER_PARTS = ("furniture", "spillover")

_COMPLETION = """\
Prints a script for the shell, which asks forumqa itself what may follow. Have it read at start:

  bash  eval "$(forumqa completion bash)"       in ~/.bashrc
  zsh   eval "$(forumqa completion zsh)"        in ~/.zshrc, below compinit
  fish  forumqa completion fish | source        in ~/.config/fish/config.fish
"""


class _Commands(Protocol):
    """What `argparse.ArgumentParser.add_subparsers` gives back; its own class is private."""

    def add_parser(
        self,
        name: str,
        *,
        help: str = ...,  # noqa: A002  argparse calls it so
        description: str = ...,
    ) -> argparse.ArgumentParser: ...


def parser_for(words: Sequence[str]) -> argparse.ArgumentParser:
    """The parser of the whole command line.

    ``words`` are those to be parsed: the version and the options of `eval` cost time to look up
    and stand in it only when they are wanted.
    """
    parser = argparse.ArgumentParser(
        prog="forumqa",
        description="Questions answered with the exact words of a small library of documents.",
    )
    version = release() if "--version" in words else ""
    parser.add_argument("--version", action="version", version=f"forumqa {version}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_ingest(commands)
    _add_asking(commands)
    _add_serve(commands)
    evaluation = commands.add_parser("eval", help="quality figures")
    if words[:1] == ["eval"]:
        from eval.command import add_arguments  # noqa: PLC0415  heavy, wanted here alone

        add_arguments(evaluation)
    verify = _add(commands, "verify", "re-hash an index and name what is wrong")
    _add_index(verify)
    _add(commands, "settings", "what is in force, secrets masked")
    _add_suggest_questions(commands)
    _add_completion(commands)
    return parser


def _add(commands: _Commands, name: str, summary: str) -> argparse.ArgumentParser:
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


def _add_asking(commands: _Commands) -> None:
    ask = _add(commands, "ask", "answer a question with quotations")
    _add_text(ask, "QUESTION", "one or more words; '-' reads questions from standard input")
    _add_index(ask)
    chat = _add(commands, "chat", "a conversation, with quotations and their sources")
    _add_index(chat)
    search = _add(commands, "search", "the passages nearest to a query")
    _add_text(search, "QUERY", "one or more words; '-' reads queries from standard input")
    search.add_argument("-k", type=int, default=10, metavar="N", help="how many passages")
    _add_filters(search)
    _add_index(search)


def _add_filters(parser: argparse.ArgumentParser) -> None:
    """Those of `/api/search` and the search page, under their names."""
    for option, name, summary in (
        ("document", "ID", "only this document; may be repeated"),
        ("publisher", "NAME", "only documents of this publisher; may be repeated"),
    ):
        parser.add_argument(
            f"--{option}", f"--{option}s", action="append", metavar=name, help=summary
        )
    for option, end in (("from", "earliest"), ("to", "latest")):
        parser.add_argument(
            f"--{option}",
            dest=f"date_{option}",
            metavar="DATE",
            help=f"{end} date of a document, as 2023, 2023-06 or 2023-06-15",
        )
    parser.add_argument("--script", choices=SCRIPTS, help="only documents printed in this script")
    parser.add_argument(
        "--include",
        action="append",
        choices=OTHER_PARTS,
        help="also furniture of pages, or what spills over from other articles; may be repeated",
    )


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


def _add_completion(commands: _Commands) -> None:
    summary = "a script that completes forumqa's words in a shell"
    parser = commands.add_parser("completion", help=summary, description=_COMPLETION)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("shell", choices=SHELLS, help="the shell that reads the script")
    parser.set_defaults(json=False)

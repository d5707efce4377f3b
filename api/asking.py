"""`forumqa ask` and `forumqa search`: one question, or many from standard input."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from pydantic import ValidationError

from api import strict_json, terminal
from api.input_lines import body_or_text, checked, numbered_lines
from api.problems import ProblemError, problem_of, validation_problem
from api.progress import Progress
from api.schemas import MAX_HITS, AskBody, AskResponse, SearchBody, SearchResponse
from api.service import Service, open_service
from ingest.errors import ForumqaError, InputError

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from api.settings import Settings

DONE, USER_ERROR = 0, 2

Body = TypeVar("Body", AskBody, SearchBody)
Run = Callable[[bytes | str], AskResponse | SearchResponse]


def ask(args: argparse.Namespace, settings: Settings) -> int:
    """Answer the question of ``args``, or those on standard input."""
    service = opened(settings, args.index)

    def answer(given: bytes | str) -> AskResponse:
        body = _body(AskBody, given, {"question": given})
        with Progress("looking for an answer"):
            return service.ask(body)

    return _answer_all(args, settings, answer)


def search(args: argparse.Namespace, settings: Settings) -> int:
    """Search for the query of ``args``, or for those on standard input, within its filters.

    Raises:
        InputError: ``-k`` is out of bounds.
    """
    if not 1 <= args.k <= MAX_HITS:
        raise InputError(
            f"-k is {args.k}, not a number of passages.", hint=f"Give -k from 1 to {MAX_HITS}."
        )
    limits = _limits(args)
    service = opened(settings, args.index)

    def find(given: bytes | str) -> SearchResponse:
        return service.search(_body(SearchBody, given, {"query": given, **limits}))

    return _answer_all(args, settings, find)


def _limits(args: argparse.Namespace) -> dict[str, object]:
    """What the options of ``args`` ask for, as a search's body says it."""
    named = {
        "documents": args.document,
        "publishers": args.publisher,
        "from": args.date_from,
        "to": args.date_to,
        "script": args.script,
        "include": args.include,
    }
    return {"k": args.k} | {name: given for name, given in named.items() if given is not None}


def opened(settings: Settings, index_dir: Path | None) -> Service:
    """The service over an index, opened while a person is told so if that takes long."""
    with Progress(f"opening {index_dir or settings.index}"):
        return open_service(settings, index_dir)


def _answer_all(args: argparse.Namespace, settings: Settings, run: Run) -> int:
    words: list[str] = args.text
    if words != ["-"]:
        terminal.show(run(checked(" ".join(words))), as_json=args.json)
        return DONE
    code = DONE
    is_first = True
    for number, line in numbered_lines(sys.stdin.buffer, settings.body_max_bytes):
        if not args.json:
            terminal.show_question(_asked(line), is_first=is_first)
            sys.stdout.flush()
        is_first = False
        try:
            terminal.show(run(body_or_text(line, settings.body_max_bytes)), as_json=args.json)
        except ForumqaError as error:
            code = USER_ERROR
            terminal.show_problem(number, problem_of(error), as_json=args.json)
        sys.stdout.flush()
    return code


def _asked(line: bytes) -> str:
    """The question or query that a line of standard input holds; the line where it holds none."""
    text = line.decode("utf-8", "replace")
    try:
        body = strict_json.parse(line) if line.startswith(b"{") else None
    except ForumqaError:
        return text
    members = body if isinstance(body, dict) else {}
    asked = members.get("question", members.get("query"))
    return asked if isinstance(asked, str) else text


def _body(shape: type[Body], given: bytes | str, members: dict[str, object]) -> Body:
    value = strict_json.parse(given) if isinstance(given, bytes) else members
    try:
        return shape.model_validate(value)
    except ValidationError as error:
        details = error.errors(include_input=False, include_url=False, include_context=False)
        raise ProblemError(validation_problem(dict(detail) for detail in details)) from error

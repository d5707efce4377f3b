"""`forumqa ask` and `forumqa search`: one question, or many from standard input."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, BinaryIO, TypeVar

from pydantic import ValidationError

from api import strict_json, terminal
from api.problems import Problem, ProblemError, problem_of, validation_problem
from api.schemas import MAX_HITS, AskBody, AskResponse, SearchBody, SearchResponse
from api.service import Service, open_service
from ingest.errors import ForumqaError, InputError

if TYPE_CHECKING:
    import argparse

    from api.settings import Settings

DONE, USER_ERROR = 0, 2

Body = TypeVar("Body", AskBody, SearchBody)
Run = Callable[[bytes | str], AskResponse | SearchResponse]


def ask(args: argparse.Namespace, settings: Settings) -> int:
    """Answer the question of ``args``, or those on standard input."""
    service = open_service(settings, args.index)

    def answer(given: bytes | str) -> AskResponse:
        return service.ask(_body(AskBody, given, {"question": given}))

    return _answer_all(args, settings, answer)


def search(args: argparse.Namespace, settings: Settings) -> int:
    """Search for the query of ``args``, or for those on standard input.

    Raises:
        InputError: ``-k`` is out of bounds.
    """
    if not 1 <= args.k <= MAX_HITS:
        raise InputError(
            f"-k is {args.k}, not a number of passages.", hint=f"Give -k from 1 to {MAX_HITS}."
        )
    service: Service = open_service(settings, args.index)

    def find(given: bytes | str) -> SearchResponse:
        return service.search(_body(SearchBody, given, {"query": given, "k": args.k}))

    return _answer_all(args, settings, find)


def _answer_all(args: argparse.Namespace, settings: Settings, run: Run) -> int:
    words: list[str] = args.text
    if words != ["-"]:
        terminal.show(run(_clean_argument(" ".join(words))), as_json=args.json)
        return DONE
    code = DONE
    for number, line in _lines(sys.stdin.buffer, settings.body_max_bytes):
        try:
            terminal.show(run(_given(line, settings.body_max_bytes)), as_json=args.json)
        except ForumqaError as error:
            code = USER_ERROR
            terminal.show_problem(number, problem_of(error), as_json=args.json)
        sys.stdout.flush()
    return code


def _body(shape: type[Body], given: bytes | str, members: dict[str, object]) -> Body:
    value = strict_json.parse(given) if isinstance(given, bytes) else members
    try:
        return shape.model_validate(value)
    except ValidationError as error:
        details = error.errors(include_input=False, include_url=False, include_context=False)
        raise ProblemError(validation_problem(dict(detail) for detail in details)) from error


def _clean_argument(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise InputError(
            "The question is not UTF-8.", hint="Check the terminal's locale."
        ) from error
    return text


def _given(line: bytes, max_bytes: int) -> bytes | str:
    """A JSON body as it is, any other line as text."""
    if len(line) > max_bytes:
        detail = f"The line is longer than {max_bytes} bytes."
        raise ProblemError(
            Problem(413, "body-too-long", "Content too large", detail, "Shorten it.")
        )
    if line.startswith(b"{"):
        return line
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError("The line is not UTF-8.", hint="Convert it to UTF-8.") from error


def _lines(stream: BinaryIO, max_bytes: int) -> Iterator[tuple[int, bytes]]:
    """The lines that are not blank, numbered from 1; one that is too long comes cut off.

    One byte above the bound is enough for whoever reads the line to refuse it.
    """
    for number in itertools.count(1):
        line = stream.readline(max_bytes + 1)
        if not line:
            return
        rest = line
        while len(rest) > max_bytes and not rest.endswith(b"\n"):
            rest = stream.readline(max_bytes + 1)
        line = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        if line.strip():
            yield number, line.strip()

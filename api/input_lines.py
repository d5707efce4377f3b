"""Questions as people and programs give them: as arguments, and line by line on standard input."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import BinaryIO

from api.problems import Problem, ProblemError
from ingest.errors import InputError


def numbered_lines(stream: BinaryIO, max_bytes: int) -> Iterator[tuple[int, bytes]]:
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


def body_or_text(line: bytes, max_bytes: int) -> bytes | str:
    """A JSON body as it is, any other line as text.

    Raises:
        ProblemError: the line is longer than ``max_bytes``.
        InputError: it is not UTF-8.
    """
    _check_length(line, max_bytes)
    return line if line.startswith(b"{") else text_of(line, max_bytes)


def text_of(line: bytes, max_bytes: int) -> str:
    """The text of a line.

    Raises:
        ProblemError: the line is longer than ``max_bytes``.
        InputError: it is not UTF-8.
    """
    _check_length(line, max_bytes)
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError("The line is not UTF-8.", hint="Convert it to UTF-8.") from error


def checked(text: str) -> str:
    """``text`` as a terminal or shell gave it.

    Raises:
        InputError: its bytes were not UTF-8.
    """
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise InputError(
            "The question is not UTF-8.", hint="Check the terminal's locale."
        ) from error
    return text


def _check_length(line: bytes, max_bytes: int) -> None:
    if len(line) > max_bytes:
        detail = f"The line is longer than {max_bytes} bytes."
        raise ProblemError(
            Problem(413, "body-too-long", "Content too large", detail, "Shorten it.")
        )

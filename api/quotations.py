"""What the numbers under an answer stand for, and how each of them opens in its surroundings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.printing import Line, Piece
from api.problems import ProblemError
from api.schemas import AskResponse, DocumentRef, Segment
from api.terminal import MOST_PASSAGES, one_line, source_line
from api.wording import Labels, labels_of

if TYPE_CHECKING:
    from api.service import Service

_CONTEXT = 240  # characters shown on either side of a quotation
_INDENT = 4
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Quotation:
    """What a number under an answer stands for: a citation, or one of the nearest passages.

    ``hash`` is that of the document's text; "" where the answer does not tell it.
    """

    n: int
    document: DocumentRef
    headline: str
    hash: str
    start: int
    end: int
    segments: Sequence[Segment]


def quotations(response: AskResponse) -> list[Quotation]:
    """What the numbers under an answer stand for."""
    if response.status == "answered":
        return [
            Quotation(one.n, one.document, one.headline, one.hash, one.start, one.end, one.segments)
            for one in response.citations
        ]
    return [
        Quotation(
            one.rank,
            one.document,
            one.headline,
            "",
            one.start,
            one.end,
            [Segment(text=one.text, mark=False)],
        )
        for one in response.passages[:MOST_PASSAGES]
    ]


def list_lines(found: Iterable[Quotation], language: str) -> Iterator[Line]:
    """Where every quotation stands."""
    for one in found:
        place = source_line(one.document, one.start, one.end, labels_of(language))
        yield Line([(f"[{one.n}] ", "cyan"), (place, "")], _INDENT)


def surroundings(one: Quotation, service: Service, language: str) -> list[Line] | None:
    """The quotation in the text round it; None when the document is no longer the same.

    What cleaning left out is not shown round a quotation, whose own characters are all shown.
    """
    try:
        if one.hash not in {"", service.shelf.about(one.document.id).hash}:
            return None
        segments = service.shelf.view(one.document.id, one.start, one.end)
    except ProblemError:
        return None
    at = next(at for at, segment in enumerate(segments) if segment.role == "quote")
    before, after = (
        "".join(segment.text for segment in side if segment.role == "text")
        for side in (segments[:at], segments[at + 1 :])
    )
    lead = [("…", "dim")] if len(before) > _CONTEXT else []
    trail = [("…", "dim")] if len(after) > _CONTEXT else []
    pieces = [*lead, (before[-_CONTEXT:], ""), *_quoted(one), (after[:_CONTEXT], ""), *trail]
    return [*_heading(one, labels_of(language)), *_paragraphs(pieces)]


def _heading(one: Quotation, labels: Labels) -> Iterator[Line]:
    place = source_line(one.document, one.start, one.end, labels)
    yield Line([(f"[{one.n}] ", "cyan"), (place, "dim")], _INDENT)
    if one.headline and one.headline != one.document.title:
        yield Line([(" " * _INDENT + one_line(one.headline), "bold")], _INDENT)
    yield Line([])


def _quoted(one: Quotation) -> list[Piece]:
    return [
        (_BLANKS.sub(" ", piece.text), "green bold" if piece.mark else "green")
        for piece in one.segments
    ]


def _paragraphs(pieces: Iterable[Piece]) -> Iterator[Line]:
    """The lines of ``pieces``, indented, without those that are blank."""
    line: list[Piece] = []
    for text, style in pieces:
        first, *others = text.split("\n")
        line.append((first.strip("\r"), style))
        for other in others:
            yield from _indented(line)
            line = [(other.strip("\r"), style)]
    yield from _indented(line)


def _indented(line: Sequence[Piece]) -> Iterator[Line]:
    if "".join(text for text, _ in line).strip():
        yield Line([(" " * _INDENT, ""), *line], _INDENT)

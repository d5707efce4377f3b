"""Answers and hits for people: styled on a terminal, plain when piped, JSON when asked for.

Control characters of documents and questions are shown as U+FFFD, so that no text can talk to the
terminal; JSON carries the exact characters, escaped.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from api.schemas import AskResponse, CitationOut, DocumentRef, PassageOut, SearchResponse

if TYPE_CHECKING:
    from pydantic import BaseModel

    from api.problems import Problem

Piece = tuple[str, str]  # text and style; "" is plain
Line = list[Piece]

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_BLANKS = re.compile(r"\s+")


class _Labels(NamedTuple):
    digest: str
    nearest: str
    inferred: str


_LABELS = {
    "zh-Hans": _Labels("本项目的摘编", "最接近的段落", "日期为推断"),
    "zh-Hant": _Labels("本專案的摘編", "最接近的段落", "日期為推斷"),
    "en": _Labels("digest of this project", "Nearest passages", "date inferred"),
    "ru": _Labels("изложение этого проекта", "Ближайшие отрывки", "дата предположительна"),
}


def write_json(value: object) -> None:
    """One line of JSON on standard output."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


def show(response: BaseModel, *, as_json: bool) -> None:
    """An answer or search result, for programs or for people."""
    if as_json:
        sys.stdout.write(response.model_dump_json() + "\n")
    elif isinstance(response, AskResponse):
        _print(_answer_lines(response))
    elif isinstance(response, SearchResponse):
        _print(_search_lines(response))


def show_problem(line: int, problem: Problem, *, as_json: bool) -> None:
    """A bad line of standard input: in place of its answer as JSON, else on standard error."""
    if as_json:
        write_json(problem.to_json())
    sys.stderr.write(f"forumqa: line {line}: {problem.detail} {problem.next_step}\n")


def _answer_lines(response: AskResponse) -> Iterator[Line]:
    labels = _LABELS.get(response.language, _LABELS["en"])
    if response.status != "answered":
        yield [(response.answer, "")]
        if response.passages:
            yield [("", "")]
            yield [(labels.nearest, "bold")]
        for passage in response.passages:
            yield from _passage_lines(passage, [(_one_line(passage.text), "")], labels)
        return
    for sentence in response.sentences:
        numbers = "".join(f"[{n}]" for n in sentence.citations)
        yield [(sentence.text, "bold"), (f" {numbers}", "cyan")]
    for citation in response.citations:
        yield from _citation_lines(citation, labels)


def _citation_lines(citation: CitationOut, labels: _Labels) -> Iterator[Line]:
    quote = [
        (_one_line(piece.text), "green bold" if piece.mark else "green")
        for piece in citation.segments
    ]
    yield [("", "")]
    yield [(f"[{citation.n}] ", "cyan"), *quote]
    yield [("    " + _source_line(citation.document, citation.start, citation.end, labels), "dim")]


def _search_lines(response: SearchResponse) -> Iterator[Line]:
    for hit in response.hits:
        marked = [
            (_BLANKS.sub(" ", piece.text), "bold yellow" if piece.mark else "")
            for piece in hit.segments
        ]
        yield from _passage_lines(hit, marked, _LABELS["en"])


def _passage_lines(passage: PassageOut, text: Line, labels: _Labels) -> Iterator[Line]:
    source = _source_line(passage.document, passage.start, passage.end, labels)
    yield [(f"{passage.rank:>2}. ", "cyan"), *text]
    yield [(f"    {source} · {passage.score:.3f}", "dim")]


def _source_line(document: DocumentRef, start: int, end: int, labels: _Labels) -> str:
    date = f"{document.date} ({labels.inferred})" if document.date_inferred else document.date
    parts = [document.title, document.publisher, date]
    if document.source == "digest":
        parts.append(labels.digest)
    parts.append(f"{document.id}:{start}-{end}")
    return " · ".join(part for part in parts if part)


def _one_line(text: str) -> str:
    return _BLANKS.sub(" ", text).strip()


def _print(lines: Iterator[Line]) -> None:
    if not sys.stdout.isatty():
        for line in lines:
            sys.stdout.write(_CONTROL.sub("\ufffd", "".join(text for text, _ in line)) + "\n")
        return
    from rich.console import Console  # noqa: PLC0415  not paid for when piped
    from rich.text import Text  # noqa: PLC0415

    console = Console(highlight=False)
    for line in lines:
        console.print(
            Text.assemble(*((_CONTROL.sub("\ufffd", text), style) for text, style in line))
        )

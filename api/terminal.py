"""Answers and hits for people: styled on a terminal, plain when piped, JSON when asked for.

JSON carries the exact characters of documents and questions, escaped.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from answer.language import Language
from answer.messages import QUOTED_IN_CHINESE
from api.printing import Line, Piece, columns, terminal, write_lines, write_table
from api.schemas import (
    AskResponse,
    CitationOut,
    DocumentRef,
    PassageOut,
    SearchResponse,
    SentenceOut,
)
from api.wording import Labels, labels_of, unmentioned_line

if TYPE_CHECKING:
    from pydantic import BaseModel

    from api.problems import Problem

_BLANKS = re.compile(r"\s+")
_CHINESE = frozenset({"Hans", "Hant"})
_INDENT = 4  # cells; "[1] " and " 1. " take as many
MOST_PASSAGES = 3
"""How many of the nearest passages a person is shown: the next question is more useful."""

_BEGINNING = 80  # characters of a passage shown in short
_QUESTION = 200  # characters of a question that names its answer


def write_json(value: object) -> None:
    """One line of JSON on standard output."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


def show(response: BaseModel, *, as_json: bool) -> None:
    """An answer or search result, for programs or for people."""
    if as_json:
        sys.stdout.write(response.model_dump_json() + "\n")
    elif isinstance(response, AskResponse):
        console = terminal()
        more = None if console is None else labels_of(response.language).searching
        write_lines(answer_lines(response, more), console)
    elif isinstance(response, SearchResponse):
        _show_hits(response)


def show_problem(line: int, problem: Problem, *, as_json: bool) -> None:
    """A bad line of standard input: in place of its answer as JSON, else on standard error."""
    if as_json:
        write_json(problem.to_json())
    message = f"{problem.detail} {problem.next_step}".strip()
    sys.stderr.write(f"forumqa: line {line}: {message}\n")


def show_question(question: str, *, is_first: bool) -> None:
    """What the answer below it is to, in one line, apart from the answer before."""
    short = question if len(question) <= _QUESTION else f"{question[:_QUESTION]}…"
    heading = Line([(f"> {one_line(short)}", "bold")], len("> "))
    write_lines([heading] if is_first else [Line([]), heading], terminal())


def answer_lines(response: AskResponse, more: str | None = None) -> Iterator[Line]:
    """A whole answer: its sentences, then its quotations or the nearest passages.

    ``more`` says how passages are read whole where they are shown in short; None: all are whole.
    """
    yield from sentence_lines(response)
    yield from source_lines(response, None if more is None else MOST_PASSAGES, more)


def sentence_lines(response: AskResponse, shown: int = 0) -> Iterator[Line]:
    """The sentences of an answer but for the ``shown`` first; small talk and refusals whole."""
    if response.understood_as and not shown:
        yield Line([(labels_of(response.language).understood + response.understood_as, "dim")])
    if response.status != "answered":
        yield Line([(response.answer, "")])
        return
    if response.unmentioned and not shown:
        yield Line([(unmentioned_line(response.unmentioned, response.language), "dim")])
    if not shown and (before := _before(response)):
        yield Line([(before, "dim")])
    for sentence in response.sentences[shown:]:
        yield from _lines_of(sentence, labels_of(response.language))


def source_lines(
    response: AskResponse, most_passages: int | None = None, more: str | None = None
) -> Iterator[Line]:
    """The quotations of an answer, marked; the nearest passages where there is none.

    Args:
        response: The answer.
        most_passages: How many of the nearest are shown; None: all.
        more: How they are read whole, where they are shown in short; None: they are whole.
    """
    labels = labels_of(response.language)
    if response.status == "answered":
        if response.doubtful and not response.unmentioned:
            yield Line([(labels.doubtful, "dim")])
        if response.mode == "generated":
            yield Line([(labels.written, "dim")])
        for citation in response.citations:
            yield from _citation_lines(citation, labels)
        return
    if not response.passages:
        return
    yield Line([])
    yield Line([(labels.nearest, "bold")])
    for passage in response.passages[:most_passages]:
        if more is None:
            yield from _passage_lines(passage, [(one_line(passage.text), "")], labels)
        else:
            yield from _brief_lines(passage, labels)
    if more:
        yield Line([(more, "dim")])


def source_line(document: DocumentRef, start: int, end: int, labels: Labels) -> str:
    """A document and the place in it, as they stand below a quotation."""
    date = f"{document.date} ({labels.inferred})" if document.date_inferred else document.date
    parts = [document.title, document.publisher, date]
    if document.source == "digest":
        parts.append(labels.digest)
    parts.append(f"{document.id}:{start}-{end}")
    return " · ".join(part for part in parts if part)


def one_line(text: str) -> str:
    """``text`` with single blanks where it has any, and none round it."""
    return _BLANKS.sub(" ", text).strip()


def _before(response: AskResponse) -> str:
    """What is said ahead of sentences that are not in the asker's language."""
    scripts = {citation.document.script for citation in response.citations}
    if response.mode == "generated" or not scripts <= _CHINESE:
        return ""
    return QUOTED_IN_CHINESE[Language(response.language)]


def _lines_of(sentence: SentenceOut, labels: Labels) -> Iterator[Line]:
    """The lines of a sentence, of which only an item that holds a list has several."""
    *others, last = sentence.text.split("\n")
    for line in others:
        yield Line([(line, "bold")])
    pieces: list[Piece] = [(last, "bold"), (f" {_numbers(sentence.citations)}", "cyan")]
    if sentence.also:
        pieces += [(f" {labels.also} ", "dim"), (_numbers(sentence.also), "cyan")]
    yield Line(pieces)


def _numbers(citations: list[int]) -> str:
    return "".join(f"[{n}]" for n in citations)


def _citation_lines(citation: CitationOut, labels: Labels) -> Iterator[Line]:
    quote = [
        (_BLANKS.sub(" ", piece.text), "green bold" if piece.mark else "green")
        for piece in citation.segments
    ]
    source = source_line(citation.document, citation.start, citation.end, labels)
    yield Line([])
    yield Line([(f"[{citation.n}] ", "cyan"), *quote], _INDENT)
    yield Line([(" " * _INDENT + source, "dim")], _INDENT)


def _passage_lines(passage: PassageOut, text: list[Piece], labels: Labels) -> Iterator[Line]:
    source = source_line(passage.document, passage.start, passage.end, labels)
    yield Line([(f"{passage.rank:>2}. ", "cyan"), *text], _INDENT)
    yield Line([(f"    {source} · {passage.score:.3f}", "dim")], _INDENT)


def _brief_lines(passage: PassageOut, labels: Labels) -> Iterator[Line]:
    text = one_line(passage.text)
    beginning = text if len(text) <= _BEGINNING else f"{text[:_BEGINNING]}…"
    source = source_line(passage.document, passage.start, passage.end, labels)
    yield Line([(f"{passage.rank:>2}. ", "cyan"), (beginning, "")], _INDENT)
    yield Line([(" " * _INDENT + source, "dim")], _INDENT)


def _show_hits(response: SearchResponse) -> None:
    console = terminal()
    if not response.hits:
        sys.stderr.write("forumqa: No passage comes near; try fewer or other words.\n")
        return
    if response.distant:
        sys.stderr.write("forumqa: No passage is close to the query; these are the least far.\n")
    if console is None:
        write_lines(_hit_lines(response), None)
    else:
        from api.tables import hit_table  # noqa: PLC0415  rich is not paid for when piped

        write_table(hit_table(response.hits, columns()), console)


def _hit_lines(response: SearchResponse) -> Iterator[Line]:
    for hit in response.hits:
        marked = [(_BLANKS.sub(" ", piece.text), "") for piece in hit.segments]
        yield from _passage_lines(hit, marked, labels_of("en"))

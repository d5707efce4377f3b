"""Rows of a table that a question names go before the others of that table.

The reader and the share of words say little between rows: each holds a few short cells, and the
question's other words stand in the header. A row is named where the question holds one of its cells
whole, as 302 is in "302房间的电话是多少？"; brackets and blanks make no difference (初一（2）班,
初一2班).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from answer.choosing import Candidate, Question
from answer.terms import folded
from ingest.document import Passage
from ingest.loaders import CELL_BREAK

_LEAST_NAME = 2  # characters; a single one stands in a question by chance
_UNSAID = re.compile(r"[\s()\[\]【】〔〕]+")
_PASSED_OVER = 8.0  # further behind than anything that is shown besides the best


def named_rows_first(question: Question, ranked: Sequence[Candidate]) -> list[Candidate]:
    """``ranked`` in a new order: named rows score as their table's best, the others far less."""
    passages = {one.hit.passage.id: one.hit.passage for one in ranked}
    named = {name: named_rows(question.text, passage) for name, passage in passages.items()}
    if not any(named.values()):
        return list(ranked)
    best: dict[str, float] = {}
    for one in ranked:  # the best first
        if one.sentence.start in named[one.hit.passage.id]:
            best.setdefault(one.hit.passage.id, one.score)
    return sorted((_placed(one, named, best) for one in ranked), key=lambda one: -one.score)


def _placed(
    one: Candidate, named: Mapping[str, Mapping[int, bool]], best: Mapping[str, float]
) -> Candidate:
    passage, start = one.place
    if start not in named[passage]:
        return one
    most = best[passage]
    return replace(
        one, score=most if named[passage][start] else min(one.score, most - _PASSED_OVER)
    )


def named_rows(question: str, passage: Passage) -> Mapping[int, bool]:
    """By where a row of ``passage`` begins, whether ``question``, folded, names it.

    Only of tables with a row that is named below the first, which is the header: what that names
    are columns.
    """
    if CELL_BREAK not in passage.search_text:
        return {}
    found: dict[int, bool] = {}
    for table in _tables(passage):
        (first, _), *rows = table
        named = {start: _is_named(text, _said(question)) for start, text in rows}
        if any(named.values()):
            found |= named | {first: False}
    return found


def _tables(passage: Passage) -> Iterable[Sequence[tuple[int, str]]]:
    """Every run of rows, each as (start, text)."""
    rows: list[tuple[int, str]] = []
    for sentence in passage.sentences:
        text = passage.search_text[sentence.start : sentence.end]
        if CELL_BREAK in text:
            rows.append((sentence.start, text))
        elif rows:
            yield rows
            rows = []
    if rows:
        yield rows


def _is_named(row: str, question: str) -> bool:
    cells = (_said(folded(cell)) for cell in row.split(CELL_BREAK))
    return any(len(cell) >= _LEAST_NAME and cell in question for cell in cells)


def _said(text: str) -> str:
    """``text``, folded, as it would be read out."""
    return _UNSAID.sub("", text)

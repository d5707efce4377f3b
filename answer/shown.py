"""What is to be shown of an answer; neighbouring rows of one table are one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from answer.choosing import Candidate
from ingest.document import Sentence
from ingest.loaders import CELL_BREAK


@dataclass(frozen=True, slots=True)
class Shown:
    """A sentence to show, and the same statement in other sources, at most one of each."""

    candidate: Candidate
    also: tuple[Candidate, ...] = ()


def rows_together(shown: Sequence[Shown]) -> list[Shown]:
    """``shown`` with every run of rows that stand directly below one another as one sentence."""
    found: list[Shown] = []
    for one in shown:
        if found and _is_next_row(found[-1].candidate, one.candidate):
            found[-1] = _both(found[-1], one)
        else:
            found.append(one)
    return found


def _is_next_row(one: Candidate, other: Candidate) -> bool:
    passage = one.hit.passage
    if other.hit.passage.id != passage.id or other.sentence.start < one.sentence.end:
        return False
    between = passage.search_text[one.sentence.end : other.sentence.start]
    return not between.strip() and _is_row(one) and _is_row(other)


def _is_row(candidate: Candidate) -> bool:
    return CELL_BREAK in candidate.search_text.strip()


def _both(one: Shown, other: Shown) -> Shown:
    """The two rows as one sentence, read as the likelier of them."""
    likelier = max(one.candidate, other.candidate, key=lambda candidate: candidate.score)
    sentence = Sentence(one.candidate.sentence.start, other.candidate.sentence.end)
    return Shown(replace(likelier, sentence=sentence), (*one.also, *other.also))

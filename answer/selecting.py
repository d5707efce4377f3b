"""Ranked candidates → the few sentences that are shown, each once, and where else they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from answer.choosing import Candidate, Question
from answer.terms import Expected
from index.lexical import tokenise

MAX_SENTENCES = 3
# A further sentence is shown when it is nearly as good as the best one; measured on the
# development topics, see DECISIONS.md.
MARGIN = 3.5
LIST_MARGIN = 5.0
SAME_STATEMENT = 0.7
# Where another source says the same, or the same with other figures, less will do.
ELSEWHERE_MARGIN = 7.0
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*|[一二三四五六七八九十百千万亿两]{2,}")


@dataclass(frozen=True, slots=True)
class Shown:
    """A sentence to show, and the same statement in other sources, at most one of each."""

    candidate: Candidate
    also: tuple[Candidate, ...] = ()


def select(question: Question, ranked: Sequence[Candidate]) -> list[Shown]:
    """At most ``MAX_SENTENCES``: the best, those close behind that add something, and conflicts.

    A sentence that repeats one already taken is not shown again but named beside it, if it is of
    another source; one that repeats it with other figures is shown too. Sentences of one passage
    come in the order of the text, behind the passage of the best one.
    """
    taken: list[Candidate] = []
    also: dict[int, list[Candidate]] = {}
    margin = LIST_MARGIN if question.expected is Expected.LIST else MARGIN
    for candidate in ranked:
        behind = taken[0].score - candidate.score if taken else 0.0
        if behind > max(margin, ELSEWHERE_MARGIN):
            break
        same = next((i for i, one in enumerate(taken) if _same_statement(candidate, one)), None)
        if same is None:
            if len(taken) < MAX_SENTENCES and behind <= margin:
                taken.append(candidate)
        elif _is_elsewhere(candidate, [taken[same], *also.get(same, ())]):
            if _numbers_agree(candidate, taken[same]):
                also.setdefault(same, []).append(candidate)
            elif len(taken) < MAX_SENTENCES:
                taken.append(candidate)
    shown = [Shown(one, tuple(also.get(i, ()))) for i, one in enumerate(taken)]
    order = list(dict.fromkeys(one.hit.passage.id for one in taken))
    return sorted(shown, key=lambda s: (order.index(s.candidate.hit.passage.id), _start(s)))


def _start(shown: Shown) -> int:
    return shown.candidate.sentence.start


def _is_elsewhere(candidate: Candidate, others: Iterable[Candidate]) -> bool:
    """Whether none of ``others`` is of the candidate's document."""
    return all(one.hit.passage.document_id != candidate.hit.passage.document_id for one in others)


def _same_statement(one: Candidate, other: Candidate) -> bool:
    """Whether the shorter sentence's tokens are nearly all in the longer one (a repeated text)."""
    first, second = frozenset(tokenise(one.search_text)), frozenset(tokenise(other.search_text))
    smaller = min(len(first), len(second))
    return bool(smaller) and len(first & second) / smaller >= SAME_STATEMENT


def _numbers_agree(one: Candidate, other: Candidate) -> bool:
    """Whether the sentence with fewer figures has none that the other lacks."""
    first, second = (frozenset(_NUMBER.findall(c.search_text)) for c in (one, other))
    return first <= second or second <= first

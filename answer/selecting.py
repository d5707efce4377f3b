"""Ranked candidates → the few sentences that are shown."""

from __future__ import annotations

from collections.abc import Sequence

from answer.choosing import Candidate, Question
from answer.terms import Expected
from index.lexical import tokenise

MAX_SENTENCES = 3
# A further sentence is shown when it is nearly as good as the best one; measured on the
# development topics, see DECISIONS.md.
MARGIN = 3.5
LIST_MARGIN = 5.0
SAME_STATEMENT = 0.7


def select(question: Question, ranked: Sequence[Candidate]) -> list[Candidate]:
    """At most ``MAX_SENTENCES`` candidates: the best, and those close behind that add something.

    Sentences of one passage come in the order of the text, behind the passage of the best one.
    """
    shown: list[Candidate] = []
    margin = LIST_MARGIN if question.expected is Expected.LIST else MARGIN
    for candidate in ranked:
        if len(shown) == MAX_SENTENCES or (shown and candidate.score < shown[0].score - margin):
            break
        if not any(_same_statement(candidate, other) for other in shown):
            shown.append(candidate)
    order = list(dict.fromkeys(candidate.hit.passage.id for candidate in shown))
    return sorted(shown, key=lambda c: (order.index(c.hit.passage.id), c.sentence.start))


def _same_statement(one: Candidate, other: Candidate) -> bool:
    """Whether the shorter sentence's tokens are nearly all in the longer one (a repeated text)."""
    first, second = frozenset(tokenise(one.search_text)), frozenset(tokenise(other.search_text))
    smaller = min(len(first), len(second))
    return bool(smaller) and len(first & second) / smaller >= SAME_STATEMENT

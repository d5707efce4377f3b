"""Ranked candidates → the sentences that together answer every part of a question."""

from __future__ import annotations

from collections.abc import Sequence

from answer.choosing import Candidate, Question
from answer.lists.listing import ArticleOf, candidate_at
from answer.question_parts import Part, asked_parts, dates_exactly, offered_parts

# Set on the tuning half of the made questions of tests/integration/many_parts.
ANCHOR_MARGIN = 3.5  # a sentence that answers every part goes first if it is that close
MOST_LINES = 1  # between a sentence and the one that completes it
_LESS_COVERED = 0.05


def completed(
    question: Question, ranked: Sequence[Candidate], article_of: ArticleOf
) -> list[Candidate]:
    """A sentence that answers every part, or the best one and those beside it that answer the rest.

    None where the question has one part, or where what stands beside the best sentence does not
    answer the rest: then the usual choice is as good.
    """
    asked = asked_parts(question.single_script)
    if not asked:
        return []
    best = ranked[0]
    near = [one for one in ranked if best.score - one.score <= ANCHOR_MARGIN]
    whole = (one for one in near if asked <= _offered(question, one) and _fits(one, best))
    anchor = next(whole, best)
    beside = _beside(anchor, ranked, article_of)
    taken, missing = [anchor], asked - _offered(question, anchor)
    while missing:
        more = next((one for one in beside if _offered(question, one) & missing), None)
        if more is None:
            return []
        taken.append(more)
        missing -= _offered(question, more)
    if Part.TIME in asked and not any(dates_exactly(one.search_text) for one in taken):
        taken.extend([one for one in beside if dates_exactly(one.search_text)][:1])
    return taken


def _beside(
    anchor: Candidate, ranked: Sequence[Candidate], article_of: ArticleOf
) -> list[Candidate]:
    """The sentences beside ``anchor``: those of its line and list first, then by score."""
    article = article_of(anchor.hit.passage)
    at = article.positions.get((anchor.hit.passage.id, anchor.sentence.start))
    if at is None:
        return []
    found: list[tuple[int, float, int, Candidate]] = []
    for i, place in enumerate(article.places):
        lines = article.lines_between(at, i)
        if i != at and lines <= MOST_LINES and not place.is_heading:
            one = candidate_at([place], anchor, ranked)
            found.append((lines, -one.score, i, one))
    return [one for *_, one in sorted(found, key=lambda entry: entry[:3])]


def _fits(candidate: Candidate, best: Candidate) -> bool:
    """Whether ``candidate`` is about what is asked no less than the best sentence is."""
    covered = candidate.feature("coverage_nearby")
    return covered >= best.feature("coverage_nearby") - _LESS_COVERED


def _offered(question: Question, candidate: Candidate) -> frozenset[Part]:
    return offered_parts(candidate.search_text, question.single_script)

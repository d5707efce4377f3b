"""Ranked candidates → the list that a question asks for, whole; and what leads a lone item in."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, takewhile
from typing import TypeAlias

import numpy as np

from answer.choosing import FEATURES, Candidate, Question
from answer.lists.enumerations import Enumeration
from answer.lists.surroundings import Article
from answer.lists.text_places import Place, leads_in
from answer.question_parts import asked_count, asks_for_list
from index.lexical import tokenise
from ingest.document import Passage, Sentence
from ingest.loaders import CELL_BREAK

MAX_ITEMS = 12
"""Of a longer list the first ones are shown, and the item that answers best."""
# Set on the tuning half of the made questions of tests/integration/many_parts.
NEAR = 5.0  # a list counts when one of its passages has a sentence that close to the best,
BEST_HITS = 3  # or is among the first hits
_TELLING = 2  # separators in a row whose cells only its header tells apart
CALLED = 0.2  # of a question, held by lead-in and heading of a list that it names; of others < 0.05
TITLE_WEIGHT = 20.0  # of the share of the question that lead-in and heading hold
_MOST_BEHIND = 3.0  # what a list loses at most by the score of its best sentence

ArticleOf: TypeAlias = Callable[[Passage], Article]


@dataclass(frozen=True, slots=True)
class FoundList:
    """A list, where it stands, and a candidate of a passage that has part of it.

    ``named`` is its worth among lists, by what it is called; ``told`` that among sentences, by its
    likeliest sentence too.
    """

    article: Article
    enumeration: Enumeration
    by: Candidate
    named: float
    told: float


@dataclass(frozen=True, slots=True)
class Listed:
    """A whole list to show, empty where none answers; and the candidates that are left without it.

    ``others`` are ranked, and hold no part of any list where a sentence answers better.
    """

    whole: Sequence[Candidate]
    others: Sequence[Candidate]


def whole_list(question: Question, ranked: Sequence[Candidate], article_of: ArticleOf) -> Listed:
    """What answers a question that wants a list: lead-in and items, or sentences outside lists.

    It wants one by its words, or where the best sentence only leads one in.
    """
    is_lead = ranked[0].search_text.rstrip().endswith(("：", ":"))
    if not (is_lead or asks_for_list(question.single_script)):
        return Listed((), ranked)
    near = _near(ranked)
    lists = list(_lists(question, [*near, *_of_best_hits(ranked)], ranked, article_of))
    if not lists:
        return Listed((), ranked)
    found = max(lists, key=lambda one: one.named)
    values = [_alone(question, one, ranked[0], article_of) for one in near]
    if max(values) <= found.told:
        return Listed(_shown(found, ranked), ())
    if _introduces(ranked[0], found):
        return Listed([ranked[0], *_shown(found, ranked)], ())
    outside = [one for one in ranked if not _is_member(one, article_of)]
    if _is_member(ranked[0], article_of):
        first = near[values.index(max(values))]
        outside = [first, *(one for one in outside if one is not first)]
    return Listed((), outside)


def lists_named(
    question: Question, ranked: Sequence[Candidate], article_of: ArticleOf
) -> list[FoundList]:
    """The lists near the best sentences that are called what ``question`` speaks of."""
    near = [*_near(ranked), *_of_best_hits(ranked)]
    return [
        one
        for one in _lists(question, near, ranked, article_of)
        if _held(question, _named(one.article, one.enumeration)) >= CALLED
    ]


def lead_of(candidate: Candidate, article_of: ArticleOf) -> Candidate | None:
    """What leads in the list that ``candidate`` is an item of, if it is one.

    A heading does so where the item says nothing by itself. Above a row of several cells the first
    row of its table does: that says what each of them is.
    """
    article = article_of(candidate.hit.passage)
    at = _position(article, candidate)
    if at is None:
        return None
    if separators := article.places[at].text.count(CELL_BREAK):
        header = _header(article, at)
        is_telling = separators >= _TELLING and header != at
        return candidate_at([article.places[header]], candidate, ()) if is_telling else None
    one = article.list_at(at)
    if one is None or one.lead is None or one.lead == at:
        return None
    lead = article.places[one.lead]
    if lead.is_heading and article.places[at].is_finished:
        return None
    return candidate_at([lead], candidate, ())


def _header(article: Article, at: int) -> int:
    """The first row of the table whose row stands ``at`` a position."""
    above = (article.places[i] for i in range(at - 1, -1, -1))
    return at - sum(1 for _ in takewhile(lambda place: CELL_BREAK in place.text, above))


def candidate_at(places: Sequence[Place], by: Candidate, ranked: Iterable[Candidate]) -> Candidate:
    """The ranked candidate that is all of ``places``, or an unread one.

    Args:
        places: neighbours, of one passage.
        by: a candidate of the same article, for what the hit says of it.
        ranked: where to look.
    """
    passage = places[0].passage
    sentence = Sentence(places[0].sentence.start, places[-1].sentence.end)
    for one in ranked:
        span = one.sentence.start, one.sentence.end
        if one.hit.passage.id == passage.id and span == (sentence.start, sentence.end):
            return one
    hit = by.hit if by.hit.passage.id == passage.id else replace(by.hit, passage=passage)
    return Candidate(hit, sentence, np.zeros(len(FEATURES), dtype=np.float32), -math.inf)


def _near(ranked: Sequence[Candidate]) -> list[Candidate]:
    return [one for one in ranked if ranked[0].score - one.score <= NEAR]


def _of_best_hits(ranked: Sequence[Candidate]) -> list[Candidate]:
    """The likeliest sentence of each of the first hits: their lists may be named better."""
    first: dict[str, Candidate] = {}
    for one in ranked:
        first.setdefault(one.hit.passage.id, one)
    return sorted(first.values(), key=lambda one: one.hit.rank)[:BEST_HITS]


def _lists(
    question: Question,
    near: Sequence[Candidate],
    ranked: Sequence[Candidate],
    article_of: ArticleOf,
) -> Iterator[FoundList]:
    """The lists in the passages of ``near``, as long as the question says, each once."""
    count = asked_count(question.single_script)
    scores = {(one.hit.passage.id, one.sentence.start): one.score for one in ranked}
    seen: set[tuple[str, int]] = set()
    for candidate in near:
        article = article_of(candidate.hit.passage)
        for one in article.lists:
            members = [article.places[at] for at in one.members]
            here = any(place.passage.id == candidate.hit.passage.id for place in members)
            opening = article.places[one.items[0][0]].key
            if opening in seen or not here or count not in (None, len(one.items)):
                continue
            seen.add(opening)
            best = max(members, key=lambda place: scores.get(place.key, -math.inf))
            behind = min(_MOST_BEHIND, ranked[0].score - scores.get(best.key, -math.inf))
            named = _named(article, one)
            told = [] if one.is_loose(article.places) else [best.text]
            yield FoundList(
                article,
                one,
                candidate,
                named=TITLE_WEIGHT * _held(question, named) - behind,
                told=TITLE_WEIGHT * _held(question, [*named, *told]) - behind,
            )


def _alone(
    question: Question, candidate: Candidate, best: Candidate, article_of: ArticleOf
) -> float:
    """What a sentence is worth by itself, on the scale of lists; nothing if it is in one.

    What speaks for itself in a loose one is no part of a list in that sense. What only says that
    something follows is worth nothing either.
    """
    if leads_in(candidate.search_text.rstrip()):
        return -math.inf
    article = article_of(candidate.hit.passage)
    at = _position(article, candidate)
    if at is None:
        return -math.inf
    own = (one for one in article.lists if at in one.members)
    if any(one.item_at(at) is None or not one.is_loose(article.places) for one in own):
        return -math.inf
    heading = article.heading_over(at)
    texts = [candidate.search_text, candidate.hit.passage.headline]
    texts += [heading.text] if heading is not None else []
    return TITLE_WEIGHT * _held(question, texts) - (best.score - candidate.score)


def _introduces(candidate: Candidate, found: FoundList) -> bool:
    """Whether ``candidate`` stands before the list in the line of its lead-in."""
    article, opening = found.article, found.enumeration.opening
    at = _position(article, candidate)
    return at is not None and at < opening and article.lines_between(at, opening) == 0


def _is_member(candidate: Candidate, article_of: ArticleOf) -> bool:
    article = article_of(candidate.hit.passage)
    at = _position(article, candidate)
    return any(at in one.members for one in article.lists)


def _named(article: Article, one: Enumeration) -> list[str]:
    """What a list is called: its lead-in, the headline and, over a lead-in, the heading."""
    lead = article.places[one.opening]
    heading = article.heading_over(one.opening) if lead.is_finished else None
    return [lead.text, lead.passage.headline, *([heading.text] if heading is not None else [])]


def _held(question: Question, texts: Iterable[str]) -> float:
    return question.coverage(frozenset(token for text in texts for token in tokenise(text)))


def _shown(found: FoundList, ranked: Sequence[Candidate]) -> list[Candidate]:
    """The candidates of a list in the order of the text, at most ``MAX_ITEMS`` of its items."""
    places, one = found.article.places, found.enumeration
    items = [places[first : last + 1] for first, last in one.items]
    if len(items) > MAX_ITEMS:
        scores = {candidate.place: candidate.score for candidate in ranked}
        worth = [max(scores.get(place.key, -math.inf) for place in item) for item in items]
        best = max(range(len(items)), key=worth.__getitem__)
        kept = sorted({*range(MAX_ITEMS - 1), max(best, MAX_ITEMS - 1)})
        items = [items[i] for i in kept]
    if one.lead is not None and one.lead != one.items[0][0]:
        items.insert(0, [places[one.lead]])
    # An item that holds a list may run over the end of a passage.
    runs = (list(run) for item in items for _, run in groupby(item, lambda place: place.passage.id))
    return [candidate_at(run, found.by, ranked) for run in runs]


def _position(article: Article, candidate: Candidate) -> int | None:
    return article.positions.get((candidate.hit.passage.id, candidate.sentence.start))

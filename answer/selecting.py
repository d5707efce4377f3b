"""Ranked candidates → the few sentences that are shown, each once, and where else they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from answer.choosing import Candidate, Question
from answer.clauses_answered import by_clauses
from answer.completing import completed
from answer.lists.listing import ArticleOf, lead_of, whole_list
from answer.lists.nth_item import nth_item
from answer.shown import Shown, rows_together
from answer.terms import Expected
from index.lexical import tokenise
from index.token_shares import SENTENCES_KEPT

MAX_SENTENCES = 3
# A further sentence is shown when it is nearly as good as the best one; measured on the
# development topics, see DECISIONS.md.
MARGIN = 3.5
LEAST_ABOUT = 0.3  # and when it holds that share of what the best one holds of the question
LIST_MARGIN = 5.0
SAME_STATEMENT = 0.7
SHORT = 6  # characters below which an item of a list states nothing by itself
# Where another source says the same, or the same with other figures, less will do.
ELSEWHERE_MARGIN = 7.0
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*|[一二三四五六七八九十百千万亿两]{2,}")


def select(question: Question, ranked: Sequence[Candidate], article_of: ArticleOf) -> list[Shown]:
    """The item, the whole list or all the parts asked for; otherwise the best few sentences.

    Nothing where the item asked for is one that its list has not got.

    Args:
        question: what is asked.
        ranked: the candidates, the likeliest answer first.
        article_of: gives what stands around a passage.
    """
    if not ranked:
        return []
    item = nth_item(question, ranked, article_of)
    if item is not None:
        return [Shown(one) for one in item]
    listed = whole_list(question, ranked, article_of)
    if listed.whole:
        return rows_together([Shown(one, tuple(_elsewhere(one, ranked))) for one in listed.whole])
    ranked = listed.others
    chosen = by_clauses(question, ranked) or completed(question, ranked, article_of)
    return rows_together(_with_leads(_best(question, ranked, chosen), article_of))


def _best(
    question: Question, ranked: Sequence[Candidate], chosen: Sequence[Candidate]
) -> list[Shown]:
    """``chosen``, or the best and those close behind that add something; and conflicts.

    At most ``MAX_SENTENCES`` that were not chosen. A sentence that repeats one already taken is not
    shown again but named beside it, if it is of another source; one that repeats it with other
    figures is shown too. Sentences of one passage come in the order of the text, behind the
    passage of the best one.
    """
    taken = list(chosen)
    also: dict[int, list[Candidate]] = {}
    margin = LIST_MARGIN if question.expected is Expected.LIST else MARGIN
    for candidate in ranked:
        behind = ranked[0].score - candidate.score
        if behind > max(margin, ELSEWHERE_MARGIN):
            break
        if any(candidate is one for one in chosen):
            continue
        same = next((i for i, one in enumerate(taken) if _same_statement(candidate, one)), None)
        if same is None:
            is_near = behind <= margin and _is_about(candidate, ranked[0])
            if len(taken) < MAX_SENTENCES and is_near and not chosen:
                taken.append(candidate)
        elif _is_elsewhere(candidate, [taken[same], *also.get(same, ())]):
            if _numbers_agree(candidate, taken[same]):
                also.setdefault(same, []).append(candidate)
            elif len(taken) < MAX_SENTENCES:
                taken.append(candidate)
    shown = [Shown(one, tuple(also.get(i, ()))) for i, one in enumerate(taken)]
    order = list(dict.fromkeys(one.hit.passage.id for one in taken))
    return sorted(shown, key=lambda s: (order.index(s.candidate.hit.passage.id), _start(s)))


def _is_about(candidate: Candidate, best: Candidate) -> bool:
    """Whether ``candidate`` holds nearly as much of the question as the best sentence does.

    Where curated questions say which sentences answer, words say little, and are not asked.
    """
    enough = LEAST_ABOUT * best.feature("coverage")
    return best.hit.why.curated > 0 or candidate.feature("coverage") >= enough


def _with_leads(shown: Sequence[Shown], article_of: ArticleOf) -> list[Shown]:
    """``shown``, each item of a list behind what leads the list in, which comes on top."""
    places = {one.candidate.place for one in shown}
    found: list[Shown] = []
    for one in shown:
        lead = lead_of(one.candidate, article_of)
        if lead is not None and lead.place not in places:
            places.add(lead.place)
            found.append(Shown(lead))
        found.append(one)
    return found


def _elsewhere(candidate: Candidate, ranked: Iterable[Candidate]) -> list[Candidate]:
    """The same statement in other sources, at most one of each."""
    found: list[Candidate] = []
    for other in ranked:
        is_new = _is_elsewhere(other, [candidate, *found]) and _as_long(other, candidate)
        if is_new and _same_statement(other, candidate) and _numbers_agree(other, candidate):
            found.append(other)
    return found


def _as_long(one: Candidate, other: Candidate) -> bool:
    """Whether neither says much more than the other: a short item's words stand in much."""
    lengths = sorted((len(one.search_text.strip()), len(other.search_text.strip())))
    return lengths[0] * 2 >= lengths[1] and lengths[0] >= SHORT


def _start(shown: Shown) -> int:
    return shown.candidate.sentence.start


def _is_elsewhere(candidate: Candidate, others: Iterable[Candidate]) -> bool:
    """Whether none of ``others`` is of the candidate's document."""
    return all(one.hit.passage.document_id != candidate.hit.passage.document_id for one in others)


def _same_statement(one: Candidate, other: Candidate) -> bool:
    """Whether the shorter sentence's tokens are nearly all in the longer one (a repeated text)."""
    first, second = _tokens(one.search_text), _tokens(other.search_text)
    smaller = min(len(first), len(second))
    return bool(smaller) and len(first & second) / smaller >= SAME_STATEMENT


@lru_cache(maxsize=SENTENCES_KEPT)
def _tokens(text: str) -> frozenset[str]:
    return frozenset(tokenise(text))


def _numbers_agree(one: Candidate, other: Candidate) -> bool:
    """Whether the sentence with fewer figures has none that the other lacks."""
    first, second = (frozenset(_NUMBER.findall(c.search_text)) for c in (one, other))
    return first <= second or second <= first

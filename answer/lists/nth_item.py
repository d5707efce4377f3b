"""A question for one item of a numbered list → that item, whole: 第三点是什么."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from answer.choosing import Candidate, Question
from answer.lists.enumerations import Enumeration
from answer.lists.listing import ArticleOf, FoundList, candidate_at, lists_named
from answer.lists.markers import marker_of
from answer.lists.text_places import Place
from answer.numerals import HAN_NUMERALS, han_value
from answer.ordinals import LAST, item_number

_MOST = 6  # sentences of an item that are shown
_COUNT = re.compile(
    rf"(?<!第)(?P<count>[{HAN_NUMERALS}]|\d{{1,2}})\s*(?:个|点|条|项|件|种|类|大|步|方面|部分|"
    r"points?\b|items?\b|steps?\b)"
)


def nth_item(
    question: Question, ranked: Sequence[Candidate], article_of: ArticleOf
) -> Sequence[Candidate] | None:
    """The lead-in and the item asked for; nothing where a list is told to have fewer items.

    None where no item is asked for, or no list is called what the question calls it.
    """
    number = item_number(question.single_script)
    if number is None:
        return None
    lists = [one for one in lists_named(question, ranked, article_of) if _is_numbered(one)]
    found = max(lists, key=lambda one: one.named, default=None)
    if found is None:
        return None
    items = found.enumeration.items
    if number == LAST:
        number = len(items)
    if not 1 <= number <= len(items):
        return () if _told_count(found) == len(items) else None
    return _shown(found, number - 1, ranked)


def _is_numbered(found: FoundList) -> bool:
    place = found.article.places[found.enumeration.items[0][0]]
    return marker_of(place.text, opens_line=place.opens_line) is not None


def _told_count(found: FoundList) -> int | None:
    """How many items the lead-in says there are."""
    lead = found.enumeration.lead
    match = None if lead is None else _COUNT.search(found.article.places[lead].text)
    if match is None:
        return None
    count = match["count"]
    return int(count) if count.isdecimal() else han_value(count)


def _shown(found: FoundList, at: int, ranked: Sequence[Candidate]) -> list[Candidate]:
    """What leads the list in, and its item ``at``, sentence by sentence."""
    places, one = found.article.places, found.enumeration
    first = one.items[at][0]
    item = list(places[first : min(_end(places, one, at), first + _MOST)])
    if one.lead is not None and one.lead != first:
        item.insert(0, places[one.lead])
    return [candidate_at([place], found.by, ranked) for place in item]


def _end(places: Sequence[Place], one: Enumeration, at: int) -> int:
    """Behind the last place of an item: all up to the next one, of the last as many lines."""
    if at + 1 < len(one.items):
        return one.items[at + 1][0]
    begins = [first for first, _ in one.items]
    lines = max(_line_starts(places, *each) for each in pairwise(begins))
    end = begins[-1] + 1
    while end < len(places) and not places[end].is_heading:
        if places[end].opens_line:
            lines -= 1
            if not lines:
                break
        end += 1
    return end


def _line_starts(places: Sequence[Place], start: int, end: int) -> int:
    """How many lines the places from ``start`` to before ``end`` fill."""
    return max(1, sum(place.opens_line for place in places[start:end]))

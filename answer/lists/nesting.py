"""Lists of an article → the same, the items of each with the lists that stand within them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from answer.lists.enumerations import Enumeration
from answer.lists.markers import is_marked
from answer.lists.text_places import Place

_MOST_CHARS = 240  # of an item with its inner ones; where one is longer, it is a section


def nested(places: Sequence[Place], lists: Iterable[Enumeration]) -> list[Enumeration]:
    """``lists`` in the order of the text, items of marked lines with the lists below them.

    A list is below an item that leads it in, or from which it is set in; then that leads it in.
    """
    found: list[Enumeration] = []
    for one in sorted(lists, key=lambda one: one.items[0], reverse=True):
        found.append(
            _with_inner(places, one, [inner for inner in found if _is_marked(places, inner)])
        )
    return [_led_in(one, found) for one in found[::-1]]


def is_within(places: Sequence[Place], inner: Enumeration, outer: Enumeration) -> bool:
    """Whether all items of ``inner``, which has marks, stand within one of ``outer``."""
    start, end = inner.items[0][0], inner.items[-1][1]
    return _is_marked(places, inner) and any(
        first <= start and end <= last for first, last in outer.items
    )


def _with_inner(
    places: Sequence[Place], one: Enumeration, inner: Sequence[Enumeration]
) -> Enumeration:
    limits = [*(first for first, _ in one.items[1:]), len(places)]
    items = tuple(
        (first, _end(places, first, last, [each for each in inner if each.items[-1][1] < limit]))
        for (first, last), limit in zip(one.items, limits, strict=True)
    )
    chars = (sum(len(place.text) for place in places[first : last + 1]) for first, last in items)
    return replace(one, items=items) if max(chars) <= _MOST_CHARS else one


def _led_in(one: Enumeration, lists: Iterable[Enumeration]) -> Enumeration:
    """``one`` with the item that it stands within as its lead-in, if it has none."""
    if one.lead is not None:
        return one
    start = one.items[0][0]
    around = (first for each in lists for first, last in each.items if first < start <= last)
    return replace(one, lead=max(around, default=None))


def _end(places: Sequence[Place], first: int, last: int, inner: Iterable[Enumeration]) -> int:
    """The last place of an item with the list below it, if there is one."""
    item = places[first]
    if item.is_heading or not item.opens_line:
        return last
    for each in inner:
        start, end = each.items[0][0], each.items[-1][1]
        is_below = each.lead == last or places[start].indent > item.indent
        if start == last + 1 and is_below:
            return end
    return last


def _is_marked(places: Sequence[Place], one: Enumeration) -> bool:
    """Whether the items are lines that begin with a mark."""
    first = places[one.items[0][0]]
    return first.opens_line and is_marked(first.text)

"""Places of an article → its lists whose items are counted: 第一, 一是, （一）, 1., ①, First.

They count from one, or, directly below a heading, on from the list above that: a Word document's
numbers run through all its sections until somebody sets them back.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from answer.lists.enumerations import Enumeration
from answer.lists.markers import Marker, marker_of
from answer.lists.text_places import Place

_MOST_BETWEEN = 12  # sentences between the beginnings of two items
_MOST_ABOVE = 4  # sentences between a list and the heading over it
_LONGEST_NAME = 60  # characters of a line that names the list below it
_WHOLE_ITEM = 120  # characters up to which an item of several sentences is shown whole
_COUNTS = re.compile(
    r"[：:]$|如下|以下|下列|following|"
    r"(?:[两二三四五六七八九十]|\d{1,2})(?:个|点|条|项|件|种|类|大|步|方面|部分)"
)


def numbered_lists(places: Sequence[Place]) -> list[Enumeration]:
    """The lists of at least two numbered items, in the order of the text."""
    markers = [marker_of(place.text, opens_line=place.opens_line) for place in places]
    found: list[Enumeration] = []
    for at, marker in enumerate(markers):
        if marker is None or not (marker.number == 1 or _is_headed(places, at)):
            continue
        starts = _counted(places, markers, at, marker)
        if len(starts) > 1:
            found.append(Enumeration(_lead_of_series(places, markers, at), _items(places, starts)))
    return found


def _is_headed(places: Sequence[Place], at: int) -> bool:
    """Whether a line of text stands directly below a heading."""
    own = places[at].opens_line and not places[at].is_heading
    return own and at > 0 and places[at - 1].is_heading


def _counted(
    places: Sequence[Place], markers: Sequence[Marker | None], at: int, first: Marker
) -> list[int]:
    """Where the items that count on from ``at`` begin; a section or a list around them ends them.

    What counts afresh further right, in the same style, is a list within an item.
    """
    starts = [at]
    inner: int | None = None
    for i in range(at + 1, len(places)):
        marker = markers[i]
        if i - starts[-1] > _MOST_BETWEEN:
            break
        if marker is not None and marker.style == first.style and not marker.is_inner:
            indent = places[i].indent
            if inner is not None and indent >= inner:
                continue
            if marker.number == 1 and indent > places[at].indent:
                inner = indent
                continue
            if marker.number != first.number + len(starts) or _is_around(places, markers, at, i):
                break
            inner = None
            starts.append(i)
        elif places[i].is_heading:
            break
    return starts


def _is_around(places: Sequence[Place], markers: Sequence[Marker | None], at: int, i: int) -> bool:
    """Whether ``i`` goes on with a list further left in which the one from ``at`` on stands."""
    marker = markers[i]
    if marker is None or places[i].indent >= places[at].indent:
        return False
    before = (marker.style, marker.number - 1)
    return any(
        one is not None
        and (one.style, one.number) == before
        and places[j].indent < places[at].indent
        for j, one in enumerate(markers[:at])
    )


def _lead_of_series(
    places: Sequence[Place], markers: Sequence[Marker | None], at: int
) -> int | None:
    first = markers[at]
    if first is not None and first.is_inner:
        return at
    for above in range(at - 1, max(-1, at - 1 - _MOST_ABOVE), -1):
        if places[above].is_heading or (above == at - 1 and _leads_in(places[above], places[at])):
            return above
    return None


def _leads_in(above: Place, first: Place) -> bool:
    """Whether a sentence says that several things follow, or a line over the first item names."""
    is_name = above.opens_line and first.opens_line and not above.is_finished
    return (is_name and len(above.text) <= _LONGEST_NAME) or bool(_COUNTS.search(above.text))


def _items(places: Sequence[Place], starts: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """The items that begin at ``starts``: whole, where every one is short; else their openings."""
    limits = [*starts[1:], min(len(places), starts[-1] + _MOST_BETWEEN)]
    whole = [_line_end(places, *pair) for pair in zip(starts, limits, strict=True)]
    if any(end is None for end in whole):
        return tuple((start, start) for start in starts)
    ends = [end for end in whole if end is not None]
    wrapped = [
        _wrapped_end(places, *each) for each in zip(starts[:-1], ends[:-1], limits, strict=False)
    ]
    return tuple(zip(starts, [*wrapped, ends[-1]], strict=True))


def _line_end(places: Sequence[Place], start: int, limit: int) -> int | None:
    """The last place of the line that an item opens; None if that is long or not its own."""
    if not places[start].opens_line:
        return None
    end = start
    while not places[end].ends_line:
        end += 1
        if end >= limit or not _in_one(places, start, end):
            return None
    return end


def _wrapped_end(places: Sequence[Place], start: int, end: int, limit: int) -> int:
    """The last place of an item that runs over lines before the next one begins."""
    while (
        end + 1 < limit
        and not places[end].is_finished
        and not places[start].is_heading
        and not places[end + 1].is_heading
        and not places[end + 1].is_set_off
        and _in_one(places, start, end + 1)
    ):
        end += 1
    return end


def _in_one(places: Sequence[Place], start: int, end: int) -> bool:
    """Whether the two stand in one passage and are together no longer than a whole item."""
    one, other = places[start], places[end]
    length = other.sentence.end - one.sentence.start
    return one.passage is other.passage and length <= _WHOLE_ITEM

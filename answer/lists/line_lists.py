"""Places of an article → its lists of bulleted lines, and of lines that only stand like a list.

Where neither bullets nor numbers are kept, a lead-in or a title over short lines of one kind shows
the list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from answer.lists.enumerations import Enumeration
from answer.lists.markers import BULLET, is_marked
from answer.lists.text_places import Place, TextLine, lines_of
from ingest.layout import is_field
from ingest.script import HAN

_MOST_HAN, _MOST_LETTERS = 60, 120  # a longer line is a paragraph and not an item
_TITLE_HAN, _TITLE_LETTERS = 20, 60
_LEAST_UNDER_TITLE = 3  # lines without marks under a mere title
_HAN = re.compile(f"[{HAN}]")


def line_lists(places: Sequence[Place]) -> list[Enumeration]:
    """The lists of at least two lines, in the order of the text; those within an item too."""
    return list(_lists_in(places, lines_of(places)))


def _lists_in(places: Sequence[Place], lines: Sequence[TextLine]) -> Iterator[Enumeration]:
    at = 0
    while at < len(lines):
        items = _items_below(places, lines, at)
        if items:
            spans = tuple(_spans(items))
            yield Enumeration(lines[at].last - 1, spans)
            for item in items:
                yield from _lists_in(places, item)
            at = next(i for i in range(at, len(lines)) if lines[i].last > spans[-1][1])
        at += 1


def _items_below(
    places: Sequence[Place], lines: Sequence[TextLine], lead: int
) -> list[list[TextLine]]:
    """The items that ``lines[lead]`` leads in, if it does, each with the lines it runs over."""
    below = lines[lead + 1 :]
    if below and _bullet(below[0]) is not None:
        return _bulleted(lines[lead], below)
    is_title = _is_title(lines, lead)
    if not (lines[lead].is_lead or is_title):
        return []
    items = _unwrapped(list(takewhile(lambda line: _is_item(places, line), below)))
    if not items:
        return []
    finished = items[0][-1].is_finished
    alike = list(takewhile(lambda item: item[-1].is_finished == finished, items))
    alike = _to_full_stop(alike) if finished else _without_title(alike, items)
    least = 2 if lines[lead].is_lead else _LEAST_UNDER_TITLE
    if lines[lead].is_heading and all(is_field(item[0].text) for item in alike):
        least = 1
    return alike if len(alike) >= least else []


def _bulleted(lead: TextLine, below: Sequence[TextLine]) -> list[list[TextLine]]:
    """Lines of one bullet, each with those of a list within it and the one it wraps to."""
    style, indent = _bullet(below[0]), below[0].indent
    is_inner = is_marked(lead.text) and lead.indent < indent
    items: list[list[TextLine]] = []
    for i, line in enumerate(below):
        following = below[i + 1] if i + 1 < len(below) else None
        if items and line.indent > indent and is_marked(line.text):
            items[-1].append(line)
        elif is_inner and line.indent < indent:
            break
        elif _bullet(line) == style:
            items.append([line])
        elif (
            not line.is_heading
            and not items[-1][-1].is_finished
            and following is not None
            and _bullet(following) == style
        ):
            items[-1].append(line)
        else:
            break
    return items if len(items) > 1 else []


def _bullet(line: TextLine) -> str | None:
    match = BULLET.match(line.text)
    return match[0].strip() if match else None


def _is_title(lines: Sequence[TextLine], at: int) -> bool:
    """Whether a line names what follows: short, no sentence, with other lines above than below."""
    line = lines[at]
    if line.is_heading:
        return True
    if line.is_finished or len(line.text) > _limit(line.text, _TITLE_HAN, _TITLE_LETTERS):
        return False
    above_differs = at == 0 or lines[at - 1].is_finished or lines[at - 1].is_heading
    below_differs = at + 1 < len(lines) and lines[at + 1].is_finished
    return above_differs or below_differs


def _is_item(places: Sequence[Place], line: TextLine) -> bool:
    """Whether an unmarked line can be an item: short, one sentence, neither lead nor question."""
    return (
        not line.is_heading
        and not line.is_lead
        and not line.text.endswith(("？", "?"))
        and not is_marked(line.text)
        and line.last - line.first == 1
        and places[line.first].opens_line
        and len(line.text) <= _limit(line.text, _MOST_HAN, _MOST_LETTERS)
    )


def _unwrapped(run: Sequence[TextLine]) -> list[list[TextLine]]:
    """Lines as items; where items are set off, a line that is not goes on with the one before."""
    are_set_off = len(run) > 1 and sum(line.is_set_off for line in run[1:]) * 2 >= len(run) - 1
    items: list[list[TextLine]] = []
    for line in run:
        if items and are_set_off and not line.is_set_off:
            items[-1].append(line)
        else:
            items.append([line])
    return items


def _to_full_stop(alike: list[list[TextLine]]) -> list[list[TextLine]]:
    """Items that end in semicolons end with the first full stop."""
    if not alike[0][-1].text.endswith(("；", ";", "，", ",")):
        return alike
    stops = (i for i, item in enumerate(alike) if item[-1].text.endswith(("。", ".", "！", "!")))
    return alike[: next(stops, len(alike) - 1) + 1]


def _without_title(
    alike: list[list[TextLine]], items: Sequence[list[TextLine]]
) -> list[list[TextLine]]:
    """Unfinished items without the last, if that is the title of finished ones below it."""
    below = items[len(alike) :]
    return alike[:-1] if len(below) > 1 else alike


def _spans(items: Sequence[Sequence[TextLine]]) -> list[tuple[int, int]]:
    return [(item[0].first, item[-1].last - 1) for item in items]


def _limit(text: str, han: int, letters: int) -> int:
    return han if _HAN.search(text) else letters

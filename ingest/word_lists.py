"""The paragraphs of a Word document, one after the other → the number or bullet of each.

Word stores no numbers: it counts. A paragraph, or its style, names a list (``num``), and a level of
it; the list takes the looks of its levels from an abstract one, whose numbers its lists share.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from ingest.loaders import list_mark
from ingest.numerals import Numeral, capital, circled, figures, han, letters, roman

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NUMERALS: Mapping[str, Numeral] = {
    "lowerLetter": letters,
    "upperLetter": capital(letters),
    "lowerRoman": roman,
    "upperRoman": capital(roman),
    "chineseCounting": han,
    "chineseCountingThousand": han,
    "japaneseCounting": han,
    "taiwaneseCounting": han,
    "taiwaneseCountingThousand": han,
    "decimalEnclosedCircle": circled,
    "decimalEnclosedCircleChinese": circled,
}
_PLACE = re.compile(r"%([1-9])")
_INDENT = 360  # twentieths of a point that a level is set in where nothing says
_MOST_STYLES = 20  # each based on the next


class ListElement(Protocol):
    """What is used of an lxml element; lxml ships no types."""

    def find(self, path: str) -> ListElement | None: ...
    def findall(self, path: str) -> Sequence[ListElement]: ...
    def get(self, key: str) -> str | None: ...


@dataclass(frozen=True, slots=True)
class _Level:
    """How a level counts: ``text`` has "%1" for the first one's number, ``left`` is its indent."""

    start: int
    kind: str
    text: str
    left: int
    style: str

    @classmethod
    def of(cls, element: ListElement) -> _Level:
        level = _number(element.get(f"{WORD}ilvl"), 0)
        return cls(
            start=_number(_value(element, "start"), 1),
            kind=_value(element, "numFmt") or "decimal",
            text=_value(element, "lvlText"),
            left=_left(element, _INDENT * (level + 1)),
            style=_value(element, "pStyle"),
        )


@dataclass(frozen=True, slots=True)
class _List:
    """A ``num``: its abstract list, that one's levels, and where this one begins them anew."""

    abstract: str
    levels: Mapping[int, _Level]
    starts: Mapping[int, int]


class ListMarks:
    """Counts the paragraphs of one document, which are given in their order."""

    def __init__(self, numbering: ListElement | None, styles: ListElement | None) -> None:
        self._lists = {} if numbering is None else _lists(numbering)
        known = () if styles is None else styles.findall(f"{WORD}style")
        self._styles = {style.get(f"{WORD}styleId") or "": style for style in known}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        self._lefts: list[int] = []

    def mark(self, paragraph: ListElement) -> str:
        """What stands before the paragraph's words, a list within another one set in; none: ""."""
        properties = paragraph.find(f"{WORD}pPr")
        number, at = self._place(properties)
        one = self._lists.get(number)
        level = None if one is None else one.levels.get(at)
        if one is None or level is None:
            self._lefts.clear()
            return ""
        counts = self._counted(number, one, at)
        depth = self._depth(_left(properties, level.left))
        if level.kind == "bullet":
            return list_mark(depth=depth)
        printed = _PLACE.sub(lambda place: _printed(one, counts, int(place[1]) - 1), level.text)
        return list_mark(printed.strip(), depth) if printed.strip() else ""

    def _place(self, properties: ListElement | None) -> tuple[str, int]:
        """The list and the level that a paragraph is of; ("", 0) where it is of none."""
        style = _value(properties, "pStyle")
        own = None if properties is None else properties.find(f"{WORD}numPr")
        number, level = _value(own, "numId"), _value(own, "ilvl")
        for _ in range(_MOST_STYLES):
            if number or style not in self._styles:
                break
            element = self._styles[style]
            named = element.find(f"{WORD}pPr/{WORD}numPr")
            number, level = _value(named, "numId"), level or _value(named, "ilvl")
            if number and not level and number in self._lists:
                levels = self._lists[number].levels
                return number, next((at for at, one in levels.items() if one.style == style), 0)
            style = _value(element, "basedOn")
        return number, _number(level, 0)

    def _counted(self, number: str, one: _List, at: int) -> Mapping[int, int]:
        """The numbers of the levels down to ``at``, which counts one on."""
        counts = self._counts.setdefault(one.abstract, {})
        if at in one.starts and (number, at) not in self._begun:
            self._begun.add((number, at))
            counts[at] = one.starts[at] - 1
        counts[at] = counts.get(at, one.levels[at].start - 1) + 1
        for deeper in [level for level in counts if level > at]:
            del counts[deeper]
        return counts

    def _depth(self, left: int) -> int:
        """How many of the items above, with nothing between, this one is set in from."""
        while self._lefts and self._lefts[-1] >= left:
            self._lefts.pop()
        self._lefts.append(left)
        return len(self._lefts) - 1


def _lists(numbering: ListElement) -> dict[str, _List]:
    abstract = {
        one.get(f"{WORD}abstractNumId") or "": _levels(one)
        for one in numbering.findall(f"{WORD}abstractNum")
    }
    found: dict[str, _List] = {}
    for num in numbering.findall(f"{WORD}num"):
        named = _value(num, "abstractNumId")
        levels = dict(abstract.get(named, {}))
        starts: dict[int, int] = {}
        for override in num.findall(f"{WORD}lvlOverride"):
            levels |= _levels(override)
            if start := _value(override, "startOverride"):
                starts[_number(override.get(f"{WORD}ilvl"), 0)] = _number(start, 1)
        found[num.get(f"{WORD}numId") or ""] = _List(named, levels, starts)
    return found


def _levels(element: ListElement) -> dict[int, _Level]:
    found = element.findall(f"{WORD}lvl")
    return {_number(level.get(f"{WORD}ilvl"), 0): _Level.of(level) for level in found}


def _printed(one: _List, counts: Mapping[int, int], at: int) -> str:
    level = one.levels.get(at)
    if level is None:
        return ""
    return _NUMERALS.get(level.kind, figures)(counts.get(at, level.start))


def _left(element: ListElement | None, default: int) -> int:
    """The left indent that paragraph properties, or a level's, ask for."""
    if element is None:
        return default
    indent = element.find(f"{WORD}ind")
    if indent is None:
        indent = element.find(f"{WORD}pPr/{WORD}ind")
    if indent is None:
        return default
    return _number(indent.get(f"{WORD}left") or indent.get(f"{WORD}start"), default)


def _value(element: ListElement | None, name: str) -> str:
    """The ``w:val`` of the child called ``name``; "" where there is none."""
    child = None if element is None else element.find(WORD + name)
    return "" if child is None else child.get(f"{WORD}val") or ""


def _number(text: str | None, default: int) -> int:
    """``text`` as a number; ``default`` where it is none, as in damaged files."""
    is_number = text is not None and re.fullmatch(r"-?\d{1,9}", text) is not None
    return int(text or 0) if is_number else default

"""What a sentence begins with when it is an item of a numbered or bulleted list."""

from __future__ import annotations

import re
from dataclasses import dataclass

_DIGITS = "一二三四五六七八九"
_HAN_NUMBER = "[一二三四五六七八九十]{1,3}"
_ENGLISH = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_RUSSIAN = "во-первых во-вторых в-третьих в-четвертых в-пятых".split()
_NAMED = {word: number for words in (_ENGLISH, _RUSSIAN) for number, word in enumerate(words, 1)}
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"

BULLET = re.compile(r"[-–—*•·●○◆◇►▶★☆✓]\s+(?=\S)|[•●○◆◇►▶★☆✓](?=\S)")
# Each with the style its items share; those of the second group only where a line begins.
_ANYWHERE = (
    ("ordinal", re.compile(rf"第({_HAN_NUMBER}|\d{{1,2}})([点條条项步章节]?)(?=[,，、：:；\s是])")),
    ("copula", re.compile(rf"({_HAN_NUMBER})([是要])")),
    ("brackets", re.compile(rf"[（(]({_HAN_NUMBER})[）)]")),
    ("circled", re.compile(f"([{_CIRCLED}])")),
    ("English", re.compile(rf"({'|'.join(_ENGLISH)})(?:ly)?,", re.IGNORECASE)),
    ("Russian", re.compile(rf"({'|'.join(_RUSSIAN)})\b", re.IGNORECASE)),
)
_OPENING = (
    ("comma", re.compile(rf"({_HAN_NUMBER})、")),
    ("figure", re.compile(r"(\d{1,2})([.．、)）])\s*(?!\d)")),
    ("figure in brackets", re.compile(r"[（(](\d{1,2})[）)]")),
    ("letter", re.compile(r"([a-z])([.)])\s+(?=\S)")),
    ("capital", re.compile(r"([A-Z])([.)])\s+(?=\S)")),
)
_INNER = re.compile(r"[：:]\s*")


@dataclass(frozen=True, slots=True)
class Marker:
    """What counts an item. ``is_inner`` where it stands behind a lead-in's colon."""

    style: str
    number: int
    is_inner: bool = False


def marker_of(text: str, *, opens_line: bool) -> Marker | None:
    """The number that ``text`` (in the single script) begins with, or that a colon in it brings.

    Args:
        text: a sentence without blanks at its ends.
        opens_line: whether it is the first of its line.
    """
    kinds = (*_ANYWHERE, *_OPENING) if opens_line else _ANYWHERE
    if own := _at(text, 0, kinds):
        return Marker(*own)
    for colon in _INNER.finditer(text):
        own = _at(text, colon.end(), _ANYWHERE)
        if own and own[1] == 1:
            return Marker(*own, is_inner=True)
    return None


def is_marked(line: str) -> bool:
    """Whether ``line``, without blanks at its ends, begins with a bullet or a number."""
    return BULLET.match(line) is not None or marker_of(line, opens_line=True) is not None


def _at(
    text: str, start: int, kinds: tuple[tuple[str, re.Pattern[str]], ...]
) -> tuple[str, int] | None:
    for style, pattern in kinds:
        if match := pattern.match(text, start):
            detail = match[2] if pattern.groups > 1 else ""
            return style + detail, _value(match[1])
    return None


def _value(number: str) -> int:
    if number.isdecimal():
        return int(number)
    if re.fullmatch("[a-zA-Z]", number):
        return ord(number.lower()) - ord("a") + 1
    if number in _CIRCLED:
        return _CIRCLED.index(number) + 1
    if named := _NAMED.get(number.casefold()):
        return named
    tens, ten, ones = number.rpartition("十")
    if not ten:
        return _DIGITS.index(ones[-1]) + 1
    return 10 * (_DIGITS.index(tens[-1]) + 1 if tens else 1) + (
        _DIGITS.index(ones[-1]) + 1 if ones else 0
    )

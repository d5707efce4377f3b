"""Ordinal numbers of four languages: found, read, and said again in another language.

Chinese is read in the single script.
"""

from __future__ import annotations

import re

_DIGITS = "零一二三四五六七八九"
_TEN = 10
_COUNTERS = "届次个名位点条天季轮期场批章项部年家座"
_ENGLISH = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_ENGLISH_NUMBERS = {word: number for number, word in enumerate(_ENGLISH, 1)}
_RUSSIAN = (
    "перв втор трет четв[её]рт пят шест седьм восьм девят десят одиннадцат двенадцат тринадцат "
    "четырнадцат пятнадцат шестнадцат семнадцат восемнадцат девятнадцат двадцат"
).split()
_RUSSIAN_ENDING = (
    "(?:ый|ой|ий|ая|ья|ое|ье|ого|ьего|ому|ьему|ом|ьем|ым|ьим|ую|ью|ей|ьей|ые|ьи|ых|ьих)"
)
_ANY_RUSSIAN = "|".join(
    f"(?P<russian{i}>{word}{_RUSSIAN_ENDING})" for i, word in enumerate(_RUSSIAN, 1)
)

_SPANS = "few|two|three|years?|months?|weeks?|days?|night|time|summer|winter|decades?|century"
_ITEMS = "点条项"
_ITEM_WORD = re.compile(
    r"\b(?:points?|items?|steps?|proposals?|measures?|recommendations?|пункт\w*|шаг\w*|мер\w?)\b",
    re.IGNORECASE,
)
_LAST_SAID = ("final", "last", "russian_last")
LAST = -1

ORDINAL = re.compile(
    rf"第(?P<han>[{_DIGITS}十两]{{1,3}}|\d{{1,2}})(?P<counter>[{_COUNTERS}]?)"
    rf"|最后一?(?P<final>[{_COUNTERS}])"
    r"|(?P<opening>首)(?P<after>[届次个家座位场])"
    r"|(?P<near>[上下前])一?(?P<beside>[届次个])"
    rf"|\b(?:(?P<english>{'|'.join(_ENGLISH)})|(?P<last>last)\b(?!\s+(?:{_SPANS})))\b"
    r"(?:\s+(?:one|edition))?"
    r"|\b(?P<figures>\d{1,2})(?:st|nd|rd|th|-?(?:й|я|е|го|му|м))\b"
    rf"|\b(?:{_ANY_RUSSIAN}|(?P<russian_last>последн\w+))\b",
    re.IGNORECASE,
)


def ordinal_like(new: str, old: str) -> str:
    """The ordinal ``new``, the last one too, as ``old`` is said: in its language, with its counter.

    Both are matches of `ORDINAL`. "The next" counts on from ``old``.
    """
    match, own = ORDINAL.fullmatch(old), ORDINAL.fullmatch(new)
    assert match, "an ordinal is what ORDINAL matched"
    assert own, "an ordinal is what ORDINAL matched"
    is_english = bool(match["english"] or match["figures"] or match["last"])
    is_han = not is_english and re.match("[А-Яа-яЁё]", old) is None
    if any(own[group] for group in _LAST_SAID):
        counter = own["final"] or _counter(match) or "个"
        return "last" if is_english else f"最后一{counter}" if is_han else "последний"
    number = _number(new, _number(old, 0))
    if is_english:
        return _ENGLISH[number - 1] if number <= len(_ENGLISH) else f"{number}th"
    if is_han:
        counter = own["counter"] or _counter(match)
        return (
            f"第{number}{counter}"
            if (match["han"] or "").isdecimal()
            else f"第{_han(number)}{counter}"
        )
    return new if re.match("[А-Яа-яЁё]", new) else f"{number}-й"


def ordinal_value(text: str) -> int:
    """What an ordinal counts that says so itself, which "the next" does not; at least 1."""
    return _number(text, 0)


def item_number(question: str) -> int | None:
    """Which of several points, steps or the like ``question`` asks for, or `LAST`."""
    is_of_items = _ITEM_WORD.search(question) is not None
    for match in ORDINAL.finditer(question):
        counter = match["counter"] or match["final"]
        if counter in _ITEMS if counter else is_of_items:
            return _number(match[0], 0)
    return None


def _counter(match: re.Match[str]) -> str:
    return match["counter"] or match["after"] or match["beside"] or match["final"] or ""


def _number(text: str, beside: int) -> int:
    """What an ordinal counts, ``beside`` being the one that "the next" follows, or `LAST`."""
    match = ORDINAL.fullmatch(text)
    assert match, "an ordinal is what ORDINAL matched"
    if any(match[group] for group in _LAST_SAID):
        return LAST
    if match["near"]:
        return max(1, beside + (1 if match["near"] == "下" else -1))
    if match["opening"]:
        return 1
    if match["english"]:
        return _ENGLISH_NUMBERS[match["english"].casefold()]
    if digits := match["figures"] or match["han"]:
        return int(digits) if digits.isdecimal() else _read(digits)
    return next(i for i in range(1, len(_RUSSIAN) + 1) if match[f"russian{i}"])


def _read(han: str) -> int:
    tens, ten, ones = han.replace("两", "二").rpartition("十")
    if not ten:
        return _DIGITS.index(ones[-1])
    return (_DIGITS.index(tens) if tens else 1) * _TEN + (_DIGITS.index(ones) if ones else 0)


def _han(number: int) -> str:
    tens, ones = divmod(number, _TEN)
    ten = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return ten + (_DIGITS[ones] if ones or not tens else "")

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

ORDINAL = re.compile(
    rf"第(?P<han>[{_DIGITS}十两]{{1,3}}|\d{{1,2}})(?P<counter>[{_COUNTERS}]?)"
    r"|(?P<opening>首)(?P<after>[届次个家座位场])"
    r"|(?P<near>[上下前])一?(?P<beside>[届次个])"
    rf"|\b(?P<english>{'|'.join(_ENGLISH)})\b(?:\s+(?:one|edition))?"
    r"|\b(?P<figures>\d{1,2})(?:st|nd|rd|th|-?(?:й|я|е|го|му|м))\b"
    rf"|\b(?:{_ANY_RUSSIAN})\b",
    re.IGNORECASE,
)


def ordinal_like(new: str, old: str) -> str:
    """The ordinal ``new`` as ``old`` is said: in its language, with its counter.

    Both are matches of `ORDINAL`. "The next" counts on from ``old``.
    """
    number = _number(new, _number(old, 0))
    match = ORDINAL.fullmatch(old)
    assert match, "an ordinal is what ORDINAL matched"
    if match["english"] or match["figures"]:
        return _ENGLISH[number - 1] if number <= len(_ENGLISH) else f"{number}th"
    if match["han"] or match["opening"] or match["near"]:
        counter = match["counter"] or match["after"] or match["beside"] or ""
        own = ORDINAL.fullmatch(new)
        if own and own["counter"]:
            counter = own["counter"]
        return (
            f"第{number}{counter}"
            if (match["han"] or "").isdecimal()
            else f"第{_han(number)}{counter}"
        )
    return new if re.match("[А-Яа-яЁё]", new) else f"{number}-й"


def ordinal_value(text: str) -> int:
    """What an ordinal counts that says so itself, which "the next" does not; at least 1."""
    return _number(text, 0)


def _number(text: str, beside: int) -> int:
    """What an ordinal counts, ``beside`` being the one that "the next" follows; at least 1."""
    match = ORDINAL.fullmatch(text)
    assert match, "an ordinal is what ORDINAL matched"
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

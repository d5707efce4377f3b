"""A text → the numbers, shares and dates it states, comparable across languages and scripts.

A sentence may state no quantity that what it cites does not state. So what a sentence states is
read strictly, and what a source states generously: 一 of 一起 claims nothing, but supports 1.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from answer.numerals import HAN_NUMERALS, han_value, scaled, spoken_value, word_value
from ingest.script import to_single_script

_MONTHS = (
    "jan(?:uary)?|январ[ьяею]",
    "feb(?:ruary)?|феврал[ьяею]",
    "mar(?:ch)?|март[аеу]?",
    "apr(?:il)?|апрел[ьяею]",
    "may|ма[йяею]",
    "june?|июн[ьяею]",
    "july?|июл[ьяею]",
    "aug(?:ust)?|август[аеу]?",
    "sept?(?:ember)?|сентябр[ьяею]",
    "oct(?:ober)?|октябр[ьяею]",
    "nov(?:ember)?|ноябр[ьяею]",
    "dec(?:ember)?|декабр[ьяею]",
)
_MONTH = r"\b(?:" + "|".join(f"(?P<m{n}>{forms})" for n, forms in enumerate(_MONTHS, 1)) + r")\b"
_HAN_NUMBER = f"[0-9{HAN_NUMERALS}]{{1,12}}"
_DAY = r"(?P<d>\d{1,2})(?:st|nd|rd|th|-?го)?"
_DATE_PATTERNS = (
    rf"(?:(?P<y>{_HAN_NUMBER})年)?(?P<m>{_HAN_NUMBER})月(?:份|(?P<d>{_HAN_NUMBER})[日号])?",
    r"\b(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})\b",
    rf"{_MONTH}\.? (?:the )?{_DAY}\b(?!\s*[–-]?\s*\d*:)(?:,? (?P<y>\d{{4}})\b)?",
    rf"\b{_DAY}(?: of)? {_MONTH}\.?(?:,? (?P<y>\d{{4}})\b)?",
    rf"{_MONTH}\.?,? (?:of )?(?P<y>\d{{4}})\b",
    rf"(?<!\w){_MONTH}(?!\w)",
)
_DATES = tuple(re.compile(pattern) for pattern in _DATE_PATTERNS)
_LONE_DAY = re.compile(rf"(?P<d>{_HAN_NUMBER})[日号]")
_DAY_RANGE = re.compile(
    r"\s*(?:-|–|—|to|and|и|по)\s*(?P<d>\d{1,2})(?:st|nd|rd|th|-?го)?\b(?![:.]\d)"
)

_PERCENT = r"\s*(?:%|per ?cent|процент)"
_SCALES = (
    (r"\s*(?:thousand|тыс\w*)", 1000),
    (r"\s*(?:million|миллион\w*|млн)", 10**6),
    (r"\s*(?:billion|миллиард\w*|млрд)", 10**9),
)
_SCALE = "|".join(f"({word})" for word, _ in _SCALES)
_DIGITS = re.compile(
    rf"(\d+(?:,\d{{3}})*(?:\.\d+)?)([十百千万亿]*)(?:(?:{_SCALE})\b)?({_PERCENT})?"
)
_HAN = re.compile(rf"(百分之)?([{HAN_NUMERALS}首]+)")
_WORD = re.compile(r"[^\W\d_]+")
COUNTED = (
    "个家所名人项次届种位年月日天座场条对元倍米吨份件辆列国城州时点周岁本部首篇幅支批组队艘"
    "台颗层公里大分秒成"
)
"""Characters that make a Chinese numeral before them a number."""
_NO_NUMBER = re.compile(
    rf"(?<![第{HAN_NUMERALS}])(?:一(?:带一路|个|种|些|位|名|场|次|项|座|条|家|样|起|定|直)|十分|万一)"
)


@dataclass(frozen=True, slots=True)
class Date:
    """A day or month as stated; None where the text leaves a part out."""

    year: int | None
    month: int | None
    day: int | None


@dataclass(frozen=True, slots=True)
class Quantities:
    """Plain numbers (years and ordinals too), percentages and dates."""

    numbers: frozenset[Fraction]
    percentages: frozenset[Fraction]
    dates: frozenset[Date]

    def supports(self, stated: Quantities) -> bool:
        """Whether every quantity of ``stated`` stands here."""
        days = {Fraction(date.day) for date in self.dates if date.day is not None}
        years = {Fraction(date.year) for date in self.dates if date.year is not None}
        return (
            stated.numbers <= self.numbers | days | years
            and stated.percentages <= self.percentages
            and all(self._supports_date(date) for date in stated.dates)
        )

    def _supports_date(self, stated: Date) -> bool:
        return any(
            stated.month in (None, own.month)
            and stated.day in (None, own.day)
            and (stated.year in (None, own.year) or (own.year is None and self._has(stated.year)))
            for own in self.dates
        )

    def _has(self, year: int | None) -> bool:
        return year is not None and (
            Fraction(year) in self.numbers or any(year == date.year for date in self.dates)
        )


def stated_in(sentence: str) -> Quantities:
    """What a sentence claims: numerals inside words, and "a" or "one", claim nothing."""
    return _quantities(_NO_NUMBER.sub("，", _normalised(sentence)), strict=True)


def found_in(source: str) -> Quantities:
    """Whatever a source's text may be read to state."""
    return _quantities(_normalised(source), strict=False)


def is_month(word: str) -> bool:
    """Whether a word in lower case names a month, in English or Russian."""
    return any(re.fullmatch(forms, word) for forms in _MONTHS)


def _normalised(text: str) -> str:
    return to_single_script(unicodedata.normalize("NFKC", text)).lower()


def _quantities(text: str, *, strict: bool) -> Quantities:
    dates, rest = _dates(text)
    numbers: set[Fraction] = set()
    percentages: set[Fraction] = set()
    for value, is_share in (*_in_digits(rest), *_in_han(rest, strict=strict)):
        (percentages if is_share else numbers).add(value)
    numbers.update(_in_words(_DIGITS.sub(" ", rest), strict=strict))
    return Quantities(frozenset(numbers), frozenset(percentages), frozenset(dates))


def _dates(text: str) -> tuple[list[Date], str]:
    """The dates of ``text``, and ``text`` without them."""
    found: list[tuple[int, Date]] = []

    def take(match: re.Match[str]) -> str:
        parts = match.groupdict()
        month = next((n for n in range(1, 13) if parts.get(f"m{n}")), None)
        if month is None and parts.get("m"):
            month = _number(parts["m"])
        if match[0] in {"may", "march", "mar", "mars"}:  # alone they are words as well
            return match[0]
        year, day = (None if parts.get(key) is None else _number(parts[key]) for key in "yd")
        found.append((match.start(), Date(year, month, day)))
        return " " * len(match[0])

    for pattern in _DATES:
        text = pattern.sub(take, text)
    text = _more_days(text, found)
    return [date for _, date in found], text


def _more_days(text: str, found: list[tuple[int, Date]]) -> str:
    """Adds the days that go on with the month before them: 15日至16日, June 15–16."""

    def take(match: re.Match[str]) -> str:
        before = [(at, date) for at, date in found if at < match.start()]
        month = max(before, key=lambda pair: pair[0])[1].month if before else None
        found.append((match.start(), Date(None, month, _number(match["d"]))))
        return " " * len(match[0])

    text = _LONE_DAY.sub(take, text)
    for at, date in list(found):
        end = at + len(text[at:]) - len(text[at:].lstrip())
        following = _DAY_RANGE.match(text, end)
        if date.day is not None and following is not None:
            found.append((following.start(), Date(None, date.month, int(following["d"]))))
            text = text[: following.start()] + " " * len(following[0]) + text[following.end() :]
    return text


def _number(run: str) -> int:
    if run.isdecimal():
        return int(run)
    return han_value("".join("零一二三四五六七八九"[int(s)] if s.isdecimal() else s for s in run))


def _in_digits(text: str) -> Iterator[tuple[Fraction, bool]]:
    for match in _DIGITS.finditer(text):
        value = scaled(match[1], match[2])
        for group, (_, factor) in enumerate(_SCALES, 3):
            value *= factor if match[group] else 1
        yield value, match[6] is not None


def _in_han(text: str, *, strict: bool) -> Iterator[tuple[Fraction, bool]]:
    for match in _HAN.finditer(text):
        share, run = match.groups()
        before, after = text[: match.start()], text[match.end() : match.end() + 1]
        if before[-1:].isdecimal():
            continue  # 5.2万: read with its digits
        run = run.replace("首", "一") if not strict or run != "首" else ""
        claims = len(run) > 1 or (after != "" and after in COUNTED) or before.endswith("第")
        if run and (claims or share or not strict):
            yield Fraction(han_value(run)), bool(share)


def _in_words(text: str, *, strict: bool) -> Iterator[Fraction]:
    run: list[int] = []
    for match in _WORD.finditer(text):
        if match[0] == "and" and run and run[-1] >= 100:
            continue  # four hundred and twenty
        value = None if strict and match[0] == "one" else word_value(match[0])
        apart = text[: match.start()].rstrip(" -").endswith((",", ".", ";"))
        if run and (value is None or apart):
            yield Fraction(spoken_value(run))
            run = []
        if value is not None:
            run.append(value)
    if run:
        yield Fraction(spoken_value(run))

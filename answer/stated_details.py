"""A text → the years, days, editions and larger numbers it states, each as it is written there.

These are what a question may state wrongly or in vain: another year than the documents', an edition
that they do not tell of. Texts are in the single script.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from answer.numerals import HAN_NUMERALS, han_value
from answer.ordinals import ORDINAL, ordinal_value
from answer.quantities import COUNTED, Date, found_in, stated_in
from ingest.script import HAN

_YEAR_SIGNS = "零〇一二三四五六七八九"
_COUNTS = f"{COUNTED}万亿千百十%％"
YEAR = re.compile(
    rf"(?<![\d.A-Za-z])(?<!\d,)(?P<figures>(?:19|20)\d\d)(?:年|(?![\d{_COUNTS}A-Za-z]|[.,]\d))"
    rf"|(?<![{HAN_NUMERALS}])(?P<han>[一二][{_YEAR_SIGNS}]{{3}})年"
)
"""A year of this age: 2018年, 二〇一八年, 2018."""

FORUM = "届"
_EVENTS, RULES = "届次期轮季场", "章条款节"
_NUMERAL = rf"[{HAN_NUMERALS}]{{1,5}}|\d{{1,3}}"
EDITION = re.compile(rf"第(?P<number>{_NUMERAL})(?P<counter>[{_EVENTS}{RULES}版批])")
_OPENING = re.compile(rf"首(?P<counter>[{_EVENTS}版批])")
_SO_MANY = re.compile(rf"(?<![第{HAN_NUMERALS}\d])(?P<number>{_NUMERAL})(?P<counter>届)")
_TIMES, _AGAIN = "次场轮", 2  # 第一次, 第二次
_IS_HAN = re.compile(f"[{HAN}]")
_COUNTS_PARTS = re.compile(  # of a text, a building, a ranking; and the second largest, second time
    r"\s*(?:-|(?:point|item|part|paragraph|section|chapter|question|floor|time|place|century|largest"
    r"|biggest|most|longest|пункт|част|раздел|глав|этаж|раз|мест|век|по величине)\w*)"
)
_LARGER = 12
"""Smaller numbers are often counted by who asks, and printed nowhere: the three fields of …"""

_ROUGHLY = "多余几来"  # 四十多: no number that a text would print
_NUMBER = re.compile(
    rf"百分之[{HAN_NUMERALS}]+|(?<![A-Za-z\d.几数上])(?:\d[\d,.]*[十百千万亿]*(?:\s*%)?(?![A-Za-z\d])"
    rf"|(?<![{HAN_NUMERALS}])[{HAN_NUMERALS}]{{2,}}(?![{HAN_NUMERALS}]))(?![{_ROUGHLY}]|世纪)"
)
_DIGITS_ALONE = re.compile("[一二三四五六七八九]{2,3}[十百千万亿]*")
"""Names a class or a room, 初一三班, or is a guess, 三四十个."""
_MONTHS_JOINED = re.compile(r"(\d{1,2})(?=[、和至到~—–-]\d{1,2}月)")


class Kind(StrEnum):
    """What kind of thing a detail is."""

    YEAR = "year"
    DAY = "day"
    EDITION = "edition"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Detail:
    """A detail as ``text`` states it.

    Of editions ``counter`` is the class of what is counted, which tells forums from articles.
    """

    kind: Kind
    text: str
    value: Fraction = Fraction(0)
    date: Date | None = None
    counter: str = ""


def years_in(text: str) -> set[int]:
    """The years that ``text`` states, in digits or Chinese numerals."""
    dated = {date.year for date in found_in(text).dates if date.year is not None}
    return dated | {_year(match) for match in YEAR.finditer(_plain(text))}


def days_in(text: str) -> set[Date]:
    """The months and days that ``text`` states, also 3、4月."""
    dates = found_in(_MONTHS_JOINED.sub(r"\1月", _plain(text))).dates
    return {Date(None, date.month, date.day) for date in dates if date.month or date.day}


def editions_in(text: str) -> set[tuple[int, str]]:
    """The editions that ``text`` tells of, each with the class of its counter.

    Where something was held three times, that is 三届, there are three of them.
    """
    found = {
        (_numeral(match["number"]), counter_class(match["counter"]))
        for match in EDITION.finditer(text)
    }
    found |= {(1, counter_class(match["counter"])) for match in _OPENING.finditer(text)}
    found |= {(ordinal_value(one), counter_class(FORUM)) for one in _foreign_ordinals(text)}
    for match in _SO_MANY.finditer(text):
        counter = counter_class(match["counter"])
        found |= {(number, counter) for number in range(1, min(_numeral(match["number"]), 99) + 1)}
    return found


def counter_class(counter: str) -> str:
    """One sign for all counters that count alike: 第三届 and 第三次 are one edition."""
    return next((signs[0] for signs in (_EVENTS, RULES) if counter in signs), counter)


def details_in(question: str) -> list[Detail]:
    """The details that ``question`` states, in no order of their own but each once."""
    text = _plain(question)
    found = list(_years(text))
    for match in YEAR.finditer(text):
        text = _blanked(text, match.start(), match.end())
    days, text = _days(text)
    editions, text = _editions(text)
    return list(dict.fromkeys([*found, *days, *editions, *_numbers(text)]))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _blanked(text: str, start: int, end: int) -> str:
    return text[:start] + " " * (end - start) + text[end:]


def _year(match: re.Match[str]) -> int:
    return int(match["figures"] or han_value(match["han"]))


def _years(text: str) -> Iterator[Detail]:
    for match in YEAR.finditer(text):
        yield Detail(Kind.YEAR, match[0], Fraction(_year(match)))


_DAY = re.compile(
    rf"(?:{_NUMERAL})月(?:份|(?:{_NUMERAL})[日号])?|(?<![\d{HAN_NUMERALS}])(?:\d{{1,2}}|[二三]?十[一二三四五六七八九]?)[日号](?!线|楼)"
    r"|\b(?:\d{1,2}(?:st|nd|rd|th)?(?: of)? )?(?:January|February|April|June|July|August|September"
    r"|October|November|December|(?<=\d )(?:May|March))\b(?: \d{1,2}(?:st|nd|rd|th)?\b)?"
    r"|\b(?:May|March) \d{1,2}(?:st|nd|rd|th)?\b"
    r"|\b(?:\d{1,2}(?:-?го)? )?(?:январ|феврал|март|апрел|июн|июл|август|сентябр|октябр|ноябр"
    r"|декабр)[а-я]+\b|\b\d{1,2}(?:-?го)? мая\b"
)


def _days(text: str) -> tuple[list[Detail], str]:
    found: list[Detail] = []
    for match in _DAY.finditer(text):
        stated = match[0].strip()
        found.extend(Detail(Kind.DAY, stated, date=date) for date in days_in(match[0]))
        text = _blanked(text, match.start(), match.end())
    return found, text


def _editions(text: str) -> tuple[list[Detail], str]:
    """All but the first and second time, which say as often "for the first time", "again"."""
    found: list[Detail] = []
    for match in EDITION.finditer(text):
        number = _numeral(match["number"])
        if number > (_AGAIN if match["counter"] in _TIMES else 0):
            counter = counter_class(match["counter"])
            found.append(Detail(Kind.EDITION, match[0], Fraction(number), counter=counter))
        text = _blanked(text, match.start(), match.end())
    for one in _foreign_ordinals(text):
        if ordinal_value(one) > 1:  # which is said of whatever comes first
            value = Fraction(ordinal_value(one))
            found.append(Detail(Kind.EDITION, one, value, counter=counter_class(FORUM)))
        text = text.replace(one, " ", 1)
    return found, text


def _foreign_ordinals(text: str) -> list[str]:
    """English and Russian ordinals that may count forums and contests: the third, 3rd."""
    return [
        match[0]
        for match in ORDINAL.finditer(text)
        if not _IS_HAN.search(match[0]) and not _COUNTS_PARTS.match(text, match.end())
    ]


def _numbers(text: str) -> Iterator[Detail]:
    for match in _NUMBER.finditer(text):
        if _DIGITS_ALONE.fullmatch(match[0]):
            continue
        after = text[match.end() : match.end() + 1]
        counted = after if after and after in COUNTED else ""
        stated = stated_in(match[0] + counted)
        for value in stated.numbers | stated.percentages:
            if value > _LARGER:
                yield Detail(Kind.NUMBER, match[0].strip() + counted, value)


def _numeral(text: str) -> int:
    return int(text) if text.isdecimal() else han_value(text)

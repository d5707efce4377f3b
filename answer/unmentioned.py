"""question + what is shown → the details the question states and the source there does not.

Asked for 2018, a library that tells of 2022 finds 2022's sentence: all other words agree. Nothing
here decides what is shown. It says what a reader has to know: that the year, the day, the edition,
the number, the place or the name asked for stands neither in what is quoted nor around it.

What stands around a sentence (its article, headings, title and date) speaks for it, unless the
sentence itself names another of the kind: "2021 it was 5" says nothing of 2022 in a report of 2022.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from answer.choosing import Candidate
from answer.lists.listing import ArticleOf
from answer.named_details import (
    abbreviations,
    capitals_in,
    parts,
    people_in,
    places_in,
    titles_in,
)
from answer.numerals import HAN_NUMERALS
from answer.place_names import PLACES
from answer.quantities import Date, found_in
from answer.shown import Shown
from answer.stated_details import (
    RULES,
    YEAR,
    Detail,
    Kind,
    days_in,
    details_in,
    editions_in,
    years_in,
)
from answer.vocabulary import Vocabulary
from index.clauses import Clause
from index.lexical import tokenise
from ingest.document import Source
from ingest.matching import squeeze
from ingest.script import HAN, to_single_script

_HAN = re.compile(f"[{HAN}]")
_MOSTLY_HAN = 0.2  # Chinese text has that share at least, with figures and Latin names in it
_NOW = (
    r"今年|本年|目前|如今|现在|现已|当前|至今|截至|迄今|近日|日前|this year|\bnow\b|currently"
    r"|so far|to date|этом году|сейчас|теперь"
)
_RELATIVE_YEARS = (
    (-2, r"(?<![今去])前年|позапрошл"),
    (-1, r"去年|(?<![比较])上一?年(?!级)|last year|previous year|прошл\w+ год"),
    (0, _NOW),
    (1, r"明年|来年|next year|следующ\w+ год"),
)
_RELATIVE = tuple((step, re.compile(words, re.IGNORECASE)) for step, words in _RELATIVE_YEARS)
_COMPARED_BEFORE = re.compile(
    r"(?:[自从比较是与同和到至继]|相当于|since|than in|from|until|с|до|чем в)\s*$", re.IGNORECASE
)
_COMPARED_BEHIND = re.compile(r"年?(?:\d{1,2}月)?(?:以来|以前|以后|之前|之后|前|后|起|相比)")
# What happens in June opens a clause; 提交六月的大会 names something else by its month.
_DAY_TOLD = re.compile(
    rf"(?:^|[^\w]|[于在])(?:(?:去年|今年|前年|明年|当年|同年)|[\d{HAN_NUMERALS}]{{4}}年)?"
    rf"[\d{HAN_NUMERALS}]{{1,3}}月(?!的)(?:[\d{HAN_NUMERALS}]{{1,3}}[日号])?"
    r"|\b(?:on|in|в|\d+)\s+[A-Zа-я]\w+(?:\s+\d{1,2}\b)?"
)
# They speak of a day or year told before, wherever that was.
_SAME_DAY = re.compile("当[天日月]|同[日月]|是日|那天|that day|в тот (?:же )?день")
_SAME_YEAR = re.compile("[当同那]年|是年|该年度?|that year|в том же году")
_ANY_EDITION = re.compile("历届|每届|各届|历次|每次")


@dataclass(frozen=True, slots=True)
class _Evidence:
    """A sentence in the single script, what stands around it, and the date of its source."""

    own: str
    around: str
    date: str

    @property
    def whole(self) -> str:
        return f"{self.own}\n{self.around}\n{self.date}"


def unmentioned(
    question: str,
    shown: Sequence[Shown],
    sources: Sequence[Source],
    article_of: ArticleOf,
    vocabulary: Vocabulary,
) -> list[str]:
    """The details of ``question`` that neither ``shown`` nor its surroundings state.

    Args:
        question: as searched.
        shown: the answer.
        sources: those of ``shown``, one for each.
        article_of: gives what stands around a passage.
        vocabulary: knows what else a name may be called.

    Returns:
        Each detail as the question states it, in the single script and in the question's order.
    """
    if not shown:
        return []
    asked = to_single_script(question)
    of_each = [
        [_evidence(candidate, source, article_of) for candidate in (one.candidate, *one.also)]
        for one, source in zip(shown, sources, strict=True)
    ]
    nearest = max(zip(shown, of_each, strict=True), key=lambda pair: pair[0].candidate.score)[1][0]
    evidence = [*chain.from_iterable(of_each)]
    details = details_in(asked)
    said = [detail for detail in details if any(_says(detail, one.own) for one in evidence)]
    kinds = {detail.kind for detail in said}
    # Of two years that are compared the sentence need state but one.
    lacking = [
        detail.text
        for detail in details
        if detail not in said
        and not _is_stated(detail, nearest)
        and not (detail.kind in kinds and _says(detail, nearest.whole))
    ]
    lacking += _names_lacking(asked, evidence, vocabulary)
    return sorted(dict.fromkeys(lacking), key=asked.find)


def _evidence(candidate: Candidate, source: Source, article_of: ArticleOf) -> _Evidence:
    passage = candidate.hit.passage
    places = article_of(passage).places
    named = (source.title, source.publisher, source.author, passage.headline, *source.headlines)
    return _Evidence(
        own=candidate.search_text,
        around="\n".join([to_single_script("\n".join(named)), *(place.text for place in places)]),
        date=source.date,
    )


def _says(detail: Detail, own: str) -> bool:
    """Whether the text ``own`` itself states ``detail``."""
    match detail.kind:
        case Kind.YEAR:
            return int(detail.value) in years_in(own)
        case Kind.DAY:
            return _has_day(detail.date, days_in(own))
        case Kind.EDITION:
            return _has_edition(detail, own)
        case Kind.NUMBER:
            return _has_number(detail, own)


def _is_stated(detail: Detail, evidence: _Evidence) -> bool:
    """Whether the sentence states ``detail``, or leaves it to what stands around it."""
    match detail.kind:
        case Kind.YEAR:
            return _year_is_stated(int(detail.value), evidence)
        case Kind.DAY:
            told = days_in("\n".join(match[0] for match in _DAY_TOLD.finditer(evidence.own)))
            if any(date.month for date in told):
                return _has_day(detail.date, days_in(evidence.own))
            around = days_in(f"{evidence.around}\n{evidence.date}")
            return _has_day(detail.date, around) or _SAME_DAY.search(evidence.own) is not None
        case Kind.EDITION:
            counters = {counter for _, counter in editions_in(evidence.own)}
            if detail.counter in counters:
                return _has_edition(detail, evidence.own)
            return _has_edition(detail, evidence.around)
        case Kind.NUMBER:
            return _has_number(detail, evidence.whole)


def _year_is_stated(year: int, evidence: _Evidence) -> bool:
    published = re.match(r"\d{4}", evidence.date)
    steps = {step for step, words in _RELATIVE if words.search(evidence.own)}
    told = _years_told(evidence.own)
    if steps and published is None and not told:
        return True  # nobody can tell which year that is
    meant = {int(published[0]) + step for step in steps} if published else set[int]()
    if year in years_in(evidence.own) | meant:
        return True
    if meant or told:
        return False
    around = years_in(f"{evidence.around}\n{evidence.date}")
    if _SAME_YEAR.search(evidence.own) and not around:
        return True
    return year in around or (published is not None and year == int(published[0]))


def _years_told(own: str) -> set[int]:
    """The years that a sentence tells of, but not those that it only compares with."""
    text = YEAR.sub(
        lambda match: (
            " "
            if _COMPARED_BEFORE.search(own[: match.start()])
            or _COMPARED_BEHIND.match(own, match.end() - match[0].endswith("年"))
            else match[0]
        ),
        own,
    )
    return years_in(text)


def _has_day(asked: Date | None, days: set[Date]) -> bool:
    return asked is not None and any(
        (None in (asked.month, own.month) or asked.month == own.month)
        and (None in (asked.day, own.day) or asked.day == own.day)
        for own in days
    )


def _has_edition(detail: Detail, text: str) -> bool:
    """Also where nothing can be told: every edition, or a text that numbers none of the kind.

    A Chinese question names an edition by its counter, others by any ordinal.
    """
    told = editions_in(text)
    is_loose = detail.counter in RULES or _HAN.search(detail.text) is None
    if is_loose and all(counter != detail.counter for _, counter in told):
        return True
    return (int(detail.value), detail.counter) in told or _ANY_EDITION.search(text) is not None


def _has_number(detail: Detail, text: str) -> bool:
    found = found_in(text)
    dated = {part for date in found.dates for part in (date.year, date.month, date.day)}
    if detail.text.endswith("年") and detail.value in {year % 100 for year in years_in(text)}:
        return True  # 二三年
    return detail.value in found.numbers | found.percentages or detail.value in dated


def _names_lacking(asked: str, evidence: Sequence[_Evidence], vocabulary: Vocabulary) -> list[str]:
    """Names that no source says, of those that could be recognised there if it did."""
    text = "\n".join(one.whole for one in evidence)
    if len(_HAN.findall(text)) > _MOSTLY_HAN * len(text):
        lacking = [*_places_lacking(asked, text), *_others_lacking(asked, text, vocabulary)]
    elif _HAN.search(asked) is None:
        known = frozenset(tokenise(text))
        lacking = [name for name in capitals_in(asked) if known.isdisjoint(tokenise(name))]
    else:
        return []
    return [name for name in lacking if not _otherwise(name, asked, text, vocabulary)]


def _otherwise(name: str, asked: str, text: str, vocabulary: Vocabulary) -> bool:
    """Whether ``text`` says ``name`` in another form that the library knows."""
    known, tokens = frozenset(tokenise(text)), set(tokenise(name))
    return any(
        known.issuperset(other.tokens)
        for clause in _all_clauses(vocabulary.clauses(asked))
        if not tokens.isdisjoint(clause.tokens)
        for other in clause.others
    )


def _places_lacking(asked: str, text: str) -> Iterator[str]:
    for place in places_in(asked):
        stands = place in text or any(short in text for short in abbreviations(place))
        after = asked[asked.find(place) + len(place) :].lstrip("省市的")
        holds = any(after.startswith(other) and other in text for other in PLACES)
        if not (stands or holds or place.rstrip("市省县州镇") in text):
            yield place


def _others_lacking(asked: str, text: str, vocabulary: Vocabulary) -> Iterator[str]:
    for name in people_in(asked, lambda pair: vocabulary.document_frequency(pair) > 0):
        if not any(side in text for side in (parts(name) if "·" in name else (name,))):
            yield name
    for title in titles_in(asked):
        own, squeezed = squeeze(title), squeeze(text)
        pairs = {own[i : i + 2] for i in range(len(own) - 1)}
        if pairs and 2 * sum(pair in squeezed for pair in pairs) < len(pairs):
            yield title


def _all_clauses(clauses: Sequence[Clause]) -> Iterator[Clause]:
    for clause in clauses:
        yield clause
        yield from _all_clauses(clause.parts)

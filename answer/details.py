"""A changed detail put in the place of the one it replaces: an ordinal, a year, a name.

"第一届论坛在哪里举行？" and "the second" give "第二届论坛在哪里举行？".
Texts are in the single script.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from answer.follow_phrases import (
    COUNTABLE,
    by_attribute,
    by_counted,
    by_head,
    by_last_object,
    by_person,
    by_topic,
)
from answer.generic_words import specific
from answer.ordinals import ORDINAL, ordinal_like
from answer.place_names import PLACES
from ingest.script import HAN


def _same(detail: str, _replaced: str) -> str:
    return detail


def _time_like(detail: str, replaced: str) -> str:
    return f"{detail}年" if detail.isdecimal() and "年" in replaced else detail


_PREPOSITION_OF_TIME = "before|after|since|until|prior to|до|после|с тех пор,? как|перед"
_RELATIVE_TIME = re.compile(
    rf"\b(?P<preposition>{_PREPOSITION_OF_TIME})\b(?P<event>(?: "
    rf"[\w'’«»-]+){{0,5}})(?=\s*(?:[,?.!]|$))|"
    r"\b(?:now(?:adays)?|today|currently|at present|сейчас|теперь|сегодня|ныне)\b",
    re.IGNORECASE,
)
_PRONOUNS = frozenset("it that this them those then него неё нее этого того них".split())


def _relative_like(new: str, old: str) -> str:
    """A time of its own, or, of "after it", the event that the earlier time was told from."""
    own, before = _RELATIVE_TIME.fullmatch(new), _RELATIVE_TIME.fullmatch(old)
    is_bare = own and own["preposition"] and set(own["event"].split()) <= _PRONOUNS
    if is_bare and own and before and before["preposition"]:
        return f"{own['preposition']}{before['event']}"
    return new


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of detail, and how one found in a follow-up is said in place of an earlier one."""

    pattern: re.Pattern[str]
    said: Callable[[str, str], str] = _same


_Replaced = Callable[[str, str], str | None]
_MONTHS = (
    "January|February|March|April|(?<!^)May|June|July|August|September|October|November|December|"
    r"январ\w+|феврал\w+|март[ае]?|апрел\w+|ма[йяе]|июн\w+|июл\w+|август[ае]?|сентябр\w+|"
    r"октябр\w+|ноябр\w+|декабр\w+"
)
_BEFORE_OR_SINCE = f"[{HAN}]{{0,4}}(?:(?<!之)[前后]|以来|期间)"
_NOW = "现在|目前|如今|当时|那时候?|当年"
_KINDS = (
    _Kind(ORDINAL, ordinal_like),
    _Kind(
        re.compile(
            rf"(?<!\d)(?:19|20)\d\d(?!\d)(?:年{_BEFORE_OR_SINCE})?|今年|去年|前年|明年|{_NOW}|"
            r"\b(?:last|this|next) year\b|\b(?:в )?(?:(?:поза)?прошл|эт|следующ)\w+ год[уа]\b"
        ),
        _time_like,
    ),
    _Kind(_RELATIVE_TIME, _relative_like),
    _Kind(re.compile("之前|之后|以前|以后")),
    _Kind(re.compile(r"\d{1,2}月(?:\d{1,2}[日号])?|[一二三四五六七八九十]{1,3}月(?:份|底|初)?")),
    _Kind(re.compile(rf"\b(?:{_MONTHS})\b")),
    _Kind(re.compile(r"《[^》]+》")),
    _Kind(re.compile(r"“[^”]+”|「[^」]+」")),
)
_TIME_TOLD = re.compile(
    rf"[{HAN}]{{2,10}}(?:之|以)?(?:前|后|期间)|(?:19|20)\d\d年?|今年|去年|前年|明年|除了?[^，,]{{2,16}}|"
    r"[上下前]一?[届次]|首届|before|after|now|earlier|later|раньше|потом|"
    r"(?:last|this|next) year|(?:в )?(?:(?:поза)?прошл|эт|следующ)\w+ год[уа]",
    re.IGNORECASE,
)
_TITLES = -2  # the last two are titles and quotations, nouns themselves
_PLACE = re.compile("|".join(PLACES))
_FIELD = re.compile(f"(?P<field>[{HAN}]{{2,6}}?)(?:[这那]一?块儿?|[这那]方面|方面|领域)$")
_FIELD_TOLD = re.compile("(?P<field>[^里中上在对的，,。《》“”]{2,6}?)(?=方面|领域|[这那]一?块)")
_FIELD_TOLD_WHOLE = re.compile(f"{_FIELD_TOLD.pattern}(?:方面|领域|[这那]一?块儿?)")
_ITEMS_ASKED = re.compile(f"(?<=[{HAN}]{{2}})(?:[是有]|包括|包含)(?:什么|哪些)[？?]*$")
_A_PLACE = re.compile(f"{'|'.join(PLACES)}|[市省州国县]$")
_CHINESE_PREPOSITION = re.compile(r"^(?:和|与|跟|同|在|对|给|向|为|从|由)")
_WITH = "和与跟同"
_PARTNER = re.compile(
    rf"[{_WITH}](?!谁|哪|什么|多少|几)(?P<name>[{HAN}·]{{2,6}}?)"
    "(?=什么时候|何时|在|于|签|结|缔|建|合作|达|成为|之间|的|有|是|$)"
)
_WORD_PREPOSITION = re.compile(
    r"^(?P<word>with|in|for|to|of|from|at|by|on|about|с|со|в|во|на|для|из|от|к|о|об|обо|про|по|у)\s+(?P<name>.+)$",
    re.IGNORECASE,
)
_SAME = ("о|об|обо|про", "в|во", "с|со", "к|ко")
_ENDS = (
    r"(?=\s+(?:with|in|for|to|of|from|at|by|on|sign|was|were|is|are|did|does|have|has|held|and|с|в|на|"
    r"для|из|от|к|по|был|была|было|были)\b|[?.!,;]|$)"
)
_CAPITALS = re.compile(
    r"(?<=\s)(?:the )?[A-ZА-ЯЁ][\w'’-]*(?:\s+(?:(?:of|and|the)\s+)?[A-ZА-ЯЁ][\w'’-]*)*"
)


def is_detail(text: str) -> bool:
    """Whether ``text`` holds a detail whose kind is known: an ordinal, a year, a date, a title."""
    return any(kind.pattern.search(text) for kind in _KINDS)


def is_relative_time(text: str) -> bool:
    """Whether ``text`` is no more than a time before or after something: "after it"."""
    return _RELATIVE_TIME.fullmatch(text) is not None


def without_rivals(text: str, question: str) -> str:
    """``text`` without details of a kind of which ``question`` brings its own."""
    for kind in _KINDS:
        if kind.pattern.search(question):
            text = kind.pattern.sub("", text)
    return _FIELD_TOLD_WHOLE.sub("", text) if _FIELD_TOLD.search(question) else text


def with_detail(earlier: str, detail: str, *, is_person: bool = False) -> str:
    """``earlier`` asked again with ``detail`` in place of what it replaces there.

    Where nothing in ``earlier`` is like it, it is put in front. ``is_person``: the conversation is
    about a person, so that another noun is another person and not another thing counted.
    """
    detail = detail.strip()
    by_words: tuple[_Replaced, ...] = (by_head, _by_name)
    if COUNTABLE.fullmatch(detail) or ORDINAL.fullmatch(detail):
        by_words = (by_counted, _by_item)
    elif _A_PLACE.search(detail):
        by_words = (_by_name, by_head)
    by_place: tuple[_Replaced, ...]
    if _has_noun_besides(detail):
        by_place = (by_attribute,)
    elif is_person:
        by_place = (by_person, by_last_object)
    else:
        by_place = (by_counted, by_topic, by_attribute, by_last_object)
    ways: tuple[_Replaced, ...] = (
        _by_kind,
        _by_time,
        _by_field,
        _by_preposition,
        *by_words,
        *by_place,
    )
    for replaced in ways:
        if text := replaced(earlier, detail):
            return text
    return f"{detail}，{earlier}" if re.search(f"[{HAN}]", earlier) else f"{detail} {earlier}"


def _has_noun_besides(detail: str) -> bool:
    """Whether ``detail`` is a noun with an ordinal or a date: 2023年的重点."""
    is_known = any(kind.pattern.search(detail) for kind in _KINDS[:_TITLES])
    return is_known and bool(specific(without_rivals(detail, detail)))


def _by_kind(earlier: str, detail: str) -> str | None:
    found = False
    for kind in _KINDS:
        new, old = kind.pattern.search(detail), kind.pattern.search(earlier)
        if new and old:
            earlier = earlier[: old.start()] + kind.said(new[0], old[0]) + earlier[old.end() :]
            found = True
    return earlier if found else None


def _by_time(earlier: str, detail: str) -> str | None:
    """In front, "峰会前，…", for a time or an exception is no subject."""
    if _TIME_TOLD.fullmatch(detail) is None:
        return None
    return f"{detail}，{earlier}" if re.search(f"[{HAN}]", detail) else f"{detail} {earlier}"


def _by_field(earlier: str, detail: str) -> str | None:
    """The field that was asked of: 教育方面 against 医疗这块, or 医疗 alone."""
    told = _FIELD_TOLD.search(earlier)
    if told is None:
        return None
    own = _FIELD.search(detail)
    if own is None and (_CHINESE_PREPOSITION.match(detail) or _A_PLACE.search(detail)):
        return None
    return _put(earlier, *told.span("field"), own["field"] if own else detail)


def _by_item(earlier: str, detail: str) -> str | None:
    """One of what was asked for by its name alone: 目标第二个是什么 for 目标是什么."""
    asked = _ITEMS_ASKED.search(earlier)
    if asked is None or ORDINAL.fullmatch(detail) is None:
        return None
    return f"{earlier[: asked.start()]}{detail}是什么？"


def _by_preposition(earlier: str, detail: str) -> str | None:
    """The object of the same preposition: "with Yerevan" against "And with Ganja?"."""
    match = _WORD_PREPOSITION.match(detail)
    if match is None:
        return None
    word = match["word"].casefold()
    alike = next((group for group in _SAME if word in group.split("|")), re.escape(word))
    objects = re.compile(
        rf"\b(?:{alike})\s+[^\W_][\w'’-]*(?:\s+[^\W_][\w'’-]*)*?{_ENDS}", re.IGNORECASE
    )
    olds = list(objects.finditer(earlier))
    if not olds:
        return None
    return earlier[: olds[-1].start()] + detail + earlier[olds[-1].end() :]


def _by_name(earlier: str, detail: str) -> str | None:
    """The last name of ``earlier`` against a name of a place, or a word with a capital."""
    name = _without_preposition(detail, earlier)
    if re.search(f"[{HAN}]", detail) is None:
        olds = list(_CAPITALS.finditer(earlier)) if detail[:1].isupper() else []
        return _put(earlier, olds[-1].start(), olds[-1].end(), detail) if olds else None
    if partner := _PARTNER.search(earlier):
        return _put(earlier, partner.start("name"), partner.end("name"), name)
    olds = list(_PLACE.finditer(earlier))
    if olds and (_A_PLACE.search(name) or name != detail):
        return _put(earlier, olds[-1].start(), olds[-1].end(), name)
    return None


def _without_preposition(detail: str, earlier: str) -> str:
    """``detail`` without the preposition that ``earlier`` has too: 对外友协 begins with none."""
    match = _CHINESE_PREPOSITION.match(detail)
    if match is None:
        return detail
    alike = _WITH if match[0] in _WITH else match[0]
    return detail[1:] if re.search(f"[{alike}]", earlier) else detail


def _put(text: str, start: int, end: int, new: str) -> str:
    return text[:start] + new + text[end:]

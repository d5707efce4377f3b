"""A changed detail put in the place of the one it replaces: an ordinal, a year, a name.

"第一届论坛在哪里举行？" and "the second" give "第二届论坛在哪里举行？".
Texts are in the single script.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from answer.ordinals import ORDINAL, ordinal_like
from answer.place_names import PLACES
from ingest.script import HAN


def _same(detail: str, _replaced: str) -> str:
    return detail


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of detail, and how one found in a follow-up is said in place of an earlier one."""

    pattern: re.Pattern[str]
    said: Callable[[str, str], str] = _same


_MONTHS = (
    "January|February|March|April|(?<!^)May|June|July|August|September|October|November|December|"
    r"январ\w+|феврал\w+|март[ае]?|апрел\w+|ма[йяе]|июн\w+|июл\w+|август[ае]?|сентябр\w+|"
    r"октябр\w+|ноябр\w+|декабр\w+"
)
_KINDS = (
    _Kind(ORDINAL, ordinal_like),
    _Kind(re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|今年|去年|前年|明年")),
    _Kind(re.compile(r"\d{1,2}月(?:\d{1,2}[日号])?|[一二三四五六七八九十]{1,3}月(?:份|底|初)?")),
    _Kind(re.compile(rf"\b(?:{_MONTHS})\b")),
    _Kind(re.compile(r"《[^》]+》")),
    _Kind(re.compile(r"“[^”]+”|「[^」]+」")),
)
_PLACE = re.compile("|".join(PLACES))
_A_PLACE = re.compile(f"{'|'.join(PLACES)}|[市省州国县]$")
_CHINESE_PREPOSITION = re.compile(r"^(?:和|与|跟|同|在|对|给|向|为|从|由)")
_PARTNER = re.compile(
    rf"[和与跟同](?P<name>[{HAN}·]{{2,6}}?)"
    "(?=什么时候|何时|在|于|签|结|缔|建|合作|达|成为|之间|的|有|是|$)"
)
_WORD_PREPOSITION = re.compile(
    r"^(?P<word>with|in|for|to|of|from|at|by|on|about|с|со|в|во|на|для|из|от|к|о|об|по|у)\s+(?P<name>.+)$",
    re.IGNORECASE,
)
_ENDS = (
    r"(?=\s+(?:with|in|for|to|of|from|at|by|on|sign|was|were|is|are|did|does|have|has|held|and|с|в|на|"
    r"для|из|от|к|по|был|была|было|были)\b|[?.!,;]|$)"
)
_CAPITALS = re.compile(
    r"(?<=\s)(?:the )?[A-ZА-ЯЁ][\w'’-]*(?:\s+(?:(?:of|and|the)\s+)?[A-ZА-ЯЁ][\w'’-]*)*"
)
_CUTS = (
    "什么时候 什么 哪些 哪里 多少 参加 参观 举行 举办 召开 出席 发布 签署 介绍 期间 时候 请问 "
    "的 在 与 和 同 跟 对 给 由 从 向 到 是 有 了 把 被 为 于 几 哪 谁 用 请"
).split()
_LEFT_OF_HEAD = re.compile("|".join(_CUTS))
_HEADS = frozenset("展赛会校院")  # of one character; 市 and 国 name places
_MAX_HEAD = 4


def is_detail(text: str) -> bool:
    """Whether ``text`` holds a detail whose kind is known: an ordinal, a year, a date, a title."""
    return any(kind.pattern.search(text) for kind in _KINDS)


def without_rivals(text: str, question: str) -> str:
    """``text`` without details of a kind of which ``question`` brings its own."""
    for kind in _KINDS:
        if kind.pattern.search(question):
            text = kind.pattern.sub("", text)
    return text


def with_detail(earlier: str, detail: str) -> str:
    """``earlier`` asked again with ``detail`` in place of what it replaces there.

    Where nothing in ``earlier`` is of its kind, it is put in front.
    """
    detail = detail.strip()
    by_words = (_by_name, _by_head) if _A_PLACE.search(detail) else (_by_head, _by_name)
    for replaced in (_by_kind, _by_preposition, *by_words):
        if text := replaced(earlier, detail):
            return text
    return f"{detail}，{earlier}" if re.search(f"[{HAN}]", earlier) else f"{detail} {earlier}"


def _by_kind(earlier: str, detail: str) -> str | None:
    found = False
    for kind in _KINDS:
        new, old = kind.pattern.search(detail), kind.pattern.search(earlier)
        if new and old:
            earlier = earlier[: old.start()] + kind.said(new[0], old[0]) + earlier[old.end() :]
            found = True
    return earlier if found else None


def _by_preposition(earlier: str, detail: str) -> str | None:
    """The object of the same preposition: "with Yerevan" against "And with Ganja?"."""
    match = _WORD_PREPOSITION.match(detail)
    if match is None:
        return None
    objects = re.compile(
        rf"\b{re.escape(match['word'])}\s+[^\W_][\w'’-]*(?:\s+[^\W_][\w'’-]*)*?{_ENDS}",
        re.IGNORECASE,
    )
    olds = list(objects.finditer(earlier))
    if not olds:
        return None
    return earlier[: olds[-1].start()] + detail + earlier[olds[-1].end() :]


def _by_head(earlier: str, detail: str) -> str | None:
    """The phrase that ends in the same noun: 商品展 against 儿童画展."""
    if re.search(f"[{HAN}]$", detail) is None:
        return None
    for length in range(min(_MAX_HEAD, len(detail) - 1), 0, -1):
        head = detail[-length:]
        at = earlier.find(head)
        if at < 0 or (length == 1 and head not in _HEADS):
            continue
        cuts = [match.end() for match in _LEFT_OF_HEAD.finditer(earlier[:at])]
        start = max([0, *cuts, *(m.end() for m in re.finditer(f"[^{HAN}“”—·0-9]", earlier[:at]))])
        return earlier[:start] + detail + earlier[at + length :] if start < at else None
    return None


def _by_name(earlier: str, detail: str) -> str | None:
    """The last name of ``earlier`` against a name of a place, or a word with a capital."""
    name = _CHINESE_PREPOSITION.sub("", detail)
    if re.search(f"[{HAN}]", detail) is None:
        olds = list(_CAPITALS.finditer(earlier)) if detail[:1].isupper() else []
        return _put(earlier, olds[-1].start(), olds[-1].end(), detail) if olds else None
    if partner := _PARTNER.search(earlier):
        return _put(earlier, partner.start("name"), partner.end("name"), name)
    olds = list(_PLACE.finditer(earlier))
    if olds and (_A_PLACE.search(name) or name != detail):
        return _put(earlier, olds[-1].start(), olds[-1].end(), name)
    return None


def _put(text: str, start: int, end: int, new: str) -> str:
    return text[:start] + new + text[end:]

"""Which lines run on into the next: sentences that a column, a picture or a line's width cut.

A line that is not finished is either a heading or half a sentence. Signs of half a sentence: an
open quote or bracket that the next line closes, a comma at the end, punctuation or a small letter
at the next beginning, a missing indent; or, on a page whose paragraphs are otherwise finished,
simply running text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.layout import (
    LONG_LINE,
    Label,
    is_chinese,
    is_heading_like,
    is_list_item,
    is_paragraph,
    is_sentence_like,
)
from ingest.lines import Line
from ingest.punctuation import (
    closes,
    count_commas,
    has_sentence_end,
    is_continuation,
    is_finished,
    open_pairs,
)
from ingest.script import HAN

_ENDS_OPEN = "，,、（(“‘《「『【"
_WIDE = re.compile(
    r"[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff]"
)
# On pages of instructions every third line lacks its full stop: there a bare end proves nothing.
_FINISHES = 0.6
_OPENS_PARAGRAPH = re.compile(
    r"第[一二三四五六七八九十百\d]{1,5}[条條章节節]|[（(]?[一二三四五六七八九十]{1,3}[、)）]"
    r"|[■□▪▶►▲◆●○]|本[报報][^，。]{0,12}[讯訊电電]|新[华華]社[^，。]{0,12}[电電]"
    r"|(?:据悉|據悉|据了解|據了解|据介绍|據介紹|此外|另外|近日|目前)[，,]?"
)
_SIGNED = re.compile(
    r"[□■](?:本[报報])?\S{0,12}(?:\s\S{1,4}){0,2}$|(?:记者|記者)\s?\S{2,4}\s?[摄攝]?$"
)
_GOES_ON = re.compile(rf"[{HAN}\d“‘「『《（]")
_SMALL_START = re.compile(r"[a-zа-яё]")
_LATIN_END = re.compile(r"[A-Za-zА-Яа-яЁё\d,'’)-]$")


@dataclass(frozen=True, slots=True)
class PageHabits:
    """How a page prints its paragraphs.

    ``finishes``: nearly all running text ends finished; ``indents``: paragraphs begin with an
    indent; ``width``: the columns at which its lines wrap, 0 when they do not.
    """

    finishes: bool
    indents: bool
    width: int


def habits(lines: Sequence[Line], labels: Sequence[Label]) -> PageHabits:
    """The habits that the text lines of a page show."""
    text = [line for line, label in zip(lines, labels, strict=True) if label is Label.TEXT]
    running = [line for line in text if is_sentence_like(line)]
    finished = sum(is_finished(line.text) for line in running)
    indented = sum(line.indented for line in running)
    return PageHabits(
        finishes=finished >= _FINISHES * len(running),
        indents=len(running) >= 3 and indented >= 0.6 * len(running),
        width=_wrap_width(text),
    )


def _columns(text: str) -> int:
    return len(text) + len(_WIDE.findall(text))


def _wrap_width(text: Sequence[Line]) -> int:
    """The width at which prose is wrapped: most lines reach it, and few of those are finished."""
    close = [line for line in text if line.gap == 1 or len(text) == 1]
    widths = sorted(_columns(line.text) for line in text)
    if len(widths) < 4 or len(close) < 0.5 * len(text):
        return 0
    width = widths[int(0.9 * (len(widths) - 1))]
    full = [line for line in text if _columns(line.text) >= 0.8 * width]
    unfinished = sum(not is_finished(line.text) for line in full)
    is_prose = sum(has_sentence_end(line.text[:-1]) for line in full) >= 0.2 * len(full)
    wraps = 40 <= width <= 140 and len(full) >= 0.5 * len(text) and unfinished >= 0.6 * len(full)
    return width if wraps and is_prose else 0


def runs_on(
    line: Line, following: Line, after: Line | None, page: PageHabits, *, opens_article: bool
) -> bool:
    """Whether ``line`` is cut in mid-sentence and ``following`` continues it.

    Args:
        line: a line of text.
        following: the next line of text in the same article, captions aside.
        after: the line behind ``following``, if any.
        page: how the page prints its paragraphs.
        opens_article: whether no paragraph stands above ``line``, which may be a title or lead.
    """
    if is_finished(line.text) and not open_pairs(line.text[-1:]):
        return is_continuation(following.text) and len(following.text) <= 3
    if "\t" in line.text or "|" in line.text or is_list_item(following.text):
        return False
    if _is_continued_by_sign(line, following):
        return True
    if line.text.endswith(tuple(_ENDS_OPEN)):
        return following.gap == 1 or is_chinese(following.text[:1])
    if page.width and following.gap == 1 and not (page.indents and following.indented):
        return _columns(line.text) >= 0.7 * page.width
    return not opens_article and _is_cut_text(line, following, after, page)


def _is_continued_by_sign(line: Line, following: Line) -> bool:
    """Whether a quote closes, punctuation or a small letter shows that a sentence goes on."""
    if closes(following.text, open_pairs(line.text)) or is_continuation(following.text):
        return True
    return (
        not is_chinese(line.text[-1:] + following.text[:1])
        and _SMALL_START.match(following.text) is not None
        and _LATIN_END.search(line.text) is not None
        and len(line.text) >= LONG_LINE
    )


def _is_cut_text(line: Line, following: Line, after: Line | None, page: PageHabits) -> bool:
    """Whether running text stops without its end on a page that finishes its paragraphs."""
    if page.indents and following.indented:
        return False
    commas = count_commas(line.text)
    is_text = (
        has_sentence_end(line.text)
        or len(line.text) > LONG_LINE
        or (len(line.text) >= 30 and commas >= 2)
    )
    is_item = not has_sentence_end(line.text) and _is_numbered(line.text)
    if not (page.finishes and is_text) or is_item or _SIGNED.search(line.text[-24:]):
        return False
    if not (is_chinese(line.text[-1]) and _GOES_ON.match(following.text)):
        return False
    if _is_heading_over(following, after) or _OPENS_PARAGRAPH.match(following.text):
        return False
    return is_finished(following.text) or (
        len(following.text) > LONG_LINE and after is not None and is_finished(after.text)
    )


def _is_numbered(text: str) -> bool:
    return is_list_item(text) or _OPENS_PARAGRAPH.match(text) is not None


def _is_heading_over(line: Line, after: Line | None) -> bool:
    return (
        is_heading_like(line)
        and len(line.text) <= LONG_LINE
        and after is not None
        and is_paragraph(after)
    )

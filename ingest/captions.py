"""Which lines are captions of pictures: by mark, by credit, or by standing alone and bare.

A caption can stand in mid-sentence, where a newspaper column broke round a picture, and can run
over several short lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.bylines import read_byline
from ingest.layout import LONG_LINE, Label, is_chinese, is_heading_like, is_paragraph
from ingest.lines import Line
from ingest.punctuation import is_finished

_POINTERS = "▲△▼▽◀◁◄"
_MARKS = _POINTERS + "■□◆◇●○▶▷►"
_OPENING = re.compile(r"(?:图|圖)(?:片)?(?:为|為|[①-⑳一二三四\d]{0,2}[：:])")
_CREDIT = re.compile(
    r"(?:^|[\s。！？!?”」）)])[^\s，。！？,!?][^，。！？,!?]{0,20}?"
    r"(?:\s(?:摄|攝)|(?<![拍统統调調])(?:摄|攝)|供[图圖]|(?:摄影|攝影)(?:报道|報道)?|[/\s][图圖])[)）]?"
)
_CREDIT_FIRST = re.compile(
    r"(?:图片来源|圖片來源|摄影|攝影|[图圖]片?)\s?[/：:|｜]\s?[^，。！？]{2,20}"
)
_CREDIT_LENGTH = 32
_LONG_CAPTION = 400
_WROTE_TOO = re.compile(r"(?:文[/／]?[图圖摄攝]|[图圖摄攝][/／]?文)$")
_SIGNED = re.compile(r"(?:记者|記者|通讯员|通訊員)\s?\S{1,4}(?:\s\S{1,4})?[\s/／]?[摄攝][)）]?$")
_LENT = re.compile(
    r"[(（]?(?:资料图片?|資料圖片?|资料照片|資料照片|效果[图圖]|示意[图圖]"
    r"|(?:[图圖]片?|照片)(?:来自|來自|来源于|來源於|源自)[^，。！？]{1,20}"
    r"|(?:[图圖]片?|照片)(?:均)?由[^，。！？]{2,20}(?:提供|拍摄|拍攝))"
    r"(?:[，,]\s?侵[删刪])?[。]?[)）]?"
)
_ONE_SENTENCE = re.compile(r"[^\s\d，,、；;：:“”「」『』《》（）()！？!?。.…—]{8,30}。")
_PREDICATES = re.compile(
    "[了是我你他她它这這那也都就才却卻很更最十不没沒能已还還再又只但如着著被把让讓吗嗎呢吧]"
)


def has_credit(text: str) -> bool:
    """Whether ``text`` ends with the photographer's or the agency's name and 摄 or the like."""
    if len(text) <= 40 and _LENT.fullmatch(text):
        return True
    tail = text[-_CREDIT_LENGTH:]
    if tail[-1:] not in "摄攝图圖影道)）":
        return _CREDIT_FIRST.fullmatch(text[:40]) is not None and len(text) <= 40
    starts = [0, *(i for i, sign in enumerate(tail) if sign in " \u3000。！？!?”」）)")]
    return any(_CREDIT.fullmatch(tail, start) for start in starts)


def marked_captions(lines: Sequence[Line], labels: Sequence[Label]) -> set[int]:
    """The lines of captions that a mark, a credit or an opening like 图为 tells."""
    found: set[int] = set()
    units = list(_units(lines, labels))
    credited = {unit for unit in units if any(has_credit(lines[i].text) for i in unit)}
    for position, unit in enumerate(units):
        neighbours = [
            other
            for other in units[max(0, position - 1) : position + 2]
            if other.stop == unit.start or unit.stop == other.start
        ]
        if unit in credited or _is_caption(lines, unit, credited.intersection(neighbours)):
            found.update(unit)
    return found


def _units(lines: Sequence[Line], labels: Sequence[Label]) -> Iterator[range]:
    i = 0
    while i < len(lines):
        unit = _unit_at(lines, i) if labels[i] is Label.TEXT else None
        if unit is None:
            i += 1
            continue
        yield unit
        i = unit.stop


def _unit_at(lines: Sequence[Line], start: int) -> range | None:
    """The lines of the caption that begins at ``start``, if one may begin there."""
    text = lines[start].text
    if len(text) > (_LONG_CAPTION if _SIGNED.search(text[-16:]) else 200) or (_is_byline(text)):
        return None
    if text[0] not in _MARKS and _OPENING.match(text) is None:
        return _unmarked_unit(lines, start)
    stop = start + 1
    while stop < min(len(lines), start + 8) and _runs_on(text, lines[stop]):
        text += lines[stop].text
        stop += 1
    if stop < len(lines) and lines[stop].gap <= 2 and _is_pure_credit(lines[stop].text):
        stop += 1
    return range(start, stop)


def _is_byline(text: str) -> bool:
    """Whether a line names who wrote, not only who took the picture."""
    is_picture_only = has_credit(text) and _WROTE_TOO.search(text) is None
    return read_byline(text) is not None and not is_picture_only


def _runs_on(text: str, following: Line) -> bool:
    """Whether a caption's next printed line belongs to it."""
    return (
        following.gap == 1
        and len(following.text) <= 30
        and following.text[0] not in _MARKS
        and not is_finished(text)
        and not has_credit(text)
    )


def _unmarked_unit(lines: Sequence[Line], start: int) -> range | None:
    text = lines[start].text
    if len(text) <= (_LONG_CAPTION if _SIGNED.search(text[-16:]) else 120) and has_credit(text):
        return range(start, start + 1)
    below = lines[start + 1 : start + 2]
    if below and below[0].gap == 1 and len(lines[start].text) <= LONG_LINE:
        return range(start, start + 2) if _is_pure_credit(below[0].text) else None
    return None


def caption_blocks(lines: Sequence[Line], captions: Sequence[int]) -> list[list[int]]:
    """Neighbouring caption lines, parted into captions: a mark or a blank line begins a new one."""
    blocks: list[list[int]] = []
    for i in captions:
        is_new = lines[i].text[0] in _MARKS or (
            lines[i].gap > 1 and not _is_pure_credit(lines[i].text)
        )
        if blocks and not is_new and blocks[-1][-1] == i - 1:
            blocks[-1].append(i)
        else:
            blocks.append([i])
    return blocks


def _is_pure_credit(text: str) -> bool:
    return len(text) <= 16 and has_credit(text) and "。" not in text


def _is_caption(lines: Sequence[Line], unit: range, credited: set[range]) -> bool:
    """Whether a unit without a credit is a caption, by where it stands."""
    first = lines[unit.start].text
    before = lines[unit.start - 1] if unit.start else None
    after = lines[unit.stop] if unit.stop < len(lines) else None
    if _OPENING.match(first):
        return len(first) <= 80 and is_finished(first)
    if first[0] not in _POINTERS:
        return False
    if credited:
        return True
    if before is None or after is None:
        return False
    interrupts = not is_finished(before.text) and not is_heading_like(before)
    return interrupts or (is_paragraph(before) and is_paragraph(after))


def bare_captions(lines: Sequence[Line], labels: Sequence[Label]) -> set[int]:
    """The captions of a web page that nothing marks: a bare statement alone between paragraphs.

    Strict, so that short sentences of ordinary prose stay: only a page that shows its furniture
    has them, and they hold no comma, digit, quote, pronoun or word of comment.
    """
    if Label.FURNITURE not in labels and Label.DATELINE not in labels:
        return set()
    return {
        i
        for i in range(1, len(lines) - 1)
        if labels[i - 1] is labels[i] is labels[i + 1] is Label.TEXT
        and lines[i].gap > 1
        and lines[i + 1].gap > 1
        and is_chinese(lines[i].text)
        and _ONE_SENTENCE.fullmatch(lines[i].text[:32])
        and _PREDICATES.search(lines[i].text) is None
        and all(len(lines[j].text) >= 60 and lines[j].text.endswith("。") for j in (i - 1, i + 1))
    }

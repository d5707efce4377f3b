"""Which lines name the author, and whom they name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.furniture import read_source
from ingest.layout import Label, is_heading_like, is_paragraph
from ingest.lines import Line
from ingest.punctuation import is_finished
from ingest.script import HAN

_NAME = rf"[{HAN}·•]{{1,8}}"
_NAMES = rf"{_NAME}(?:[\s、/]{{1,3}}{_NAME}){{0,7}}"
_OFFICE = (
    "(?:记者|記者|通讯员|通訊員|特派员|特派員|特约撰稿人|特約撰稿人|评论员|評論員|观察员|觀察員)"
)
_REPORTER = re.compile(
    rf"(?P<mark>[□■◎●○◆▪☐◇])?\s?[（(]?(?P<house>[^\s，。：:]{{0,20}}(?:报|報|社|网|網|台|臺|新闻|新聞|刊|端)[^\s，。：:]{{0,12}})?"
    rf"(?P<office>(?:首席|特约|特約|实习|實習|全媒体)?{_OFFICE})(?P<gap>\s?[：:|｜/]\s?|\s)?(?P<names>{_NAMES}"
    rf"(?:\s{_OFFICE}\s?{_NAMES})?)[）)]?(?:\s?(?:报道|報道|文|摄影报道))?"
)
_CREDITED = re.compile(
    r"(?P<role>作者|撰文|撰稿|文字|图文|圖文|文|编辑|編輯|责任编辑|責任編輯|责编|責編|校对|校對|审核|審核|主编|主編|监制|監製"
    r"|初审|复审|终审|摄影|攝影|供稿|通讯员|通訊員|记者|記者|(?i:author|editor))\s?[|｜丨/：:]\s?(?P<names>[^，。！？!?；;：:|｜]{1,40})"
)
_ENGLISH = re.compile(
    r"(?:By|BY) (?P<names>[A-Z][\w.'’-]{0,24}(?:,? (?:and |& )?[A-Z][\w.'’-]{0,24}){0,8})"
)
_MOST_ASIDES = 12  # more credits, captions and the like in a row are a list
_AUTHORS = ("作者", "撰文", "撰稿", "文", "图文", "圖文", "文字", "记者", "記者")


def read_byline(text: str) -> tuple[str, str] | None:
    """The author and the paper that a byline names ("" for none); None when it is no byline."""
    if len(text) > 80:
        return None
    if found := _ENGLISH.fullmatch(text):
        return found["names"], ""
    if found := _CREDITED.fullmatch(text):
        role = found["role"]
        is_author = role in _AUTHORS or role.lower() == "author"
        return (_tidy(found["names"]) if is_author else ""), ""
    found = _REPORTER.fullmatch(text)
    if found is None or not (found["mark"] or found["house"] or found["gap"]):
        return None
    if not found["gap"] and len(found["names"]) > 4 and not re.search(r"[\s、]", found["names"]):
        return None
    house = re.sub(r"^本[报報社台臺网網]$", "", found["house"] or "")
    return _tidy(found["names"]), house


def _tidy(names: str) -> str:
    """``names`` with 、 between them, and without the blank inside a spaced name (王 萌)."""
    if re.search(f"[{HAN}]", names) is None:
        return names.strip()
    parts = re.split(rf"[\s、/]+|{_OFFICE}", names.strip())
    people: list[str] = []
    for part in filter(None, parts):
        if len(part) == 1 and people and len(people[-1]) == 1:
            people[-1] += part
        else:
            people.append(part)
    return "、".join(people)


def bylines(lines: Sequence[Line], labels: Sequence[Label]) -> set[int]:
    """The bylines under headlines and behind articles; lists of names and fields stay text."""
    candidates = [
        i
        for i, line in enumerate(lines)
        if labels[i] is Label.TEXT
        and (read_byline(line.text) is not None or read_source(line.text))
    ]
    taken = set(candidates)
    return {i for i in candidates if _stands_as_byline(lines, labels, taken, i)}


def _stands_as_byline(
    lines: Sequence[Line], labels: Sequence[Label], taken: set[int], i: int
) -> bool:
    """Whether the line stands between headline and text, or behind a finished article."""
    before, after = i - 1, i + 1
    while before >= 0 and i - before <= _MOST_ASIDES and _is_aside(labels, taken, before):
        before -= 1
    while after < len(lines) and after - i <= _MOST_ASIDES and _is_aside(labels, taken, after):
        after += 1
    if max(i - before, after - i) > _MOST_ASIDES:
        return False
    reads_on = any(is_paragraph(line) for line in lines[after : after + 3])
    if before < 0 or labels[before] is Label.FURNITURE:
        return reads_on and after - before <= 6
    ends = after == len(lines) or labels[after] is Label.FURNITURE
    if is_finished(lines[before].text) and not is_heading_like(lines[before]):
        return is_paragraph(lines[before]) and (ends or lines[i].text[0] in "□■◎●")
    return reads_on and is_heading_like(lines[before])


def _is_aside(labels: Sequence[Label], taken: set[int], i: int) -> bool:
    return i in taken or labels[i] in (Label.CAPTION, Label.DATELINE, Label.ORNAMENT)

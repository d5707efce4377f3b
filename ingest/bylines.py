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
    "(?:记者|記者|通讯员|通訊員|特派员|特派員|特约撰稿人|特約撰稿人"
    "|评论员|評論員|观察员|觀察員|实习生|實習生)"
)
_POST = rf"(?:(?:首席|特约|特約|实习|實習|见习|見習|全媒体|全媒體|[驻駐][{HAN}]{{1,6}})?{_OFFICE})"
# A paper's or agency's name, and perhaps its desk; nothing that could be a clause.
_HOUSE = (
    r"[^\s，。、：:“”《》()（）]{1,16}?(?:报|報|社|网|網|电视台|電視台|电台|電台|广播|廣播|新闻|新聞|刊|端|传媒|傳媒|融媒体?)"
    r"(?:[^\s，。、：:“”《》()（）]{0,8}(?:新闻|新聞|客户端|客戶端|全媒体|全媒體|频道|頻道|壹点))?"
)
_PAPER = rf"(?:{_HOUSE}|本[报報社台臺网網刊])"
_REPORTER = re.compile(
    rf"(?P<mark>[□■◎●○◆▪☐◇])?\s?(?:[文图圖][/／](?:[文图圖视視频頻][/／]?)?\s?|文\s)?"
    rf"(?P<house>{_PAPER}\s?)?"
    rf"(?P<office>{_POST})"
    rf"(?P<gap>\s?[：:|｜/]\s?|\s)?(?P<names>{_NAMES}"
    rf"(?:[\s、/]{{1,3}}{_PAPER}?\s?{_POST}\s?[：:]?\s?{_NAMES}){{0,3}})"
    r"(?:\s?(?:报道|報道|文|摄影报道|文/图|文/摄))?"
)
_ROLE = (
    r"(?:作者|撰文|撰稿|文字|图文|圖文|文|编辑|編輯|(?:责任|責任|值班|流程|见习|助理|新媒体|网络)(?:编辑|編輯)|责编|責編"
    r"|校对|校對|责任校对|审核|審核|审校|審校|编审|編審|主编|主編|监制|監製|统筹|統籌|策划|策劃|排版|美编|美編|制作|製作"
    r"|[一二三初复复終终][审審]|值班主任|值班编委|摄影|攝影|供稿|通讯员|通訊員|记者|記者|(?i:author|editor))"
)
_CREDITED = re.compile(
    rf"(?P<role>{_ROLE})\s?[|｜丨/：:]\s?(?P<names>[^，。！？!?；;：:|｜丨]{{1,40}}?)"
    rf"(?P<others>(?:[\s|｜丨/]{{1,4}}{_ROLE}\s?[|｜丨/：:]\s?[^，。！？!?；;：:|｜丨]{{1,24}}?){{0,6}})"
)
_LISTED = re.compile(rf"{_ROLE}\s{_NAME}(?:[\s|｜丨/]{{1,4}}{_ROLE}\s{_NAME}){{1,6}}")
_NAMELESS = re.compile(rf"(?:{_ROLE}|来源|來源)[：:]")
_SOURCE_LABELS = ("来源：", "來源：", "来源:", "來源:")
_PAIRS = ("()", "（）", "【】", "[]", "〔〕")
_ENGLISH = re.compile(
    r"(?:By|BY) (?P<names>[A-Z][\w.'’-]{0,24}(?:,? (?:and |& )?[A-Z][\w.'’-]{0,24}){0,8})"
    r"(?:\s\|\s[^|。]{1,40}){0,3}"
)
_ADDED = re.compile(
    r"\s?(?:采写|採寫|采访整理|採訪整理|整理|综合|綜合|摄影报道|攝影報道|文/[图圖摄攝]|[图圖]/文)$"
)
_LONG_NAME = 4
_MOST_ASIDES = 12  # more credits, captions and the like in a row are a list
_FITTINGS = 16  # lines of buttons and signs that may stand between a byline and its text
_AUTHORS = ("作者", "撰文", "撰稿", "文", "图文", "圖文", "文字", "记者", "記者")


def read_byline(text: str) -> tuple[str, str] | None:
    """The author and the paper that a byline names ("" for none); None when it is no byline."""
    if len(text) > 80:
        return None
    text = _unwrapped(text)
    if found := _ENGLISH.fullmatch(text):
        return found["names"], ""
    found = _REPORTER.fullmatch(_ADDED.sub("", text))
    if found and _is_marked(found) and not _is_clause(found["names"], found["gap"]):
        house = re.sub(r"^本[报報社台臺网網刊]$", "", (found["house"] or "").strip())
        return _tidy(found["names"]), house
    if found := _CREDITED.fullmatch(text):
        role = found["role"]
        is_author = role in _AUTHORS or role.lower() == "author"
        return (_tidy(found["names"]) if is_author else ""), ""
    return ("", "") if _LISTED.fullmatch(text) else None


def _is_marked(found: re.Match[str]) -> bool:
    return bool(found["mark"] or found["house"] or found["gap"])


def _unwrapped(text: str) -> str:
    """``text`` without the brackets round the whole of it."""
    return text[1:-1].strip() if len(text) > 2 and text[0] + text[-1] in _PAIRS else text


def _is_clause(names: str, gap: str | None) -> bool:
    """Whether what stands behind 记者 is no name, as in 答记者问 or 某报评论员：守护一江清水."""
    parts = re.split(rf"[\s、/：:]+|(?:{_PAPER}\s?)?{_POST}", names)
    if any(len(part) > _LONG_NAME and "·" not in part and "•" not in part for part in parts):
        return True
    return not gap and (len(parts[0]) < 2 or parts[0][0] in "问問会會团團证證节節站手招致見见获獲")


def _tidy(names: str) -> str:
    """``names`` with 、 between them, and without the blank inside a spaced name (王 萌)."""
    if re.search(f"[{HAN}]", names) is None:
        return names.strip()
    parts = re.split(rf"[\s、/：:]+|(?:{_PAPER}\s?)?{_POST}", names.strip())
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
        and (
            read_byline(line.text) is not None
            or _is_source(line.text)
            or (i > 0 and _is_named_above(lines[i - 1].text, line.text))
        )
    ]
    taken = set(candidates)
    return {i for i in candidates if _stands_as_byline(lines, labels, taken, i)}


def _is_source(text: str) -> bool:
    return bool(read_source(_unwrapped(text))) or _NAMELESS.fullmatch(text) is not None


def _is_named_above(above: str, text: str) -> bool:
    """Whether ``text`` is the publisher that ``来源：`` on a line of its own names."""
    return above in _SOURCE_LABELS and len(text) <= 20 and bool(read_source(above + text))


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
    below = [j for j in range(after, min(len(lines), after + _FITTINGS)) if _is_body(labels[j])]
    reads_on = any(is_paragraph(lines[j]) for j in below[:3])
    ends = after == len(lines) or labels[after] is Label.FURNITURE
    if before < 0 or labels[before] is Label.FURNITURE:
        is_last = ends and any(is_paragraph(line) for line in lines[max(0, before - 8) : before])
        return (reads_on and after - before <= 6) or is_last
    if is_finished(lines[before].text) and not is_heading_like(lines[before]):
        if ends and not lines[before].text.endswith(("：", ":")):
            return any(is_paragraph(line) for line in lines[max(0, before - 3) : before + 1])
        return is_paragraph(lines[before]) and lines[i].text[0] in "□■◎●"
    return reads_on and is_heading_like(lines[before])


def _is_body(label: Label) -> bool:
    return label not in (Label.FURNITURE, Label.ORNAMENT)


def _is_aside(labels: Sequence[Label], taken: set[int], i: int) -> bool:
    return i in taken or labels[i] in (Label.CAPTION, Label.DATELINE, Label.ORNAMENT)

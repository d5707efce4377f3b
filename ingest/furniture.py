"""Which lines are the page's furniture: buttons, comment and recommendation blocks, date lines.

Words of buttons count only at the page's edges and only as whole lines; a block of
recommendations begins at its title and ends where a long paragraph shows that text goes on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.layout import is_heading_like, is_paragraph
from ingest.lines import Line

_APP = r"[^\s，。！？；]{0,12}(?:APP|App|app|客户端|客戶端)"
_COMMENTS = (
    r"(?:最新|全部|热门|熱門|精彩|网友|網友|发表|發表|我要|写|寫|查看|更多|用户|用戶){0,2}"
    r"(?:评论|評論|留言|跟帖)(?:区|區)?(?:\s?[（(]?\d{0,6}[）)]?)?"
)
_RECOMMENDED = (
    r"(?:精彩|热门|熱門|相关|相關|更多|为[您你]|為[您你]|今日|编辑|編輯|延伸|推荐|推薦|往期|热点|熱點)"
    r"(?:推荐|推薦|阅读|閱讀|新闻|新聞|文章|内容|內容|回顾|回顧|链接|鏈接|资讯|資訊|报道|報道)[：:]?"
    r"|猜你喜欢|猜你喜歡|大家都在看|还没有评论|暂无评论|暫無評論"
)
_OPEN = (
    r"(?:点击|點擊|立即|马上|馬上)?(?:打开|打開|下载|下載|进入|進入)"
    r"(?:[^\s，。！？]{0,8}(?:APP|App|客户端|客戶端))?"
    r"(?:(?:查看|阅读|閱讀|看|体验|體驗)(?:更多|全文)?(?:精彩)?(?:评论|評論|内容|內容)?)?"
)
_BUTTONS = (
    r"(?:点击|點擊)?(?:查看|加载|加載|展开|展開|阅读|閱讀|显示|顯示)(?:更多|全文|原文)(?:内容|內容)?"
    r"|没有更多了?|沒有更多了?|返回(?:首页|首頁|顶部|頂部|列表|上页)|回到(?:顶部|頂部)"
    r"|[上下]一[篇页頁][：:]?[^。]{0,40}|分享(?:到|至)?[：:]?[^。]{0,20}|微信扫一扫[^。]{0,20}"
    r"|登录|登錄|注册|註冊"
    r"|首[页頁]|关注我们|關注我們|订阅|訂閱|点赞|點讚|收藏|打印(?:本页)?|关闭(?:窗口)?|字[号號][：:]?[^。]{0,10}"
    r"|首[页頁]\s?[>›»/＞].{0,40}|(?:当前|當前)位置[：:].{0,40}"
)
_ENGLISH = (
    r"(?i:share(?: this.{0,20})?|subscribe(?: now)?|sign (?:in|up)|log ?in|register|load more"
    r"|read (?:more|next)"
    r"|download (?:the |our )?app|open (?:the |in )?app|back to top|advertisement|home|menu"
    r"|skip to (?:main )?content|follow us.{0,20}|print(?: this page)?|cookie settings)"
)
_ENGLISH_BLOCKS = (
    r"(?i:related (?:articles|stories|news|posts|topics)|comments?(?: ?\(\d{1,6}\))?"
    r"|leave a comment|recommended(?: for you)?|most (?:read|popular)|you may also like)"
)
_RIGHTS = r"(?:©|(?i:copyright)|版权所有|版權所有|[京沪鲁粤浙苏]ICP[备備]).{0,80}"
_BLOCK = re.compile(f"{_COMMENTS}|{_RECOMMENDED}|{_ENGLISH_BLOCKS}")
_EDGE = re.compile(f"{_APP}|{_OPEN}|{_BUTTONS}|{_ENGLISH}|{_RIGHTS}|{_BLOCK.pattern}")

_DATE = r"(?P<year>(?:19|20)\d{2})\s?[-/.年]\s?(?P<month>\d{1,2})\s?[-/.月]\s?(?P<day>\d{1,2})日?"
_MONTH_NAMES = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTHS = "|".join(_MONTH_NAMES)
_ENGLISH_DATE = (
    rf"(?P<name>(?i:{_MONTHS}))[a-z]{{0,6}}\.? (?P<mday>\d{{1,2}}),? (?P<myear>(?:19|20)\d{{2}})"
)
_LABEL = (
    r"(?:(?:发布|發布|發佈|发表|發表|更新|日期|时间|時間|(?i:published|updated|posted))"
    r"[^\s：:]{0,4}(?:[：:]|\s(?i:on\s)?)\s?)"
)
_SOURCE = r"(?:来源|來源|稿源|出处|信息来源|(?i:source))\s?[：:|｜]\s?"
_TIME = r"T?\s?\d{1,2}[：:]\d{2}(?:[：:]\d{2})?"
_DATELINE = re.compile(
    rf"(?:{_SOURCE}(?P<first>\S{{1,20}})\s)?(?P<label>{_LABEL})?(?:{_DATE}|{_ENGLISH_DATE})"
    rf"(?:\s?[（(]?(?:星期|周|週)[一二三四五六日天][)）]?)?\s?(?P<time>{_TIME})?"
    rf"\s?(?P<source>{_SOURCE})?(?P<rest>[^，。！？!?；;]{{0,60}})"
)
_PUBLISHER = re.compile(
    r".{0,16}(?:报|報|网|網|社|台|臺|新闻|新聞|频道|頻道|客户端|客戶端|办公室|局|厅|委|府)"
)
_SOURCE_LINE = re.compile(rf"{_SOURCE}(?P<rest>[^，。！？!?；;\s]{{1,20}})")


@dataclass(frozen=True, slots=True)
class Dateline:
    """What a date line says: an ISO date and the publisher, "" where it prints none."""

    date: str
    publisher: str


def read_dateline(text: str) -> Dateline | None:
    """The date line in ``text``; None when the line is not one."""
    found = _DATELINE.fullmatch(text.strip()) if len(text) <= 120 else None
    if found is None:
        return None
    date = _iso(found)
    rest = (found["rest"] or "").strip()
    certain = found["time"] or found["label"] or found["source"] or found["first"] or not rest
    if date is None or not (certain or _PUBLISHER.fullmatch(rest)):
        return None
    words = re.split(r"\s|[|｜/]", rest)
    return Dateline(date, found["first"] or (words[0] if len(words[0]) <= 20 else ""))


def read_source(text: str) -> str:
    """The publisher in a line like ``来源：…``, "" when the line is not one."""
    found = _SOURCE_LINE.fullmatch(text) if len(text) <= 40 else None
    return found["rest"] if found else ""


def _iso(found: re.Match[str]) -> str | None:
    if found["name"]:
        month = _MONTH_NAMES.index(found["name"].lower()) + 1
        year, day = int(found["myear"]), int(found["mday"])
    else:
        year, month, day = (int(found[part]) for part in ("year", "month", "day"))
    return f"{year:04}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else None


def furniture(lines: Sequence[Line]) -> set[int]:
    """The lines of furniture: at the top, in recommendation blocks, at the bottom."""
    paragraphs = [i for i, line in enumerate(lines) if is_paragraph(line)]
    if not paragraphs:
        return set()
    found: set[int] = set()
    for i in range(paragraphs[0]):
        is_title = _is_block_title(lines[i]) and is_paragraph(lines[i + 1])
        if is_title or not _is_edge(lines[i]):
            break
        found.add(i)
    for start in range(paragraphs[0] + 1, len(lines)):
        if start not in found and _is_block_title(lines[start]):
            found.update(_block_at(lines, start))
    for i in range(len(lines) - 1, paragraphs[-1], -1):
        if i not in found and not _is_edge(lines[i]):
            break
        found.add(i)
    return found


def datelines(lines: Sequence[Line], taken: set[int]) -> set[int]:
    """The date lines under the headlines of a page; ``taken`` are lines of furniture."""
    found: set[int] = set()
    top = next((i for i in range(len(lines)) if i not in taken), len(lines))
    for i in range(1, len(lines) - 1):
        if i in taken or read_dateline(lines[i].text) is None:
            continue
        under_headline = is_heading_like(lines[i - 1]) and i - 1 not in taken
        in_list = read_dateline(lines[i + 1].text) or read_dateline(lines[i - 1].text)
        over_text = any(is_paragraph(line) for line in lines[i + 1 : i + 4])
        if (under_headline or i == top) and over_text and not in_list:
            found.add(i)
    return found


def _is_edge(line: Line) -> bool:
    return len(line.text) <= 80 and _EDGE.fullmatch(line.text) is not None


def _is_block_title(line: Line) -> bool:
    return len(line.text) <= 24 and _BLOCK.fullmatch(line.text) is not None


def _block_at(lines: Sequence[Line], title: int) -> range:
    """The block under a title, up to a long paragraph; a title right over one is a heading."""
    stop = title + 1
    while stop < len(lines) and not (len(lines[stop].text) >= 60 and is_paragraph(lines[stop])):
        stop += 1
    return range(title, stop if stop > title + 1 or stop == len(lines) else title)

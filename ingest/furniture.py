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
    r"|更多精彩(?:内容|內容)?|猜你喜欢|猜你喜歡|大家都在看|还没有评论|暂无评论|暫無評論"
)
_SCAN = (
    r"(?:长按|長按|微信|请|請)?(?:扫码|掃碼|扫一扫|掃一掃|扫描|掃描|识别|識別)[^，。！？]{0,16}"
    r"(?:下载|下載|关注|關注|阅读|閱讀|分享|客户端|客戶端|二维码|二維碼|公众号|公眾號|小程序|观看|觀看|查看|了解)[^，。！？]{0,12}"
)
_CLICK = (
    r"(?:点击|點擊)(?:图片|圖片|下方|上方|蓝字|此处|此處|这里|這裡|链接|鏈接|阅读原文|“阅读原文”|展开|展開|查看|阅读|閱讀|关注|關注|收看|播放)"
    r"[^，。！？]{0,12}|返回(?:首页|首頁|顶部|頂部|列表|上页|[^，。！？]{2,4}[，,]查看更多)"
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
    r"|登录|登錄|注册|註冊|个人中心|個人中心"
    r"|举报(?:/反馈)?|反馈|【?(?:我要)?(?:纠错|糾錯)】?|(?:编辑|編輯)?(?:推荐|推薦)|转发|轉發|分享|广告|廣告"
    r"|（完）|\(完\)|【完】|[-—_\s]*(?i:end)[-—_\s]*"
    r"|(?:免责|免責|版权|版權|特别|特別)?(?:声明|聲明)[：:].{0,120}|本文(?:来源|來源|来自|來自)[：:]?[^，。]{2,20}"
    r"|首[页頁]|关注我们|關注我們|订阅|訂閱|点赞|點讚|收藏|打印(?:本页)?|关闭(?:窗口)?|字[号號][：:]?[^。]{0,10}"
    r"|首[页頁]\s?[>›»/＞].{0,40}|(?:当前|當前)位置[：:].{0,40}"
)
_ENGLISH = (
    r"(?i:share(?: this.{0,20})?|subscribe(?: now)?|sign (?:in|up)|log ?in|register|load more"
    r"|read (?:more|next)|ad|sponsored|(?:watch|view|show) more"
    r"|copy link|privacy policy|terms of use"
    r"|download (?:the |our )?app|open (?:the |in )?app|back to top|advertisement|home|menu"
    r"|skip to (?:main )?content|follow us.{0,20}|print(?: this page)?|cookie settings)"
)
_ENGLISH_BLOCKS = (
    r"(?i:related (?:articles|stories|news|posts|topics)|comments?(?: ?\(\d{1,6}\))?"
    r"|leave a comment|recommended(?: for you)?|read (?:more|next)"
    r"|see also|more (?:news|stories|from .{1,24})|trending(?: now)?|most (?:read|popular)"
    r"|you may also like)"
)
# Words of menus that may also be headings or items of a list: they count among surer ones.
_WEAK = (
    r"新闻|新聞|视频|視頻|图片|圖片|专题|專題|直播|要闻|要聞|时政|時政|财经|財經|退出|无障碍|無障礙|邮箱|郵箱|简|繁|简体|繁體|中文"
    r"|默认|默認|大|中|小|超大|特大|微信|微博|朋友圈|QQ(?:空间|空間|好友)?|复制链接|複製鏈接|新浪微博|抖音|快手|赞|讚|赞赏|在看"
    r"|(?i:en|english|facebook|twitter|x|linkedin|whatsapp|e?mail|newsletter|search|news|video|sports?|listen|save|more"
    r"|(?:see|learn) more)"
)
_RIGHTS = r"(?:©|(?i:copyright)|版权所有|版權所有|[京沪鲁粤浙苏]ICP[备備]).{0,80}"
_COMMENT_TITLE = re.compile(f"{_COMMENTS}|(?i:comments?.*|leave a comment)|.*(?:评论|評論)")
_BLOCK = re.compile(f"{_COMMENTS}|{_RECOMMENDED}|{_ENGLISH_BLOCKS}")
_SURE = re.compile(f"{_SCAN}|{_CLICK}")
_EDGE = re.compile(
    f"{_SURE.pattern}|{_APP}|{_OPEN}|{_BUTTONS}|{_ENGLISH}|{_RIGHTS}|{_BLOCK.pattern}"
)

_LOOSE = re.compile(f"{_EDGE.pattern}|{_WEAK}")
_AD = re.compile(r"(?i:advertisement|sponsored)|广告|廣告")
_CREDIT = re.compile(
    r"[（(【\[]?(?:来源|來源|(?:责任|責任|值班|流程)?(?:编辑|編輯)|责编|責編|校对|校對|审核|審核|作者|记者|記者|图片|圖片)[\s：:|｜来來源由]"
)
_SIGNATURE = 4  # a bare date under so short a line is that of a signed letter
_BARE_DATE = 11
_SHORT_ROW = 2
_FITTINGS = 16  # lines of buttons and signs that may stand between a date line and its text

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
    """The lines of furniture: at the top, in recommendation blocks, at the bottom.

    Sure words, and advertisement marks that a page repeats, are furniture between paragraphs too.
    """
    paragraphs = [i for i, line in enumerate(lines) if is_paragraph(line)]
    if not paragraphs:
        return set()
    found = _top(lines, paragraphs[0])
    for start in range(paragraphs[0] + 1, len(lines)):
        if start not in found and _is_block_title(lines[start]):
            found.update(_block_at(lines, start))
    found.update(_bottom(lines, paragraphs[-1], found))
    marks = [i for i, line in enumerate(lines) if _AD.fullmatch(line.text)]
    found.update(marks if len(marks) > 1 else [])
    found.update(i for i, line in enumerate(lines) if _is_sure(line))
    return found


def _bottom(lines: Sequence[Line], end: int, taken: set[int]) -> set[int]:
    """The furniture from the last line upwards, as far as line ``end``."""
    found: set[int] = set()
    for i in range(len(lines) - 1, end, -1):
        if i in taken or _is_loose(lines[i]):
            found.add(i)
        elif not _stands_among_furniture(lines[i]):
            break
    is_sure = found & taken or any(_is_edge(lines[i]) for i in found)
    return found if is_sure else set()


def _top(lines: Sequence[Line], end: int) -> set[int]:
    """The furniture above line ``end``: from the first line on, and in rows below the headline."""
    found: set[int] = set()
    row: list[int] = []
    for i in range(end + 1):
        is_title = i < end and _is_block_title(lines[i]) and is_paragraph(lines[i + 1])
        if i < end and not is_title and _is_loose(lines[i]):
            row.append(i)
        elif i == end or not _is_bare_signs(lines[i]):
            if any(_is_edge(lines[j]) for j in row) and (row[0] == 0 or _is_row(lines, row)):
                found.update(row)
            row = []
    return found


def _is_row(lines: Sequence[Line], row: Sequence[int]) -> bool:
    """Whether lines like buttons are so many that none of them can be a heading."""
    marks = sum(_AD.fullmatch(lines[i].text) is not None for i in row)
    return len(row) >= _SHORT_ROW + (0 if marks else 1)


def _is_bare_signs(line: Line) -> bool:
    return len(line.text) <= 3 and not any(map(str.isalnum, line.text))


def _stands_among_furniture(line: Line) -> bool:
    """Whether furniture at the end of a page may go on above the line: signs, a credit."""
    return _is_bare_signs(line) or (len(line.text) <= 40 and _CREDIT.match(line.text) is not None)


def datelines(lines: Sequence[Line], taken: set[int]) -> set[int]:
    """The date lines under the headlines of a page; ``taken`` are lines of furniture."""
    found: set[int] = set()
    top = next((i for i in range(len(lines)) if i not in taken), len(lines))
    for i in range(1, len(lines) - 1):
        if i in taken or read_dateline(lines[i].text) is None:
            continue
        if len(lines[i - 1].text) <= _SIGNATURE and len(lines[i].text) <= _BARE_DATE:
            continue
        under_headline = is_heading_like(lines[i - 1]) and i - 1 not in taken
        in_list = read_dateline(lines[i + 1].text) or read_dateline(lines[i - 1].text)
        below = [
            lines[j]
            for j in range(i + 1, min(len(lines), i + _FITTINGS))
            if j not in taken and not _is_bare_signs(lines[j])
        ]
        over_text = any(is_paragraph(line) for line in below[:3])
        if (under_headline or i == top) and over_text and not in_list:
            found.add(i)
    return found


def _is_edge(line: Line) -> bool:
    return len(line.text) <= 140 and _EDGE.fullmatch(line.text) is not None


def _is_loose(line: Line) -> bool:
    return len(line.text) <= 140 and _LOOSE.fullmatch(line.text) is not None


def _is_block_title(line: Line) -> bool:
    return len(line.text) <= 24 and _BLOCK.fullmatch(line.text.strip("【】[]■▶►|｜ ")) is not None


def _is_sure(line: Line) -> bool:
    return len(line.text) <= 40 and _SURE.fullmatch(line.text.strip("▼▲↓↑▽△>》→ ")) is not None


def _block_at(lines: Sequence[Line], title: int) -> range:
    """The block under a title, up to where text goes on; a title right over text is a heading.

    Text is a long paragraph, or under a title of recommendations two sentences in a row, which
    headlines are not; comments may be sentences.
    """
    has_comments = _COMMENT_TITLE.fullmatch(lines[title].text) is not None
    stop = title + 1
    while stop < len(lines) and not (len(lines[stop].text) >= 60 and is_paragraph(lines[stop])):
        if not has_comments and all(map(_is_statement, lines[stop : stop + 2])):
            break
        stop += 1
    return range(title, stop if stop > title + 1 or stop == len(lines) else title)


def _is_statement(line: Line) -> bool:
    return len(line.text) >= 8 and line.text.rstrip("”’」』）)").endswith("。")

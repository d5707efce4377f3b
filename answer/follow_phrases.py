"""Which phrase of an earlier question a changed detail replaces, where its kind does not say it.

"多少院校参与？" and "专业方向呢？" change what is counted, "协定是哪年签的？" and "备忘录呢？" what
is spoken of, "the painting exhibition" and "the commodity one" the words before a noun.
Texts are in the single script.
"""

from __future__ import annotations

import re

from answer.follow_topic import about, without_loose_ends
from answer.generic_words import names, same_word, specific
from answer.ordinals import ORDINAL
from answer.place_names import PLACES
from ingest.script import HAN

_HAS_HAN = re.compile(f"[{HAN}]")
_CUTS = (
    "什么时候 什么 哪些 哪里 多少 怎么 怎样 如何 为什么 参加 参观 举行 举办 召开 出席 发布 签署 "
    "介绍 期间 时候 请问 看待 看 谁 的 在 与 和 同 跟 对 给 由 从 向 到 是 有 了 把 被 为 于 几 哪 "
    "用 请"
).split()
_LEFT_OF_HEAD = re.compile("|".join(_CUTS))
_HEADS = frozenset("展赛会校院")  # of one character; 市 and 国 name places
_MAX_HEAD = 4
_MAX_PHRASE = 6  # words between "the" and its noun
_COUNTED = re.compile(
    r"(?P<asked>(?:多少|几|哪[些几一二三四五六七八九十两])(?:大|(?!名额)[个位名项所家座届份场条种次类门只件例篇块](?!人))?)"
    rf"(?P<noun>(?!人次)[{HAN}“”]{{1,12}}?)"
    "(?=参与|参加|参展|参会|参赛|出席|报名|入选|获|来自|到|可以|能|会|在|是|[？?，。]|$)"
)
_WORDS_COUNTED = re.compile(
    r"(?P<asked>\b(?:how many|how much)\s+)(?P<noun>[^?,]+?)"
    r"(?=\s+(?:is|are|was|were|do|does|did|has|have|had|can|will|would|in|at|from|of|for|on)\b|[?]|$)|"
    r"(?P<asked_ru>\bсколько\s+)(?P<noun_ru>(?:[^\W\d_]+[ыи]х\s+)?[^\W\d_]{3,})",
    re.IGNORECASE,
)
_LAST_OBJECT = re.compile(
    r".*\b(?:about|of|in|at|for|from|with|to|on|об?|про|во?|на|для|из|со?)\s+(?P<object>[^?,]+)",
    re.IGNORECASE,
)
_BODIES = (
    "论坛|大会|会议|峰会|博览会|展|大赛|大学|学院|学校|中心|公司|协会|委员会|友协|示范区|园区?|平台|"
    "工坊|基地|[市省州县区国]|倡议|宣言|协定|协议|备忘录|计划|卫星|研究院|组织"
)
ENTITY = re.compile(f"(?:{_BODIES})$|·")
COUNTABLE = re.compile(
    "国家|城市|地区|省份|学校|院校|高校|大学|企业|公司|机构|单位|部门|项目|活动|专业|课程|协议|文件|"
    "嘉宾|代表|学员|学生|老师|教师|专家|人|成员国?|名额|班次|场次|人次|园区|场"
)
"""Says little, but may be counted in place of another such noun."""

_AMOUNT = re.compile(
    "(?:率|[金总数余限税]额|[数产销容重]量|[费单总票造]价|费用?|收入|投资|产值|营收|面积|规模|人数|人口|"
    "增幅|增速|比例|占比|距离|长度|高度|寿命)$"
)
"""A noun that is an amount itself: never counted, one asks how much it is."""

_NOT_COUNTED = re.compile(
    r"其中|除了?|的$|^(?:the|its|his|her|their) (?!.*s$)|^(?:besides|except|apart from|кроме|"
    r"помимо)\b|"
    r"^the (?:year|month|day|week|time)\b|^(?:before|after|now|then|earlier|later|до|после|"
    r"раньше|потом)$",
    re.IGNORECASE,
)
_PREDICATE = re.compile(
    "(?:都|也|还|又|一共|总共|共|到底|究竟|当时)?"
    "(?:是|有|在|于|怎|如何|为什么|为何|什么|谁|哪|几|多[少大长久]|何时|何地|说|讲|表示|主张|认为|建议|"
    "提出|强调|指出|评价|介绍|举行|举办|召开|成立|启动|启用|签)"
)
_FUNCTION = frozenset(
    "who whom whose what which when where why how is are was were do does did has have had can "
    "could will would should in on at to for from by with of about and or "
    "кто что где когда как какой какая какое какие сколько был была было были в во на с со к из от "
    "для о об по у и или".split()
)
_PLACE = re.compile("|".join(PLACES))
_INTERROGATIVES = re.compile("(?:什么|谁|哪里?|哪儿|多少|几|[？?。，的 ])+")
_DEFINED = re.compile(f"是(?:[{HAN}]{{1,8}}的)?(?:谁|什么|哪)")
_BODY = re.compile(f".*(?:{_BODIES})")
_QUANTITY = re.compile("多少|几|哪")
_ASPECT = re.compile("(?:方面|领域|期间|[上里中])$")
_ONE = re.compile(r"\s+ones?$", re.IGNORECASE)


def by_head(earlier: str, detail: str) -> str | None:
    """``earlier`` with the phrase replaced that ends in the same noun: 商品展 against 儿童画展."""
    if _HAS_HAN.search(detail) is None:
        return _by_last_word(earlier, detail)
    for length in range(min(_MAX_HEAD, len(detail) - 1), 0, -1):
        head = detail[-length:]
        at = earlier.find(head)
        if at < 0 or (length == 1 and head not in _HEADS):
            continue
        cuts = [match.end() for match in _LEFT_OF_HEAD.finditer(earlier[:at])]
        start = max([0, *cuts, *(m.end() for m in re.finditer(f"[^{HAN}“”—·0-9]", earlier[:at]))])
        if start >= at:
            return None
        return _without_end(earlier[:start], detail) + detail + earlier[at + length :]
    return None


def _without_end(before: str, detail: str) -> str:
    """``before`` without the end that ``detail`` begins with: 初一（ against （3）班."""
    shared = (n for n in range(len(detail), 0, -1) if before.endswith(detail[:n]))
    return before[: len(before) - next(shared, 0)]


_IN_ALL = re.compile("有?(?:一共|总共|共)有?$")


def by_counted(earlier: str, detail: str) -> str | None:
    """``earlier`` with another thing counted, unless ``detail`` names a body, a place, an event.

    One of those counted is asked for itself: 示范区第二个目标是什么 for 示范区设立了哪些目标, and
    倡议第三点是什么 for 倡议提出了哪几点.
    """
    counted = _COUNTED if _HAS_HAN.search(detail) else _WORDS_COUNTED
    match = counted.search(earlier)
    is_other = any(form.search(detail) for form in (ENTITY, _ASPECT, _NOT_COUNTED, _AMOUNT))
    is_same_kind = COUNTABLE.fullmatch(detail) is not None
    if match is None or (is_other and not is_same_kind) or detail.istitle():
        return None
    if ORDINAL.fullmatch(detail) and match["noun"]:
        before = earlier[: match.start("asked")]
        own = "" if detail.endswith(match["noun"]) else match["noun"]
        return f"{without_loose_ends(_IN_ALL.sub('', before))}{detail}{own}是什么？"
    noun = "noun" if match["noun"] else "noun_ru"
    return earlier[: match.start(noun)] + detail + earlier[match.end(noun) :]


def by_topic(earlier: str, detail: str) -> str | None:
    """``earlier`` asked of something else, or, where ``detail`` is an aspect, in that respect.

    Of "X什么时候投产？" an entity replaces X; another noun is asked of it (`by_attribute`). Of what
    has no name, "经验是什么？", a place is whose it is.
    """
    if _HAS_HAN.search(detail) is None:
        span = about(earlier)
        return earlier[: span.start] + detail + earlier[span.end :] if span else None
    start = predicate_start(earlier)
    if start is None or _INTERROGATIVES.fullmatch(earlier, start):
        return None
    if _ASPECT.search(detail):
        return earlier[:start] + detail + earlier[start:]
    is_entity = ENTITY.search(detail) or names(detail) or _DEFINED.match(earlier, start)
    if not is_entity:
        return None
    if _PLACE.fullmatch(detail) and not (ENTITY.search(earlier[:start]) or names(earlier[:start])):
        return f"{detail}的{earlier}"
    body = _BODY.match(earlier[:start]) if _QUANTITY.match(earlier, start) else None
    return detail + earlier[body.end() if body else start :]


def by_person(earlier: str, detail: str) -> str | None:
    """``earlier`` asked of another person."""
    start = None if _HAS_HAN.search(detail) is None else predicate_start(earlier)
    return None if start is None else detail + earlier[start:]


def by_attribute(earlier: str, detail: str) -> str | None:
    """What ``earlier`` is about, and ``detail`` asked of it in place of its predicate."""
    start = predicate_start(earlier) if _HAS_HAN.search(detail) else None
    if start is None:
        return None
    return f"{earlier[:start]} {detail}{'是多少？' if _AMOUNT.search(detail) else ''}"


def by_last_object(earlier: str, detail: str) -> str | None:
    """``earlier`` with another object of its last preposition: "about poverty", "And health?"."""
    match = _LAST_OBJECT.search(earlier)
    if match is None or _HAS_HAN.search(detail):
        return None
    return earlier[: match.start("object")] + detail + earlier[match.end("object") :]


def predicate_start(earlier: str) -> int | None:
    """Where the predicate of a Chinese question begins, behind something of its own."""
    starts = (match.start() for match in _PREDICATE.finditer(earlier) if match.start() > 1)
    return next((start for start in starts if specific(earlier[:start])), None)


def spelled_out(detail: str, before: str) -> str:
    """``detail`` with the noun of ``before``, the phrase that it replaces, in place of "one"."""
    words = before.split()
    return _ONE.sub(f" {words[-1]}", detail) if words else detail


def _by_last_word(earlier: str, detail: str) -> str | None:
    head = detail.rsplit(maxsplit=1)[-1] if detail.split() else ""
    words = earlier.split()
    for at in range(len(words) - 1, 0, -1):
        word = words[at].rstrip("?.!,")
        if word.casefold() not in _FUNCTION and same_word(word, head):
            start = at
            while start > 0 and words[start - 1].casefold() not in _FUNCTION:
                start -= 1
            if (
                detail.casefold().startswith("the ")
                and "the" in words[max(0, at - _MAX_PHRASE) : at]
            ):
                start = len(words) - 1 - words[::-1].index("the", len(words) - at)
            if start < at:
                end = words[at][len(word) :]
                return " ".join([*words[:start], detail + end, *words[at + 1 :]])
    return None

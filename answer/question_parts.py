"""What a question asks for at once: its parts (when, where, who, how many), or a whole list."""

from __future__ import annotations

import re
from enum import StrEnum

from ingest.script import HAN, to_single_script


class Part(StrEnum):
    """A kind of thing that one interrogative asks for."""

    TIME = "time"
    PLACE = "place"
    PERSON = "person"
    NUMBER = "number"


_ASKED = {
    Part.TIME: re.compile(
        r"什么时[候间]|何时|哪[一]?[天年月日]|几[月号日]|几点(?:钟|开|举)|什么日[子期]"
        r"|\bwhen\b|\bwhat (?:date|day|year|time)\b|\bкогда\b|в каком году",
        re.IGNORECASE,
    ),
    Part.PLACE: re.compile(
        r"哪里|哪儿|何地|何处|什么地[方点]|在哪(?!些|[一二两三四五六七八九十几]|年|天|月)"
        r"|哪[个座](?:城市|地方|国家|场馆)|\bwhere\b|\bгде\b|\bкуда\b|в каком городе",
        re.IGNORECASE,
    ),
    Part.PERSON: re.compile(
        r"谁|哪位|何人|什么人|\bwho\b|\bwhom\b|\bкто\b|\bкого\b|\bкем\b", re.IGNORECASE
    ),
    Part.NUMBER: re.compile(
        r"多少|多[长大高宽久](?:时间)?|几[^月号日点]|\bhow (?:many|much|long|large|far)\b|сколько",
        re.IGNORECASE,
    ),
}
_MONTH = (
    "january|february|march|april|may|june|july|august|september|october|november|december|"
    r"январ\w+|феврал\w+|март\w?|апрел\w+|ма[йя]|июн\w|июл\w|август\w?|сентябр\w|октябр\w|"
    r"ноябр\w|декабр\w"
)
_DIGITS = "一二三四五六七八九十百千万亿两"
_TIME = re.compile(
    r"\d{1,4}\s*年|\d{1,2}\s*[月日号]|\d{1,2}[:：点时]|[一二三四五六七八九十]{1,3}月(?!亮)"
    rf"|[今去明前]年|年[初底]|\b(?:19|20)\d\d\b|\b(?:{_MONTH})\b",
    re.IGNORECASE,
)
_HAN_PLACE = re.compile(
    rf"地点[：:]|(?<![由对关至等终基])[在于到](?!此|这|那|会上|其中|内)[{HAN}A-Za-z0-9“”·]{{2,16}}"
    rf"|[{HAN}]{{2,8}}(?:厅|馆|中心|广场|林场|水库|公园|大学|剧院|会场|市|县|镇|州|省)"
)
_LETTER_PLACE = re.compile(
    rf"\b(?:at|in|near|в|на)\s+(?:the\s+)?(?!(?:{_MONTH})\b)[^\W\d_]{{3,}}", re.IGNORECASE
)
_TITLES = (
    "主席|主任|总统|总理|书记|[州市省县镇区校院部厅局处科馆会社团队所站村组]长|院士|教授|记者|经理"
    "|大使|作者|编剧|导演|联络人|主持人|负责人|秘书|专家|先生|女士|小姐|老师|同志"
)
_PERSON = re.compile(
    rf"(?:{_TITLES})[是为：:由]?[{HAN}]{{2,4}}|[{HAN}]{{1,3}}(?:先生|女士|小姐|老师)"
    rf"|[{HAN}]{{2,}}·[{HAN}]{{2,}}|的是[{HAN}]{{2,4}}|(?<!理)由(?![于此来])[{HAN}]{{3,}}"
    rf"|[{HAN}]{{2,}}(?:协会|公司|委员会|集团|剧团|学会|大学|办公室)"
    r"|\b[A-ZА-ЯЁ][a-zа-яё]+ [A-ZА-ЯЁ][a-zа-яё]+"
)
_EXACT = re.compile(rf"月\s*\d{{1,2}}|\d\s*[日号]|\b\d{{1,2}} (?:{_MONTH})\b", re.IGNORECASE)
_COUNTERS = (
    "个家所名人项次种位天座场条倍米吨份件辆列只本册支队张台户村亩斤克升瓦秒周元角分层栋间页字篇句"
    "块枚颗片双盒瓶杯岁根棵头匹艘架套批班期轮度"
)
_NUMBER = re.compile(
    rf"(?<![\d年月第])(?!(?:19|20)\d\d(?!\d))\d+(?:[.,]\d+)*(?!\s*(?:[年月日号点时届]|{_MONTH})|[\d.,:：])"
    rf"|(?<![第{_DIGITS}])[{_DIGITS}]+余?[{_COUNTERS}]"
    rf"|(?<![第{_DIGITS}])[{_DIGITS}]{{2,}}(?![{_DIGITS}年月日号])"
    r"|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty"
    r"|sixty|seventy|eighty|ninety|hundred|thousand|dozen)\b",
    re.IGNORECASE,
)
_OFFERED = {
    Part.TIME: (_TIME,),
    Part.PLACE: (_HAN_PLACE, _LETTER_PLACE),
    Part.PERSON: (_PERSON,),
    Part.NUMBER: (_NUMBER,),
}
_INTERROGATIVE = re.compile(
    r"哪|什么|谁|多少|几|何[时地人]|怎[么样]|如何|多[长大高宽久]"
    r"|\b(?:when|where|who|whom|which|what|how|why)\b"
    r"|\b(?:когда|где|кто|кого|кем|что|как|сколько|как(?:ой|ая|ое|ие|их|ом|ую))\b",
    re.IGNORECASE,
)
_BETWEEN_CLAUSES = re.compile(r"[，,；;？?。]|以及|\band\b(?=\s+(?:wh|how))|\bи\b", re.IGNORECASE)
_KINDS = "个|点|条|项|件|种|类|步|方面|部分|句"
_LIST = re.compile(
    rf"哪些|哪几|哪[{_DIGITS}\d]|有什么|分别|[各都]是|列出|列举|步骤|流程"
    rf"|(?<!第)[{_DIGITS}](?:大|{_KINDS})[^，。？]{{1,8}}是什么"
    r"|(?:议程|事项|材料|清单|条件|要点|规则|内容)(?:都)?(?:是|有|包括)什么"
    r"|(?:带|备|交|供|需要?|填写?)什么(?:材料|证件|文件|资料|手续|东西|物品)"
    r"|怎么(?!样|看)|怎样|如何"
    r"|\bwhat (?:are|were)\b|\b(?:what|which) (?!is\b|was\b|does\b|has\b)(?:\w+ )?\w+s\b"
    r"|\blist\b|\bname (?:the|all)\b|\bsteps\b|\bhow (?:do|to|can|should)\b"
    r"|\bкаки(?:е|х|ми)\b|перечисл|список",
    re.IGNORECASE,
)
_COUNT = re.compile(
    rf"哪([{_DIGITS}]|\d{{1,2}})(?:大|{_KINDS})"
    rf"|(?<![第\d])([{_DIGITS}]|\d{{1,2}})(?:大|{_KINDS})[^，。？]{{1,8}}是什么"
)


def asked_parts(question: str) -> frozenset[Part]:
    """The parts that ``question`` asks for, if there are several of them; otherwise none."""
    found = parts_of(to_single_script(question))
    return found if len(found) > 1 else frozenset()


def asked_clauses(question: str) -> tuple[str, ...]:
    """The clauses of ``question`` that each ask, in the single script; none if fewer than two."""
    clauses = _BETWEEN_CLAUSES.split(to_single_script(question))
    asking = tuple(clause for clause in clauses if _INTERROGATIVE.search(clause))
    return asking if len(asking) > 1 else ()


def opening_question(question: str) -> str:
    """``question`` up to the end of its first clause that asks, in the single script."""
    text = to_single_script(question)
    ends = (match.start() for match in _BETWEEN_CLAUSES.finditer(text))
    return next((text[:end] for end in ends if _INTERROGATIVE.search(text, 0, end)), text)


def without_interrogatives(clause: str) -> str:
    """``clause`` with a blank for each word that asks for a part."""
    for pattern in _ASKED.values():
        clause = pattern.sub(" ", clause)
    return clause


def parts_of(clause: str) -> frozenset[Part]:
    """The parts that one clause asks for."""
    return frozenset(part for part, pattern in _ASKED.items() if pattern.search(clause))


def offered_parts(sentence: str, question: str) -> frozenset[Part]:
    """The parts that ``sentence`` holds and ``question`` does not; both in the single script."""
    return frozenset(part for part in Part if _offers(part, sentence, question))


def dates_exactly(sentence: str) -> bool:
    """Whether ``sentence`` holds a day and not only a month or a year."""
    return _EXACT.search(sentence) is not None


def asks_for_list(question: str) -> bool:
    """Whether ``question`` wants several things of a kind, or the steps of something."""
    return _LIST.search(to_single_script(question)) is not None


def asked_count(question: str) -> int | None:
    """How many things ``question`` says there are; None where it does not say."""
    match = _COUNT.search(to_single_script(question))
    if match is None:
        return None
    number = (match[1] or match[2]).replace("两", "二")
    return int(number) if number.isdecimal() else _DIGITS.index(number) + 1


def _offers(part: Part, sentence: str, question: str) -> bool:
    found = (match for pattern in _OFFERED[part] for match in pattern.finditer(sentence))
    return any(match[0] not in question for match in found)

"""What a question asks about: its content tokens, and the kind of answer it expects."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache

from index.lexical import tokenise
from ingest.script import to_single_script

# Closed classes only: interrogatives, particles and the phrases people wrap a question in.
_CHINESE_FRAME = (
    "请问 请 能否 能不能 可不可以 可以 告诉我 介绍一下 介绍 说说 讲讲 谈谈 列出 列举 一下 "
    "我想知道 想知道 知道 为什么 是什么 有什么 什么时候 什么样 什么 有哪些 哪几个 哪几 哪些 "
    "哪一个 哪一 哪个 哪位 哪里 哪儿 哪年 哪天 哪 谁 多少 几个 几 多大 多长 多久 怎么样 怎么 "
    "怎样 如何 为何 何时 何地 何人 是否 有没有 是不是 分别 "
    "几点钟 几点 几号 多少钱 怎么办 怎么回事 是什么意思 什么意思 要不要 会不会 "
    "关于 根据 按照 文中 文章 吗 呢 吧 啊 呀 的 了 是 着"
).split()
_FRAME = re.compile("|".join(sorted(map(re.escape, _CHINESE_FRAME), key=len, reverse=True)))
_ENGLISH_FRAME = frozenset(
    "a an the of in on at to for from by with and or is are was were be been do does did has have "
    "had what which who whom whose when where why how many much that this these those it its they "
    "their there as about can could would should will please tell me list name any".split()
)
_RUSSIAN_FRAME = frozenset(
    "и в во на с со к ко о об от до по из за для у не что кто кого кем чем где когда как какой "
    "какая какое какие каких сколько почему зачем ли это этот эта эти тот та те был была было были "
    "есть его её их он она они же бы а но или при".split()
)
_FRAME_WORDS = _ENGLISH_FRAME | _RUSSIAN_FRAME


class Expected(StrEnum):
    """The kind of thing that would answer a question."""

    NUMBER = "number"
    DATE = "date"
    PERSON = "person"
    LIST = "list"
    OTHER = "other"


_EXPECTED = (
    (
        Expected.LIST,
        r"哪些|哪几|有什么|分别|列出|列举|包括什么|\bwhich\b.*s\b|\blist\b|какие|каких|перечисл",
    ),
    (
        Expected.DATE,
        (
            r"什么时候|何时|哪天|哪年|哪一年|哪月|几月|几号|几日|"
            r"\bwhen\b|\bwhat (date|day|year)\b|когда"
        ),
    ),
    (Expected.PERSON, r"谁|哪位|何人|\bwho\b|\bwhom\b|\bкто\b|\bкого\b|\bкем\b"),
    (Expected.NUMBER, r"多少|几|\bhow (many|much|long|large)\b|сколько"),
)
_EXPECTED_PATTERNS = tuple((kind, re.compile(pattern)) for kind, pattern in _EXPECTED)
_NUMBER = re.compile(
    r"\d|[一二三四五六七八九十百千万亿两]+[个家所名人项次届种位年月天座场条对元倍米吨份件辆列]"
)
_DATE = re.compile(r"\d+\s*[年月日]|\d{4}-\d{2}")


@lru_cache(maxsize=4096)  # the same sentences come with question after question
def folded(text: str) -> str:
    """``text`` in the single script, compatibility forms and case folded."""
    return to_single_script(unicodedata.normalize("NFKC", text)).casefold()


def content_tokens(question: str) -> list[str]:
    """The distinct tokens of ``question`` that carry its subject, in order of appearance.

    They are the lexical leg's tokens, so that coverage counts what search counts; frames such as
    "请问……有哪些" are cut out first, and no token spans a cut.
    """
    tokens = (token for part in _FRAME.split(folded(question)) for token in tokenise(part))
    return list(dict.fromkeys(token for token in tokens if token not in _FRAME_WORDS))


def expected_answer(question: str) -> Expected:
    """The kind of answer ``question`` expects, by its interrogative."""
    text = folded(question)
    for kind, pattern in _EXPECTED_PATTERNS:
        if pattern.search(text):
            return kind
    return Expected.OTHER


def offers(kind: Expected, sentence: str, asked: str) -> bool:
    """Whether ``sentence`` holds a thing of ``kind`` that the question does not already hold."""
    if kind is Expected.NUMBER:
        return any(match.group() not in asked for match in _NUMBER.finditer(sentence))
    if kind is Expected.DATE:
        return any(match.group() not in asked for match in _DATE.finditer(sentence))
    if kind is Expected.LIST:
        return sentence.count("、") >= 1
    if kind is Expected.PERSON:
        return bool(re.search(r"[·：:]|说|表示|认为|介绍|指出|提出", sentence))
    return False

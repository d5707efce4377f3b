"""How much two texts share: content bigrams for paraphrases, Jaccard for near-copies.

A *content bigram* is a pair of neighbouring Han characters (single script, nothing between them) of
which neither is a function character nor part of a stop word. A Latin or Cyrillic word of three
letters and more, and a number, counts as one content bigram too.
"""

from __future__ import annotations

import itertools
import re

from ingest.script import to_single_script

FUNCTION_CHARACTERS = frozenset(
    "的了在是和与及或为被把将从到以于之其这那哪几吗呢吧啊呀些个么什谁怎何也还就又很最而且但则如若因着各"
    "该此每某您你我他她它们有没不"
)
STOP_WORDS = frozenset(
    (
        "多少 怎样 这样 那样 请问 对于 关于 通过 由于 以及 时候 时间 什么 哪里 "
        "进行 目前 当时 之后 之前 一下 一共 总共 分别 同时 其中 另外 以上 以下 "
        "左右 告诉 知道 想要 为何 是否 能否 可否 可以 能够 应该 需要 已经 曾经 "
        "一起 共同 方面 情况 事情 东西 地方 哪年 哪月 哪天 当天 今年 去年 明年"
    ).split()
)
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_STOP_WORD = re.compile("|".join(sorted(STOP_WORDS)))
_WORD = re.compile(r"[^\W\d_]{3,}|\d+")
_TOKEN = re.compile(_HAN.pattern.rstrip("+") + r"|[^\W_\u3400-\u9fff]+")


def content_bigrams(text: str) -> frozenset[str]:
    """The content bigrams of ``text``; see the module's first lines."""
    single = _STOP_WORD.sub(" ", to_single_script(text).casefold())
    pairs = {
        first + second
        for stretch in _HAN.findall(single)
        for first, second in itertools.pairwise(stretch)
        if first not in FUNCTION_CHARACTERS and second not in FUNCTION_CHARACTERS
    }
    words = set(_WORD.findall(_HAN.sub(" ", single)))
    return frozenset(pairs | words)


def bigrams(text: str) -> frozenset[str]:
    """Every pair of neighbouring tokens: single Han characters, whole words of other scripts."""
    tokens = _TOKEN.findall(to_single_script(text).casefold())
    if len(tokens) == 1:
        return frozenset(tokens)
    return frozenset(" ".join(pair) for pair in itertools.pairwise(tokens))


def jaccard(first: frozenset[str], second: frozenset[str]) -> float:
    """Shared members over all members; 0 when both are empty."""
    union = len(first | second)
    return len(first & second) / union if union else 0.0

"""Closed classes of words that state nothing by themselves: they join, report, refer and happen.

A language model may add them to what its sources say. None of them denies, names, counts or judges.
"""

from __future__ import annotations

import re
from functools import cache

from index.translation import language_of, stem

_CHINESE_WORDS = (
    "举行 举办 召开 开展 进行 表示 指出 认为 介绍 提到 说 称 总共 一共 共有 共计 合计 大约 "
    "大概 左右 包括 包含 分别 以及 并且 同时 此外 另外 其中 来自 位于 之一 之后 之前 期间 "
    "当时 目前 已经 曾经 随后 随着 根据 按照 关于 有关 由于 因此 所以 为了 从而 而且 这个 "
    "这些 这次 此次 本次 该次 那次 这里 那里 他们 她们 它们 他 她 它 一个 一种 一次 一项 "
    "一些 一位 一名 可以 能够 即 地点 时间 内容 名称 主题 问题 答案 资料 文中 文章 报道 句子"
).split()
CHINESE_SIGNS = frozenset(
    "的了在是和与及由于其以为有也等都还而将被把从到对向给就这那该此本各并且或之中内里上下前后时"
    "者人名个位项次场家所种约共总已又则因至即年月日地得着过们会要可能使让用去来做作成出起"
)
CHINESE = re.compile("|".join(sorted(map(re.escape, _CHINESE_WORDS), key=len, reverse=True)))

_ENGLISH = (
    "become became begin began open opened hold held take took taken place cover include "
    "including say said tell told note noted state stated mention according also together "
    "total altogether about around approximately between during while then there here both "
    "each such so thus through within into onto along among among since until after before "
    "again still already now it he she they we you i his her our your its him them us itself "
    "themselves who whose whom make made give gave given come came go went do done get got "
    "see seen use used call called known name named describe described serve served form "
    "formed consist part event text source document article report answer question person "
    "people one ones other another more than s t m"
).split()
_RUSSIAN = (
    "стать стали стал стала стало становится начаться начался началась открыться открылся "
    "открылась открылось открылись пройти прошел прошла прошло прошли проходил проходила "
    "состояться состоялся состоялась состоялось состоялись проведен проведена проведено "
    "проводиться охватывает охватывают включает включают включая сказал сказала отметил "
    "отметила сообщил сообщила заявил заявила согласно также вместе всего около примерно "
    "между во время тогда там здесь оба обе каждый такой так через внутри среди после до "
    "снова еще уже теперь который которая которое которые которого которой которых которым "
    "свой своя свои своего своей своих мы вы я нас вас ей им ими нее него них сделать сделал "
    "дать дал дали прийти называется названный названа является являются служит служат "
    "составляет составляют насчитывает часть мероприятие текст источник документ статья "
    "сообщение ответ вопрос человек люди людей другой другая другие год года году годы"
).split()


@cache
def _stems() -> frozenset[str]:
    return frozenset(stem(word, language_of(word)) for word in (*_ENGLISH, *_RUSSIAN))


def is_plain(token: str) -> bool:
    """Whether a token of an English or Russian text, as `tokenise` gives it, states nothing."""
    return stem(token.replace("ё", "е"), language_of(token)) in _stems()

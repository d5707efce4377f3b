"""News text → questions made from its own sentences, with the place that answers them.

Chinese asks in place: 论坛在哪里举行 has the order of 论坛在青岛举行. So a stretch of a sentence
replaced by the interrogative of its kind is nearly a question (a cloze, as in Lewis et al. 2019,
"Unsupervised question answering by cloze translation"). What keeps the reader from copying the
slot's place alone is noise: words dropped, replaced by near ones or put elsewhere, other clauses
named first.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from answer.reading_text import TokenKind, read_tokens
from ingest.script import HAN, to_single_script

_SENTENCE = re.compile(r"[^。！？\n]+[。！？]*[”」』）]*\s*")
_CLAUSE = re.compile(r"[^，；：、。！？\n“”]+")
_HAN_RUN = re.compile(rf"[{HAN}]{{2,8}}")
_NUMERALS = "零一二三四五六七八九十百千万亿两"

_DATES = ("什么时候", "何时", "哪一天", "哪年", "什么时间", "哪一年", "几月几日")
_PERSONS = ("谁", "谁", "哪位", "什么人", "哪个人")
_PLACES = ("哪里", "什么地方", "哪儿", "何处", "哪个地方", "哪个城市", "哪个国家")
_THINGS = ("什么", "什么", "什么", "哪个", "哪些", "哪一个")
_REASONS = ("为什么", "为何", "因为什么", "什么原因")
_AMOUNTS = ("多少", "多少", "几", "多大")

# What each kind of answer looks like; group "answer" is what the interrogative replaces.
_SLOTS: tuple[tuple[str, re.Pattern[str], tuple[str, ...]], ...] = (
    (
        "date",
        re.compile(
            r"(?P<answer>(?:\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?|\d{1,2}月\d{1,2}日|\d{1,2}日)"
            r"(?:上午|下午|晚|凌晨)?)"
        ),
        _DATES,
    ),
    (
        "amount",
        re.compile(
            rf"(?P<answer>(?:\d[\d.,]*[万亿]?|[{_NUMERALS}]{{1,6}})(?:多|余)?)"
            rf"(?=[个家名人项次届种位座场条对元倍米吨件辆度岁天小公平%分部份所只支组])"
        ),
        _AMOUNTS,
    ),
    ("title", re.compile(r"(?P<answer>《[^》]{2,30}》)"), ("什么", "哪部作品", "什么文件", "哪个")),
    ("quoted", re.compile(r"(?P<answer>“[^”]{2,20}”)"), ("什么", "怎样", "什么", "哪个")),
    (
        "person",
        re.compile(
            rf"(?P<answer>[{HAN}·]{{2,4}})(?=(?:表示|说|介绍|指出|认为|强调|告诉|称|出席|主持|会见))"
        ),
        _PERSONS,
    ),
    (
        "place",
        re.compile(
            rf"(?:在|位于|来自|前往|抵达)(?P<answer>[{HAN}]{{2,8}}?)(?=(?:举行|召开|举办|开幕|的|，|进行|会见))"
        ),
        _PLACES,
    ),
    (
        "reason",
        re.compile(rf"(?:因为|由于|因|为了)(?P<answer>[{HAN}\d]{{4,24}})(?=[，。])"),
        _REASONS,
    ),
    (
        "object",
        re.compile(
            rf"(?:是|为|包括|推动|加强|提供|举办|成为|获得|建立|发布|实现|促进)(?P<answer>[{HAN}\d、]{{2,24}})(?=[，。；])"
        ),
        _THINGS,
    ),
)


@dataclass(frozen=True, slots=True)
class Example:
    """A question on a passage: its sentences, and where in their text it is answered.

    ``spans`` holds every right (start, end) in characters of the joined sentences; it is empty
    where the passage does not answer.
    """

    question: str
    sentences: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


def sentences_in(text: str) -> list[str]:
    """The sentences of ``text``, in the single script, without regard for headings."""
    return [match.group() for match in _SENTENCE.finditer(to_single_script(text))]


class ClozeMaker:
    """Makes questions of sentences; ``near`` gives other words for a word, if it has some."""

    def __init__(self, seed: int, near: Mapping[str, Sequence[str]]) -> None:
        self._random = random.Random(seed)
        self._near = near

    def of_article(self, body: str, count: int, max_chars: int = 400) -> Iterator[Example]:
        """Up to ``count`` examples on windows of ``body``, a third of them without an answer."""
        sentences = [s for s in sentences_in(body) if s.strip()]
        for _ in range(count):
            if not sentences:
                return
            at = self._random.randrange(len(sentences))
            made = self._question(sentences[at])
            if made is None:
                continue
            question, start, end = made
            begin, stop = self._window(sentences, at, max_chars)
            if self._random.random() < 1 / 3:
                kept = sentences[begin:at] + sentences[at + 1 : stop]
                if kept and sentences[at][start:end] not in "".join(kept):
                    yield Example(question, tuple(kept), ())
                continue
            offset = sum(map(len, sentences[begin:at]))
            yield Example(question, tuple(sentences[begin:stop]), ((offset + start, offset + end),))

    def _window(self, sentences: Sequence[str], at: int, max_chars: int) -> tuple[int, int]:
        """A run of sentences round number ``at`` of up to a drawn number of characters."""
        limit = self._random.randint(120, max_chars)
        begin, stop, size = at, at + 1, len(sentences[at])
        while True:
            options = [i for i in (begin - 1, stop) if 0 <= i < len(sentences)]
            options = [i for i in options if size + len(sentences[i]) <= limit]
            if not options:
                return begin, stop
            taken = self._random.choice(options)
            size += len(sentences[taken])
            begin, stop = min(begin, taken), max(stop, taken + 1)

    def _question(self, sentence: str) -> tuple[str, int, int] | None:
        """A question that a stretch of ``sentence`` answers, and that stretch."""
        if not 10 <= len(sentence) <= 200:
            return None
        slots = [
            (match.start("answer"), match.end("answer"), words)
            for _, pattern, words in _SLOTS
            for match in pattern.finditer(sentence)
        ]
        if self._random.random() < 0.25 or not slots:
            slots = [(match.start(), match.end(), _THINGS) for match in _HAN_RUN.finditer(sentence)]
        if not slots:
            return None
        start, end, words = self._random.choice(slots)
        question = self._asked(sentence, start, end, self._random.choice(words))
        return None if len(question) < 6 else (question, start, end)

    def _asked(self, sentence: str, start: int, end: int, interrogative: str) -> str:
        """``sentence`` round its slot, noisy, with the interrogative in the slot or elsewhere."""
        clauses = list(_CLAUSE.finditer(sentence))
        own = [c for c in clauses if c.start() < end and start < c.end()]
        begin = min((c.start() for c in own), default=start)
        stop = max((c.end() for c in own), default=end)
        left = self._noisy(sentence[max(begin, start - 25) : start])
        right = self._noisy(sentence[end : min(stop, end + 25)])
        others = [c.group() for c in clauses if c not in own and len(c.group()) > 3]
        if others and (len(left) + len(right) < 6 or self._random.random() < 0.35):
            context = self._noisy(self._random.choice(others)[:20])
            left = context + self._random.choice(("，", "", "时", "中")) + left
        place = self._random.random()
        if place < 0.65:
            question = left + interrogative + right
        elif place < 0.85:
            question = left + right + self._random.choice(("是", "的是", "")) + interrogative
        else:
            question = interrogative + left + right
        return question + self._random.choice(("？", "？", "", "?"))

    def _noisy(self, text: str) -> str:
        """``text`` with some words dropped, replaced or exchanged."""
        words = words_of(text)
        kept: list[str] = []
        for word in words:
            drawn = self._random.random()
            if drawn < 0.15:
                continue
            near = self._near.get(word)
            kept.append(self._random.choice(near) if near and drawn < 0.33 else word)
        if len(kept) > 2 and self._random.random() < 0.15:
            i = self._random.randrange(len(kept) - 1)
            kept[i], kept[i + 1] = kept[i + 1], kept[i]
        return "".join(kept)


def words_of(text: str) -> list[str]:
    """``text`` cut into its word pieces; signs and numbers by themselves."""
    tokens = read_tokens(text)
    words: list[str] = []
    last = None
    for surface, kind, piece in zip(tokens.surface, tokens.kinds, tokens.pieces, strict=True):
        joins = kind in (TokenKind.HAN, TokenKind.NUMERAL) and piece == last and piece != 0
        if joins:
            words[-1] += surface
        else:
            words.append(surface)
        last = piece if kind in (TokenKind.HAN, TokenKind.NUMERAL) else None
    return words

"""A cleaned document in, its passages out; and which document spans quote a part of a passage.

Cut points come from langchain-text-splitters, with overlap 0 and nothing stripped: its pieces join
back to the text, so spans are running sums and nothing is searched for. A passage holds whole
sentences of one article and one kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from ingest.document import (
    Block,
    BlockRole,
    CleanText,
    Document,
    OffsetMap,
    Passage,
    PassageKind,
    Sentence,
    Span,
)
from ingest.packing import Unit, pack, with_code
from ingest.script import to_single_script

if TYPE_CHECKING:
    from langchain_text_splitters import RecursiveCharacterTextSplitter

SPLITTER_VERSION = "4"

_TARGET_CHARS = 250
_MAX_CHARS = 400

# An ellipsis often stands in mid-sentence, so it ends none by itself. Half-width signs end a
# sentence only where no word goes on; a point only before a blank and a capital, and not behind
# an initial, a title or the number of a list item.
_CLOSERS = r"”’\"'」』》〉）)】］\]"
_ABBREVIATIONS = (
    r"(?<!\b[A-ZА-ЯЁ]\.)(?<![a-zа-я]\.[a-zа-я]\.)(?<!\b(?:Mr|Ms|Dr|St|No|vs|Mt|Lt|Lu|cf|pp)\.)"
    r"(?<!\b(?:Mrs|Rev|Gen|Sen|Gov|Hon|Col|Vol|Fig|Art|Sec|Jan|Feb|Mar|Apr|Aug|Sep|Oct|Nov|Dec)\.)"
    r"(?<!\b(?:Prof|Capt|Sept)\.)(?<!\b(?:им|ул|пр|гг|см)\.)(?<!\b(?:проф|акад)\.)(?<!\D\sг\.)"
)
_NUMBERS = r"(?<!^[a-z]\.)(?<!^\d\.)(?<!^\d\d\.)(?<![。！？；]\d\.)(?<![。！？；]\d\d\.)"
_SENTENCE_END = (
    r"(?:[。｡]|．(?!\d)(?<!^\d．)(?<!^\d\d．)|[！？](?![！？]*[》〉])"
    r"|[!?](?![A-Za-z0-9=&/#》〉]| [a-z]))+…*"
    rf"[{_CLOSERS}]*[ \t\u3000\u00a0]*"
    rf"|\.{_ABBREVIATIONS}{_NUMBERS}"
    rf"[{_CLOSERS}]*(?:[ \t\u00a0]+(?=[“\"'‘(«]?[A-ZА-ЯЁ0-9\u4e00-\u9fff]))"
)
# What begins so belongs to the sentence before: “走不走？”，他问。 围绕“怎么办？”的讨论。
_GOES_ON = re.compile(r"[，、；：。．！？…”’」』）】》〉,;]")
_GOES_ON_QUOTED = re.compile(
    r"的(?![确確士哥])|等(?![到待着著我他她你您一于於等])|之[问問类類称稱]|这|這|是|一[词詞语語句]|为主?[题題]|為主?[题題]"
)
_QUESTION_QUOTED = re.compile(r"[！？!?][”』」》〉]$")
_TITLE_CHARS = 40
# “……。”某人说。: who said it belongs to what was said.
_ATTRIBUTION = re.compile(
    r"[^。！？!?“「]{1,60}(?:说|說|表示|介绍|介紹|指出|强调|強調|认为|認為|坦言|回忆|回憶|称|稱|透露|解释|解釋|补充|補充|感叹|感嘆|感慨|呼吁|呼籲|写|寫|笑|问|問|答"
    r"|告诉(?:笔者|记者)|告訴(?:筆者|記者))(?:道)?。\s*"
)
_SIGN = re.compile(r"[。！？｡!?．]|\.\s")
_COMMA = r"[，,；;、：:]+[” ]*"
_LINE = r"\n+"


@cache
def _splitter(separator: str) -> RecursiveCharacterTextSplitter:
    # 0.4 to 0.9 s to import, and the doors that only quote passages need no cut points.
    from langchain_text_splitters import RecursiveCharacterTextSplitter  # noqa: PLC0415

    return RecursiveCharacterTextSplitter(
        separators=[separator],
        is_separator_regex=True,
        keep_separator="end",
        chunk_size=1,
        chunk_overlap=0,
        strip_whitespace=False,
    )


def _cut(text: str, separator: str) -> list[str]:
    """``text`` cut behind each ``separator``; the parts join back to it."""
    parts = _splitter(separator).split_text(text)
    assert sum(map(len, parts)) == len(text), "the splitter lost characters"
    return parts


def sentences_of(search_text: str, headings: Iterable[Span] = ()) -> tuple[Sentence, ...]:
    """The sentences of ``search_text``, which tile it; a line end closes a sentence.

    Args:
        search_text: any text; blanks behind a sentence belong to it.
        headings: the lines of it that are headings.
    """
    heading_starts = {span.start for span in headings}
    sentences: list[Sentence] = []
    start = 0
    for line in search_text.splitlines(keepends=True):
        for part in _sentences_of_line(line):
            end = start + len(part)
            sentences.append(Sentence(start, end, start in heading_starts))
            start = end
    return tuple(sentences)


def _sentences_of_line(line: str) -> Iterator[str]:
    """The sentences of one line, none of them blank (unless the line is)."""
    if _SIGN.search(line) is None:
        yield line
        return
    held = ""
    for part in _cut(line, _SENTENCE_END):
        if held and part.strip() and not _belongs_to(part, held):
            yield held
            held = ""
        held += part
    if held:
        yield held


def _belongs_to(part: str, before: str) -> bool:
    """Whether ``part`` goes on with the sentence ``before``: a comma, who said it, a title."""
    if _GOES_ON.match(part) or _is_attribution(part, before):
        return True
    if _QUESTION_QUOTED.search(before[-2:]) and _GOES_ON_QUOTED.match(part):
        return True
    opened = before.rfind("《")
    is_open = opened > before.rfind("》") and len(before) - opened <= _TITLE_CHARS
    return is_open and 0 <= part.partition("《")[0].find("》") <= _TITLE_CHARS


def _is_attribution(part: str, before: str) -> bool:
    return (
        before.endswith(("”", "」"))
        and len(part) <= 66
        and _ATTRIBUTION.fullmatch(part) is not None
    )


@dataclass(frozen=True, slots=True)
class _Page:
    """What passages are cut from: a document, its cleaned text, that in the single script."""

    document: Document
    clean: CleanText
    single: str
    offsets: Sequence[int]


def split(
    document: Document,
    clean: CleanText,
    *,
    target_chars: int = _TARGET_CHARS,
    max_chars: int = _MAX_CHARS,
) -> list[Passage]:
    """The passages of ``document``, sorted by span.

    Args:
        document: whose text ``clean`` was made from.
        clean: its cleaned text.
        target_chars: the length that passages have on average, where sentences allow it.
        max_chars: no passage is longer; a sentence that is gets cut at commas, then anywhere.
    """
    passages: list[Passage] = []
    page = _Page(document, clean, to_single_script(clean.text), list(clean.offsets))
    for blocks in _groups(clean.blocks):
        found = [unit for block in blocks for unit in _units(clean.text, block, max_chars)]
        units = list(with_code(clean.text, found, max_chars))
        for packed in pack(units, target_chars, max_chars):
            passage = _passage(page, blocks[0], packed)
            if passage is not None:
                passages.append(passage)
    return sorted(passages, key=lambda passage: passage.span)


def _groups(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Blocks that share passages: those of one article and kind; each caption by itself.

    Furniture shares a passage only with its neighbours on the page.
    """
    for _, article in groupby(blocks, key=lambda block: block.article):
        own = list(article)
        main = [block for block in own if block.kind is not PassageKind.FURNITURE]
        if main:
            yield main
        for role, run in groupby(own, key=lambda block: block.role):
            if role is BlockRole.FURNITURE:
                yield list(run)
            elif role is BlockRole.CAPTION:
                yield from ([caption] for caption in run)


def _units(text: str, block: Block, max_chars: int) -> Iterator[Unit]:
    is_heading = block.role in (BlockRole.HEADING, BlockRole.HEADLINE)
    is_code = block.role is BlockRole.CODE
    start = block.start
    line = text[block.start : block.end]
    for sentence in [line] if is_heading or is_code else _sentences_of_line(line):
        for part in _bounded(sentence, max_chars, _LINE if is_code else _COMMA):
            yield Unit(start, start + len(part), is_heading, is_code)
            start += len(part)


def _bounded(sentence: str, max_chars: int, separator: str) -> Iterator[str]:
    """``sentence`` whole, or cut at each ``separator``, or anywhere, into parts that fit."""
    if len(sentence) <= max_chars:
        yield sentence
        return
    held = ""
    for clause in _cut(sentence, separator):
        if held and len(held) + len(clause) > max_chars:
            yield held
            held = ""
        held += clause
        whole = (len(held) - 1) // max_chars * max_chars
        yield from (held[at : at + max_chars] for at in range(0, whole, max_chars))
        held = held[whole:]
    if held:
        yield held


def _passage(page: _Page, block: Block, units: Sequence[Unit]) -> Passage | None:
    """The passage of ``units``; None when they are blank. Blanks at its ends are left out."""
    document, clean = page.document, page.clean
    whole = "".join(clean.text[unit.start : unit.end] for unit in units)
    first = len(whole) - len(whole.lstrip())
    last = len(whole.rstrip())
    if first >= last:
        return None
    own = [offset for unit in units for offset in page.offsets[unit.start : unit.end]][first:last]
    search_text = "".join(page.single[unit.start : unit.end] for unit in units)[first:last]
    span = Span(own[0], own[-1] + 1)
    return Passage(
        id=f"{document.id}:{span.start}-{span.end}",
        document_id=document.id,
        headline=clean.articles[block.article].headline,
        kind=block.kind,
        span=span,
        text=span.of(document.text),
        clean_text=whole[first:last],
        search_text=search_text,
        offsets=OffsetMap.from_offsets(own),
        sentences=tuple(_sentences(units, first, last - first)),
    )


def _sentences(units: Sequence[Unit], skipped: int, length: int) -> Iterator[Sentence]:
    """The units as sentences of a passage of ``length`` that leaves out ``skipped`` blanks."""
    start = -skipped
    for unit in units:
        end = start + unit.end - unit.start
        if max(start, 0) < min(end, length):
            first, last = max(start, 0), min(end, length)
            yield Sentence(first, last, unit.is_heading, unit.is_code)
        start = end


def pieces(passage: Passage, document_text: str, start: int, end: int) -> list[Span]:
    """The document spans that a quotation of ``search_text[start:end]`` must cite, in order.

    What cleaning left out stays inside a span while it is on the same line (a gloss) or is a
    single line end (a wrapped line); a blank line, a caption or a byline parts two spans. Blanks
    at the quotation's ends are not cited.
    """
    while start < end and passage.search_text[start].isspace():
        start += 1
    while start < end and passage.search_text[end - 1].isspace():
        end -= 1
    spans: list[Span] = []
    for run in passage.offsets.slice(start, end).spans():
        if spans and _is_one_quotation(document_text[spans[-1].end : run.start]):
            spans[-1] = Span(spans[-1].start, run.end)
        else:
            spans.append(run)
    return spans


def _is_one_quotation(gap: str) -> bool:
    line_ends = gap.replace("\r\n", "\n").count("\n") + gap.replace("\r\n", "\n").count("\r")
    return line_ends == 0 or (line_ends == 1 and not gap.strip())

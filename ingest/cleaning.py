"""A document's text in, `CleanText` out: what it says, without what the page added to it.

The stages: characters and lines (`ingest.lines`), what each line is (`ingest.layout`,
`furniture`, `captions`, `bylines`), where articles begin (`articles`), which lines run on
(`joining`), and here the blocks with their offsets. Captions, furniture and date lines stay as
blocks of kind FURNITURE and are listed among the removals too: both tell what the body leaves out.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.articles import Opening, heading_lines, openings
from ingest.bylines import bylines, read_byline
from ingest.captions import bare_captions, caption_blocks, marked_captions
from ingest.document import (
    Article,
    Block,
    BlockRole,
    CleanText,
    OffsetMap,
    PassageKind,
    Removal,
    RemovalReason,
    Span,
)
from ingest.furniture import datelines, furniture
from ingest.joining import PageHabits, habits, runs_on
from ingest.layout import Label, is_paragraph, ornaments, section_numbers
from ingest.lines import Line, read_lines
from ingest.loaders import Markup
from ingest.metadata import PageMetadata, page_metadata

__all__ = ["CLEANER_VERSION", "PageMetadata", "clean", "page_metadata"]

CLEANER_VERSION = "3"

_REASONS = {
    Label.BYLINE: RemovalReason.BYLINE,
    Label.DATELINE: RemovalReason.DATELINE,
    Label.SECTION_NUMBER: RemovalReason.SECTION_NUMBER,
    Label.ORNAMENT: RemovalReason.ORNAMENT,
    Label.CAPTION: RemovalReason.CAPTION,
    Label.FURNITURE: RemovalReason.FURNITURE,
}
_NARROW = "\u0530"  # Latin, Greek and Cyrillic letters sort below it: words with blanks between


def clean(text: str, headlines: Sequence[str] = (), markup: Markup | None = None) -> CleanText:
    """The cleaned ``text``, with an offset for each character and a reason for each removal.

    Args:
        text: the document as extracted.
        headlines: of the articles it is known to hold; they help where the layout is silent.
        markup: what its file says of it.
    """
    lines, removals = read_lines(text)
    told = _Told.of(lines, markup or Markup())
    labels = label_lines(lines)
    for i in told.headings:
        labels[i] = Label.TEXT
    for i in told.code:
        labels[i] = Label.CODE
    page = _Page(lines, labels, habits(lines, labels), told, removals=removals)
    starts = openings(lines, labels, headlines)
    if lines and not starts:
        starts = [Opening(0)]
    bounds = [0, *(opening.line for opening in starts[1:]), len(lines)]
    for number, opening in enumerate(starts):
        page.add_article(opening, range(bounds[number], bounds[number + 1]))
    return page.finished()


@dataclass(frozen=True, slots=True)
class _Told:
    """The lines of which their file says that they are headings, or in which block of code."""

    headings: frozenset[int]
    code: Mapping[int, int]

    @classmethod
    def of(cls, lines: Sequence[Line], markup: Markup) -> _Told:
        starts = [line.start for line in lines]
        code = {
            i: number
            for number, edges in enumerate(markup.code)
            for i in range(*(bisect_left(starts, edge) for edge in edges))
        }
        numbers = {start: i for i, start in enumerate(starts)}
        headings = (numbers[start] for start in markup.headings if start in numbers)
        return cls(frozenset(headings), code)


def label_lines(lines: Sequence[Line]) -> list[Label]:
    """What each line is on its page."""
    labels = [Label.TEXT] * len(lines)

    def mark(found: Iterable[int], label: Label) -> None:
        for i in found:
            if labels[i] is Label.TEXT:
                labels[i] = label

    fittings = furniture(lines)
    mark(fittings, Label.FURNITURE)
    mark(datelines(lines, fittings), Label.DATELINE)
    mark(ornaments(lines), Label.ORNAMENT)
    mark(marked_captions(lines, labels), Label.CAPTION)
    mark(bylines(lines, labels), Label.BYLINE)
    mark(section_numbers(lines, labels), Label.SECTION_NUMBER)
    mark(bare_captions(lines, labels), Label.CAPTION)
    return labels


@dataclass(slots=True)
class _Page:
    """The blocks of a page, as they are put together line by line."""

    lines: Sequence[Line]
    labels: list[Label]
    habits: PageHabits
    told: _Told
    removals: list[Removal]
    parts: list[str] = field(default_factory=list[str])
    offsets: list[int] = field(default_factory=list[int])
    blocks: list[Block] = field(default_factory=list[Block])
    articles: list[Article] = field(default_factory=list[Article])

    def finished(self) -> CleanText:
        return CleanText(
            text="".join(self.parts),
            offsets=OffsetMap.from_offsets(self.offsets),
            blocks=tuple(self.blocks),
            removals=tuple(sorted(self.removals, key=lambda removal: removal.span)),
            articles=tuple(self.articles),
        )

    def add_article(self, opening: Opening, extent: range) -> None:
        """Blocks and metadata of the article whose lines are ``extent``."""
        for i in opening.headlines:
            self.labels[i] = Label.HEADLINE
        text = [i for i in extent if self.labels[i] is Label.TEXT]
        joined = self._joined(opening, text)
        headings = heading_lines(self.lines, text, joined) | self.told.headings
        kind = PassageKind.SPILLOVER if opening.is_spillover else PassageKind.BODY
        i = extent.start
        while i < extent.stop:
            i = self._add_from(i, joined, headings, kind)
        self.articles.append(self._article(opening, extent))

    def _joined(self, opening: Opening, text: Sequence[int]) -> set[int]:
        """The lines of ``text`` that run on into the next one, captions between them aside."""
        found: set[int] = set()
        has_body = False
        for position, (i, j) in enumerate(pairwise(text)):
            if not self.told.headings.isdisjoint((i, j)):
                continue
            if any(label is not Label.CAPTION for label in self.labels[i + 1 : j]):
                continue
            after = self.lines[text[position + 2]] if position + 2 < len(text) else None
            line, following = self.lines[i], self.lines[j]
            is_lead = not (has_body or opening.is_spillover or j > i + 1)
            if runs_on(line, following, after, self.habits, opens_article=is_lead):
                found.add(i)
            has_body |= is_paragraph(line)
        return found

    def _add_from(self, i: int, joined: set[int], headings: set[int], kind: PassageKind) -> int:
        """Add what begins at line ``i``; the line after it."""
        label = self.labels[i]
        if label is Label.TEXT:
            role = BlockRole.HEADING if i in headings else BlockRole.PARAGRAPH
            return self._add_paragraph(i, joined, role, kind)
        if label is Label.CAPTION:
            stop = self._while(i, lambda j: self.labels[j] is Label.CAPTION)
            self._add_captions(range(i, stop))
            return stop
        if label is Label.CODE:
            return self._add_code(i, kind)
        if label is Label.HEADLINE:
            self._add_block([i], BlockRole.HEADLINE, kind)
        else:
            self._remove(i, i)
            if label in (Label.FURNITURE, Label.DATELINE):
                self._add_block([i], BlockRole.FURNITURE, PassageKind.FURNITURE)
        return i + 1

    def _add_paragraph(self, i: int, joined: set[int], role: BlockRole, kind: PassageKind) -> int:
        """Add the lines that run on from line ``i``, then the captions that stood among them."""
        paragraph = [i]
        captions: list[int] = []
        while paragraph[-1] in joined:
            following = self._while(paragraph[-1] + 1, lambda j: self.labels[j] is Label.CAPTION)
            captions.extend(range(paragraph[-1] + 1, following))
            paragraph.append(following)
        self._add_block(paragraph, role, kind)
        self._add_captions(captions)
        return paragraph[-1] + 1

    def _while(self, i: int, holds: Callable[[int], bool]) -> int:
        while i < len(self.lines) and holds(i):
            i += 1
        return i

    def _add_captions(self, captions: Sequence[int]) -> None:
        for caption in caption_blocks(self.lines, captions):
            self._remove(caption[0], caption[-1])
            self._add_block(caption, BlockRole.CAPTION, PassageKind.FURNITURE)

    def _add_block(self, block: Sequence[int], role: BlockRole, kind: PassageKind) -> None:
        start = len(self.offsets)
        for before, i in zip([None, *block], block, strict=False):
            line = self.lines[i]
            if before is not None:
                self._join(before, i, role)
            self.parts.append(line.text)
            self.offsets.extend(line.offsets)
        end = self.lines[block[-1]].end
        if end is not None:
            self.parts.append("\n")
            self.offsets.append(end)
        self.blocks.append(Block(start, len(self.offsets), role, kind, len(self.articles)))

    def _add_code(self, i: int, kind: PassageKind) -> int:
        """Add the lines of the block of code that begins at line ``i``, each as it stands."""
        start = len(self.offsets)
        stop = self._while(i, lambda j: self.told.code.get(j) == self.told.code[i])
        for line in self.lines[i:stop]:
            self.parts.append(line.text)
            self.offsets.extend(line.offsets)
            if line.end is not None:
                self.parts.append("\n")
                self.offsets.append(line.end)
        end = len(self.offsets)
        self.blocks.append(Block(start, end, BlockRole.CODE, kind, len(self.articles)))
        return stop

    def _join(self, before: int, i: int, role: BlockRole) -> None:
        """Close the gap between two lines of a block, with a blank between two words."""
        line, following = self.lines[before], self.lines[i]
        are_words = max(line.text[-1], following.text[0]) < _NARROW and line.text[-1] != "-"
        if are_words and line.end is not None:
            self.parts.append(" ")
            self.offsets.append(line.end)
        if role is BlockRole.CAPTION:
            return
        is_wrapped = i == before + 1 and self.habits.width > 0
        reason = RemovalReason.WHITESPACE if is_wrapped else RemovalReason.COLUMN_BREAK
        stops = [line.stop, *(self.lines[j].stop for j in range(before + 1, i))]
        starts = [self.lines[j].start for j in range(before + 1, i + 1)]
        self.removals.extend(
            Removal(Span(stop, start), reason) for stop, start in zip(stops, starts, strict=True)
        )

    def _remove(self, first: int, last: int) -> None:
        span = Span(self.lines[first].start, self.lines[last].stop)
        self.removals.append(Removal(span, _REASONS[self.labels[first]]))

    def _article(self, opening: Opening, extent: range) -> Article:
        own = [i for i in extent if self.labels[i] is not Label.FURNITURE] or list(extent)
        named = (read_byline(self.lines[i].text) for i in own if self.labels[i] is Label.BYLINE)
        authors = [author for author, _ in filter(None, named) if author]
        return Article(
            headline=self.lines[opening.headlines[0]].text if opening.headlines else "",
            span=Span(self.lines[own[0]].start, self.lines[own[-1]].stop),
            author=authors[0] if authors else "",
        )

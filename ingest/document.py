"""The words every stage shares: spans, documents, cleaned text, passages.

A position is always a count of Unicode code points. Offsets are carried from step to step and never
searched for: a text derived from a document comes with an `OffsetMap` that knows, for every one of
its characters, where in the document it stands.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range ``[start, end)`` of code points in a document's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The characters of ``text`` at this span."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end


class Script(StrEnum):
    """The script a source is printed in, by its ISO 15924 code."""

    HANS = "Hans"
    HANT = "Hant"
    LATN = "Latn"
    CYRL = "Cyrl"


class SourceKind(StrEnum):
    """Whether a text is the publisher's own words or this project's digest of them."""

    ORIGINAL = "original"
    DIGEST = "digest"


class PassageKind(StrEnum):
    """What part of a page a passage comes from; only ``BODY`` answers visitors."""

    BODY = "body"
    FURNITURE = "furniture"
    SPILLOVER = "spillover"


class RemovalReason(StrEnum):
    """Why the cleaner left characters out of the search text."""

    WHITESPACE = "whitespace"  # blanks inside a line, indents, line ends of joined lines
    COLUMN_BREAK = "column_break"  # line ends that cut a sentence in two
    GLOSS = "gloss"  # a pinyin reading in brackets behind its character
    MARKUP = "markup"  # residue of HTML
    CAPTION = "caption"
    BYLINE = "byline"
    DATELINE = "dateline"  # a line that holds only date, time and publisher
    SECTION_NUMBER = "section_number"
    ORNAMENT = "ornament"  # a line of signs only
    FURNITURE = "furniture"  # navigation, comment and recommendation blocks
    JUMP_MARK = "jump_mark"  # "(continued from page one)"
    CONTROL = "control"  # control and zero-width characters


@dataclass(frozen=True, slots=True)
class Run:
    """``length`` characters from ``start`` on; they are the document's from ``offset`` on."""

    start: int
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """For every character of a derived text its offset in the document, as consecutive runs."""

    runs: tuple[Run, ...] = ()

    @classmethod
    def from_offsets(cls, offsets: Iterable[int]) -> OffsetMap:
        """The map of a text whose i-th character stands at the i-th of ``offsets``."""
        runs: list[Run] = []
        start = offset = length = 0
        for position, value in enumerate(offsets):
            if length and value == offset + length:
                length += 1
                continue
            if length:
                runs.append(Run(start, offset, length))
            start, offset, length = position, value, 1
        if length:
            runs.append(Run(start, offset, length))
        return cls(tuple(runs))

    def __len__(self) -> int:
        return self.runs[-1].start + self.runs[-1].length if self.runs else 0

    def __iter__(self) -> Iterator[int]:
        return itertools.chain.from_iterable(
            range(run.offset, run.offset + run.length) for run in self.runs
        )

    def slice(self, start: int, end: int) -> OffsetMap:
        """The map of ``derived[start:end]``."""
        cut: list[Run] = []
        for run in self.runs:
            first = max(start, run.start)
            last = min(end, run.start + run.length)
            if first < last:
                cut.append(Run(first - start, run.offset + first - run.start, last - first))
        return OffsetMap(tuple(cut))

    def spans(self) -> list[Span]:
        """The document spans of the runs, in order."""
        return [Span(run.offset, run.offset + run.length) for run in self.runs]


@dataclass(frozen=True, slots=True)
class Removal:
    """Document characters that the cleaned text leaves out, and why."""

    span: Span
    reason: RemovalReason


@dataclass(frozen=True, slots=True)
class Article:
    """One article of a document: its headline ("" when it prints none) and its extent."""

    headline: str
    span: Span
    author: str = ""


class BlockRole(StrEnum):
    """What one block of the cleaned text is on the page."""

    HEADLINE = "headline"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    FURNITURE = "furniture"
    CAPTION = "caption"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or furniture line: ``[start, end)`` of the cleaned text it belongs to.

    ``kind`` says which passages it goes into, ``article`` indexes the document's articles.
    """

    start: int
    end: int
    role: BlockRole
    kind: PassageKind
    article: int


@dataclass(frozen=True, slots=True)
class CleanText:
    """A document's text after cleaning, with the way back.

    ``text`` is in the document's own script. ``offsets`` has one entry for each of its characters.
    ``blocks`` tile ``text`` in document order (each ends with the line feed that closes it, so that
    the blocks joined are the text). A caption that stood inside a sentence is a block of its own
    behind that sentence's block: offsets rise within a block, not always across blocks.
    Every non-blank character of the document is either in ``offsets`` or in one of ``removals``.
    """

    text: str
    offsets: OffsetMap
    blocks: tuple[Block, ...]
    removals: tuple[Removal, ...]
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """What is known of a source: catalogue entry, or what the file says of itself.

    ``date`` is an ISO date, perhaps partial (``2023`` or ``2023-06``), "" when unknown;
    ``date_inferred`` marks a date that the source does not print.
    """

    id: str
    title: str
    publisher: str = ""
    author: str = ""
    date: str = ""
    date_inferred: bool = False
    language: str = "zh"
    script: Script = Script.HANS
    kind: SourceKind = SourceKind.ORIGINAL
    headlines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A source's text as extracted: script, line ends and noise untouched.

    ``sha256`` is the hex digest of ``text`` in UTF-8; ``path`` is where it was read, relative to
    the folder given to ingest; ``removals`` are what cleaning left out.
    """

    source: Source
    text: str
    sha256: str
    path: str
    articles: tuple[Article, ...] = ()
    removals: tuple[Removal, ...] = ()

    @property
    def id(self) -> str:
        return self.source.id


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence (or heading) of a passage: ``[start, end)`` of the passage's search text.

    ``is_code`` marks a block of code that no sentence leads in.
    """

    start: int
    end: int
    is_heading: bool = False
    is_code: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """What is retrieved: a stretch of one article of one document.

    ``text`` is the document's text at ``span``, always. ``clean_text`` is what cleaning leaves of
    it, in the source's script; ``search_text`` is the same in the single script, character by
    character, at most 400 characters; ``offsets`` holds one document offset for each of them.
    ``sentences`` tile ``search_text``.
    """

    id: str
    document_id: str
    headline: str
    kind: PassageKind
    span: Span
    text: str
    clean_text: str
    search_text: str
    offsets: OffsetMap
    sentences: tuple[Sentence, ...] = field(default=())

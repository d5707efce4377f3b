"""Bytes of a file → its text and what the file says of itself: one function per file type.

In plain text every character and line end stays as it is. In the other types blocks of the page
(paragraphs, headings, rows of a table) are set apart by blank lines and carry no markup. `LOADERS`
is the one table from suffix to function. A file that yields no text is refused with the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from ingest.encodings import decode
from ingest.errors import DocumentError

MAX_TEXT_CHARS = 5_000_000
MAX_FIELD_CHARS = 300
EMPTY_REASON = "is empty"
BLOCK_BREAK = "\n\n"
CELL_BREAK = " | "

INNER = "    "
"""What an item of a list within another one is set in by, for each list that holds its own."""

_BULLET = "•"

_UNSTORABLE = dict.fromkeys((0, *range(0xD800, 0xE000)), "\ufffd")  # NUL, lone surrogates


class LoadedRole(StrEnum):
    """What a file says that one of its blocks is."""

    TEXT = "text"
    HEADING = "heading"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class LoadedBlock:
    """A block of a file that marks up its blocks."""

    text: str
    role: LoadedRole = LoadedRole.TEXT


@dataclass(frozen=True, slots=True)
class Markup:
    """What a file says of its own text, in code points of that.

    ``headings`` are where each heading begins, ``code`` where each block of code begins and ends.
    Both are empty where a file marks nothing up: then the layout has to tell.
    """

    headings: tuple[int, ...] = ()
    code: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file's text and its own metadata ("" where it says nothing).

    ``notes`` are remarks for the report: parts that could not be read.
    """

    text: str
    title: str = ""
    author: str = ""
    publisher: str = ""
    date: str = ""
    language: str = ""
    notes: tuple[str, ...] = ()
    markup: Markup = Markup()


Loader = Callable[[bytes], Loaded]


@dataclass(frozen=True, slots=True)
class FileType:
    """How one kind of file is read: by whom, up to what size, and whether behind a fence.

    ``fenced`` types are parsed in a child process with limits: their parsers can be made to run
    for hours or to fill the memory.
    """

    load: Loader
    max_bytes: int
    fenced: bool = True


def joined(blocks: Iterable[LoadedBlock]) -> tuple[str, Markup]:
    """The text of ``blocks``, set apart by blank lines, and what they are in it."""
    texts: list[str] = []
    headings: list[int] = []
    code: list[tuple[int, int]] = []
    start = 0
    for block in blocks:
        if block.role is LoadedRole.HEADING:
            headings.append(start + len(block.text) - len(block.text.lstrip()))
        elif block.role is LoadedRole.CODE:
            code.append((start, start + len(block.text)))
        texts.append(block.text)
        start += len(block.text) + len(BLOCK_BREAK)
    return BLOCK_BREAK.join(texts), Markup(tuple(headings), tuple(code))


def list_mark(number: str = "", depth: int = 0) -> str:
    """What stands before the words of an item: its number as printed, or a bullet if it has none.

    ``depth`` is how many lists its own stands in.
    """
    return f"{INNER * depth}{number or _BULLET} "


def load(suffix: str, blob: bytes) -> Loaded:
    """What the file with this ``suffix`` and these bytes holds.

    Raises:
        DocumentError: The suffix is not known, or the bytes cannot be read as such a file.
    """
    file_type = LOADERS.get(suffix)
    if file_type is None:
        known = " ".join(LOADERS)
        raise DocumentError(f"has the unknown suffix {suffix or '(none)'}: {known} are read")
    if not blob:
        raise DocumentError(EMPTY_REASON)
    loaded = file_type.load(blob)
    if len(loaded.text) > MAX_TEXT_CHARS:
        raise DocumentError(f"holds more than {MAX_TEXT_CHARS:,} characters: split it")
    if not loaded.text.strip():
        raise DocumentError(EMPTY_REASON)
    return replace(
        loaded,
        text=loaded.text.translate(_UNSTORABLE),
        title=_one_line(loaded.title),
        author=_one_line(loaded.author),
        publisher=_one_line(loaded.publisher),
    )


def _one_line(text: str) -> str:
    return " ".join(text.translate(_UNSTORABLE).split())[:MAX_FIELD_CHARS]


def load_text(blob: bytes) -> Loaded:
    """The text of a ``.txt`` file, CRLF and all."""
    return Loaded(decode(blob))


def _load_markdown(blob: bytes) -> Loaded:
    from ingest.markdown import load_markdown  # noqa: PLC0415 - only where such a file is read

    return load_markdown(blob)


def _load_html(blob: bytes) -> Loaded:
    from ingest.html import load_html  # noqa: PLC0415 - only where such a file is read

    return load_html(blob)


def _load_pdf(blob: bytes) -> Loaded:
    from ingest.pdf import load_pdf  # noqa: PLC0415 - only where such a file is read

    return load_pdf(blob)


def _load_word(blob: bytes) -> Loaded:
    from ingest.word import load_word  # noqa: PLC0415 - only where such a file is read

    return load_word(blob)


_HTML = FileType(_load_html, max_bytes=20 * 2**20)

LOADERS: Mapping[str, FileType] = {
    ".txt": FileType(load_text, max_bytes=20 * 2**20, fenced=False),
    ".md": FileType(_load_markdown, max_bytes=5 * 2**20),
    ".html": _HTML,
    ".htm": _HTML,
    ".pdf": FileType(_load_pdf, max_bytes=100 * 2**20),
    ".docx": FileType(_load_word, max_bytes=100 * 2**20),
}

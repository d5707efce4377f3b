"""A Word document (.docx) → its paragraphs, with their numbers, and tables, in reading order.

python-docx opens the file; the tree is walked here, because its own paragraphs leave out text in
content controls, tracked insertions and text boxes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.opc.part import Part, XmlPart

from ingest.errors import DocumentError
from ingest.loaders import CELL_BREAK, Loaded, LoadedBlock, LoadedRole, joined
from ingest.word_headings import Headings
from ingest.word_lists import ListElement, ListMarks

_MAX_UNPACKED_BYTES = 200 * 2**20
_NAMESPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TEXT, _PARAGRAPH, _TABLE, _ROW, _CELL = (
    _NAMESPACE + name for name in ("t", "p", "tbl", "tr", "tc")
)
_BREAKS = {_NAMESPACE + "tab": "\t", _NAMESPACE + "br": "\n", _NAMESPACE + "cr": "\n"}
_TEXT_BOX = _NAMESPACE + "txbxContent"
# Deleted or moved-away text; Fallback repeats its neighbour for old programs; pPr holds tab stops.
_UNSEEN = frozenset({_NAMESPACE + name for name in ("del", "moveFrom", "pPr", "rPr")} | {_FALLBACK})
_NOTE_PARTS = {"word/footnotes.xml": "footnotes", "word/endnotes.xml": "endnotes"}
_LIST_PARTS = (RELATIONSHIP_TYPE.NUMBERING, RELATIONSHIP_TYPE.STYLES)
_WORDS = re.compile(rb"<w:t[ >]")


class _Element(ListElement, Protocol):
    """What is used of an lxml element besides; lxml ships no types."""

    @property
    def tag(self) -> object: ...
    @property
    def text(self) -> str | None: ...
    def __iter__(self) -> Iterator[_Element]: ...


@dataclass(slots=True)
class _Looks:
    """How the paragraphs of one document are printed, and the first that is its title."""

    marks: ListMarks
    headings: Headings
    title: str = ""

    def block(self, paragraph: _Element) -> LoadedBlock:
        """A paragraph behind its list mark; the paragraphs are given in their order."""
        mark, line = self.marks.mark(paragraph), _line(paragraph)
        if not line.strip():
            return LoadedBlock(line)
        if self.headings.is_title(paragraph):
            self.title = self.title or line.strip()
        text = "" if mark else line.strip()  # an item in bold is none
        is_heading = self.headings.is_heading(paragraph, text)
        role = LoadedRole.HEADING if is_heading else LoadedRole.TEXT
        return LoadedBlock(mark + line.lstrip(), role)


def load_word(blob: bytes) -> Loaded:
    """The text of a ``.docx`` file, a row of a table in one line.

    Raises:
        DocumentError: It is no such file, is damaged, or unpacks to more than a document can be.
    """
    notes = _checked_parts(blob)
    try:
        document = docx.Document(io.BytesIO(blob))
        body: _Element = document.element.body
        numbering, styles = (_related(document.part, kind) for kind in _LIST_PARTS)
        looks = _Looks(ListMarks(numbering, styles), Headings(styles))
    except (OpcError, KeyError, ValueError, AttributeError, zipfile.BadZipFile) as error:
        raise DocumentError(f"is no Word document, or damaged ({error})") from error
    text, markup = joined(block for block in _blocks(body, looks) if block.text.strip())
    title = document.core_properties.title.strip()
    title = title if title and title in text else looks.title
    return Loaded(text, title=title, notes=notes, markup=markup)


def _checked_parts(blob: bytes) -> tuple[str, ...]:
    """Notes on parts that are not read.

    Raises:
        DocumentError: The archive is damaged, or a bomb. (Sizes an archive claims can be wrong, but
            no more than that is ever unpacked.)
    """
    try:
        with zipfile.ZipFile(io.BytesIO(blob)) as archive:
            unpacked = sum(info.file_size for info in archive.infolist())
            if unpacked > _MAX_UNPACKED_BYTES:
                raise DocumentError(
                    f"unpacks to {unpacked // 2**20} MiB, more than {_MAX_UNPACKED_BYTES // 2**20}:"
                    " it is refused as a decompression bomb"
                )
            parts = [part for part in _NOTE_PARTS if part in archive.namelist()]
            unread = [_NOTE_PARTS[part] for part in parts if _WORDS.search(archive.read(part))]
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise DocumentError(f"is no .docx archive, or cut off ({error})") from error
    return tuple(f"{kind} are not read" for kind in unread)


def _related(part: Part, kind: str) -> ListElement | None:
    """The XML of the part that stands in that relation to ``part``, if there is one."""
    try:
        related = part.part_related_by(kind)
    except KeyError:
        return None
    return related.element if isinstance(related, XmlPart) else None


def _blocks(element: _Element, looks: _Looks) -> Iterator[LoadedBlock]:
    for child in element:
        if child.tag == _PARAGRAPH:
            yield looks.block(child)
            for box in _text_boxes(child):
                yield from _blocks(box, looks)
        elif child.tag == _TABLE:
            yield from _rows(child, looks)
        elif child.tag not in _UNSEEN:
            yield from _blocks(child, looks)


def _rows(element: _Element, looks: _Looks) -> Iterator[LoadedBlock]:
    for child in element:
        if child.tag == _ROW:
            cells = (list(_blocks(cell, looks)) for cell in _cells(child))
            texts = (" ".join(block.text.strip() for block in cell) for cell in cells)
            yield LoadedBlock(CELL_BREAK.join(text.strip() for text in texts if text.strip()))
        elif child.tag not in _UNSEEN:
            yield from _rows(child, looks)


def _cells(element: _Element) -> Iterator[_Element]:
    for child in element:
        if child.tag == _CELL:
            yield child
        elif child.tag not in _UNSEEN:
            yield from _cells(child)


def _line(element: _Element) -> str:
    """The text of a paragraph, without that of text boxes anchored in it."""
    pieces: list[str] = []
    for child in element:
        if child.tag == _TEXT:
            pieces.append(child.text or "")
        elif child.tag in _BREAKS:
            pieces.append(_BREAKS[str(child.tag)])
        elif child.tag not in _UNSEEN and child.tag != _TEXT_BOX:
            pieces.append(_line(child))
    return "".join(pieces)


def _text_boxes(element: _Element) -> Iterator[_Element]:
    for child in element:
        if child.tag == _TEXT_BOX:
            yield child
        elif child.tag not in _UNSEEN:
            yield from _text_boxes(child)

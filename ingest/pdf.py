"""A PDF → the text of its pages, a line feed between them, as a sentence may run on."""

from __future__ import annotations

import io
from dataclasses import dataclass, field

from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError

from ingest.errors import DocumentError
from ingest.loaders import Loaded

_TAIL_BYTES = 2048
_MAX_LISTED = 20
_NO_TEXT = "holds no text, only pictures of pages: run text recognition (OCR) on it"


@dataclass(slots=True)
class _Pages:
    """What reading page by page gave: texts, and the numbers of pages that gave none."""

    texts: list[str] = field(default_factory=list[str])
    blank: list[int] = field(default_factory=list[int])
    broken: list[int] = field(default_factory=list[int])


def load_pdf(blob: bytes) -> Loaded:
    """The text of every page; pages that cannot be read are told in the notes.

    Raises:
        DocumentError: The file is cut off, damaged, locked by a password or holds no text.
    """
    if b"%%EOF" not in blob[-_TAIL_BYTES:]:
        # pypdf would mend the file in silence, without the pages that are missing
        raise DocumentError("is cut off before its end, or is no PDF: fetch the file again")
    try:
        reader = PdfReader(io.BytesIO(blob))
        if reader.is_encrypted and not reader.decrypt(""):
            raise DocumentError("is locked by a password: save it without one")
        pages = _read(list(reader.pages))
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise DocumentError(f"is a damaged PDF ({type(error).__name__}: {error})") from error
    if not "".join(pages.texts).strip():
        raise DocumentError("is a damaged PDF: no page can be read" if pages.broken else _NO_TEXT)
    text = "\n".join(pages.texts)
    return Loaded(
        text,
        title=_believed(_property(reader, "/Title"), text),
        author=_believed(_property(reader, "/Author"), text),
        notes=_notes(pages),
    )


def _read(pages: list[PageObject]) -> _Pages:
    result = _Pages()
    for number, page in enumerate(pages, start=1):
        try:
            text = page.extract_text()
        except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError):
            result.broken.append(number)
            continue
        if not text.strip():
            result.blank.append(number)
        result.texts.append(text)
    return result


def _notes(pages: _Pages) -> tuple[str, ...]:
    notes: list[str] = []
    if pages.broken:
        notes.append(f"pages that cannot be read: {_listed(pages.broken)}")
    if pages.blank:
        notes.append(f"pages without text (pictures need OCR): {_listed(pages.blank)}")
    return tuple(notes)


def _listed(numbers: list[int]) -> str:
    more = [f"and {len(numbers) - _MAX_LISTED} more"] if len(numbers) > _MAX_LISTED else []
    return ", ".join([str(number) for number in numbers[:_MAX_LISTED]] + more)


def _property(reader: PdfReader, key: str) -> str:
    try:
        value = reader.metadata.get(key) if reader.metadata else None
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError):
        return ""
    return value.strip() if isinstance(value, str) else ""


def _believed(claim: str, text: str) -> str:
    """A document property if the text bears it out: most are left over from a template."""
    return claim if claim and "".join(claim.split()) in "".join(text.split()) else ""

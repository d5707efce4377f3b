"""The documents of the index that answers now: what is known of them, their text, and it cut."""

from __future__ import annotations

from api.filtering import LIST_STEP
from api.live import LiveIndex, Opened
from api.presenting import present_articles, present_cut, present_document
from api.problems import invalid, not_found
from api.schemas import (
    DocumentAbout,
    DocumentResponse,
    DocumentsResponse,
    PassagesResponse,
    ViewSegment,
)
from api.viewing import view_segments
from ingest.document import Document, Script, Span


class Shelf:
    """Shows documents from one live index; safe between threads.

    Every method that takes an id raises `ProblemError`: 404 when there is no such document.
    """

    def __init__(self, live: LiveIndex) -> None:
        self._live = live

    def all(self) -> DocumentsResponse:
        """What is known of every document."""
        with self._live.lease() as opened:
            return DocumentsResponse(
                documents=[present_document(entry) for entry in opened.index.documents()],
                index=opened.index.generation,
            )

    def has(self, document_id: str) -> bool:
        """Whether the index holds a document of that id."""
        with self._live.lease() as opened:
            return document_id in opened.sources

    def about(self, document_id: str) -> DocumentAbout:
        """One document without its text."""
        with self._live.lease() as opened:
            document = _document(opened, document_id)
            return DocumentAbout(
                **present_document(document).model_dump(),
                articles=present_articles(document),
                index=opened.index.generation,
            )

    def document(self, document_id: str) -> DocumentResponse:
        """One document with its text."""
        with self._live.lease() as opened:
            document = _document(opened, document_id)
            return DocumentResponse(
                **present_document(document).model_dump(),
                articles=present_articles(document),
                text=document.text,
                index=opened.index.generation,
            )

    def passages(self, document_id: str) -> PassagesResponse:
        """How a document was cut into passages, of whatever kind."""
        with self._live.lease() as opened:
            document = _document(opened, document_id)
            return PassagesResponse(
                passages=[
                    present_cut(passage) for passage in opened.index.passages_of(document.id)
                ],
                index=opened.index.generation,
            )

    def view(
        self,
        document_id: str,
        start: int | None,
        end: int | None,
        script: Script | None = None,
    ) -> list[ViewSegment]:
        """A document's text cut for display, with ``[start, end)`` as the quotation.

        ``script`` is the one to show it in; None: the one it was printed in.

        Raises:
            ProblemError: 422 when the text has no such span.
        """
        with self._live.lease() as opened:
            document = _document(opened, document_id)
        return view_segments(document, _span(start, end, len(document.text)), script)


def _document(opened: Opened, document_id: str) -> Document:
    if document_id not in opened.sources:
        raise not_found("document", LIST_STEP)
    return opened.index.document(document_id)


def _span(start: int | None, end: int | None, length: int) -> Span | None:
    if start is None and end is None:
        return None
    if start is None or end is None:
        raise invalid("/start", "`start` and `end` go together.", "Give both or neither.")
    if not 0 <= start < end <= length:
        step = f"The text has {length} characters; positions count code points from 0."
        raise invalid("/start", "The document has no such span.", step)
    return Span(start, end)

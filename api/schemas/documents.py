"""GET /api/documents…: the sources, their text, and that text cut."""

from typing import Literal

from pydantic import BaseModel

from api.schemas.sources import DocumentRef


class ArticleOut(BaseModel):
    """One article of a document: code points of its text."""

    headline: str
    author: str
    start: int
    end: int


class DocumentMeta(DocumentRef):
    """What is known of one document."""

    author: str
    language: str
    headlines: list[str]
    hash: str
    path: str


class DocumentsResponse(BaseModel):
    """Every document of the index."""

    documents: list[DocumentMeta]
    index: str


class DocumentAbout(DocumentMeta):
    """One document and the articles it holds."""

    articles: list[ArticleOut]
    index: str


class DocumentResponse(DocumentAbout):
    """One document with its whole text."""

    text: str


class CutPassage(BaseModel):
    """One passage of a document; ``text`` is the document's text from ``start`` to ``end``.

    ``search_text`` is what is searched: ``text`` cleaned, in the single script.
    """

    id: str
    headline: str
    kind: Literal["body", "furniture", "spillover"]
    start: int
    end: int
    text: str
    search_text: str


class PassagesResponse(BaseModel):
    """How a document was cut, in order."""

    passages: list[CutPassage]
    index: str


class ViewSegment(BaseModel):
    """A stretch of a document; all of them joined are its text.

    ``article`` counts from 0, as the document lists its articles; None: outside of all.
    ``heading``: it is that article's headline. ``converted``: the text is shown in another script
    than it was printed in.
    """

    text: str
    role: Literal["text", "quote", "removed"]
    reason: str | None
    article: int | None = None
    heading: bool = False
    converted: bool = False

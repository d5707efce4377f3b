"""The parts of a server's responses that an evaluation reads, as JSON → this program's own types.

Members that are not named here are ignored, so that a server may come to say more.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field, model_validator

from ingest.document import Document, PassageKind, Script, Source, SourceKind, Span


class Shape(BaseModel):
    """A JSON object that says of which generation of the index it speaks."""

    index: Annotated[str, Field(min_length=1)]


class Ready(Shape):
    """``GET /readyz``."""

    encoder: Annotated[str, Field(min_length=1)]


class Spanned(BaseModel):
    """Something at ``[start, end)`` of a document's text."""

    start: int
    end: int

    @model_validator(mode="after")
    def _is_span(self) -> Spanned:
        Span(self.start, self.end)
        return self

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


class Reference(BaseModel):
    """The source behind a document or citation."""

    id: str
    title: str
    publisher: str
    date: str
    date_inferred: bool
    script: Script
    source: SourceKind

    def to_source(self) -> Source:
        """The source, as far as a citation tells of it."""
        return Source(
            id=self.id,
            title=self.title,
            publisher=self.publisher,
            date=self.date,
            date_inferred=self.date_inferred,
            script=self.script,
            kind=self.source,
        )


class _Listed(BaseModel):
    id: str


class DocumentList(Shape):
    """``GET /api/documents``, of which only the ids are read."""

    documents: list[_Listed]


class WholeDocument(Reference, Shape):
    """``GET /api/documents/{id}``."""

    author: str
    language: str
    headlines: list[str]
    hash: str
    path: str
    text: str

    def to_document(self) -> Document:
        """The document, without its articles and removals, which no figure needs."""
        source = Source(
            id=self.id,
            title=self.title,
            publisher=self.publisher,
            author=self.author,
            date=self.date,
            date_inferred=self.date_inferred,
            language=self.language,
            script=self.script,
            kind=self.source,
            headlines=tuple(self.headlines),
        )
        return Document(source, self.text, self.hash, self.path)


class CutPassage(Spanned):
    """One passage of a document."""

    id: str
    headline: str
    kind: PassageKind
    search_text: str


class PassageList(Shape):
    """``GET /api/documents/{id}/passages``."""

    passages: list[CutPassage]


class Hits(Shape):
    """``POST /api/search``, best first."""

    hits: list[_Listed]

"""Paragraphs of somebody else's collection, each a document of exactly one passage."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ingest.document import Document, Passage, Source
from ingest.paragraphs import paragraph_document
from ingest.pipeline import Library
from ingest.report import IngestReport
from ingest.script import detect_script


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; ``id`` is its document's id."""

    id: str
    title: str
    text: str

    @property
    def passage_id(self) -> str:
        return f"{self.id}:0-{len(self.text)}"


def as_document(paragraph: Paragraph) -> tuple[Document, Passage]:
    """The paragraph as a document with exactly one passage, `Paragraph.passage_id`."""
    source = Source(id=paragraph.id, title=paragraph.title, script=detect_script(paragraph.text))
    return paragraph_document(source, paragraph.text)


def as_library(paragraphs: Iterable[Paragraph]) -> Library:
    """At least one paragraph as a library, in the same order."""
    documents, passages = zip(*map(as_document, paragraphs), strict=True)
    return Library(documents, passages, IngestReport(documents=()))

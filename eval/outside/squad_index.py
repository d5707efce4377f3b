"""Indexes for one evaluation, through the real builder, gone after use."""

from __future__ import annotations

import tempfile
from collections.abc import Generator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from eval.squad import Squad, as_document
from index.builder import publish_library
from index.encoder import Encoder
from index.generation import OpenIndex, open_index
from ingest.pipeline import Library
from ingest.report import IngestReport


@contextmanager
def indexed_library(library: Library, encoder: Encoder) -> Generator[OpenIndex]:
    """The open index of ``library``, in a temporary folder."""
    with tempfile.TemporaryDirectory(prefix="forumqa-eval-") as folder:
        publish_library(library, encoder, Path(folder))
        index = open_index(Path(folder), encoder)
        try:
            yield index
        finally:
            index.close()


def indexed(squad: Squad, encoder: Encoder) -> AbstractContextManager[OpenIndex]:
    """The open index of the paragraphs."""
    return indexed_library(as_library(squad), encoder)


def as_library(squad: Squad) -> Library:
    """The paragraphs as documents of one passage each."""
    documents, passages = zip(*map(as_document, squad.paragraphs), strict=True)
    return Library(documents, passages, IngestReport(documents=()))

"""Indexes for one evaluation, through the real builder, gone after use."""

from __future__ import annotations

import tempfile
from collections.abc import Generator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from eval.outside.paragraphs import as_library
from eval.outside.squad import Squad
from eval.watching import tell
from index.builder import publish_library
from index.encoder import Encoder
from index.generation import OpenIndex, open_index
from index.rerankers import OURS, RerankerChoice
from ingest.pipeline import Library


@contextmanager
def indexed_library(
    library: Library, encoder: Encoder, reranker: RerankerChoice = OURS
) -> Generator[OpenIndex]:
    """The open index of ``library``, in a temporary folder."""
    with tempfile.TemporaryDirectory(prefix="forumqa-eval-") as folder:
        publish_library(library, encoder, Path(folder), progress=tell)
        index = open_index(Path(folder), encoder, reranker)
        try:
            yield index
        finally:
            index.close()


def indexed(
    squad: Squad, encoder: Encoder, reranker: RerankerChoice = OURS
) -> AbstractContextManager[OpenIndex]:
    """The open index of the paragraphs."""
    return indexed_library(as_library(squad.paragraphs), encoder, reranker)

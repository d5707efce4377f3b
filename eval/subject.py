"""What is evaluated: something that holds documents, finds passages and answers questions.

An index opened in this process is one such subject, a server reached over HTTP another
(``eval/server.py``); the evaluation cannot tell them apart, so both give the same figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from answer.answerer import Answerer
from answer.conversation import Turn
from answer.types import Answer
from eval.ladder import PRODUCT
from eval.runs import distinct
from index.encoder import Encoder
from index.generation import OpenIndex
from index.retriever import Legs
from ingest.document import Document, PassageKind, Span


class JudgedPassage(Protocol):
    """What relevance and the report need to know of a passage."""

    @property
    def id(self) -> str: ...
    @property
    def document_id(self) -> str: ...
    @property
    def headline(self) -> str: ...
    @property
    def kind(self) -> PassageKind: ...
    @property
    def span(self) -> Span: ...
    @property
    def search_text(self) -> str: ...


class Subject(Protocol):
    """A library that can be searched and asked."""

    @property
    def encoder(self) -> str:
        """The fingerprint of the encoder behind it."""
        ...

    def documents(self) -> Sequence[Document]:
        """Every document with its text."""
        ...

    def passages(self) -> Sequence[JudgedPassage]:
        """Every passage that can be found."""
        ...

    def ranking(self, query: str, legs: Legs, depth: int) -> tuple[str, ...]:
        """The ids of the ``depth`` best passages, best first, each once."""
        ...

    def answer(self, question: str, history: Sequence[Turn]) -> Answer:
        """The answer to ``question`` after ``history``, oldest turn first."""
        ...


class IndexSubject:
    """An open index, searched and asked in this process; ``legs`` find what answers quote."""

    def __init__(self, index: OpenIndex, encoder: Encoder, legs: Legs = PRODUCT) -> None:
        self._index = index
        self._answerer = Answerer(index, encoder, legs=legs)
        self.encoder = encoder.fingerprint

    def documents(self) -> Sequence[Document]:
        return self._index.documents()

    def passages(self) -> Sequence[JudgedPassage]:
        return self._index.passages()

    def ranking(self, query: str, legs: Legs, depth: int) -> tuple[str, ...]:
        hits = self._index.retriever.retrieve(query, depth, legs=legs)
        return distinct(hit.passage.id for hit in hits)

    def answer(self, question: str, history: Sequence[Turn]) -> Answer:
        return self._answerer.answer(question, history)

"""A server's answer, as JSON → this program's own type."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field

from answer.types import Answer, AnswerSentence, Citation, Mode, Phrase, Status
from eval.server_shapes import Reference, Shape, Spanned


class _Phrase(Spanned):
    n: int


class _Sentence(BaseModel):
    text: str
    quoted: bool
    citations: list[int]
    phrase: _Phrase | None
    also: list[int] = []

    def to_sentence(self) -> AnswerSentence:
        phrase = None if self.phrase is None else Phrase(self.phrase.n, self.phrase.span)
        citations, also = tuple(self.citations), tuple(self.also)
        return AnswerSentence(self.text, self.quoted, citations, phrase, also)


class _Citation(Spanned):
    n: int
    document: Reference
    headline: str
    hash: str
    passage_id: str
    quote: str
    before: str
    after: str

    def to_citation(self) -> Citation:
        return Citation(
            n=self.n,
            source=self.document.to_source(),
            headline=self.headline,
            sha256=self.hash,
            passage_id=self.passage_id,
            span=self.span,
            quote=self.quote,
            before=self.before,
            after=self.after,
        )


class Reply(Shape):
    """``POST /api/ask``."""

    status: Status
    mode: Mode
    language: str
    answer: str
    sentences: list[_Sentence]
    citations: list[_Citation]
    confidence: Annotated[float, Field(ge=0, le=1)]
    understood_as: str | None = None
    doubtful: bool = False
    unmentioned: tuple[str, ...] = ()

    def to_answer(self) -> Answer:
        """The answer, without its hits, which no figure needs."""
        return Answer(
            status=self.status,
            mode=self.mode,
            language=self.language,
            text=self.answer,
            sentences=tuple(sentence.to_sentence() for sentence in self.sentences),
            citations=tuple(citation.to_citation() for citation in self.citations),
            hits=(),
            confidence=self.confidence,
            understood_as=self.understood_as,
            doubtful=self.doubtful,
            unmentioned=self.unmentioned,
        )

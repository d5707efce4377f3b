"""What an answer is made of: sentences, and the citations that prove each of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from index.retriever import Hit
from ingest.document import Source, Span


class Status(StrEnum):
    """How a question ended."""

    ANSWERED = "answered"
    NOT_FOUND = "not_found"
    CHAT = "chat"


class Mode(StrEnum):
    """Whether an answer quotes or is written by a language model from quotations."""

    EXTRACTIVE = "extractive"
    GENERATED = "generated"


@dataclass(frozen=True, slots=True)
class Citation:
    """One contiguous span of a document and its exact characters: ``quote == text[start:end]``."""

    n: int
    source: Source
    headline: str
    sha256: str
    passage_id: str
    span: Span
    quote: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """The answering part of a quoted sentence: code points of the document of citation ``n``."""

    n: int
    span: Span


@dataclass(frozen=True, slots=True)
class AnswerSentence:
    """A sentence shown, in the asker's script, and the numbers of the citations behind it.

    An item that holds a list of its own has that in lines of their own, set in as printed.
    ``also`` are citations of other sources that make the same statement, in words of their own.
    """

    text: str
    quoted: bool
    citations: tuple[int, ...]
    phrase: Phrase | None = None
    also: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The outcome for one question; ``confidence`` in [0, 1] is what the refusal decision saw.

    ``understood_as`` is the question that was searched, in the asker's script, where it borrowed
    from the conversation; None where it was searched as it is. ``doubtful`` says of an answer that
    what it shows is the nearest there is and may not be what was asked for. ``unmentioned`` are
    the years, days, editions, numbers and names that the question states and neither what is quoted
    nor its surroundings do; such an answer is doubtful.
    """

    status: Status
    mode: Mode
    language: str
    text: str
    sentences: tuple[AnswerSentence, ...]
    citations: tuple[Citation, ...]
    hits: tuple[Hit, ...]
    confidence: float
    understood_as: str | None = None
    doubtful: bool = False
    unmentioned: tuple[str, ...] = ()

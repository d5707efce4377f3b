"""POST /api/ask: a question, and what is said to it."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from api.schemas.fields import LanguageTag, Request, Text
from api.schemas.sources import DocumentRef, PassageOut, Segment


class TurnBody(Request):
    """One earlier exchange."""

    question: Text
    answer: Text = ""


class AskBody(Request):
    """A question, in any of the four languages."""

    question: Text
    history: Annotated[list[TurnBody], Field(max_length=20)] = []  # noqa: RUF012  pydantic copies it
    k: Annotated[int, Field(ge=1, le=50)] | None = None
    stream: bool = False
    language: LanguageTag | None = None


class PhraseOut(BaseModel):
    """The answering part of a sentence: code points of the document of citation ``n``."""

    n: int
    start: int
    end: int


class CitationOut(BaseModel):
    """One span of a source and its exact characters; ``segments`` joined are ``quote``."""

    n: int
    document: DocumentRef
    headline: str
    hash: str
    passage_id: str
    start: int
    end: int
    quote: str
    before: str
    after: str
    segments: list[Segment]


class SentenceOut(BaseModel):
    """A sentence of the answer with the numbers of its citations.

    ``also`` are citations of other sources that make the same statement in their own words.
    """

    text: str
    quoted: bool
    citations: list[int]
    phrase: PhraseOut | None
    also: list[int] = []


class SentenceEvent(BaseModel):
    """A sentence as it is streamed: its citations in full."""

    text: str
    quoted: bool
    citations: list[CitationOut]
    phrase: PhraseOut | None
    also: list[CitationOut] = []


class AskResponse(BaseModel):
    """The outcome of a question; ``confidence``, from 0 to 1, decided whether to answer it.

    ``understood_as`` is what was searched where a follow-up borrowed from the turns before it.
    ``doubtful``: what is shown is the nearest there is and may not be what was asked for.
    ``unmentioned``: the years, days, editions, numbers and names that the question states and what
    is quoted does not, nor takes from what stands around it.
    """

    status: Literal["answered", "not_found", "chat"]
    mode: Literal["extractive", "generated"]
    language: str
    answer: str
    sentences: list[SentenceOut]
    citations: list[CitationOut]
    passages: list[PassageOut]
    confidence: float
    understood_as: str | None = None
    doubtful: bool = False
    unmentioned: list[str] = []
    index: str
    timings_ms: dict[str, float]

"""The shapes of requests and responses (DESIGN.md section 6), as pydantic models for every door."""

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

MAX_RAW_CHARS = 8192  # far above any question; the setting question_max_chars counts after NFKC
MAX_HITS = 100

LanguageTag = Literal["zh-Hans", "zh-Hant", "en", "ru"]
ScriptCode = Literal["Hans", "Hant", "Latn", "Cyrl"]

_PARTIAL_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


def _iso_date(text: str) -> str:
    if not _PARTIAL_DATE.fullmatch(text):
        raise ValueError("not an ISO date such as 2023, 2023-06 or 2023-06-15")
    try:
        date.fromisoformat(text + "0000-01-01"[len(text) :])
    except ValueError as error:
        raise ValueError("not a day of the calendar") from error
    return text


IsoDate = Annotated[str, Field(max_length=10), AfterValidator(_iso_date)]
Text = Annotated[str, Field(max_length=MAX_RAW_CHARS)]
Identifier = Annotated[str, Field(max_length=300)]


class _Request(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class TurnBody(_Request):
    """One earlier exchange."""

    question: Text
    answer: Text = ""


class AskBody(_Request):
    """A question, in any of the four languages."""

    question: Text
    history: Annotated[list[TurnBody], Field(max_length=20)] = []
    k: Annotated[int, Field(ge=1, le=50)] | None = None
    stream: bool = False
    language: LanguageTag | None = None


class SearchBody(_Request):
    """A search; ``from`` and ``to`` are inclusive and leave undated documents out."""

    query: Text
    k: Annotated[int, Field(ge=1, le=MAX_HITS)] = 10
    documents: Annotated[list[Identifier], Field(max_length=1000)] | None = None
    date_from: Annotated[IsoDate | None, Field(alias="from")] = None
    date_to: Annotated[IsoDate | None, Field(alias="to")] = None
    script: ScriptCode | None = None
    include: Annotated[list[Literal["furniture", "spillover"]], Field(max_length=4)] = []


class FeedbackBody(_Request):
    """What a reader thought of an answer or of a passage."""

    question: Text
    answer_id: Identifier | None = None
    passage_id: Identifier | None = None
    verdict: Literal["good", "bad", "relevant", "irrelevant"]
    reason: Annotated[str, Field(max_length=1000)] | None = None


class DocumentRef(BaseModel):
    """The source behind a passage or citation, as it is named beside a quotation."""

    id: str
    title: str
    publisher: str
    date: str
    date_inferred: bool
    script: ScriptCode
    source: Literal["original", "digest"]


class Segment(BaseModel):
    """A stretch of text, already cut: pages never slice by number."""

    text: str
    mark: bool


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
    """A sentence of the answer with the numbers of its citations."""

    text: str
    quoted: bool
    citations: list[int]
    phrase: PhraseOut | None


class SentenceEvent(BaseModel):
    """A sentence as it is streamed: its citations in full."""

    text: str
    quoted: bool
    citations: list[CitationOut]
    phrase: PhraseOut | None


class PassageOut(BaseModel):
    """A retrieved passage; ``text`` is the document's text from ``start`` to ``end``."""

    id: str
    document: DocumentRef
    headline: str
    kind: Literal["body", "furniture", "spillover"]
    start: int
    end: int
    text: str
    rank: int
    score: float


class AskResponse(BaseModel):
    """The outcome of a question; ``confidence``, from 0 to 1, decided whether to answer it."""

    status: Literal["answered", "not_found", "chat"]
    mode: Literal["extractive", "generated"]
    language: str
    answer: str
    sentences: list[SentenceOut]
    citations: list[CitationOut]
    passages: list[PassageOut]
    confidence: float
    index: str
    timings_ms: dict[str, float]


class WhyOut(BaseModel):
    """What each leg of the retrieval gave a hit."""

    lexical: float
    vector: float
    curated: float


class HitOut(PassageOut):
    """A search hit; ``segments`` joined are ``text``, marked where the query's words stand."""

    why: WhyOut
    segments: list[Segment]


class SearchResponse(BaseModel):
    """The hits of a search, best first."""

    hits: list[HitOut]
    index: str
    timings_ms: dict[str, float]


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


class DocumentResponse(DocumentMeta):
    """One document with its whole text."""

    articles: list[ArticleOut]
    text: str
    index: str


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
    """A stretch of a document; all of them joined are its text."""

    text: str
    role: Literal["text", "quote", "removed"]
    reason: str | None = None


class Done(BaseModel):
    """The answer to a request that changes something."""

    status: Literal["ok"] = "ok"


class Health(BaseModel):
    """Whether the service lives, or is ready; then ``index`` is the generation that answers.

    ``encoder`` is the fingerprint of the encoder behind it.
    """

    status: Literal["ok"] = "ok"
    index: str | None = None
    encoder: str | None = None

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
Identifiers = Annotated[list[Identifier], Field(max_length=1000)]
TopicId = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$")]
HitCount = Annotated[int, Field(ge=1, le=MAX_HITS)]
OtherParts = Annotated[list[Literal["furniture", "spillover"]], Field(max_length=4)]


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
    """A search; ``from`` and ``to`` are inclusive and leave undated documents out.

    Hits come with the verdicts that staff gave them for ``topic``; without one, for the query.
    """

    query: Text
    k: HitCount = 10
    documents: Identifiers | None = None
    publishers: Identifiers | None = None
    date_from: Annotated[IsoDate | None, Field(alias="from")] = None
    date_to: Annotated[IsoDate | None, Field(alias="to")] = None
    script: ScriptCode | None = None
    include: OtherParts = []
    topic: TopicId | None = None


class SearchParameters(BaseModel):
    """The search page's state, as it stands in its address; the same words ask for its twins."""

    model_config = ConfigDict(extra="ignore", frozen=True)  # `lang` is the page's own

    q: Text
    k: HitCount = 10
    document: Identifiers = []
    publisher: Identifiers = []
    date_from: Annotated[IsoDate | None, Field(alias="from")] = None
    date_to: Annotated[IsoDate | None, Field(alias="to")] = None
    script: ScriptCode | None = None
    include: OtherParts = []
    topic: TopicId | None = None

    def to_body(self) -> SearchBody:
        """The search that the page would send."""
        return SearchBody.model_validate(
            {
                "query": self.q,
                "k": self.k,
                "documents": self.document or None,
                "publishers": self.publisher or None,
                "from": self.date_from,
                "to": self.date_to,
                "script": self.script,
                "include": self.include,
                "topic": self.topic,
            }
        )


class FeedbackBody(_Request):
    """What a reader thought of an answer or of a passage."""

    question: Text
    answer_id: Identifier | None = None
    passage_id: Identifier | None = None
    verdict: Literal["good", "bad", "relevant", "irrelevant"]
    reason: Annotated[str, Field(max_length=1000)] | None = None


class JudgementBody(_Request):
    """What staff thought of a passage, for a topic of the evaluation when ``topic`` names one."""

    question: Text
    passage_id: Identifier
    verdict: Literal["relevant", "irrelevant"]
    topic: TopicId | None = None


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
    """A search hit; ``segments`` joined are ``text``, marked where the query's words stand.

    ``verdict`` is the last one that staff gave it for the search's topic or query.
    """

    why: WhyOut
    segments: list[Segment]
    verdict: Literal["relevant", "irrelevant"] | None = None


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


class LoginBody(_Request):
    """The token of ``FORUMQA_STAFF_TOKEN``."""

    token: Annotated[str, Field(max_length=4096)]


class StaffState(BaseModel):
    """Whether the staff's pages want a token, and whether this browser has shown it."""

    required: bool
    signed_in: bool


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

"""POST /api/search and its twins: a search, and its hits."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from api.schemas.fields import (
    HitCount,
    Identifiers,
    IsoDate,
    OtherParts,
    Request,
    ScriptCode,
    Text,
    TopicId,
)
from api.schemas.sources import PassageOut, Segment


class SearchBody(Request):
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
    include: OtherParts = []  # noqa: RUF012  pydantic copies it
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
    """The hits of a search, best first; ``distant`` where none of them is close to the query."""

    hits: list[HitOut]
    distant: bool = False
    index: str
    timings_ms: dict[str, float]

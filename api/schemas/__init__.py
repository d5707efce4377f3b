"""The shapes of requests and responses (DESIGN.md section 6), as pydantic models for every door.

Bodies are strict, and bounded in `fields`. There is one room each for a question, a search, a
document, a verdict and the state of the service; `sources` is what several of them name.
"""

from api.schemas.asking import (
    AskBody,
    AskResponse,
    CitationOut,
    PhraseOut,
    SentenceEvent,
    SentenceOut,
    TurnBody,
)
from api.schemas.documents import (
    ArticleOut,
    CutPassage,
    DocumentAbout,
    DocumentMeta,
    DocumentResponse,
    DocumentsResponse,
    PassagesResponse,
    ViewSegment,
)
from api.schemas.fields import MAX_HITS, MAX_RAW_CHARS
from api.schemas.searching import HitOut, SearchBody, SearchParameters, SearchResponse, WhyOut
from api.schemas.sources import DocumentRef, PassageOut, Segment
from api.schemas.state import Done, Health, LoginBody, StaffState
from api.schemas.verdicts import FeedbackBody, JudgementBody

__all__ = [
    "MAX_HITS",
    "MAX_RAW_CHARS",
    "ArticleOut",
    "AskBody",
    "AskResponse",
    "CitationOut",
    "CutPassage",
    "DocumentAbout",
    "DocumentMeta",
    "DocumentRef",
    "DocumentResponse",
    "DocumentsResponse",
    "Done",
    "FeedbackBody",
    "Health",
    "HitOut",
    "JudgementBody",
    "LoginBody",
    "PassageOut",
    "PassagesResponse",
    "PhraseOut",
    "SearchBody",
    "SearchParameters",
    "SearchResponse",
    "Segment",
    "SentenceEvent",
    "SentenceOut",
    "StaffState",
    "TurnBody",
    "ViewSegment",
    "WhyOut",
]

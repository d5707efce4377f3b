"""What a quotation, passage or hit comes from."""

from typing import Literal

from pydantic import BaseModel

from api.schemas.fields import ScriptCode


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

"""A query in, ranked hits out: the one function behind chat, staff search and evaluation."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ingest.document import Passage, PassageKind, Script

BODY_ONLY = frozenset({PassageKind.BODY})


class Legs(StrEnum):
    """Which parts of retrieval take part."""

    LEXICAL = "lexical"
    VECTOR = "vector"
    FUSED = "fused"


@dataclass(frozen=True, slots=True)
class Why:
    """The parts a score is the sum of."""

    lexical: float
    vector: float
    curated: float = 0.0


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found: ``score`` (higher is better), ``rank`` from 1, and the score's parts."""

    passage: Passage
    score: float
    rank: int
    why: Why


@dataclass(frozen=True, slots=True)
class Filters:
    """What may be found; ``None`` sets no limit.

    Args:
        documents: ids of documents.
        date_from: inclusive ISO date, perhaps partial (``2023``, ``2023-06``).
        date_to: likewise. Given either, undated documents are left out, and a document with a
            partial date is in when any day it may mean is in.
        script: the script that a source is printed in.
        kinds: what parts of pages; body text unless others are asked for.
    """

    documents: frozenset[str] | None = None
    date_from: str | None = None
    date_to: str | None = None
    script: Script | None = None
    kinds: frozenset[PassageKind] = BODY_ONLY

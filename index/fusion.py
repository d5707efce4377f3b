"""Two score lists of one query become one: each is normalised for the query, then they are added."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

VECTOR_WEIGHT = 0.25
_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the legs say of the candidates of one query.

    Args:
        rows: the candidates' rows.
        lexical: BM25 of those rows that share a token with the query.
        vector: cosine of every row's best window.
        ideal: the BM25 that a short passage with every token of the query would reach.
    """

    rows: Sequence[int]
    lexical: Mapping[int, float]
    vector: Mapping[int, float]
    ideal: float


@dataclass(frozen=True, slots=True)
class Fused:
    """A row and the two parts of its score."""

    row: int
    lexical: float
    vector: float

    @property
    def score(self) -> float:
        return round(self.lexical + self.vector, _DECIMALS)

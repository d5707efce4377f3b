"""Two score lists of one query become one: each normalised for the query, then added."""

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


def fuse(evidence: Evidence, vector_weight: float = VECTOR_WEIGHT) -> list[Fused]:
    """The candidates with their fused scores, best first; equal scores in row order."""
    best = max(evidence.lexical.values(), default=0.0) or 1.0
    high = max(evidence.vector.values(), default=1.0)
    low = min(evidence.vector.values(), default=0.0)
    spread = (high - low) or 1.0
    fused = [
        Fused(
            row,
            (1 - vector_weight) * evidence.lexical.get(row, 0.0) / best,
            vector_weight * (evidence.vector[row] - low) / spread,
        )
        for row in evidence.rows
    ]
    return sorted(fused, key=lambda entry: (-entry.score, entry.row))

"""Two score lists of one query become one: each normalised for the query, then added.

The lexical score is divided by the highest that the query allows (`LexicalIndex.highest`): so it
says how much of what the query asks for stands in the passage, and stays low when the query's words
stand nowhere, as when it is in another language. The best lexical score as the divisor would give
full marks to whatever shares an article with an English question. The vector score is spread
between the worst and the best candidate, so that the weight suits encoders whose cosines lie close
together. Weights are chosen in index/README.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.document import Script
from ingest.script import detect_script

VECTOR_WEIGHT = 0.15
VECTOR_WEIGHT_OTHER_SCRIPTS = 0.6
_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the legs say of the candidates of one query.

    Args:
        rows: the candidates' rows.
        lexical: BM25 of those rows that share a token with the query.
        vector: cosine of every row's best window.
        highest: the BM25 that no passage can reach.
    """

    rows: Sequence[int]
    lexical: Mapping[int, float]
    vector: Mapping[int, float]
    highest: float


@dataclass(frozen=True, slots=True)
class Fused:
    """A row and the two parts of its score."""

    row: int
    lexical: float
    vector: float

    @property
    def score(self) -> float:
        """The sum of the parts, rounded so that equal passages tie."""
        return round(self.lexical + self.vector, _DECIMALS)


def vector_weight(query: str) -> float:
    """The vector leg's share, in [0, 1]: more where words can rarely match."""
    if detect_script(query) in (Script.HANS, Script.HANT):
        return VECTOR_WEIGHT
    return VECTOR_WEIGHT_OTHER_SCRIPTS


def fuse(evidence: Evidence, weight: float) -> list[Fused]:
    """The candidates with their fused scores, best first; equal scores in row order.

    Args:
        evidence: a vector score for every candidate, a lexical one where there is one.
        weight: the vector leg's share; scores lie in [0, 1].
    """
    low = min(evidence.vector.values(), default=0.0)
    spread = max(evidence.vector.values(), default=0.0) - low
    fused = [
        Fused(
            row,
            (1 - weight) * _ratio(evidence.lexical.get(row, 0.0), evidence.highest),
            weight * _ratio(evidence.vector[row] - low, spread),
        )
        for row in evidence.rows
    ]
    return sorted(fused, key=lambda entry: (-entry.score, entry.row))


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole > 0 else 0.0

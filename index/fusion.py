"""Two score lists of one query become one: each normalised for the query, then added.

The lexical score is divided by the highest that the query allows (`LexicalIndex.highest`): so it
says how much of what the query asks for stands in the passage, and stays low when the query's words
stand nowhere, as when it is in another language. The best lexical score as the divisor would give
full marks to whatever shares an article with an English question. The vector score is spread
between the worst and the best candidate, so that the weight suits encoders whose cosines lie close
together. What curated questions say (``index/curated.py``) takes a share of that sum. Weights are
chosen in index/README.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from ingest.document import Script
from ingest.script import detect_script

VECTOR_WEIGHT = 0.15
VECTOR_WEIGHT_OTHER_SCRIPTS = 0.2
CURATED_WEIGHT = 0.6
CURATED_WEIGHT_OTHER_SCRIPTS = 0.6
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
class Likeness:
    """How like a query a question is, in [0, 1]: in words, and in meaning."""

    words: float = 0.0
    meaning: float = 0.0


@dataclass(frozen=True, slots=True)
class Familiar:
    """How like a query the nearest curated questions are: those answered, those known not to be.

    The nearest in words need not be the nearest in meaning. The ``rest`` is the same for the words
    of the query that the best passage lacks, in [0, 1]: what is asked of that which it tells of.
    """

    answered: Likeness = Likeness()
    unanswered: Likeness = Likeness()
    answered_rest: float = 0.0
    unanswered_rest: float = 0.0


NOT_FAMILIAR = Familiar()


@dataclass(frozen=True, slots=True)
class Pointed:
    """What curated questions say of the words of a passage that answer them.

    ``words`` is the most that one of the questions shares with the query, in [0, 1], and
    ``evidence`` the sum over them of a weight that grows steeply with their likeness to it.
    """

    words: float = 0.0
    evidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Curated:
    """What curated questions say to one query.

    Args:
        scores: in [0, 1], of the rows that the questions nearest to the query stand for.
        covered: all rows that any question stands for.
        pointed: for each of those rows the words in it, squeezed, that answer these questions.
        familiar: how like the query the nearest questions are; the unanswered ones are those that
            no covered row answers.
    """

    scores: Mapping[int, float]
    covered: AbstractSet[int]
    pointed: Mapping[int, Mapping[str, Pointed]] = field(
        default_factory=dict[int, Mapping[str, Pointed]]
    )
    familiar: Familiar = NOT_FAMILIAR


@dataclass(frozen=True, slots=True)
class Fused:
    """A row, the parts of its score, and the words in it that curated questions point at.

    ``familiar`` is no part of the score, and `NOT_FAMILIAR` where no curated question stands for
    the row.
    """

    row: int
    lexical: float
    vector: float
    curated: float = 0.0
    pointed: Mapping[str, Pointed] = field(default_factory=dict[str, Pointed])
    familiar: Familiar = NOT_FAMILIAR

    @property
    def score(self) -> float:
        """The sum of the parts, rounded so that equal passages tie."""
        return round(self.lexical + self.vector + self.curated, _DECIMALS)


def vector_weight(query: str) -> float:
    """The vector leg's share, in [0, 1]: more where words can rarely match."""
    return VECTOR_WEIGHT if _is_chinese(query) else VECTOR_WEIGHT_OTHER_SCRIPTS


def curated_weight(query: str) -> float:
    """The share of curated questions in a score, in [0, 1]."""
    return CURATED_WEIGHT if _is_chinese(query) else CURATED_WEIGHT_OTHER_SCRIPTS


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
    return _best_first(fused)


def blend(fused: Iterable[Fused], curated: Curated, weight: float) -> list[Fused]:
    """``fused`` with what curated questions say of its rows, best first.

    A row that no question stands for keeps its score whole: that nobody wrote questions for a
    document yet is nothing against it.

    Args:
        fused: rows and their scores without curated questions.
        curated: what the questions say.
        weight: their share; the rest is what the score was.
    """
    return _best_first(
        _blended(entry, curated, weight) if entry.row in curated.covered else entry
        for entry in fused
    )


def _blended(entry: Fused, curated: Curated, weight: float) -> Fused:
    row, rest = entry.row, 1 - weight
    score = curated.scores.get(row, 0.0)
    pointed = curated.pointed.get(row, {})
    lexical, vector = rest * entry.lexical, rest * entry.vector
    return Fused(row, lexical, vector, weight * score, pointed, curated.familiar)


def _best_first(entries: Iterable[Fused]) -> list[Fused]:
    return sorted(entries, key=lambda entry: (-entry.score, entry.row))


def _is_chinese(query: str) -> bool:
    return detect_script(query) in (Script.HANS, Script.HANT)


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole > 0 else 0.0

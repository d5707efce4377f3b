"""How sure the service is that the documents answer: a probability from the best candidates."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from answer.choosing import Candidate, FloatVector, Question

SIGNALS = (
    "coverage",  # of the best sentence
    "coverage_nearby",  # of the best sentence with its neighbours
    "coverage_passage",  # the best over the hits
    "similarity",  # the best over the candidates
    "similarity_nearby",
    "score",  # of the best sentence
    "missing",  # idf share of the heaviest content token that no hit holds
    "tokens",  # log of the number of content tokens
    "one",
)


def signals(question: Question, ranked: Sequence[Candidate]) -> FloatVector:
    """The signals of ``SIGNALS`` for one question and its candidates, best first.

    Raises:
        ValueError: there is no candidate; such a question is refused without asking.
    """
    if not ranked:
        raise ValueError("signals need at least one candidate")
    best = ranked[0]
    return np.array(
        [
            best.feature("coverage"),
            best.feature("coverage_nearby"),
            max(c.feature("coverage_passage") for c in ranked),
            max(c.feature("similarity") for c in ranked),
            max(c.feature("similarity_nearby") for c in ranked),
            best.score,
            _missing(question, ranked),
            np.log1p(len(question.weights)),
            1.0,
        ],
        dtype=np.float32,
    )


def confidence(question: Question, ranked: Sequence[Candidate], weights: FloatVector) -> float:
    """The probability, in [0, 1], that the best candidates answer ``question``; 0 without any."""
    if not ranked:
        return 0.0
    return float(1.0 / (1.0 + np.exp(-(signals(question, ranked) @ weights))))


def _missing(question: Question, ranked: Sequence[Candidate]) -> float:
    passages = {c.hit.passage.id: c.hit.passage for c in ranked}
    text = "\n".join(p.headline + "\n" + p.search_text for p in passages.values()).casefold()
    total = sum(question.weights.values())
    gone = (weight for token, weight in question.weights.items() if token not in text)
    return max(gone, default=0.0) / total if total else 1.0

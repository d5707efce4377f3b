"""What shows whether the documents answer: signals of the best candidates and of all hits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from answer.choosing import Candidate, FloatVector, Question
from answer.coverage import Flags, Shares
from answer.terms import Expected
from index.fusion import Familiar, Likeness

Scores = npt.NDArray[np.float64]

SIGNALS = (
    "coverage",  # of the best sentence
    "coverage_nearby",  # of the best sentence with its neighbours
    "coverage_passage",  # the best over the hits
    "similarity",  # the best over the candidates
    "similarity_nearby",
    "score",  # of the best sentence
    "unseen",  # idf share of the content tokens that no passage found holds
    "lacks",  # a number or a date is asked for and the best sentence has no new one
    "tokens",  # log of the number of content tokens
    "reading",  # of the best sentence
    "reading_most",  # the most over the candidates
    "numbers",  # share of the question's numbers that the best passage lacks
    "curated",  # the most that curated questions give a hit
    "pointed",  # of the best sentence
    "curated_lead",  # ``curated`` less that of the second hit
    "curated_above",  # … less the mean of the four that follow
    "curated_apart",  # how many deviations of the other hits it lies above them, over ten
    "retrieval",  # the best hit's score
    "retrieval_lead",
    "retrieval_apart",
    "answered_words",  # of the question, in the curated one nearest to it in words
    "answered_meaning",  # its cosine to the curated one nearest to it in meaning
    "unanswered_words",  # the same, of those that nothing answers
    "unanswered_meaning",
    "words_lead",  # answered_words less unanswered_words
    "meaning_lead",
    "rest_lead",  # the same lead, in the question's words that the best passage lacks
)
_FOLLOWING = 4
_LEAST_DEVIATION = 0.01
_COUNTABLE = frozenset({Expected.NUMBER, Expected.DATE})
_NUMBER = re.compile(r"\d+")


def signals(question: Question, ranked: Sequence[Candidate]) -> FloatVector:
    """The signals of ``SIGNALS`` for one question and its candidates, best first.

    Raises:
        ValueError: there is no candidate; such a question is refused without asking.
    """
    if not ranked:
        raise ValueError("signals need at least one candidate")
    best = ranked[0]
    hits = {candidate.hit.passage.id: candidate.hit for candidate in ranked}.values()
    curated = np.sort([hit.why.curated for hit in hits])[::-1]
    scores = np.sort([hit.score for hit in hits])[::-1]
    return np.array(
        [
            best.feature("coverage"),
            best.feature("coverage_nearby"),
            max(c.feature("coverage_passage") for c in ranked),
            max(c.feature("similarity") for c in ranked),
            max(c.feature("similarity_nearby") for c in ranked),
            best.score,
            _unseen(question, ranked),
            question.expected in _COUNTABLE and not question.offered_by(best.search_text),
            np.log1p(len(question.wanted)),
            best.feature("reading"),
            max(c.feature("reading") for c in ranked),
            _numbers_lacking(question.text, best),
            curated[0],
            best.feature("pointed"),
            _lead(curated),
            curated[0] - _mean(curated[1 : 1 + _FOLLOWING]),
            _apart(curated),
            scores[0],
            _lead(scores),
            _apart(scores),
            *_familiar(best.hit.familiar),
        ],
        dtype=np.float32,
    )


class Backing(StrEnum):
    """What staff have written for the passage of the best candidate.

    A question that is unlike all curated ones is probably not answered where there are some.
    """

    PLAIN = "plain"  # nothing
    CURATED = "curated"  # questions that its document answers
    BOUNDED = "bounded"  # those, and questions that are known not to be answered


def backing(ranked: Sequence[Candidate]) -> Backing:
    """What staff have written for the passage of the best of ``ranked``."""
    if not ranked or ranked[0].hit.why.curated <= 0:
        return Backing.PLAIN
    bounded = ranked[0].hit.familiar.unanswered != Likeness()
    return Backing.BOUNDED if bounded else Backing.CURATED


def _lead(falling: Scores) -> float:
    return float(falling[0] - (falling[1] if len(falling) > 1 else 0.0))


def _familiar(familiar: Familiar) -> Sequence[float]:
    answered, unanswered = familiar.answered, familiar.unanswered
    return (
        answered.words,
        answered.meaning,
        unanswered.words,
        unanswered.meaning,
        answered.words - unanswered.words,
        answered.meaning - unanswered.meaning,
        familiar.answered_rest - familiar.unanswered_rest,
    )


def _apart(falling: Scores) -> float:
    others = falling[2:] if len(falling) > 2 else np.zeros(1)
    deviation = float(np.std(others)) + _LEAST_DEVIATION
    return float(falling[0] - _mean(others)) / deviation / 10


def _mean(values: Scores) -> float:
    return float(np.mean(values)) if len(values) else 0.0


def _numbers_lacking(question: str, best: Candidate) -> float:
    numbers = _NUMBER.findall(question)
    passage = best.hit.passage
    held = frozenset(_NUMBER.findall(f"{passage.headline}\n{passage.search_text}"))
    return sum(number not in held for number in numbers) / max(1, len(numbers))


def _unseen(question: Question, ranked: Sequence[Candidate]) -> float:
    """The share of what is asked for that no hit holds, all of them taken together."""
    passages = {candidate.hit.passage.id: candidate.hit.passage for candidate in ranked}.values()
    shares = Shares(question.wanted)
    held = shares.held([f"{passage.headline}\n{passage.search_text}" for passage in passages])
    anywhere: Flags = np.logical_or.reduce(held, axis=0, keepdims=True)
    return 1.0 - float(shares.coverage(anywhere)[0])

"""Curated questions: a passage scores as the question most like the query that stands for it.

A question is like the query as far as they share words (its BM25 over the highest that the query
allows) and meaning (the cosine of their vectors). The weights are chosen in index/README.md. The
questions that staff know nothing answers are compared in the same way, and score no passage: how
like the query the nearest of them are speaks for refusing.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from index.clauses import Clause
from index.fusion import Curated, Familiar, Likeness, Pointed
from index.lexical import LexicalIndex, LexicalText
from index.store import StoredQuestion
from index.vectors import BoolVector, FloatVector, IntVector, VectorIndex
from ingest.script import to_single_script

CANDIDATES = 50  # questions that each leg brings
COSINE_SHARE = 0.3
_DECIMALS = 5
_STEEPNESS = 20.0  # of the evidence: a likeness of 0.1 more counts seven times as much


def question_text(text: str) -> str:
    """What the encoder is given of a question: as of a query, its single script."""
    return to_single_script(text)


def question_texts(questions: Sequence[StoredQuestion], groups: Sequence[str]) -> list[LexicalText]:
    """What is indexed of the questions, each in the group of the passages it stands for.

    ``groups`` has one group for each passage; all passages of a question are in one.
    """
    return [LexicalText(item.text, groups[item.passages[0]]) for item in questions]


def unanswered_texts(questions: Sequence[str]) -> list[LexicalText]:
    """What is indexed of the questions that nothing answers; they are in no group."""
    return [LexicalText(text, "") for text in questions]


@dataclass(frozen=True, slots=True)
class QuestionIndex:
    """Questions by row, as words and as vectors encoded as queries are."""

    lexical: LexicalIndex
    vectors: VectorIndex

    def __post_init__(self) -> None:
        assert len(self.lexical) == len(self.vectors), "a row is the same question in both"

    def __len__(self) -> int:
        return len(self.vectors)

    def compare(
        self,
        wanted: Sequence[Clause | str],
        vector: FloatVector,
        groups: frozenset[str] | None = None,
        mask: BoolVector | None = None,
    ) -> dict[int, Likeness]:
        """How like the query the best questions of either leg are, by row.

        ``groups`` and ``mask`` (n,) bool are the same limit; None: all.
        """
        query = self.lexical.query(wanted)
        words = dict(self.lexical.search(query, CANDIDATES, groups))
        cosines = _by_row(self.vectors.search(vector, CANDIDATES, mask))
        if len(words) == CANDIDATES:  # otherwise no other question shares a word
            words |= self.lexical.scores(query, [row for row in cosines if row not in words])
        unseen = np.array([row for row in words if row not in cosines], dtype=np.int64)
        cosines |= _by_row(self.vectors.among(vector, unseen))
        return {
            row: _likeness(words.get(row, 0.0), query.highest, cosine)
            for row, cosine in cosines.items()
        }

    def nearest(self, wanted: Sequence[Clause | str], vector: FloatVector) -> Likeness:
        """The most words, and the most meaning, that any question shares with the query."""
        cosines = _by_row(self.vectors.search(vector, 1))
        return Likeness(self.most_words(wanted), _bounded(max(cosines.values(), default=0.0)))

    def most_words(self, wanted: Sequence[Clause | str]) -> float:
        """The most words that any question shares with the query, in [0, 1]."""
        query = self.lexical.query(wanted)
        words = dict(self.lexical.search(query, 1))
        return _share(max(words.values(), default=0.0), query.highest)


class CuratedIndex:
    """The questions of one index, by row; safe to share between threads.

    Args:
        questions: as they are stored; the passages of one are one or more, all in one group.
        index: the words and vectors of ``questions``.
        unanswered: those of the questions that nothing answers; None where there are none.
    """

    def __init__(
        self,
        questions: Sequence[StoredQuestion],
        index: QuestionIndex,
        unanswered: QuestionIndex | None = None,
    ) -> None:
        assert len(questions) == len(index), "a row is the same question in all"
        self._questions = questions
        self._first_passage = np.array([item.passages[0] for item in questions], dtype=np.int64)
        self._covered = frozenset(row for item in questions for row in item.passages)
        self._index = index
        self._unanswered = unanswered

    def __len__(self) -> int:
        return len(self._questions)

    def search(
        self,
        wanted: Sequence[Clause | str],
        vector: FloatVector,
        groups: frozenset[str] | None = None,
        allowed: BoolVector | None = None,
    ) -> Curated:
        """The scores of the passages that the questions nearest to a query stand for.

        Args:
            wanted: what the query asks for, word by word.
            vector: (width,) float32, the query's.
            groups: the groups that may be found; None: all.
            allowed: the same as one flag for each passage.
        """
        mask = None if allowed is None else allowed[self._first_passage]
        best: dict[int, float] = {}
        pointed: dict[int, dict[str, Pointed]] = {}
        found = self._index.compare(wanted, vector, groups, mask)
        for row, likeness in sorted(found.items()):
            question, similarity = self._questions[row], _similarity(likeness)
            for passage in question.passages:
                if allowed is None or allowed[passage]:
                    best[passage] = max(similarity, best.get(passage, 0.0))
                    if question.words:
                        own = pointed.setdefault(passage, {})
                        before = own.get(question.words, Pointed())
                        own[question.words] = Pointed(
                            max(before.words, likeness.words),
                            before.evidence + math.exp(_STEEPNESS * similarity),
                        )
        apart = self._unanswered.nearest(wanted, vector) if self._unanswered else Likeness()
        return Curated(best, self._covered, pointed, Familiar(_most(found.values()), apart))

    def with_rest(self, familiar: Familiar, rest: Sequence[str]) -> Familiar:
        """``familiar`` with how like the questions are in ``rest``, tokens of the query alone."""
        if not rest or self._unanswered is None:
            return familiar
        answered, unanswered = self._index.most_words(rest), self._unanswered.most_words(rest)
        return replace(familiar, answered_rest=answered, unanswered_rest=unanswered)


def _by_row(found: tuple[FloatVector, IntVector]) -> dict[int, float]:
    scores, rows = found
    return dict(zip(rows.tolist(), scores.tolist(), strict=True))


def _likeness(words: float, highest: float, cosine: float) -> Likeness:
    return Likeness(_share(words, highest), _bounded(cosine))


def _share(words: float, highest: float) -> float:
    return min(words / highest, 1.0) if highest > 0 else 0.0


def _bounded(cosine: float) -> float:
    return min(max(cosine, 0.0), 1.0)


def _similarity(likeness: Likeness) -> float:
    both = (1 - COSINE_SHARE) * likeness.words + COSINE_SHARE * likeness.meaning
    return round(both, _DECIMALS)


def _most(found: Iterable[Likeness]) -> Likeness:
    """The most words, and the most meaning, that any of them shares with the query."""
    each = list(found)
    return Likeness(
        max((one.words for one in each), default=0.0),
        max((one.meaning for one in each), default=0.0),
    )

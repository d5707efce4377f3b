"""Questions that are the same but for script, signs or a few words, found without all pairs.

The measure is the checker's: `NEAR_COPY_JACCARD` over the bigrams of ``eval/overlap.py``. Only
questions that share a bigram of their prefixes are compared: when the Jaccard of two sets is t or
more, the first |x| - ceil(t |x|) + 1 members of each, in one fixed order, have one in common
(Chaudhuri, Ganti and Kaushik, "A Primitive Operator for Similarity Joins in Data Cleaning", 2006).
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from eval.checking import NEAR_COPY_JACCARD
from eval.overlap import bigrams, jaccard
from ingest.matching import squeeze

_SLACK = 1e-9  # a product such as 0.7 * 30 may come out a hair too high


class NearCopies:
    """Questions under the names they stand for; `find` tells which name a question belongs to."""

    def __init__(self) -> None:
        self._exact: dict[str, str] = {}
        self._rows: list[tuple[str, frozenset[str]]] = []
        self._by_prefix: dict[str, list[int]] = {}

    def add(self, question: str, name: str) -> None:
        """``question`` and its near-copies stand for ``name``; who came first keeps a question."""
        self.add_exact([question], name)
        self.add_near(question, name)

    def add_exact(self, questions: Iterable[str], name: str) -> None:
        """These questions, in whatever script and with whatever signs, stand for ``name``."""
        for question in questions:
            self._exact.setdefault(squeeze(question), name)

    def add_near(self, text: str, name: str) -> None:
        """Questions with nearly the bigrams of ``text`` stand for ``name``."""
        grams = bigrams(text)
        for gram in _prefix(grams):
            self._by_prefix.setdefault(gram, []).append(len(self._rows))
        self._rows.append((name, grams))

    def find(self, question: str) -> str | None:
        """The name of the same question, else of the nearest near-copy, else None."""
        if (exact := self._exact.get(squeeze(question))) is not None:
            return exact
        grams = bigrams(question)
        rows = {row for gram in _prefix(grams) for row in self._by_prefix.get(gram, ())}
        scored = [(jaccard(grams, self._rows[row][1]), -row) for row in rows]
        overlap, row = max(scored, default=(0.0, 0))
        return self._rows[-row][0] if overlap >= NEAR_COPY_JACCARD else None


def _prefix(grams: frozenset[str]) -> list[str]:
    kept = len(grams) - math.ceil(NEAR_COPY_JACCARD * len(grams) - _SLACK) + 1
    return sorted(grams)[:kept]

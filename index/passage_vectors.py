"""The vector leg: a passage scores as the best of its windows."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from index.vectors import BoolVector, FloatVector, IntVector

_WINDOWS_A_PASSAGE = 6
_DECIMALS = 5
LEAST_SHARE = 0.1
"""Where a filter leaves more of the passages, the others are dropped after the search."""


class Vectors(Protocol):
    """What compares a query with vectors: `VectorIndex` or `NearVectors`."""

    def __len__(self) -> int: ...

    def search(
        self, query: FloatVector, k: int, allowed: BoolVector | None = None
    ) -> tuple[FloatVector, IntVector]: ...

    def among(self, query: FloatVector, rows: IntVector) -> tuple[FloatVector, IntVector]: ...


class PassageVectors:
    """Vectors of windows, and the passage that each one belongs to.

    Args:
        vectors: the windows' vectors, those of one passage side by side.
        windows: (n_passages,) int64, how many each passage has.
    """

    def __init__(self, vectors: Vectors, windows: IntVector) -> None:
        assert len(vectors) == windows.sum(), "every vector belongs to one passage"
        self._vectors = vectors
        self._passage_of = np.repeat(np.arange(len(windows), dtype=np.int64), windows)
        self._ends = np.cumsum(windows)
        self._counts = windows

    def search(
        self, query: FloatVector, k: int, allowed: BoolVector | None = None
    ) -> dict[int, float]:
        """The ``k`` best passages for ``query`` and their scores, best first.

        ``allowed`` has one flag a passage: search among these alone.
        """
        windows = None
        if allowed is not None and allowed.mean() < LEAST_SHARE:
            windows, allowed = allowed[self._passage_of], None
        fetch = k * _WINDOWS_A_PASSAGE
        while True:
            scores, rows = self._vectors.search(query, fetch, windows)
            found = self._best(scores, rows, allowed)
            if len(found) >= k or len(rows) < fetch:
                return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:k])
            fetch *= 4

    def scores(self, query: FloatVector, passages: IntVector) -> dict[int, float]:
        """The scores of ``passages``, each of them once."""
        counts = self._counts[passages]
        firsts = np.repeat(self._ends[passages] - np.cumsum(counts), counts)
        return self._best(*self._vectors.among(query, firsts + np.arange(len(firsts))), None)

    def _best(
        self, scores: FloatVector, rows: IntVector, allowed: BoolVector | None
    ) -> dict[int, float]:
        """Of windows, best first, the best of each passage that is allowed."""
        passages, firsts = np.unique(self._passage_of[rows], return_index=True)
        if allowed is not None:
            passages, firsts = passages[allowed[passages]], firsts[allowed[passages]]
        order = np.argsort(firsts)
        pairs = zip(passages[order].tolist(), scores[firsts[order]].tolist(), strict=True)
        return {passage: round(score, _DECIMALS) for passage, score in pairs}

"""The vector leg: a passage scores as the best of its windows."""

from __future__ import annotations

import numpy as np

from index.vectors import BoolVector, FloatVector, IntVector, VectorIndex

_WINDOWS_A_PASSAGE = 6
_DECIMALS = 5


class PassageVectors:
    """Vectors of windows, and the passage that each one belongs to.

    Args:
        vectors: the windows' vectors, those of one passage side by side.
        windows: (n_passages,) int64, how many each passage has.
    """

    def __init__(self, vectors: VectorIndex, windows: IntVector) -> None:
        assert len(vectors) == windows.sum(), "every vector belongs to one passage"
        self._vectors = vectors
        self._passage_of = np.repeat(np.arange(len(windows), dtype=np.int64), windows)

    def search(
        self, query: FloatVector, k: int, allowed: BoolVector | None = None
    ) -> dict[int, float]:
        """The ``k`` best passages for ``query`` and their scores, best first.

        ``allowed`` has one flag a passage: search among these alone.
        """
        windows = None if allowed is None else allowed[self._passage_of]
        most = len(self._vectors) if windows is None else int(windows.sum())
        fetch = k * _WINDOWS_A_PASSAGE
        while True:
            found = self._best(query, fetch, windows)
            if len(found) >= k or fetch >= most:
                return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:k])
            fetch *= 4

    def scores(self, query: FloatVector, passages: IntVector) -> dict[int, float]:
        """The scores of ``passages``."""
        chosen = np.isin(self._passage_of, passages)
        return self._best(query, int(chosen.sum()), chosen)

    def _best(
        self, query: FloatVector, windows: int, allowed: BoolVector | None
    ) -> dict[int, float]:
        scores, rows = self._vectors.search(query, windows, allowed)
        best: dict[int, float] = {}
        for passage, score in zip(self._passage_of[rows].tolist(), scores.tolist(), strict=True):
            best.setdefault(passage, round(score, _DECIMALS))
        return best

"""Texts → vectors, each distinct text once, and none that an earlier index has embedded."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from index.encoder import FloatMatrix
from index.vectors import FloatVector
from index.windows import window_key, windows_of
from ingest.document import Passage

Progress = Callable[[str], None]
Vectors = Mapping[bytes, FloatVector]
"""Vectors by the key of what was embedded."""

_BATCH = 256
_TOLD_EVERY_S = 1.0


@dataclass(frozen=True, slots=True)
class Windows:
    """The windows of every passage, and their keys."""

    texts: list[list[str]]
    keys: list[list[bytes]]

    @classmethod
    def of(cls, passages: Iterable[Passage]) -> Windows:
        """Those of ``passages``, in order."""
        texts = [windows_of(passage) for passage in passages]
        return cls(texts, [[window_key(window) for window in windows] for windows in texts])

    def flat(self) -> list[str]:
        """All of them, in the order of the vectors."""
        return [text for texts in self.texts for text in texts]

    def count_touched(self, fresh: frozenset[bytes]) -> int:
        """How many passages have a window among ``fresh``."""
        return sum(not fresh.isdisjoint(keys) for keys in self.keys)


@dataclass(frozen=True, slots=True)
class Embedder:
    """One way of an encoder to make vectors of texts.

    ``encode`` gives (n_texts, width) float32; ``noun`` is what progress calls the texts.
    """

    encode: Callable[[Sequence[str]], FloatMatrix]
    width: int
    noun: str

    def embed(
        self, texts: Sequence[str], known: Vectors, progress: Progress | None = None
    ) -> tuple[FloatMatrix, frozenset[bytes]]:
        """One row a text, in order, and the keys of the texts that ``known`` did not hold.

        ``progress`` is told every second and at the end.
        """
        keys = [window_key(text) for text in texts]
        matrix = np.zeros((len(keys), self.width), dtype=np.float32)
        first_of: dict[bytes, int] = {}
        for row, key in enumerate(keys):
            if first_of.setdefault(key, row) == row and key in known:
                matrix[row] = known[key]
        fresh = {key: row for key, row in first_of.items() if key not in known}
        waiting = list(fresh.values())
        told = time.monotonic()
        for first in range(0, len(waiting), _BATCH):
            batch = waiting[first : first + _BATCH]
            matrix[batch] = self.encode([texts[row] for row in batch])
            done = first + len(batch)
            late = time.monotonic() - told >= _TOLD_EVERY_S
            if progress is not None and (late or done == len(waiting)):
                progress(f"embedded {done} of {len(waiting)} {self.noun}")
                told = time.monotonic()
        for row, key in enumerate(keys):
            if first_of[key] != row:
                matrix[row] = matrix[first_of[key]]
        return matrix, frozenset(fresh)

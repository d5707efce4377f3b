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
        fresh = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        vectors = dict(known)
        waiting = list(fresh.items())
        told = time.monotonic()
        for first in range(0, len(waiting), _BATCH):
            batch = waiting[first : first + _BATCH]
            rows = self.encode([text for _, text in batch])
            vectors |= zip((key for key, _ in batch), rows, strict=True)
            done = first + len(batch)
            late = time.monotonic() - told >= _TOLD_EVERY_S
            if progress is not None and (late or done == len(waiting)):
                progress(f"embedded {done} of {len(waiting)} {self.noun}")
                told = time.monotonic()
        matrix = np.zeros((len(keys), self.width), dtype=np.float32)
        for row, key in enumerate(keys):
            matrix[row] = vectors[key]
        return matrix, frozenset(fresh)

"""An encoder that remembers the vectors of the passages' texts it encoded last."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

import numpy as np

from index.encoder import Encoder, FloatMatrix
from index.vectors import FloatVector

TEXTS_KEPT = 4096  # 8 MB of vectors of the embedded encoder


class RememberingEncoder:
    """``encoder``, whose vectors of passages are kept until others were used more lately.

    Safe to share between threads, as ``encoder`` is.
    """

    def __init__(self, encoder: Encoder, kept: int = TEXTS_KEPT) -> None:
        self._encoder = encoder
        self._kept = kept
        self._rows: OrderedDict[str, FloatVector] = OrderedDict()
        self._lock = Lock()

    @property
    def fingerprint(self) -> str:
        return self._encoder.fingerprint

    @property
    def dimension(self) -> int:
        return self._encoder.dimension

    def encode_queries(self, texts: Sequence[str]) -> FloatMatrix:
        return self._encoder.encode_queries(texts)

    def encode_passages(self, texts: Sequence[str]) -> FloatMatrix:
        rows = self._remembered(texts)
        missing = list(dict.fromkeys(text for text in texts if text not in rows))
        if missing:
            fresh = dict(zip(missing, self._encoder.encode_passages(missing), strict=True))
            rows |= fresh
            self._remember(fresh)
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        return np.stack([rows[text] for text in texts])

    def _remembered(self, texts: Sequence[str]) -> dict[str, FloatVector]:
        with self._lock:
            found = {text: self._rows[text] for text in texts if text in self._rows}
            for text in found:
                self._rows.move_to_end(text)
        return found

    def _remember(self, fresh: dict[str, FloatVector]) -> None:
        with self._lock:
            # a copy, lest one row keeps the matrix of all
            self._rows |= {text: row.copy() for text, row in fresh.items()}
            while len(self._rows) > self._kept:
                self._rows.popitem(last=False)

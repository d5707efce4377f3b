"""The reader's network, run by ONNX Runtime: tokens and features in, logits out.

``answer/training/network.py`` says what its parts are for, ``answer/training/export.py`` how it
comes into the file; serving needs no torch.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import onnxruntime
from onnxruntime.capi.onnxruntime_pybind11_state import (
    Fail,
    InvalidGraph,
    InvalidProtobuf,
)

from answer.reading_features import FloatMatrix, FloatVector
from answer.reading_text import IntVector

_REFUSED = (Fail, InvalidGraph, InvalidProtobuf)
_PARTS = ("", "_pieces", "_features")
INPUTS = [f"{side}{part}" for side in ("question", "passage") for part in _PARTS]
OUTPUTS = ["start", "end"]


@dataclass(frozen=True, slots=True, eq=False)  # arrays have no truth value
class Side:
    """A question or a passage: ``characters`` (n,), ``pieces`` (n, piece_dim), ``features``."""

    characters: IntVector
    pieces: FloatMatrix
    features: FloatMatrix


@dataclass(frozen=True, slots=True, eq=False)  # arrays have no truth value
class Logits:
    """That the answer starts or ends there, (n,); or that there is none."""

    start: FloatVector
    end: FloatVector
    absent: float


class ReadingNetwork:
    """The network in ``model``, a file in ONNX; safe to share between threads."""

    def __init__(self, model: bytes) -> None:
        """Loads it to run in the thread that calls.

        Raises:
            ValueError: it is no such file.
        """
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        try:
            self._session = onnxruntime.InferenceSession(
                model, options, providers=["CPUExecutionProvider"]
            )
        except _REFUSED as error:
            raise ValueError(f"the network cannot be run: {error}") from error

    def read(self, question: Side, passage: Side) -> Logits:
        """The logits of ``passage`` for ``question``, each of at least one token."""
        sides = (question, passage)
        arrays = [
            part
            for side in sides
            for part in (side.characters.astype(np.int64), side.pieces, side.features)
        ]
        start, end = self._session.run(OUTPUTS, dict(zip(INPUTS, arrays, strict=True)))
        return Logits(start[:-1], end[:-1], float(start[-1]))


LONGEST_PHRASE = 40  # tokens


def likeliest_phrase(start: FloatVector, end: FloatVector) -> tuple[int, int]:
    """The first and the last token, of at most ``LONGEST_PHRASE``, whose logits sum to the most."""
    sums = start[:, None] + end[None, :] + _forbidden(len(end))
    first, last = divmod(int(sums.argmax()), len(end))
    return first, last


@lru_cache(maxsize=512)  # sentences have few different lengths
def _forbidden(length: int) -> FloatMatrix:
    """(length, length): minus infinity where a phrase would be too long or end before it starts."""
    distance = np.arange(length)[None, :] - np.arange(length)[:, None]
    allowed = (distance >= 0) & (distance < LONGEST_PHRASE)
    return np.where(allowed, np.float32(0), np.float32(-np.inf))

"""The reader's network, computed with numpy: tokens and features in, logits out.

The same numbers as ``answer/training/network.py`` gives, whose docstrings say what each part is
for; serving needs no torch.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from answer.reading_features import FloatMatrix, FloatVector
from answer.reading_text import IntVector

_EPSILON = np.float32(1e-5)  # torch's LayerNorm


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
    """The forward pass over arrays that are named as in the torch module's state."""

    def __init__(
        self, arrays: Mapping[str, FloatMatrix], dilations: tuple[list[int], list[int]]
    ) -> None:
        """Keeps the weights as the products below want them.

        Args:
            arrays: the torch module's state, float32.
            dilations: of the convolutions over both sides, and of those over the passage.
        """
        self._arrays = {name: _laid_out(name, array) for name, array in arrays.items()}
        self._shared, self._stack = dilations

    def question(self, side: Side) -> FloatMatrix:
        """A question's tokens, (m, width), to be read with any number of passages."""
        return self._embedded(side, "read_question")

    def read(self, asked: FloatMatrix, passage: Side) -> Logits:
        """The logits of a passage for a question that `question` has prepared."""
        p = self._embedded(passage, "read_passage")
        near = self._linear(p, "query") @ self._linear(asked, "key").T
        scale = np.float32(1 / math.sqrt(asked.shape[1]))
        aligned = _softmax(near * scale) @ asked
        whole = self._pooled(asked, "weigh")
        parts: list[FloatMatrix] = [p, aligned, p * aligned, p * whole, passage.features]
        joined: FloatMatrix = np.concatenate(parts, axis=1)
        x = np.maximum(self._linear(joined, "fuse"), 0)
        for number, dilation in enumerate(self._stack):
            x = self._gate(x, f"stack.{number}", dilation)
        beyond = self._normalised(self._gate(x, "last", 1), "norm")
        x = self._normalised(x, "norm")
        both = np.concatenate([self._pooled(x, "pool"), whole], axis=1)
        absent = self._linear(np.maximum(self._linear(both, "absent.0"), 0), "absent.2")
        start, end = self._linear(x, "start"), self._linear(beyond, "end")
        return Logits(start[:, 0], end[:, 0], float(absent[0, 0]))

    def _embedded(self, side: Side, layer: str) -> FloatMatrix:
        characters = self._arrays["characters.weight"][side.characters]
        joined = np.concatenate([characters, side.pieces, side.features], axis=1)
        x = np.maximum(self._linear(joined, layer), 0)
        for number, dilation in enumerate(self._shared):
            x = self._gate(x, f"shared.{number}", dilation)
        return x

    def _linear(self, x: FloatMatrix, name: str) -> FloatMatrix:
        return x @ self._arrays[f"{name}.weight"] + self._arrays[f"{name}.bias"]

    def _pooled(self, x: FloatMatrix, name: str) -> FloatMatrix:
        return _softmax(self._linear(x, name).T) @ x

    def _normalised(self, x: FloatMatrix, name: str) -> FloatMatrix:
        centred = x - x.mean(axis=1, keepdims=True)
        spread: FloatMatrix = np.sqrt((centred * centred).mean(axis=1, keepdims=True) + _EPSILON)
        scaled: FloatMatrix = centred / spread * self._arrays[f"{name}.weight"]
        return scaled + self._arrays[f"{name}.bias"]

    def _gate(self, x: FloatMatrix, name: str, dilation: int) -> FloatMatrix:
        inner = np.pad(self._normalised(x, f"{name}.norm"), ((dilation, dilation), (0, 0)))
        length, width = x.shape
        three = [inner[step * dilation : step * dilation + length] for step in range(3)]
        mixed = self._linear(np.concatenate(three, axis=1), f"{name}.conv")
        closed: FloatMatrix = np.exp(-mixed[:, width:])
        gated: FloatMatrix = np.divide(mixed[:, :width], closed + 1)
        return x + gated


def _laid_out(name: str, array: FloatMatrix) -> FloatMatrix:
    """Weights as the right-hand side of a product: a convolution's taps one below the other."""
    if name.endswith("conv.weight"):
        outputs = array.shape[0]
        array = array.transpose(2, 1, 0).reshape(-1, outputs)
    elif array.ndim == 2 and name != "characters.weight":
        array = array.T
    return np.ascontiguousarray(array, dtype=np.float32)


def _softmax(scores: FloatMatrix) -> FloatMatrix:
    grown = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: FloatMatrix = grown / grown.sum(axis=1, keepdims=True)
    return shares


LONGEST_PHRASE = 40  # tokens


def likeliest_phrase(start: FloatVector, end: FloatVector) -> tuple[int, int]:
    """The first and the last token, of at most ``LONGEST_PHRASE``, whose logits sum to the most."""
    distance = np.arange(len(end))[None, :] - np.arange(len(start))[:, None]
    allowed = (distance >= 0) & (distance < LONGEST_PHRASE)
    sums = np.where(allowed, start[:, None] + end[None, :], -np.inf)
    first, last = divmod(int(sums.argmax()), len(end))
    return first, last

"""The reader's network, computed with numpy: tokens and features in, logits out.

The same numbers as ``answer/training/network.py`` gives, whose docstrings say what each part is
for; serving needs no torch.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from answer.reading_convolution import Convolution
from answer.reading_features import FloatMatrix, FloatVector
from answer.reading_text import IntVector

_EPSILON = np.float32(1e-5)  # torch's LayerNorm


@dataclass(frozen=True, slots=True, eq=False)  # arrays have no truth value
class Side:
    """A question or a passage: ``characters`` (n,), ``pieces`` (n, piece_dim), ``features``."""

    characters: IntVector
    pieces: FloatMatrix
    features: FloatMatrix

    def __len__(self) -> int:
        return len(self.characters)


@dataclass(frozen=True, slots=True, eq=False)  # arrays have no truth value
class Logits:
    """That the answer starts or ends there, (n,); or that there is none."""

    start: FloatVector
    end: FloatVector
    absent: float


@dataclass(frozen=True, slots=True, eq=False)  # arrays have no truth value
class _Rows:
    """Several texts ``joined`` to one; ``own`` are the rows of each.

    ``inside`` is (n, 1) float32: 1 where a token stands, 0 between the texts.
    """

    joined: Side
    own: Sequence[slice]
    inside: FloatMatrix

    @classmethod
    def of(cls, sides: Sequence[Side], apart: int) -> _Rows:
        """At least one text, with ``apart`` rows between each and the next."""
        own: list[slice] = []
        for side in sides:
            first = own[-1].stop + apart if own else 0
            own.append(slice(first, first + len(side)))
        length = own[-1].stop
        joined = Side(
            np.zeros(length, dtype=np.int32),
            np.zeros((length, sides[0].pieces.shape[1]), dtype=np.float32),
            np.zeros((length, sides[0].features.shape[1]), dtype=np.float32),
        )
        inside = np.zeros((length, 1), dtype=np.float32)
        for side, rows in zip(sides, own, strict=True):
            joined.characters[rows] = side.characters
            joined.pieces[rows] = side.pieces
            joined.features[rows] = side.features
            inside[rows] = 1
        return cls(joined, own, inside)


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
        shared, stack = dilations
        self._shared = {f"shared.{number}": dilation for number, dilation in enumerate(shared)}
        self._stack = {f"stack.{number}": dilation for number, dilation in enumerate(stack)}
        self._reach = max(1, *shared, *stack)
        self._arrays = {name: _laid_out(name, array) for name, array in arrays.items()}
        self._convolutions = {
            gate: Convolution(arrays[f"{gate}.conv.weight"], arrays[f"{gate}.conv.bias"], dilation)
            for gate, dilation in {**self._shared, **self._stack, "last": 1}.items()
        }

    def read(self, pairs: Sequence[tuple[Side, Side]]) -> list[Logits]:
        """The logits of each passage for the question beside it.

        All are read as one text, with so much between them that none sees the next: a product of
        all takes less time than one of each.
        """
        if not pairs:
            return []
        questions = _Rows.of([question for question, _ in pairs], self._reach)
        passages = _Rows.of([passage for _, passage in pairs], self._reach)
        q = self._embedded(questions, "read_question")
        p = self._embedded(passages, "read_passage")
        x = np.zeros_like(p)
        wholes: list[FloatMatrix] = []
        for (_, passage), asking, own in zip(pairs, questions.own, passages.own, strict=True):
            asked = q[asking]
            wholes.append(self._pooled(asked, "weigh"))
            x[own] = self._fused(p[own], asked, wholes[-1], passage.features)
        np.maximum(x, 0, out=x)
        for gate in self._stack:
            x = self._gate(x, gate, passages.inside)
        beyond = self._normalised(self._gate(x, "last", passages.inside), "norm")
        x = self._normalised(x, "norm")
        start, end = self._linear(x, "start")[:, 0], self._linear(beyond, "end")[:, 0]
        return [
            Logits(start[own], end[own], self._absent(x[own], whole))
            for own, whole in zip(passages.own, wholes, strict=True)
        ]

    def _absent(self, x: FloatMatrix, whole: FloatMatrix) -> float:
        both = np.concatenate([self._pooled(x, "pool"), whole], axis=1)
        absent = self._linear(np.maximum(self._linear(both, "absent.0"), 0), "absent.2")
        return float(absent[0, 0])

    def _fused(
        self, p: FloatMatrix, asked: FloatMatrix, whole: FloatMatrix, features: FloatMatrix
    ) -> FloatMatrix:
        """The layer over p, aligned, p · aligned, p · whole and the features, side by side.

        "Aligned" is for every token of the passage what it is most like in the question. What does
        not depend on the passage's tokens is multiplied together first.
        """
        width = p.shape[1]
        weight = self._arrays["fuse.weight"]
        own, alike, both, common = (weight[i * width : (i + 1) * width] for i in range(4))
        keys = self._linear(asked, "key").T
        keys /= np.float32(math.sqrt(width))
        to_near: FloatMatrix = self._arrays["query.weight"] @ keys
        near: FloatMatrix = p @ to_near
        near += self._arrays["query.bias"] @ keys
        share = _softmax(near)
        of_own: FloatMatrix = whole.T * common
        of_own += own
        made: FloatMatrix = p @ of_own
        made += share @ (asked @ alike)
        made += (p * (share @ asked)) @ both
        made += features @ weight[4 * width :]
        made += self._arrays["fuse.bias"]
        return made

    def _embedded(self, rows: _Rows, layer: str) -> FloatMatrix:
        characters = self._arrays["characters.weight"][rows.joined.characters]
        side = rows.joined
        x = self._linear(np.concatenate([characters, side.pieces, side.features], axis=1), layer)
        np.maximum(x, 0, out=x)
        for gate in self._shared:
            x = self._gate(x, gate, rows.inside)
        return x

    def _linear(self, x: FloatMatrix, name: str) -> FloatMatrix:
        made: FloatMatrix = x @ self._arrays[f"{name}.weight"]
        made += self._arrays[f"{name}.bias"]
        return made

    def _pooled(self, x: FloatMatrix, name: str) -> FloatMatrix:
        return _softmax(self._linear(x, name).T) @ x

    def _normalised(self, x: FloatMatrix, name: str) -> FloatMatrix:
        # means as products with a vector: `mean` takes four times as long over so few columns
        mean = np.full(x.shape[1], 1 / x.shape[1], dtype=np.float32)
        means: FloatMatrix = x @ mean
        made: FloatMatrix = x - means[:, None]
        spread = np.sqrt((made * made) @ mean + _EPSILON)
        made /= spread[:, None]
        made *= self._arrays[f"{name}.weight"]
        made += self._arrays[f"{name}.bias"]
        return made

    def _gate(self, x: FloatMatrix, name: str, inside: FloatMatrix) -> FloatMatrix:
        """``inside`` is (n, 1): 1 where a token stands, 0 where nothing is to be seen."""
        normalised = self._normalised(x, f"{name}.norm")
        normalised *= inside
        mixed = self._convolutions[name](normalised)
        gated, closed = mixed[:, : x.shape[1]], mixed[:, x.shape[1] :]
        np.exp(np.negative(closed, out=closed), out=closed)
        closed += 1
        gated /= closed
        made: FloatMatrix = x + gated
        return made


def _laid_out(name: str, array: FloatMatrix) -> FloatMatrix:
    """Weights as the right-hand side of a product."""
    is_layer = array.ndim == 2 and name != "characters.weight"
    return np.ascontiguousarray(array.T if is_layer else array, dtype=np.float32)


def _softmax(scores: FloatMatrix) -> FloatMatrix:
    grown = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: FloatMatrix = grown / grown.sum(axis=1, keepdims=True)
    return shares


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

"""Which pairs of neighbouring Chinese characters an index holds: sorted numbers, 4 bytes a pair."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from index.pinyin import load_pinyin

_BASIC_PLANE = "\uffff"


class KnownPairs:
    """The pairs of an index.

    Args:
        codes: (n,) uint32, first character · 65536 + second, ascending.
    """

    def __init__(self, codes: NDArray[np.uint32]) -> None:
        self._codes = codes

    @classmethod
    def of(cls, vocabulary: Iterable[str]) -> KnownPairs:
        """The pairs among the tokens of ``vocabulary``, given once or more."""
        pairs = {token for token in vocabulary if len(token) == 2 and max(token) <= _BASIC_PLANE}
        text = _units("".join(sorted(pairs)))
        han = _have_readings(text[0::2]) & _have_readings(text[1::2])
        return cls(np.sort(_codes(text[0::2], text[1::2])[han]))

    def __len__(self) -> int:
        return len(self._codes)

    def to_bytes(self) -> bytes:
        """The pairs; equal ones give equal bytes."""
        return self._codes.astype("<u4").tobytes()

    @classmethod
    def from_bytes(cls, content: bytes) -> KnownPairs:
        """The pairs that `to_bytes` wrote."""
        return cls(np.frombuffer(content, dtype="<u4"))

    def strange(self, text: str) -> list[int]:
        """Where in ``text`` a pair stands that the index does not hold, in order.

        Only pairs of characters with a reading count, and none of a text with rarer characters.
        """
        if len(text) < 2 or max(text) > _BASIC_PLANE:
            return []
        units = _units(text)
        codes = _codes(units[:-1], units[1:])
        han = _have_readings(units)
        strange = han[:-1] & han[1:] & ~self._holds(codes)
        places: list[int] = np.flatnonzero(strange).tolist()
        return places

    def _holds(self, codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
        if not len(self._codes):
            return np.zeros(len(codes), dtype=np.bool_)
        places = np.minimum(np.searchsorted(self._codes, codes), len(self._codes) - 1)
        return np.asarray(self._codes[places] == codes, dtype=np.bool_)


def _units(text: str) -> NDArray[np.uint16]:
    return np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype="<u2")


def _codes(first: NDArray[np.uint16], second: NDArray[np.uint16]) -> NDArray[np.uint32]:
    return first.astype(np.uint32) << np.uint32(16) | second


def _have_readings(units: NDArray[np.uint16]) -> NDArray[np.bool_]:
    return np.asarray(load_pinyin().readings[units, 0] > 0, dtype=np.bool_)

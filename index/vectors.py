"""The vector leg: exact inner products. The only module that imports faiss.

faiss has no checksum in its files and checks arrays with asserts only, so width, type and values
are checked here, and bytes are handed over only after their hash was compared.
"""

from __future__ import annotations

import faiss
import numpy as np
import numpy.typing as npt

from ingest.errors import IndexDamagedError, IndexMismatchError

FloatMatrix = npt.NDArray[np.float32]
IntVector = npt.NDArray[np.int64]
FloatVector = npt.NDArray[np.float32]
BoolVector = npt.NDArray[np.bool_]


class VectorIndex:
    """Vectors in the order given; every search compares with all of them."""

    def __init__(self, index: faiss.IndexFlatIP) -> None:
        self._index = index

    @classmethod
    def build(cls, matrix: FloatMatrix) -> VectorIndex:
        """An index of ``matrix``, (n, width) float32.

        Raises:
            ValueError: the array has another shape or type, or holds a value that is not finite.
        """
        index = faiss.IndexFlatIP(_checked(matrix).shape[1])
        if len(matrix):
            index.add(np.ascontiguousarray(matrix))
        return cls(index)

    @classmethod
    def from_bytes(cls, content: bytes) -> VectorIndex:
        """The index that `to_bytes` wrote; the caller has compared the hash of ``content``.

        Raises:
            IndexDamagedError: the bytes are no index of exact inner products.
        """
        try:
            index = faiss.deserialize_index(np.frombuffer(content, dtype=np.uint8))
        except (RuntimeError, AssertionError) as error:
            raise _damaged() from error
        if not isinstance(index, faiss.IndexFlatIP):
            raise _damaged()
        return cls(index)

    def to_bytes(self) -> bytes:
        """The index as bytes, for a writer that can tell whether they reached the disk."""
        return faiss.serialize_index(self._index).tobytes()

    def __len__(self) -> int:
        return self._index.ntotal

    @property
    def width(self) -> int:
        """Numbers in a vector."""
        return self._index.d

    def matrix(self) -> FloatMatrix:
        """All vectors, (n, width) float32, in order."""
        if not len(self):
            return np.zeros((0, self.width), dtype=np.float32)
        return self._index.reconstruct_n(0, len(self))

    def search(
        self, query: FloatVector, k: int, allowed: BoolVector | None = None
    ) -> tuple[FloatVector, IntVector]:
        """The inner products of the ``k`` vectors best for ``query``, and their rows, best first.

        Args:
            query: (width,) float32.
            k: fewer come back when there are fewer vectors.
            allowed: one flag a vector: search among these alone.

        Raises:
            ValueError: the query has another type, or holds a value that is not finite.
            IndexMismatchError: the query has another width than the index.
        """
        if _checked(query[np.newaxis]).shape[1] != self.width:
            raise IndexMismatchError(
                f"The index holds vectors of width {self.width}, the encoder makes vectors of "
                f"width {len(query)}.",
                hint="Run `forumqa ingest` with this encoder.",
            )
        limit = min(k, len(self) if allowed is None else int(allowed.sum()))
        if limit < 1:
            return np.zeros(0, dtype=np.float32), np.zeros(0, dtype=np.int64)
        selector = None
        if allowed is not None:
            selector = faiss.IDSelectorBitmap(np.packbits(allowed, bitorder="little"))
        scores, rows = self._index.search(
            np.ascontiguousarray(query[np.newaxis]),
            limit,
            params=faiss.SearchParameters(sel=selector),
        )
        real = rows[0] >= 0
        return scores[0][real], rows[0][real]


def _checked(matrix: FloatMatrix) -> FloatMatrix:
    if matrix.ndim != 2 or matrix.shape[1] < 1:
        raise ValueError(f"vectors must be a matrix, not an array of shape {matrix.shape}")
    if matrix.dtype != np.float32:
        raise ValueError(f"vectors must be float32, not {matrix.dtype}")
    if not np.isfinite(matrix).all():
        raise ValueError("vectors hold a value that is not finite")
    return matrix


def _damaged() -> IndexDamagedError:
    return IndexDamagedError(
        "The vectors of the index are no faiss index of the expected kind.",
        hint="Run `forumqa ingest`.",
    )

"""The vector leg: inner products, exact or, of a large library, near. The only faiss import.

faiss has no checksum in its files and checks arrays with asserts only, so width, type and values
are checked here, and bytes are handed over only after their hash was compared.
"""

from __future__ import annotations

from pathlib import Path

import faiss
import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

from ingest.errors import IndexDamagedError, IndexMismatchError

FloatMatrix = npt.NDArray[np.float32]
IntVector = npt.NDArray[np.int64]
FloatVector = npt.NDArray[np.float32]
BoolVector = npt.NDArray[np.bool_]

LARGE = 50_000
"""So many vectors of 512 numbers an exact search compares in about 12 ms (one core, 2026-11-21)."""
_NUMBERS_A_CODE = 4
_COMPARED = 4  # times as many rows as are wanted
_SAMPLE = 20_000  # rows that the codes are learnt from


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
        index = _deserialised(content)
        if not isinstance(index, faiss.IndexFlatIP):
            raise _damaged()
        return cls(index)

    @classmethod
    def mapped(cls, path: Path) -> VectorIndex:
        """The index in the file at ``path``, left on the disk and read where it is needed.

        The file must not change while it is open; the caller has compared its hash.

        Raises:
            IndexDamagedError: it is no index of exact inner products.
        """
        try:
            index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
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
        _check_query(query, self.width)
        limit = min(k, len(self) if allowed is None else int(allowed.sum()))
        selector = None
        if allowed is not None:
            selector = faiss.IDSelectorBitmap(np.packbits(allowed, bitorder="little"))
        return _found(self._index, query, limit, faiss.SearchParameters(sel=selector))

    def among(self, query: FloatVector, rows: IntVector) -> tuple[FloatVector, IntVector]:
        """The inner products of ``rows``, each of them once, and the rows, best first.

        Raises:
            ValueError: as `search`.
            IndexMismatchError: as `search`.
        """
        _check_query(query, self.width)
        parameters = faiss.SearchParameters(sel=faiss.IDSelectorArray(rows))
        return _found(self._index, query, len(rows), parameters)


class NearVectors:
    """Many vectors: a search reads 4-bit codes of all, then compares with the likeliest exactly.

    Product quantisation with four numbers to a code of 4 bits (faiss "fast scan"). Of the 100 rows
    with the highest products 99.5 are found (74,311 windows of 5,000 news articles, 2026-11-21),
    and the products are exact. The codes take 64 bytes a row of 512 numbers.
    """

    def __init__(self, codes: faiss.IndexPQFastScan, exact: VectorIndex) -> None:
        if codes.ntotal != len(exact) or codes.d != exact.width:
            raise _damaged()
        self._codes = codes
        self._exact = exact

    @staticmethod
    def suit(matrix: FloatMatrix) -> bool:
        """Whether ``matrix`` has so many rows that codes are worth it, of a width they can have."""
        return len(matrix) >= LARGE and matrix.shape[1] % _NUMBERS_A_CODE == 0

    @staticmethod
    def coded(matrix: FloatMatrix) -> bytes:
        """The codes of ``matrix``, (n, width) float32, as a file's bytes.

        Raises:
            ValueError: the width is no multiple of 4.
        """
        count, width = _checked(matrix).shape
        if width % _NUMBERS_A_CODE:
            raise ValueError(f"vectors of width {width} cannot be coded by {_NUMBERS_A_CODE}")
        codes = faiss.IndexPQFastScan(
            width, width // _NUMBERS_A_CODE, 4, faiss.METRIC_INNER_PRODUCT
        )
        # many small products: beside other work the threads of a team waited for each other, which
        # took thirty times as long (2026-11-21)
        with threadpool_limits(1, user_api="openmp"):
            codes.train(np.ascontiguousarray(matrix[:: max(1, count // _SAMPLE)]))
            codes.add(np.ascontiguousarray(matrix))
        return faiss.serialize_index(codes).tobytes()

    @classmethod
    def open(cls, codes: bytes, exact: VectorIndex) -> NearVectors:
        """The vectors of ``exact`` with the codes that `coded` gave; both hashes were compared.

        Raises:
            IndexDamagedError: they are none, or of other vectors.
        """
        index = _deserialised(codes)
        if not isinstance(index, faiss.IndexPQFastScan):
            raise _damaged()
        return cls(index, exact)

    def __len__(self) -> int:
        return len(self._exact)

    def search(
        self, query: FloatVector, k: int, allowed: BoolVector | None = None
    ) -> tuple[FloatVector, IntVector]:
        """As `VectorIndex.search`; ``allowed`` had better be few, for all of them are compared."""
        _check_query(query, self._exact.width)
        if allowed is not None:
            rows = np.flatnonzero(allowed)
        else:
            limit = min(_COMPARED * k, len(self))
            _, rows = _found(self._codes, query, limit)
        scores, rows = self._exact.among(query, np.sort(rows))
        return scores[:k], rows[:k]

    def among(self, query: FloatVector, rows: IntVector) -> tuple[FloatVector, IntVector]:
        """As `VectorIndex.among`."""
        return self._exact.among(query, rows)


def _deserialised(content: bytes) -> faiss.Index:
    try:
        return faiss.deserialize_index(np.frombuffer(content, dtype=np.uint8))
    except (RuntimeError, AssertionError) as error:
        raise _damaged() from error


def _check_query(query: FloatVector, width: int) -> None:
    if _checked(query[np.newaxis]).shape[1] != width:
        raise IndexMismatchError(
            f"The index holds vectors of width {width}, the encoder makes vectors of "
            f"width {len(query)}.",
            hint="Run `forumqa ingest` with this encoder.",
        )


def _found(
    index: faiss.Index,
    query: FloatVector,
    limit: int,
    parameters: faiss.SearchParameters | None = None,
) -> tuple[FloatVector, IntVector]:
    if limit < 1:
        return np.zeros(0, dtype=np.float32), np.zeros(0, dtype=np.int64)
    scores, rows = index.search(np.ascontiguousarray(query[np.newaxis]), limit, params=parameters)
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

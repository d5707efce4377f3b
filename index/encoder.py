"""Texts in, unit vectors out.

The embedded encoder ships with the repository (``index/encoder/``, made by ``index/training/``) and
needs neither torch nor a network: it looks up one vector for each word piece and adds them. Any
other sentence-transformers model can take its place through `open_encoder`.
"""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from index.hub_models import AUTOMATIC, Running, file_hash
from index.pieces import PieceReader
from ingest.errors import EncoderError
from ingest.script import NORMALIZER_VERSION

FloatMatrix: TypeAlias = NDArray[np.float32]

EMBEDDED_FOLDER = Path(__file__).parent / "encoder"
WEIGHTS = "model.safetensors"
TOKENIZER = "tokenizer.json"
# The names under which sentence-transformers' StaticEmbedding reads vectors with row weights.
TABLE = "embeddings"
SCALES = "weights"
PIECES_AT_ONCE = 4096

_log = logging.getLogger(__name__)


class Encoder(Protocol):
    """Maps texts to vectors whose dot product says how near their meanings are.

    ``fingerprint`` changes whenever the vectors could; ``dimension`` is their width. Both methods
    return ``(n_texts, dimension)`` float32, unit rows, for any texts, blank ones included.
    """

    @property
    def fingerprint(self) -> str: ...

    @property
    def dimension(self) -> int: ...

    def encode_queries(self, texts: Sequence[str]) -> FloatMatrix: ...

    def encode_passages(self, texts: Sequence[str]) -> FloatMatrix: ...


def unit_rows(sums: NDArray[np.floating]) -> FloatMatrix:
    """The rows scaled to length 1; a row of zeros becomes the vector with all parts equal.

    That is what a text without any known word gets: finite, of length 1, and about as near to every
    passage as to any other, so it decides nothing.
    """
    matrix = np.asarray(sums, dtype=np.float32)
    if not np.isfinite(matrix).all():
        matrix = np.nan_to_num(matrix)
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    even = np.float32(1 / np.sqrt(matrix.shape[1]))
    return np.where(lengths > 0, matrix / np.maximum(lengths, np.float32(1e-12)), even)


class EmbeddedEncoder:
    """Sums of token vectors, computed with numpy alone; queries and passages alike.

    The same numbers as sentence-transformers gives for the folder, on text in the single script.
    """

    def __init__(
        self,
        tokenizer: Tokenizer,
        table: NDArray[np.int8],
        scales: FloatMatrix,
        fingerprint: str = "",
    ) -> None:
        """An encoder of given parts; `open` reads them from a folder.

        Args:
            tokenizer: its piece numbers are the table's rows.
            table: (pieces, dimension) vectors.
            scales: (pieces,) what each row of the table is multiplied with.
            fingerprint: names the parts.
        """
        self._reader = PieceReader(tokenizer)
        self._table = table
        self._scales = scales
        self._fingerprint = fingerprint

    @classmethod
    def open(cls, folder: Path = EMBEDDED_FOLDER) -> EmbeddedEncoder:
        """The encoder in ``folder``.

        Raises:
            EncoderError: a file is missing, damaged, or does not fit the other.
        """
        try:
            tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        except Exception as error:  # the Rust side raises nothing narrower
            raise _unreadable(folder / TOKENIZER, error) from error
        try:
            arrays = load_file(folder / WEIGHTS)
            table, scales = arrays[TABLE], arrays[SCALES]
        except (OSError, KeyError, SafetensorError) as error:
            raise _unreadable(folder / WEIGHTS, error) from error
        pieces = tokenizer.get_vocab_size()
        fits = table.shape[:1] == (pieces,) == scales.shape
        if table.dtype != np.int8 or table.ndim != 2 or not fits:
            reason = f"{table.dtype} {table.shape}, {scales.shape} for {pieces} word pieces"
            raise _unreadable(folder / WEIGHTS, ValueError(reason))
        fingerprint = _files_hash([folder / WEIGHTS, folder / TOKENIZER])
        encoder = cls(tokenizer, table, scales, fingerprint)
        encoder._reader = PieceReader.taking_over(tokenizer)
        return encoder

    @property
    def fingerprint(self) -> str:
        return self._fingerprint

    @property
    def dimension(self) -> int:
        return int(self._table.shape[1])

    def encode_queries(self, texts: Sequence[str]) -> FloatMatrix:
        return self._encode(texts)

    def encode_passages(self, texts: Sequence[str]) -> FloatMatrix:
        return self._encode(texts)

    def _encode(self, texts: Sequence[str]) -> FloatMatrix:
        sums = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, pieces in enumerate(self._reader.read(texts)):
            sums[row] = self._sum(np.array(pieces, dtype=np.int64))
        return unit_rows(sums)

    def _sum(self, pieces: NDArray[np.int64]) -> FloatMatrix:
        total = np.zeros(self.dimension, dtype=np.float32)
        for start in range(0, len(pieces), PIECES_AT_ONCE):
            part = pieces[start : start + PIECES_AT_ONCE]
            # `take` is a third quicker than indexing
            total += self._scales.take(part) @ self._table.take(part, axis=0).astype(np.float32)
        return total


def open_encoder(name: str | None = None, running: Running = AUTOMATIC) -> Encoder:
    """The embedded encoder, or the sentence-transformers model of that hub name or local folder.

    ``running`` does not concern the embedded one.

    Raises:
        EncoderError: it cannot be loaded; the hint says what to do.
    """
    began = time.perf_counter()
    encoder = EmbeddedEncoder.open() if name is None else _sentence_encoder(name, running)
    _log.info(
        "encoder %s: %d dimensions, opened in %.0f ms",
        name or "embedded",
        encoder.dimension,
        1000 * (time.perf_counter() - began),
    )
    return encoder


def _sentence_encoder(name: str, running: Running) -> Encoder:
    from index.sentence_encoder import SentenceTransformerEncoder  # noqa: PLC0415  builds on this

    return SentenceTransformerEncoder(name, running)


def _unreadable(path: Path, error: Exception) -> EncoderError:
    return EncoderError(
        f"The embedded encoder's file {path} cannot be used: {error}",
        hint="Restore it from the repository, or make it again as index/training/README.md says.",
    )


def _files_hash(paths: Iterable[Path]) -> str:
    """SHA-256 over the files' contents and the version of the normalisation before them."""
    digest = hashlib.sha256(NORMALIZER_VERSION.encode())
    for path in paths:
        digest.update(file_hash(path))
    return digest.hexdigest()

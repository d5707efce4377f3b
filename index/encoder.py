"""Texts in, unit vectors out.

The embedded encoder ships with the repository (``index/encoder/``, made by ``index/training/``) and
needs neither torch nor a network: it looks up one vector for each word piece and adds them. Any
other sentence-transformers model can take its place through `open_encoder`.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from ingest.errors import EncoderError
from ingest.script import NORMALIZER_VERSION, to_single_script

FloatMatrix: TypeAlias = NDArray[np.float32]

EMBEDDED_FOLDER = Path(__file__).parent / "encoder"
WEIGHTS = "model.safetensors"
TOKENIZER = "tokenizer.json"
# The names under which sentence-transformers' StaticEmbedding reads vectors with row weights.
TABLE = "embeddings"
SCALES = "weights"
TEXTS_AT_ONCE = 512
PIECES_AT_ONCE = 4096
# What loading a missing, unreachable, incomplete or foreign model was seen to raise.
LOADING_ERRORS = (
    OSError,
    ValueError,
    RuntimeError,
    ImportError,
    KeyError,
    TypeError,
    AttributeError,
    SafetensorError,
)

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
    matrix = np.nan_to_num(np.asarray(sums, dtype=np.float32))
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
        self._tokenizer = tokenizer
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
        return cls(tokenizer, table, scales, _files_hash([folder / WEIGHTS, folder / TOKENIZER]))

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
        for start in range(0, len(texts), TEXTS_AT_ONCE):
            batch = [to_single_script(text) for text in texts[start : start + TEXTS_AT_ONCE]]
            encodings = self._tokenizer.encode_batch_fast(batch, add_special_tokens=False)
            for row, encoding in enumerate(encodings, start=start):
                sums[row] = self._sum(encoding.ids)
        return unit_rows(sums)

    def _sum(self, pieces: list[int]) -> FloatMatrix:
        total = np.zeros(self.dimension, dtype=np.float32)
        for start in range(0, len(pieces), PIECES_AT_ONCE):
            part = pieces[start : start + PIECES_AT_ONCE]
            total += self._scales[part] @ self._table[part].astype(np.float32)
        return total


class SentenceTransformerEncoder:
    """Any sentence-transformers model, by hub name or local folder, with its own prompts."""

    def __init__(self, name: str) -> None:
        """Load the model.

        Raises:
            EncoderError: it is not there, not reachable, damaged, or wants to run code of its own.
        """
        _refuse_foreign_modules(name)
        # torch comes with it: seconds and half a gigabyte, for those who asked for such a model
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415

        try:
            self._model = SentenceTransformer(
                name,
                trust_remote_code=False,
                local_files_only=_is_offline() or Path(name).is_dir(),
            )
            self._dimension = int(self._model.encode_query(["?"]).shape[1])
        except LOADING_ERRORS as error:
            raise EncoderError(
                f"The encoder {name!r} cannot be loaded: {error}", hint=_loading_hint(name)
            ) from error
        self._fingerprint = _model_fingerprint(name)

    @property
    def fingerprint(self) -> str:
        return self._fingerprint

    @property
    def dimension(self) -> int:
        return self._dimension

    def encode_queries(self, texts: Sequence[str]) -> FloatMatrix:
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        prepared = [to_single_script(text) for text in texts]
        return unit_rows(self._model.encode_query(prepared, show_progress_bar=False))

    def encode_passages(self, texts: Sequence[str]) -> FloatMatrix:
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        prepared = [to_single_script(text) for text in texts]
        return unit_rows(self._model.encode_document(prepared, show_progress_bar=False))


def open_encoder(name: str | None = None) -> Encoder:
    """The embedded encoder, or the sentence-transformers model of that hub name or local folder.

    Raises:
        EncoderError: it cannot be loaded; the hint says what to do.
    """
    began = time.perf_counter()
    encoder = EmbeddedEncoder.open() if name is None else SentenceTransformerEncoder(name)
    _log.info(
        "encoder %s: %d dimensions, opened in %.0f ms",
        name or "embedded",
        encoder.dimension,
        1000 * (time.perf_counter() - began),
    )
    return encoder


def _unreadable(path: Path, error: Exception) -> EncoderError:
    return EncoderError(
        f"The embedded encoder's file {path} cannot be used: {error}",
        hint="Restore it from the repository, or make it again as index/training/README.md says.",
    )


def _is_offline() -> bool:
    return any(
        os.environ.get(name, "").upper() in {"1", "ON", "YES", "TRUE"}
        for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE")
    )


def _loading_hint(name: str) -> str:
    if Path(name).is_dir():
        return "Check that the folder holds a complete sentence-transformers model."
    if _is_offline():
        return (
            "HF_HUB_OFFLINE is set, so nothing is downloaded: give a local folder, or leave the "
            "encoder setting empty for the embedded one."
        )
    return (
        "Check the name and the network, give a local folder, or leave the encoder setting empty "
        "for the embedded one."
    )


def _refuse_foreign_modules(name: str) -> None:
    """Raise unless every module of a local model folder is the library's own: others run code."""
    path = Path(name) / "modules.json"
    if not path.is_file():
        return
    try:
        kinds = [str(module["type"]) for module in json.loads(path.read_text(encoding="utf-8"))]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise EncoderError(f"{path} cannot be read: {error}", hint=_loading_hint(name)) from error
    foreign = [kind for kind in kinds if not kind.startswith("sentence_transformers.")]
    if foreign:
        raise EncoderError(
            f"The encoder {name!r} brings its own code ({', '.join(foreign)}), which is not run.",
            hint="Choose a model made of sentence-transformers' own modules.",
        )


def _files_hash(paths: Iterable[Path]) -> str:
    """SHA-256 over the files' contents and the version of the normalisation before them."""
    digest = hashlib.sha256(NORMALIZER_VERSION.encode())
    for path in paths:
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def _model_fingerprint(name: str) -> str:
    """A hash of a local folder's files; of a hub model, its name and the revision in the cache."""
    folder = Path(name)
    if folder.is_dir():
        return _files_hash(sorted(path for path in folder.rglob("*") if path.is_file()))
    from huggingface_hub import try_to_load_from_cache  # noqa: PLC0415  # heavy, as above

    cached = try_to_load_from_cache(name, "modules.json") or try_to_load_from_cache(
        name, "config.json"
    )
    revision = Path(cached).parent.name if isinstance(cached, str) else "unknown"
    return hashlib.sha256(f"{NORMALIZER_VERSION} {name}@{revision}".encode()).hexdigest()

"""A library becomes an index: what changed is embedded, the rest reused, all published at once."""

from __future__ import annotations

import logging
import shutil
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.durable import FileRecord, disk_errors, make_folder
from index.encoder import Encoder, FloatMatrix
from index.generation import LEXICAL, PASSAGES, VECTORS, Generation
from index.lexical import LexicalIndex, LexicalText
from index.manifest import Manifest, Recipe
from index.publishing import Publication, locked, publication
from index.retriever import Retriever, group_name
from index.store import PassageStore
from index.vectors import VectorIndex
from index.windows import window_key, windows_of
from ingest.document import Document, Passage
from ingest.errors import IndexDamagedError, IndexMismatchError, IndexMissingError

if TYPE_CHECKING:  # it imports every loader
    from ingest.pipeline import Library

_BATCH = 1024
_LEXICAL_ASIDE = "lexical.build"
_LOG = logging.getLogger(__name__)

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What publishing did.

    ``embedded`` and ``reused`` count passages. ``forgotten`` are the ids of documents that the
    index held before and the library does not. ``changed`` is False when the index in place
    already was this library's, so that nothing was written.
    """

    embedded: int
    reused: int
    forgotten: tuple[str, ...]
    generation: str
    changed: bool = True


def publish_library(
    library: Library, encoder: Encoder, index_dir: Path, *, progress: Progress | None = None
) -> BuildReport:
    """Publishes ``library`` as the index in ``index_dir``; what it does not hold is forgotten.

    Windows that the index in place has embedded with the same encoder are not embedded again.

    Raises:
        IndexBusyError: another process is publishing there.
        StorageError: the disk refused; the index in place stays.
    """
    started = time.monotonic()
    with locked(index_dir):
        before = _Before.read(index_dir, encoder)
        windows = _Windows.of(library.passages)
        matrix, fresh = _embed(windows, encoder, before.vectors, progress)
        embedded = sum(not fresh.isdisjoint(keys) for keys in windows.keys)
        store = PassageStore.build(library.documents, library.passages, windows.keys)
        manifest = Manifest(
            generation=0,
            recipe=Recipe.of(encoder),
            documents={document.id: document.sha256 for document in library.documents},
            passages=len(library.passages),
            windows=len(matrix),
            files={PASSAGES: FileRecord.of(store.to_bytes())},
        )
        changed = not before.holds(manifest)
        name = before.name
        if changed:
            with publication(index_dir) as made:
                _write(made, store, library, matrix)
                name = made.commit(manifest)
    reused = len(library.passages) - embedded
    forgotten = tuple(sorted(before.documents - manifest.documents.keys()))
    _LOG.info(
        "%s: %d passages embedded, %d reused, %d documents forgotten, %.0f ms",
        name,
        embedded,
        reused,
        len(forgotten),
        (time.monotonic() - started) * 1000,
    )
    return BuildReport(embedded, reused, forgotten, name, changed)


def build_retriever(
    documents: Sequence[Document], passages: Sequence[Passage], encoder: Encoder
) -> Retriever:
    """A retriever over ``passages`` that stays in memory, for measuring."""
    windows = _Windows.of(passages)
    matrix, _ = _embed(windows, encoder, {}, None)
    store = PassageStore.build(documents, passages, windows.keys)
    lexical = LexicalIndex.build(_lexical_texts(documents, passages))
    return Retriever(store, lexical, VectorIndex.build(matrix), encoder)


@dataclass(frozen=True, slots=True)
class _Windows:
    """The windows of every passage, and their keys."""

    texts: list[list[str]]
    keys: list[list[bytes]]

    @classmethod
    def of(cls, passages: Iterable[Passage]) -> _Windows:
        texts = [windows_of(passage) for passage in passages]
        return cls(texts, [[window_key(window) for window in windows] for windows in texts])


@dataclass(frozen=True, slots=True)
class _Before:
    """What the index in place can lend: vectors by window key, and what it held."""

    name: str
    manifest: Manifest | None
    documents: frozenset[str]
    vectors: dict[bytes, FloatMatrix]

    @classmethod
    def read(cls, index_dir: Path, encoder: Encoder) -> _Before:
        try:
            generation = Generation.current(index_dir)
        except (IndexMissingError, IndexMismatchError, IndexDamagedError) as error:
            _LOG.info("nothing to reuse: %s", error.message)
            return cls("", None, frozenset(), {})
        documents = frozenset(generation.manifest.documents)
        recipe = generation.manifest.recipe
        try:
            generation.check()
            if (recipe.encoder, recipe.dimension) != (encoder.fingerprint, encoder.dimension):
                return cls("", None, documents, {})
            store = generation.store()
            keys = store.window_keys()
            store.close()
            matrix = generation.vectors().matrix()
        except IndexDamagedError as error:
            _LOG.warning("nothing can be reused: %s", error.message)
            return cls("", None, documents, {})
        vectors = dict(zip(keys, matrix, strict=True))
        return cls(generation.name, generation.manifest, documents, vectors)

    def holds(self, wanted: Manifest) -> bool:
        """Whether the index in place is what ``wanted`` would become."""
        return (
            self.manifest is not None
            and self.manifest.recipe == wanted.recipe
            and self.manifest.files[PASSAGES] == wanted.files[PASSAGES]
        )


def _embed(
    windows: _Windows,
    encoder: Encoder,
    known: dict[bytes, FloatMatrix],
    progress: Progress | None,
) -> tuple[FloatMatrix, set[bytes]]:
    """One row a window, in order, and the keys of the windows that ``known`` did not hold."""
    keys = [key for keys in windows.keys for key in keys]
    texts = [text for texts in windows.texts for text in texts]
    fresh = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
    vectors = dict(known)
    waiting = list(fresh.items())
    for first in range(0, len(waiting), _BATCH):
        batch = waiting[first : first + _BATCH]
        rows = encoder.encode_passages([text for _, text in batch])
        vectors |= zip((key for key, _ in batch), rows, strict=True)
        if progress is not None:
            progress(f"embedded {first + len(batch)} of {len(waiting)} windows")
    matrix = np.zeros((len(keys), encoder.dimension), dtype=np.float32)
    for row, key in enumerate(keys):
        matrix[row] = vectors[key]
    return matrix, set(fresh)


def _write(made: Publication, store: PassageStore, library: Library, matrix: FloatMatrix) -> None:
    aside = made.folder / _LEXICAL_ASIDE
    make_folder(aside)
    with disk_errors(aside):
        LexicalIndex.build(_lexical_texts(library.documents, library.passages), aside)
        files = [(path.name, path.read_bytes()) for path in LexicalIndex.files(aside)]
        shutil.rmtree(aside)
    for name, content in files:
        made.write(f"{LEXICAL}/{name}", content)
    made.write(PASSAGES, store.to_bytes())
    made.write(VECTORS, VectorIndex.build(matrix).to_bytes())


def _lexical_texts(
    documents: Sequence[Document], passages: Sequence[Passage]
) -> Iterable[LexicalText]:
    rows = {document.id: row for row, document in enumerate(documents)}
    for passage in passages:
        group = group_name(rows[passage.document_id], passage.kind)
        yield LexicalText(passage.search_text, group)

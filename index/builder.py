"""A library becomes an index: what changed is embedded, the rest reused, all published at once."""

from __future__ import annotations

import logging
import shutil
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from index import wordbook
from index.before import Before
from index.curated import (
    CuratedIndex,
    QuestionIndex,
    question_text,
    question_texts,
    unanswered_texts,
)
from index.durable import FileRecord, disk_errors, make_folder
from index.embedding import Embedder, Progress, Windows
from index.encoder import Encoder, FloatMatrix
from index.generation import (
    CURATED_LEXICAL,
    CURATED_VECTORS,
    LEXICAL,
    NEAR,
    PASSAGES,
    UNANSWERED_LEXICAL,
    UNANSWERED_VECTORS,
    VECTORS,
)
from index.lexical import LexicalIndex, LexicalText
from index.manifest import Manifest, Recipe
from index.publishing import Publication, locked, publication
from index.rerankers import open_reranker
from index.retriever import Extras, Retriever, group_name
from index.store import PassageStore
from index.vectors import NearVectors, VectorIndex
from index.wordbook import Wordbook
from ingest.document import Document, Passage
from ingest.questions import CuratedQuestion, UnansweredQuestion

if TYPE_CHECKING:  # it imports every loader
    from ingest.pipeline import Library

_ASIDE = ".build"
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What publishing did.

    ``embedded`` and ``reused`` count passages. ``forgotten`` are the ids of documents that the
    index held before and the library does not. ``changed`` is False when the index in place
    already was this library's, so that nothing was written. ``titles`` are those of forgotten
    documents, by id, as far as the index before could be read.
    """

    embedded: int
    reused: int
    forgotten: tuple[str, ...]
    generation: str
    changed: bool = True
    titles: Mapping[str, str] = field(default_factory=dict[str, str], compare=False)


def publish_library(
    library: Library, encoder: Encoder, index_dir: Path, *, progress: Progress | None = None
) -> BuildReport:
    """Publishes ``library`` as the index in ``index_dir``; what it does not hold is forgotten.

    Windows and curated questions that the index in place has embedded with the same encoder are not
    embedded again.

    Raises:
        IndexBusyError: another process is publishing there.
        StorageError: the disk refused; the index in place stays.
    """
    started = time.monotonic()
    with locked(index_dir):
        before = Before.read(index_dir, encoder)
        holdings = _Holdings(
            library.documents,
            library.passages,
            library.questions,
            library.unanswered,
            Wordbook.of(library.glossary, library.names, library.passages),
        )
        parts = _Parts.of(holdings, encoder, before, progress)
        manifest = _manifest(holdings, encoder, parts)
        changed = not before.holds(manifest)
        name = before.name
        if changed:
            with publication(index_dir) as made:
                parts.write(made)
                name = made.commit(manifest)
    reused = len(library.passages) - parts.embedded
    forgotten = tuple(sorted(before.documents - manifest.documents.keys()))
    _LOG.info(
        "%s: %d passages embedded, %d reused, %d questions, %d documents forgotten, %.0f ms",
        name,
        parts.embedded,
        reused,
        manifest.questions,
        len(forgotten),
        (time.monotonic() - started) * 1000,
    )
    titles = {one: before.titles[one] for one in forgotten if one in before.titles}
    return BuildReport(parts.embedded, reused, forgotten, name, changed, titles)


def build_retriever(
    documents: Sequence[Document],
    passages: Sequence[Passage],
    encoder: Encoder,
    questions: Sequence[CuratedQuestion] = (),
    unanswered: Sequence[UnansweredQuestion] = (),
) -> Retriever:
    """A retriever over ``passages`` that stays in memory, for measuring."""
    parts = _Parts.of(_Holdings(documents, passages, questions, unanswered), encoder, Before())
    curated = None
    if questions:
        apart = parts.unanswered.in_memory() if unanswered else None
        curated = CuratedIndex(parts.store.questions(), parts.questions.in_memory(), apart)
    lexical = LexicalIndex.build(parts.passage_texts)
    vectors = VectorIndex.build(parts.matrix)
    return Retriever(parts.store, lexical, vectors, Extras(encoder, curated, open_reranker()))


@dataclass(frozen=True, slots=True)
class _Holdings:
    """What an index is built of."""

    documents: Sequence[Document]
    passages: Sequence[Passage]
    questions: Sequence[CuratedQuestion]
    unanswered: Sequence[UnansweredQuestion] = ()
    wordbook: Wordbook = field(default_factory=lambda: Wordbook.of((), (), ()))


@dataclass(frozen=True, slots=True, eq=False)  # arrays have no truth value
class _Questions:
    """What is indexed of some curated questions: (n,) texts and (n, width) vectors."""

    texts: Sequence[LexicalText]
    matrix: FloatMatrix

    def in_memory(self) -> QuestionIndex:
        return QuestionIndex(LexicalIndex.build(self.texts), VectorIndex.build(self.matrix))

    def write(self, made: Publication, lexical: str, vectors: str) -> None:
        """Writes them under those names, only where there are any."""
        if self.texts:
            _write_lexical(made, lexical, self.texts)
            made.write(vectors, VectorIndex.build(self.matrix).to_bytes())


@dataclass(frozen=True, slots=True)
class _Parts:
    """What an index is made of. ``embedded`` counts passages with a window that was not known."""

    store: PassageStore
    passage_texts: Sequence[LexicalText]
    matrix: FloatMatrix
    questions: _Questions
    unanswered: _Questions
    wordbook: Wordbook
    embedded: int

    @classmethod
    def of(
        cls,
        holdings: _Holdings,
        encoder: Encoder,
        before: Before,
        progress: Progress | None = None,
    ) -> _Parts:
        documents, passages = holdings.documents, holdings.passages
        windows = Windows.of(passages)
        embed = Embedder(encoder.encode_passages, encoder.dimension, "windows").embed
        matrix, fresh = embed(windows.flat(), before.windows, progress)
        embed = Embedder(encoder.encode_queries, encoder.dimension, "curated questions").embed
        answered, unanswered = (
            embed([question_text(item.text) for item in some], before.questions, progress)[0]
            for some in (holdings.questions, holdings.unanswered)
        )
        store = PassageStore.build(
            documents, passages, windows.keys, holdings.questions, holdings.unanswered
        )
        texts = list(_lexical_texts(documents, passages))
        return cls(
            store=store,
            passage_texts=texts,
            matrix=matrix,
            questions=_Questions(
                question_texts(store.questions(), [text.group for text in texts]), answered
            ),
            unanswered=_Questions(unanswered_texts(store.unanswered()), unanswered),
            wordbook=holdings.wordbook,
            embedded=windows.count_touched(fresh),
        )

    def write(self, made: Publication) -> None:
        """Writes all files."""
        _write_lexical(made, LEXICAL, self.passage_texts)
        made.write(PASSAGES, self.store.to_bytes())
        made.write(VECTORS, VectorIndex.build(self.matrix).to_bytes())
        if NearVectors.suit(self.matrix):
            made.write(NEAR, NearVectors.coded(self.matrix))
        for name in wordbook.FILES:
            made.write(name, self.wordbook.file(name))
        self.questions.write(made, CURATED_LEXICAL, CURATED_VECTORS)
        self.unanswered.write(made, UNANSWERED_LEXICAL, UNANSWERED_VECTORS)


def _manifest(holdings: _Holdings, encoder: Encoder, parts: _Parts) -> Manifest:
    return Manifest(
        generation=0,
        recipe=Recipe.of(encoder),
        documents={document.id: document.sha256 for document in holdings.documents},
        passages=len(holdings.passages),
        windows=len(parts.matrix),
        questions=len(holdings.questions),
        unanswered=len(holdings.unanswered),
        files={
            PASSAGES: FileRecord.of(parts.store.to_bytes()),
            **{name: FileRecord.of(parts.wordbook.file(name)) for name in wordbook.FILES},
        },
    )


def _write_lexical(made: Publication, folder: str, texts: Iterable[LexicalText]) -> None:
    aside = made.folder / f"{folder}{_ASIDE}"
    make_folder(aside)
    with disk_errors(aside):
        LexicalIndex.build(texts, aside)
        files = [(path.name, path.read_bytes()) for path in LexicalIndex.files(aside)]
        shutil.rmtree(aside)
    for name, content in files:
        made.write(f"{folder}/{name}", content)


def _lexical_texts(
    documents: Sequence[Document], passages: Sequence[Passage]
) -> Iterable[LexicalText]:
    rows = {document.id: row for row, document in enumerate(documents)}
    for passage in passages:
        group = group_name(rows[passage.document_id], passage.kind)
        yield LexicalText(passage.search_text, group)

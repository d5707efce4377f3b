"""An index on disk: opened only whole, unchanged, and made by the recipe that this program uses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from index.curated import CuratedIndex, QuestionIndex
from index.durable import FileRecord
from index.encoder import Encoder
from index.lexical import LexicalIndex
from index.manifest import MANIFEST, REBUILD, Manifest, Recipe
from index.publishing import Pointer
from index.query_words import QueryWords
from index.rerankers import PassageReranker, open_reranker
from index.retriever import Extras, Retriever
from index.store import PassageStore
from index.vectors import NearVectors, VectorIndex
from index.wordbook import Wordbook
from ingest.document import Document, Passage
from ingest.errors import IndexDamagedError, IndexMismatchError

PASSAGES = "passages.sqlite"
VECTORS = "vectors.faiss"
NEAR = "near.faiss"
LEXICAL = "lexical"
CURATED_VECTORS = "curated.faiss"
CURATED_LEXICAL = "curated"
UNANSWERED_VECTORS = "unanswered.faiss"
UNANSWERED_LEXICAL = "unanswered"
_ATTEMPTS = 5

OpenReranker = Callable[[], PassageReranker | None]


@dataclass(frozen=True, slots=True)
class Generation:
    """A published generation whose manifest is the one that CURRENT names."""

    pointer: Pointer
    folder: Path
    manifest: Manifest

    @classmethod
    def current(cls, index_dir: Path) -> Generation:
        """The generation that answers in ``index_dir``; its files are not checked yet.

        Raises:
            IndexMissingError: there is no index.
            IndexDamagedError: CURRENT or the manifest is not what was published.
            IndexMismatchError: another version of this program wrote it.
        """
        pointer = Pointer.read(index_dir)
        path = index_dir / pointer.folder / MANIFEST
        content = _read(path)
        if FileRecord.of(content).sha256 != pointer.manifest_sha256:
            raise _damaged(f"{path} is not the manifest that was published")
        return cls(pointer, path.parent, Manifest.from_bytes(content, path))

    @property
    def name(self) -> str:
        """The generation's name."""
        return self.pointer.folder

    def problems(self) -> Iterator[str]:
        """Every file that is missing, changed or too many, as sentences."""
        for name, record in self.manifest.files.items():
            path = self.folder / name
            try:
                found = FileRecord.read(path)
            except OSError as error:
                yield f"{path} cannot be read: {error.strerror}."
                continue
            if found.size != record.size:
                yield f"{path} has {found.size} bytes instead of {record.size}."
            elif found != record:
                yield f"{path} has changed since it was published."
        known = {self.folder / name for name in (*self.manifest.files, MANIFEST)}
        for path in sorted(p for p in self.folder.rglob("*") if not p.is_dir()):
            if path not in known:
                yield f"{path} is not part of the index."

    def check(self) -> None:
        """Compares every file with the manifest: about 1 s a gigabyte.

        Raises:
            IndexDamagedError: one is missing or changed.
        """
        for problem in self.problems():
            raise IndexDamagedError(f"The index is damaged: {problem}", hint=REBUILD)

    def check_recipe(self, recipe: Recipe) -> None:
        """Compares what made the index with ``recipe``.

        Raises:
            IndexMismatchError: they differ; every difference is named.
        """
        if differences := self.manifest.recipe.differences(recipe):
            raise IndexMismatchError(" ".join(differences), hint=REBUILD)

    def store(self) -> PassageStore:
        """The documents and passages."""
        return PassageStore.open(self.folder / PASSAGES)

    def exact_vectors(self) -> VectorIndex:
        """The windows' vectors, all in memory."""
        return VectorIndex.from_bytes(_read(self.folder / VECTORS))

    def vectors(self) -> VectorIndex | NearVectors:
        """What compares queries with the windows' vectors; many vectors stay on the disk."""
        if NEAR not in self.manifest.files:
            return self.exact_vectors()
        exact = VectorIndex.mapped(self.folder / VECTORS)
        return NearVectors.open(_read(self.folder / NEAR), exact)

    def lexical(self, known: str) -> LexicalIndex:
        """The lexical leg, which must find the text ``known`` in itself."""
        return self._lexical(LEXICAL, known)

    def curated_vectors(self) -> VectorIndex:
        """The curated questions' vectors; there is no such file where there are no questions."""
        return VectorIndex.from_bytes(_read(self.folder / CURATED_VECTORS))

    def curated_lexical(self, known: str) -> LexicalIndex:
        """The curated questions' words, among which the question ``known`` must be found."""
        return self._lexical(CURATED_LEXICAL, known)

    def unanswered_vectors(self) -> VectorIndex:
        """As `curated_vectors`, of the questions that nothing answers."""
        return VectorIndex.from_bytes(_read(self.folder / UNANSWERED_VECTORS))

    def unanswered_lexical(self, known: str) -> LexicalIndex:
        """As `curated_lexical`, of the questions that nothing answers."""
        return self._lexical(UNANSWERED_LEXICAL, known)

    def file(self, name: str) -> bytes:
        """One file as it is."""
        return _read(self.folder / name)

    def _lexical(self, folder: str, known: str) -> LexicalIndex:
        names = [name for name in self.manifest.files if name.startswith(f"{folder}/")]
        return LexicalIndex.open([self.folder / name for name in names], known)


class OpenIndex:
    """One generation, opened for reading; safe to share between threads until closed."""

    def __init__(
        self, generation: str, store: PassageStore, retriever: Retriever, resources: ExitStack
    ) -> None:
        self.generation = generation
        self.retriever = retriever
        self._store = store
        self._resources = resources

    def titles(self) -> list[str]:
        """The title of every document, in the order of ingest."""
        return [source.title for source in self._store.sources()]

    def documents(self) -> list[Document]:
        """Every document with its text, in the order of ingest."""
        return self._store.documents()

    def document(self, document_id: str) -> Document:
        """The document of that id.

        Raises:
            KeyError: there is none.
        """
        return self._store.document(document_id)

    def passages(self) -> list[Passage]:
        """Every passage, of whatever kind, in the order of ingest."""
        return self._store.passages(range(len(self._store)))

    def passages_of(self, document_id: str) -> list[Passage]:
        """The passages of one document, of whatever kind, in its order; none when it is unknown."""
        return self._store.passages_of(document_id)

    def passages_around(self, passage_id: str, reach: int) -> list[Passage]:
        """The passages up to ``reach`` before and behind one of the same document, and itself."""
        return self._store.passages_around(passage_id, reach)

    def close(self) -> None:
        """Releases the files; the index cannot be used afterwards."""
        self._resources.close()


def open_index(
    index_dir: Path, encoder: Encoder, reranker: OpenReranker = open_reranker
) -> OpenIndex:
    """The index in ``index_dir``, every file compared with its hash before it is used.

    Args:
        index_dir: Where it was published.
        encoder: The one that made its vectors.
        reranker: Gives the one to rank with, or None for the fusion's order; the default gives
            the one that ships.

    Raises:
        IndexMissingError: there is no index.
        IndexDamagedError: a file is not what was published.
        IndexMismatchError: another encoder or version of this program made it.
    """
    for attempt in range(_ATTEMPTS):
        pointer = Pointer.read(index_dir)
        try:
            return _open(Generation.current(index_dir), encoder, reranker())
        except IndexDamagedError:
            # two ingests may have come and gone since CURRENT was read
            if attempt + 1 == _ATTEMPTS or Pointer.read(index_dir) == pointer:
                raise
    raise AssertionError("the last attempt returns or raises")


def verify(index_dir: Path) -> list[str]:
    """What is wrong with the index in ``index_dir``, as sentences; nothing when it is whole.

    Raises:
        IndexMissingError: there is no index.
    """
    try:
        return list(Generation.current(index_dir).problems())
    except (IndexDamagedError, IndexMismatchError) as error:
        return [error.message]


def _open(generation: Generation, encoder: Encoder, reranker: PassageReranker | None) -> OpenIndex:
    generation.check_recipe(Recipe.of(encoder))
    generation.check()
    with ExitStack() as undo:
        store = generation.store()
        undo.callback(store.close)
        first = store.passages([0])[0].search_text if len(store) else ""
        lexical = generation.lexical(first)
        undo.callback(lexical.close)
        vectors = generation.vectors()
        manifest = generation.manifest
        counts = (len(store), len(lexical), len(vectors))
        if counts != (manifest.passages, manifest.passages, manifest.windows):
            raise _apart(generation)
        curated = _curated(generation, store, undo)
        words = QueryWords(Wordbook(generation.file).alternatives)
        retriever = Retriever(store, lexical, vectors, Extras(encoder, curated, reranker, words))
        return OpenIndex(generation.name, store, retriever, undo.pop_all())


def _curated(generation: Generation, store: PassageStore, undo: ExitStack) -> CuratedIndex | None:
    questions, unanswered = store.questions(), store.unanswered()
    manifest = generation.manifest
    if (len(questions), len(unanswered)) != (manifest.questions, manifest.unanswered):
        raise _apart(generation)
    if not questions:
        return None
    lexical = generation.curated_lexical(questions[0].text)
    undo.callback(lexical.close)
    index = _questions(generation, lexical, generation.curated_vectors(), len(questions))
    if not unanswered:
        return CuratedIndex(questions, index)
    lexical = generation.unanswered_lexical(unanswered[0])
    undo.callback(lexical.close)
    vectors = generation.unanswered_vectors()
    return CuratedIndex(questions, index, _questions(generation, lexical, vectors, len(unanswered)))


def _questions(
    generation: Generation, lexical: LexicalIndex, vectors: VectorIndex, count: int
) -> QuestionIndex:
    if not len(lexical) == len(vectors) == count:
        raise _apart(generation)
    return QuestionIndex(lexical, vectors)


def _apart(generation: Generation) -> IndexDamagedError:
    return _damaged(f"The files in {generation.folder} do not belong together")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise _damaged(f"{path} cannot be read: {error.strerror}") from error


def _damaged(message: str) -> IndexDamagedError:
    return IndexDamagedError(f"{message}.", hint=REBUILD)

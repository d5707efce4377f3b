"""An index and the curated questions → the passages that are to get drafts.

Curated questions are those of the index and those that stand in the files now: a line accepted
since the last ingest counts too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from api.settings import Settings
from api.upkeep import DEFAULT_CATALOGUE
from index.generation import Generation
from index.store import PassageStore
from ingest.catalogue import Catalogue, find_catalogue
from ingest.document import Document, Passage, PassageKind
from ingest.errors import InputError
from ingest.matching import squeeze
from ingest.questions import FOLDER, CuratedQuestion, read_questions
from ingest.report import printable

_MIN_SENTENCE_CHARS = 8
_FEW = 0.5  # a document has few questions when less than this share of its passages has any


@dataclass(frozen=True, slots=True)
class Stock:
    """The documents, their body passages that state something, and the curated questions.

    ``twofold`` are the ids of documents that exist as digest and as original; ``accepted`` is the
    folder of the accepted questions.
    """

    documents: Mapping[str, Document]
    bodies: Mapping[str, Sequence[Passage]]
    curated: Sequence[CuratedQuestion]
    twofold: frozenset[str]
    accepted: Path

    def questions_of(self, document_id: str) -> set[str]:
        """The curated questions of a document, squeezed."""
        return {squeeze(item.text) for item in self.curated if item.document_id == document_id}

    def wanted(self, named: Sequence[str]) -> dict[str, list[Passage]]:
        """The passages to draft for, by document; documents without any are left out.

        All of the ``named`` documents, else those without a question in documents that have few.

        Raises:
            InputError: one of ``named`` is not in the index.
        """
        for document_id in named:
            if document_id not in self.documents:
                known = ", ".join(
                    f"{one} ({printable(document.source.title)})"
                    for one, document in self.documents.items()
                )
                raise InputError(
                    f"There is no document {printable(document_id)}.", hint=f"Name one of: {known}."
                )
        ids = dict.fromkeys(named or self.documents)
        chosen = {key: list(self.bodies[key]) if named else self._bare(key) for key in ids}
        return {key: passages for key, passages in chosen.items() if passages}

    def _bare(self, document_id: str) -> list[Passage]:
        covered = {name for item in self.curated for name in item.passage_ids}
        bodies = self.bodies[document_id]
        bare = [passage for passage in bodies if passage.id not in covered]
        return bare if len(bodies) - len(bare) < _FEW * len(bodies) else []


def read_stock(index_dir: Path, settings: Settings) -> Stock:
    """What the index in ``index_dir`` and the files beside the catalogue hold.

    Raises:
        ForumqaError: there is no whole index, or the catalogue or its questions cannot be read.
    """
    generation = Generation.current(index_dir)
    generation.check()
    with closing(generation.store()) as store:
        documents = store.documents()
        passages = store.passages(range(len(store)))
        curated = _indexed(store, passages)
    catalogue = find_catalogue([settings.documents], settings.catalogue, DEFAULT_CATALOGUE)
    if catalogue is not None:
        known = (entry.id for entry in catalogue.entries)
        curated += read_questions(catalogue.folder, known, documents, passages).answered
    return Stock(
        documents={document.id: document for document in documents},
        bodies={document.id: _telling(document.id, passages) for document in documents},
        curated=curated,
        twofold=_twofold(catalogue),
        accepted=(catalogue.folder if catalogue else settings.documents) / FOLDER,
    )


def _indexed(store: PassageStore, passages: Sequence[Passage]) -> list[CuratedQuestion]:
    found: list[CuratedQuestion] = []
    for question in store.questions():
        tied = [passages[row] for row in question.passages]
        ids = tuple(passage.id for passage in tied)
        found.append(CuratedQuestion(question.text, question.language, tied[0].document_id, ids))
    return found


def _telling(document_id: str, passages: Iterable[Passage]) -> list[Passage]:
    """The body passages of a document that hold more than headings and scraps."""
    return [
        passage
        for passage in passages
        if passage.document_id == document_id
        and passage.kind is PassageKind.BODY
        and any(
            not part.is_heading and part.end - part.start >= _MIN_SENTENCE_CHARS
            for part in passage.sentences
        )
    ]


def _twofold(catalogue: Catalogue | None) -> frozenset[str]:
    entries = catalogue.entries if catalogue else ()
    return frozenset(entry.id for entry in entries if entry.original and entry.digest)

"""Documents, passages and curated questions in one SQLite file: what hits are made of.

The file is made in memory and handed out as bytes, so that its writer knows whether they reached
the disk. It is read without locks or journals: a published file never changes.
"""

from __future__ import annotations

import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.store_rows import (
    SCHEMA,
    document_of,
    insert_document,
    insert_passage,
    insert_question,
    insert_unanswered,
    passage_of,
    passages_of_question,
    source_of,
)
from index.windows import KEY_BYTES
from ingest.document import Document, Passage, PassageKind, Source
from ingest.errors import IndexDamagedError
from ingest.questions import CuratedQuestion, UnansweredQuestion

IntVector = npt.NDArray[np.int64]
PASSAGES_KEPT = 2048  # about 5 kB each
DOCUMENTS_KEPT = 32  # quoted in answer after answer, each with its text
_MOST_VARIABLES = 500
_Select = Callable[..., list[sqlite3.Row]]


@dataclass(frozen=True, slots=True)
class PassageColumns:
    """What filters and the vector leg need of every passage, by row.

    ``documents`` (n,) int64 are document rows, ``windows`` (n,) int64 how many vectors a passage
    has.
    """

    documents: IntVector
    kinds: tuple[PassageKind, ...]
    windows: IntVector


@dataclass(frozen=True, slots=True)
class StoredQuestion:
    """A curated question, and the rows of the passages that it stands for.

    ``words`` are the words of those passages that answer it, squeezed.
    """

    text: str
    language: str
    passages: tuple[int, ...]
    words: str = ""


class PassageStore:
    """The documents and passages of one index, by row; safe to share between threads."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        connection.row_factory = sqlite3.Row
        self._connection = connection
        self._lock = threading.Lock()
        self._kept: OrderedDict[int, Passage] = OrderedDict()
        # A cache of a method would hold this object, and with it an open file, until a collection.
        self._select = partial(_select, connection, self._lock)
        self._document_of = lru_cache(maxsize=DOCUMENTS_KEPT)(partial(_document_of, self._select))

    @classmethod
    def build(
        cls,
        documents: Sequence[Document],
        passages: Sequence[Passage],
        window_keys: Sequence[Sequence[bytes]],
        questions: Sequence[CuratedQuestion] = (),
        unanswered: Sequence[UnansweredQuestion] = (),
    ) -> PassageStore:
        """A store in memory; passage i is row i and ``window_keys[i]`` are its windows' keys."""
        connection = sqlite3.connect(":memory:", check_same_thread=False)
        connection.executescript(SCHEMA)
        rows = {document.id: row for row, document in enumerate(documents)}
        with connection:
            for row, document in enumerate(documents):
                insert_document(connection, row, document)
            for row, (passage, keys) in enumerate(zip(passages, window_keys, strict=True)):
                insert_passage(connection, row, rows[passage.document_id], passage, keys)
            row_of = {passage.id: row for row, passage in enumerate(passages)}
            for row, question in enumerate(questions):
                tied = [row_of[passage_id] for passage_id in question.passage_ids]
                insert_question(connection, row, question, tied)
            for row, open_question in enumerate(unanswered):
                insert_unanswered(connection, row, open_question)
        return cls(connection)

    @classmethod
    def open(cls, path: Path) -> PassageStore:
        """The store in the file at ``path``, which must not change while it is open.

        Raises:
            IndexDamagedError: SQLite cannot read it.
        """
        address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        try:
            store = cls(sqlite3.connect(address, uri=True, check_same_thread=False))
            len(store)
        except sqlite3.DatabaseError as error:
            raise IndexDamagedError(
                f"{path} is no store of passages: {error}.", hint="Run `forumqa ingest`."
            ) from error
        return store

    def to_bytes(self) -> bytes:
        """The SQLite file; the same bytes for the same documents and passages."""
        with self._lock:
            return self._connection.serialize()

    def close(self) -> None:
        """Releases the file."""
        with self._lock:
            self._connection.close()

    def __len__(self) -> int:
        return int(self._select("SELECT count(*) FROM passages")[0][0])

    def sources(self) -> list[Source]:
        """What is known of every document, by row."""
        return [source_of(row) for row in self._select("SELECT * FROM documents ORDER BY row")]

    def documents(self) -> list[Document]:
        """Every document with its text, by row."""
        return [
            _document(self._select, row)
            for row in self._select("SELECT * FROM documents ORDER BY row")
        ]

    def document(self, document_id: str) -> Document:
        """The document of that id.

        Raises:
            KeyError: there is none.
        """
        return self._document_of(document_id)

    def passages(self, rows: Sequence[int]) -> list[Passage]:
        """The passages at ``rows``, in that order."""
        with self._lock:
            found = {row: self._kept[row] for row in rows if row in self._kept}
        missing = [row for row in rows if row not in found]
        for first in range(0, len(missing), _MOST_VARIABLES):
            part = missing[first : first + _MOST_VARIABLES]
            marks = ",".join("?" * len(part))
            select = f"SELECT * FROM passages WHERE row IN ({marks})"  # noqa: S608  # marks only
            found |= {row["row"]: passage_of(row) for row in self._select(select, *part)}
        self._keep({row: found[row] for row in rows[:PASSAGES_KEPT]})
        return [found[row] for row in rows]

    def _keep(self, used: dict[int, Passage]) -> None:
        """Keeps the passages that were used last."""
        with self._lock:
            for row, passage in used.items():
                self._kept[row] = passage
                self._kept.move_to_end(row)
            while len(self._kept) > PASSAGES_KEPT:
                self._kept.popitem(last=False)

    def passages_of(self, document_id: str) -> list[Passage]:
        """The passages of one document, of whatever kind, in its order; none when it is unknown."""
        select = (
            "SELECT passages.* FROM passages JOIN documents ON documents.row = passages.document"
            " WHERE documents.id = ? ORDER BY passages.row"
        )
        return [passage_of(row) for row in self._select(select, document_id)]

    def passages_around(self, passage_id: str, reach: int) -> list[Passage]:
        """The passages of its document up to ``reach`` rows away, of whatever kind, and itself.

        They come in the order of the document; none when the passage is unknown.
        """
        select = (
            "SELECT other.* FROM passages AS one JOIN passages AS other"
            " ON other.row BETWEEN one.row - ?2 AND one.row + ?2 AND other.document = one.document"
            " WHERE one.id = ?1 ORDER BY other.row"
        )
        return [passage_of(row) for row in self._select(select, passage_id, reach)]

    def columns(self) -> PassageColumns:
        """The columns of all passages that retrieval keeps in memory."""
        rows = self._select("SELECT document, kind, windows FROM passages ORDER BY row")
        return PassageColumns(
            documents=np.array([row["document"] for row in rows], dtype=np.int64),
            kinds=tuple(PassageKind(row["kind"]) for row in rows),
            windows=np.array([row["windows"] for row in rows], dtype=np.int64),
        )

    def window_keys(self) -> list[bytes]:
        """The keys of all windows, in the order of the vectors."""
        packed = b"".join(
            row["window_keys"]
            for row in self._select("SELECT window_keys FROM passages ORDER BY row")
        )
        return [packed[at : at + KEY_BYTES] for at in range(0, len(packed), KEY_BYTES)]

    def questions(self) -> list[StoredQuestion]:
        """The curated questions, by row."""
        rows = self._select("SELECT * FROM questions ORDER BY row")
        return [
            StoredQuestion(
                row["text"], row["language"], tuple(passages_of_question(row)), row["words"]
            )
            for row in rows
        ]

    def unanswered(self) -> list[str]:
        """The curated questions that nothing answers, by row."""
        return [row["text"] for row in self._select("SELECT text FROM unanswered ORDER BY row")]


def _select(
    connection: sqlite3.Connection, lock: threading.Lock, statement: str, *arguments: str | int
) -> list[sqlite3.Row]:
    with lock:
        return connection.execute(statement, arguments).fetchall()


def _document_of(select: _Select, document_id: str) -> Document:
    found = select("SELECT * FROM documents WHERE id = ?", document_id)
    if not found:
        raise KeyError(document_id)
    return _document(select, found[0])


def _document(select: _Select, row: sqlite3.Row) -> Document:
    articles = "SELECT * FROM articles WHERE document = ? ORDER BY position"
    removals = "SELECT * FROM removals WHERE document = ? ORDER BY position"
    return document_of(row, select(articles, row["row"]), select(removals, row["row"]))

"""The tables of the store, and how documents and passages become rows and come back."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Sequence

import numpy as np

from ingest.document import (
    Article,
    Document,
    OffsetMap,
    Passage,
    PassageKind,
    Removal,
    RemovalReason,
    Run,
    Script,
    Sentence,
    Source,
    SourceKind,
    Span,
)
from ingest.questions import CuratedQuestion, UnansweredQuestion

SCHEMA = """
CREATE TABLE documents (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL, publisher TEXT NOT NULL,
    author TEXT NOT NULL, date TEXT NOT NULL, date_inferred INTEGER NOT NULL,
    language TEXT NOT NULL, script TEXT NOT NULL, kind TEXT NOT NULL, headlines TEXT NOT NULL,
    text TEXT NOT NULL, sha256 TEXT NOT NULL, path BLOB NOT NULL
) STRICT;
CREATE TABLE articles (
    document INTEGER NOT NULL, position INTEGER NOT NULL, headline TEXT NOT NULL,
    author TEXT NOT NULL, "start" INTEGER NOT NULL, "end" INTEGER NOT NULL,
    PRIMARY KEY (document, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE removals (
    document INTEGER NOT NULL, position INTEGER NOT NULL,
    "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, reason TEXT NOT NULL,
    PRIMARY KEY (document, position)
) STRICT, WITHOUT ROWID;
-- offsets: (start, offset, length) of each run; sentences: (start, end, what it is) of each; both
-- as little-endian int32. windows: how many rows of the vectors are this passage's, in order.
CREATE TABLE passages (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, document INTEGER NOT NULL,
    document_id TEXT NOT NULL, headline TEXT NOT NULL, kind TEXT NOT NULL,
    "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL,
    clean_text TEXT NOT NULL, search_text TEXT NOT NULL, offsets BLOB NOT NULL,
    sentences BLOB NOT NULL, windows INTEGER NOT NULL, window_keys BLOB NOT NULL
) STRICT;
-- passages: the rows of the passages that the question stands for, as little-endian int32.
CREATE TABLE questions (
    row INTEGER PRIMARY KEY, text TEXT NOT NULL, language TEXT NOT NULL, passages BLOB NOT NULL,
    words TEXT NOT NULL
) STRICT;
CREATE TABLE unanswered (row INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;
"""

_INTEGERS = np.dtype("<i4")
_HEADING, _CODE = 1, 2  # what a sentence may be besides; 0 is one of text


def insert_document(connection: sqlite3.Connection, row: int, document: Document) -> None:
    """Writes ``document`` with its articles and removals as document ``row``."""
    source = document.source
    _insert(
        connection,
        "documents",
        row,
        source.id,
        source.title,
        source.publisher,
        source.author,
        source.date,
        int(source.date_inferred),
        source.language,
        source.script.value,
        source.kind.value,
        json.dumps(source.headlines, ensure_ascii=False),
        document.text,
        document.sha256,
        os.fsencode(document.path),  # a name need not be UTF-8
    )
    for position, article in enumerate(document.articles):
        start, end = article.span.start, article.span.end
        _insert(connection, "articles", row, position, article.headline, article.author, start, end)
    for position, removal in enumerate(document.removals):
        start, end = removal.span.start, removal.span.end
        _insert(connection, "removals", row, position, start, end, removal.reason.value)


def insert_passage(
    connection: sqlite3.Connection,
    row: int,
    document: int,
    passage: Passage,
    window_keys: Iterable[bytes],
) -> None:
    """Writes ``passage`` of document row ``document`` as passage ``row``."""
    keys = list(window_keys)
    _insert(
        connection,
        "passages",
        row,
        passage.id,
        document,
        passage.document_id,
        passage.headline,
        passage.kind.value,
        passage.span.start,
        passage.span.end,
        passage.text,
        passage.clean_text,
        passage.search_text,
        _packed((run.start, run.offset, run.length) for run in passage.offsets.runs),
        _packed((s.start, s.end, _mark(s)) for s in passage.sentences),
        len(keys),
        b"".join(keys),
    )


def insert_question(
    connection: sqlite3.Connection, row: int, question: CuratedQuestion, passages: Sequence[int]
) -> None:
    """Writes ``question``, which stands for the passages at those rows, as question ``row``."""
    packed = np.array(passages, dtype=_INTEGERS).tobytes()
    fields = (question.text, question.language, packed, question.words)
    _insert(connection, "questions", row, *fields)


def insert_unanswered(
    connection: sqlite3.Connection, row: int, question: UnansweredQuestion
) -> None:
    """Writes ``question``, which nothing answers, as unanswered question ``row``."""
    _insert(connection, "unanswered", row, question.text)


def passages_of_question(row: sqlite3.Row) -> list[int]:
    """The rows of the passages that the question of a row stands for."""
    rows: list[int] = np.frombuffer(row["passages"], dtype=_INTEGERS).tolist()
    return rows


def source_of(row: sqlite3.Row) -> Source:
    """What a row of documents says of its source."""
    return Source(
        id=row["id"],
        title=row["title"],
        publisher=row["publisher"],
        author=row["author"],
        date=row["date"],
        date_inferred=bool(row["date_inferred"]),
        language=row["language"],
        script=Script(row["script"]),
        kind=SourceKind(row["kind"]),
        headlines=tuple(json.loads(row["headlines"])),
    )


def document_of(
    row: sqlite3.Row, articles: Iterable[sqlite3.Row], removals: Iterable[sqlite3.Row]
) -> Document:
    """The document of a row, with the rows of its articles and removals in order."""
    return Document(
        source=source_of(row),
        text=row["text"],
        sha256=row["sha256"],
        path=os.fsdecode(row["path"]),
        articles=tuple(Article(a["headline"], _span(a), a["author"]) for a in articles),
        removals=tuple(Removal(_span(r), RemovalReason(r["reason"])) for r in removals),
    )


def passage_of(row: sqlite3.Row) -> Passage:
    """The passage of a row."""
    return Passage(
        id=row["id"],
        document_id=row["document_id"],
        headline=row["headline"],
        kind=PassageKind(row["kind"]),
        span=_span(row),
        text=row["text"],
        clean_text=row["clean_text"],
        search_text=row["search_text"],
        offsets=OffsetMap(tuple(Run(*triple) for triple in _unpacked(row["offsets"]))),
        sentences=tuple(
            Sentence(start, end, mark == _HEADING, mark == _CODE)
            for start, end, mark in _unpacked(row["sentences"])
        ),
    )


def _insert(connection: sqlite3.Connection, table: str, *fields: str | int | bytes) -> None:
    marks = ",".join("?" * len(fields))
    connection.execute(f"INSERT INTO {table} VALUES ({marks})", fields)  # noqa: S608  # our names


def _span(row: sqlite3.Row) -> Span:
    return Span(row["start"], row["end"])


def _mark(sentence: Sentence) -> int:
    return _HEADING if sentence.is_heading else _CODE if sentence.is_code else 0


def _packed(triples: Iterable[tuple[int, int, int]]) -> bytes:
    return np.array(list(triples), dtype=_INTEGERS).tobytes()


def _unpacked(packed: bytes) -> list[tuple[int, int, int]]:
    return [(a, b, c) for a, b, c in np.frombuffer(packed, dtype=_INTEGERS).reshape(-1, 3).tolist()]

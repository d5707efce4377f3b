"""BEIR folders (Thakur et al. 2021): corpus.jsonl, queries.jsonl and qrels/<split>.tsv.

The judgements are tab-separated and quoted as by Python's ``csv``, which is what BEIR's own
``GenericDataLoader`` reads and writes, so that ids may hold tabs and line ends.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from eval.evaluated import Evaluated
from eval.outside.reading import read_utf8
from eval.outside.trec import checked_grade, judgements
from eval.runs import Qrels
from ingest.errors import InputError

_HEADER = ("query-id", "corpus-id", "score")


@dataclass(frozen=True, slots=True)
class Beir:
    """A collection with its judged queries.

    Args:
        passages: The text of every document, by id: its title, where it has one, and its text.
        queries: The text of every judged query, by id.
        qrels: The grades of every judged query.
        unjudged: How many queries were left out because the split does not judge them.
    """

    passages: Mapping[str, str]
    queries: Mapping[str, str]
    qrels: Qrels
    unjudged: int


def read_beir(folder: Path, split: str) -> Beir:
    """The collection in ``folder`` with the queries that ``split`` judges.

    Raises:
        InputError: A file cannot be read or a line of it is not as the format has it.
    """
    passages: dict[str, str] = {}
    for place, key, row in _rows(folder / "corpus.jsonl"):
        title = _text(row, "title", place) if row.get("title") else ""
        text = _text(row, "text", place)
        passages[key] = f"{title}\n{text}" if title.strip() else text
    queries = {
        key: _text(row, "text", place) for place, key, row in _rows(folder / "queries.jsonl")
    }
    qrels = _read_judgements(folder / "qrels" / f"{split}.tsv", queries, passages)
    judged = {key: text for key, text in queries.items() if key in qrels}
    return Beir(passages, judged, qrels, len(queries) - len(judged))


def write_beir(evaluated: Evaluated, folder: Path) -> None:
    """Write the collection, its queries and its judgements (``qrels/test.tsv``) into ``folder``.

    Raises:
        InputError: The folder cannot be written.
    """
    passages = ({"_id": k, "title": "", "text": text} for k, text in evaluated.passages.items())
    queries = ({"_id": key, "text": text} for key, text in evaluated.queries.items())
    try:
        (folder / "qrels").mkdir(parents=True, exist_ok=True)
        _write_rows(folder / "corpus.jsonl", passages)
        _write_rows(folder / "queries.jsonl", queries)
        with (folder / "qrels" / "test.tsv").open("w", encoding="utf-8", newline="") as file:
            _write_judgements(file, judgements(evaluated))
    except OSError as error:
        raise InputError(f"cannot write BEIR files to {folder}: {error.strerror}") from error


def _rows(path: Path) -> Iterator[tuple[str, str, Mapping[str, object]]]:
    """Every object of a file of JSON lines: its place for messages, its id, and itself."""
    seen: set[str] = set()
    for number, line in enumerate(read_utf8(path).split("\n"), 1):
        if not line.strip():
            continue
        place = f"{path}, line {number}"
        try:
            row: object = json.loads(line)
        except ValueError as error:
            raise InputError(f"{place} is no JSON: {error}") from error
        if not isinstance(row, dict):
            raise InputError(f"{place} is no JSON object.")
        key = _text(row, "_id", place)
        if key in seen:
            raise InputError(f"{place} has the id {key!r} again.")
        seen.add(key)
        yield place, key, row


def _text(row: Mapping[str, object], key: str, place: str) -> str:
    value = row.get(key)
    if not isinstance(value, str):
        raise InputError(f"{place} has no text under {key!r}.")
    if not value.isascii() and any("\ud800" <= character <= "\udfff" for character in value):
        raise InputError(f"{place} has half a surrogate pair under {key!r}.")
    return value


def _read_judgements(
    path: Path, queries: Mapping[str, str], passages: Mapping[str, str]
) -> dict[str, dict[str, int]]:
    qrels: dict[str, dict[str, int]] = {}
    for place, (query, passage, score) in _judgement_rows(path):
        if query not in queries:
            raise InputError(f"{place} names the query {query!r}, which queries.jsonl has not.")
        if passage not in passages:
            raise InputError(f"{place} names the document {passage!r}, which corpus.jsonl has not.")
        if passage in qrels.setdefault(query, {}):
            raise InputError(f"{place} judges {passage!r} for {query!r} again.")
        try:
            qrels[query][passage] = checked_grade(int(score))
        except ValueError as error:
            raise InputError(f"{place} has the grade {score!r}: {error}.") from error
    if not qrels:
        raise InputError(f"{path} holds no judgement.")
    return qrels


def _judgement_rows(path: Path) -> Iterator[tuple[str, list[str]]]:
    rows = csv.reader(io.StringIO(read_utf8(path), newline=""), delimiter="\t")
    try:
        for number, row in enumerate(filter(None, rows)):
            place = f"{path}, line {rows.line_num}"
            if len(row) != len(_HEADER):
                raise InputError(f"{place} is not: query-id, corpus-id, score, tabs between.")
            if number:
                yield place, row
            elif tuple(row) != _HEADER:
                raise InputError(f"{place} is not the header: {', '.join(_HEADER)}.")
    except csv.Error as error:
        raise InputError(f"{path}, line {rows.line_num}: {error}.") from error


def _write_rows(path: Path, rows: Iterable[Mapping[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _write_judgements(file: TextIO, rows: Iterable[tuple[str, str, int]]) -> None:
    """Quoted only where needed. Before Python 3.13 ``csv`` overlooks that a CR needs it."""
    plain = csv.writer(file, delimiter="\t", lineterminator="\n")
    quoted = csv.writer(file, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
    plain.writerow(_HEADER)
    for row in rows:
        (quoted if "\r" in row[0] + row[1] else plain).writerow(row)

"""TREC files: qrels and runs, written for other programs and read from them.

Lines are those of trec_eval: ``topic 0 document grade`` and ``topic Q0 document rank score tag``.
"""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import ir_measures
import numpy as np

from eval.evaluated import Evaluated
from eval.outside.reading import read_utf8
from eval.runs import Qrels, Rankings, scored
from ingest.errors import InputError

Run = Mapping[str, Mapping[str, float]]
"""For every topic the documents returned, with their scores."""

MAX_GRADE = 1000
"""Larger grades are mistakes; the time and memory of pytrec_eval grow with the largest."""

_READ_QRELS: Callable[[io.StringIO], Iterable[ir_measures.Qrel]] = ir_measures.read_trec_qrels
_READ_RUN: Callable[[io.StringIO], Iterable[ir_measures.ScoredDoc]] = ir_measures.read_trec_run


def write_trec(evaluated: Evaluated, folder: Path) -> None:
    """Write ``qrels.txt`` and one ``<rung>.run`` for each rung into ``folder``.

    Raises:
        InputError: An id holds white space, or the folder cannot be written.
    """
    for key in (*evaluated.queries, *evaluated.passages):
        if key.split() != [key]:
            raise InputError(
                f"TREC files cannot hold the id {key!r}: it is empty or has white space.",
                hint="BEIR files can (--beir).",
            )
    qrels = [f"{topic} 0 {passage} {grade}\n" for topic, passage, grade in judgements(evaluated)]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write(folder / "qrels.txt", qrels)
        for rung, found in evaluated.rankings.items():
            _write(folder / f"{rung}.run", _run_lines(found, f"forumqa-{rung}"))
    except OSError as error:
        raise InputError(f"cannot write TREC files to {folder}: {error.strerror}") from error


def judgements(evaluated: Evaluated) -> Iterator[tuple[str, str, int]]:
    """Query, passage and grade of every judgement.

    A query without any gets one of grade 0, for readers leave out queries that no line names, and
    ours count 0.
    """
    nothing = dict.fromkeys(sorted(evaluated.passages)[:1], 0)
    for query in evaluated.queries:
        for passage, grade in (evaluated.qrels.get(query) or nothing).items():
            yield query, passage, grade


def read_qrels(path: Path) -> Qrels:
    """The judgements in ``path``.

    Raises:
        InputError: The file cannot be read, or a line is no judgement or a second one.
    """
    qrels: dict[str, dict[str, int]] = {}
    for place, line in _lines(path):
        try:
            found = next(iter(_READ_QRELS(io.StringIO(line))))
            judged_as = checked_grade(found.relevance)
        except ValueError as error:
            raise InputError(f"{place} is not: topic 0 document grade ({error}).") from error
        judged = qrels.setdefault(found.query_id, {})
        if found.doc_id in judged:
            raise InputError(f"{place} judges {found.doc_id} for {found.query_id} again.")
        judged[found.doc_id] = judged_as
    if not qrels:
        raise InputError(f"{path} holds no judgement.")
    return qrels


def checked_grade(grade: int) -> int:
    """``grade`` itself.

    Raises:
        ValueError: It is beyond `MAX_GRADE`, whatever its sign.
    """
    if abs(grade) > MAX_GRADE:
        raise ValueError(f"the grade {grade} is beyond {MAX_GRADE}")
    return grade


def read_run(path: Path) -> Run:
    """The run in ``path``; the column of ranks is not looked at, as trec_eval does not.

    Raises:
        InputError: The file cannot be read, or a line is no hit or names a hit again.
    """
    run: dict[str, dict[str, float]] = {}
    for place, line in _lines(path):
        try:
            found = next(iter(_READ_RUN(io.StringIO(line))))
        except ValueError as error:
            raise InputError(
                f"{place} is not: topic Q0 document rank score tag ({error})."
            ) from error
        if not math.isfinite(found.score):
            raise InputError(f"{place} has a score that is no number.")
        hits = run.setdefault(found.query_id, {})
        if found.doc_id in hits:
            raise InputError(f"{place} returns {found.doc_id} for {found.query_id} again.")
        hits[found.doc_id] = found.score
    return run


def ranked(run: Run) -> Rankings:
    """The documents of every topic by falling score, in the order of trec_eval.

    It keeps scores as 32-bit floats, and of equal ones puts the last id first (``comp_sim_docno``
    in ``form_res_rels.c``). ir_measures does so too, except for RR@10, where its ``msmarco``
    provider puts the first id first; the order made here goes for all measures.
    """
    return {topic: _in_order(hits) for topic, hits in run.items()}


def _in_order(hits: Mapping[str, float]) -> tuple[str, ...]:
    with np.errstate(over="ignore"):
        kept = np.array(list(hits.values())).astype(np.float32).tolist()
    pairs = sorted(zip(kept, hits, strict=True), reverse=True)
    return tuple(document for _, document in pairs)


def _run_lines(found: Rankings, tag: str) -> Iterator[str]:
    for topic, hits in scored(found).items():
        for rank, (passage, score) in enumerate(hits.items(), 1):
            yield f"{topic} Q0 {passage} {rank} {score} {tag}\n"


def _lines(path: Path) -> Iterator[tuple[str, str]]:
    """Every line that is not blank, with its place for messages."""
    for number, line in enumerate(read_utf8(path).split("\n"), 1):
        if line.strip():
            yield f"{path}, line {number},", line


def _write(path: Path, lines: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(lines)

"""A person's decision: candidates become topics, or are remembered as rejected."""

from __future__ import annotations

from collections.abc import Container, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from eval.candidates import (
    ACCEPTED,
    CANDIDATE,
    REJECTED,
    Line,
    read_candidates,
    rewrite,
    settled,
    to_line,
)
from eval.near_copies import NearCopies
from eval.topic_files import load_topics
from eval.topics import Kind
from ingest.errors import InputError

_UNANSWERABLE = frozenset({Kind.UNANSWERABLE_NEAR, Kind.UNANSWERABLE_FAR})


def accept(out: Path, ids: Sequence[str], into: Path, taken: Container[str]) -> None:
    """Move candidates from ``out`` to the topic file ``into``, all of them or none.

    Args:
        out: The candidate file.
        ids: Which candidates; each must be a topic as it stands.
        into: Gets a line for each, behind those it has; made when it is missing.
        taken: The ids of all topics there are.

    Raises:
        InputError: An id is unknown or taken, or a candidate is no complete topic yet.
        StorageError: A file cannot be written.
    """
    lines = _chosen(out, ids)
    for line in lines:
        if line.id in taken:
            raise InputError(
                f"{out.name}:{line.number}: a topic {line.id!r} is there already.",
                hint=f"Change the id in {out}, or reject the candidate.",
            )
        _check_complete(line, out)
    topics = {line.number: _topic(line) for line in lines}
    for number, content in topics.items():
        _check_topic(content, number, out)
    rewrite(into, {}, list(topics.values()))
    rewrite(out, {line.content: _remembered(line) for line in lines})


def reject(out: Path, ids: Sequence[str]) -> None:
    """Keep of these candidates only the questions, so that no harvest brings them back.

    Raises:
        InputError: An id is unknown.
    """
    lines = _chosen(out, ids)
    rewrite(out, {line.content: settled(line, REJECTED, line.wordings) for line in lines})


def _chosen(out: Path, ids: Sequence[str]) -> list[Line]:
    candidates = {line.id: line for line in read_candidates(out) if line.open}
    missing = [name for name in ids if name not in candidates]
    if missing:
        raise InputError(
            f"There is no candidate {missing[0]!r} in {out}.",
            hint="`forumqa eval harvest` lists those there are.",
        )
    return [candidates[name] for name in dict.fromkeys(ids)]


def _check_complete(line: Line, out: Path) -> None:
    """Name what is still empty: a better message than the rules of topic files can give."""
    answers = "answers_all" if "answers_all" in line.fields else "answers"
    wanted = ("sources", answers, "evidence")
    empty = [key for key in wanted if not line.fields.get(key)]
    kind = str(line.fields.get("kind"))
    may_be_empty = kind in _UNANSWERABLE or (kind == Kind.INJECTION and len(empty) == len(wanted))
    if empty and not may_be_empty:
        raise InputError(
            f"{out.name}:{line.number}: {line.id} is not complete: {', '.join(empty)} "
            f"{'is' if len(empty) == 1 else 'are'} empty.",
            hint=f"Fill in {', '.join(empty)} in {out}; when the documents do not say it, make "
            "the kind unanswerable_near and leave sources, answers and evidence empty.",
        )


def _topic(line: Line) -> bytes:
    return to_line({key: value for key, value in line.fields.items() if key != CANDIDATE})


def _check_topic(content: bytes, number: int, out: Path) -> None:
    """Read the line as a topic file would; the empty lines above make errors name its place."""
    with TemporaryDirectory() as folder:
        trial = Path(folder) / out.name
        trial.write_bytes(b"\n" * (number - 1) + content)
        load_topics([trial])


def _remembered(line: Line) -> bytes | None:
    """None, or the wordings by which the topic, reworded by a person, would not be recognised."""
    topic = NearCopies()
    topic.add(line.question, line.id)
    lost = [wording for wording in line.wordings if topic.find(wording) is None]
    return settled(line, ACCEPTED, lost) if lost else None

"""The verdicts that a server stored (``api/feedback.py``), read line by line.

A line that cannot be used is reported with its number and the rest are read: the last line may be
cut off by a crash, and one bad line is no reason to lose what other readers said. Keys that are not
needed here are passed over, for a newer server may store more.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from answer.conversation import Turn, standalone
from answer.small_talk import without_greeting
from ingest.errors import InputError
from ingest.matching import squeeze


class Verdict(StrEnum):
    """What a reader thought: good or bad of an answer, relevant or irrelevant of a passage."""

    GOOD = "good"
    BAD = "bad"
    RELEVANT = "relevant"
    IRRELEVANT = "irrelevant"


FAVOURABLE = frozenset({Verdict.GOOD, Verdict.RELEVANT})


@dataclass(frozen=True, slots=True)
class Feedback:
    """One verdict on the answer to ``question``, or on the passage ``passage_id`` when given.

    ``index`` is the generation that the server answered from. ``staff`` tells a judgement of staff
    from what visitors think; ``topic`` is the id of the topic that it was made for, if any.
    ``history`` is the conversation that the question leans on, oldest turn first, and
    ``understood_as`` the question with what it borrows from there; empty and None where it stands
    alone, whatever was asked before it.
    """

    at: datetime
    index: str
    question: str
    verdict: Verdict
    passage_id: str | None = None
    reason: str | None = None
    staff: bool = False
    topic: str | None = None
    history: tuple[Turn, ...] = ()
    understood_as: str | None = None

    @property
    def asked(self) -> str:
        """The question as it would be asked alone."""
        return self.understood_as or self.question


@dataclass(frozen=True, slots=True)
class SkippedLine:
    """A line that was passed over: its file, its number from 1, and why."""

    file: str
    line: int
    reason: str


def read_feedback(paths: Iterable[Path]) -> tuple[list[Feedback], list[SkippedLine]]:
    """The verdicts of the files in order, and the lines that hold none; blank lines are nothing.

    Raises:
        InputError: A file cannot be read.
    """
    found: list[Feedback] = []
    skipped: list[SkippedLine] = []
    for path in paths:
        for number, line in enumerate(_lines(path), start=1):
            if line.strip():
                try:
                    found.append(feedback_of(line))
                except (ValueError, RecursionError) as error:
                    skipped.append(SkippedLine(str(path), number, _reason(error)))
    return found, skipped


def _lines(path: Path) -> list[bytes]:
    try:
        return path.read_bytes().split(b"\n")
    except OSError as error:
        raise InputError(
            f"There is no feedback to read in {path}: {error.strerror}.",
            hint="It appears with the first verdict a server gets; --feedback names another file.",
        ) from error


def _reason(error: ValueError | RecursionError) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"not JSON: {error}"
    return f"not UTF-8: {error}" if isinstance(error, UnicodeError) else str(error)


def feedback_of(line: bytes) -> Feedback:
    """The verdict in one line.

    Raises:
        ValueError: It holds none.
        RecursionError: Its JSON is nested too deeply.
    """
    raw: object = json.loads(line.decode("utf-8"))
    if not isinstance(raw, dict):
        raise ValueError("a verdict is a JSON object")  # noqa: TRY004 - the value is the file's
    record = {str(key): value for key, value in raw.items()}
    json.dumps(record, ensure_ascii=False).encode()  # half a surrogate pair cannot be written on
    verdict = _text(record, "verdict")
    if verdict not in set(Verdict):
        raise ValueError(f"verdict {verdict!r} is none of {', '.join(Verdict)}")
    question = _text(record, "question")
    if not squeeze(question):
        raise ValueError("question has neither letters nor digits")
    history, understood_as = _context(question, record)
    return Feedback(
        at=_time(_text(record, "at")),
        index=_text(record, "index"),
        question=question,
        verdict=Verdict(verdict),
        passage_id=_text(record, "passage_id") if "passage_id" in record else None,
        reason=_text(record, "reason").strip() if record.get("reason") else None,
        staff=record.get("staff") is True,
        topic=_text(record, "topic") if record.get("topic") else None,
        history=history,
        understood_as=understood_as,
    )


def _turns(record: Mapping[str, object]) -> tuple[Turn, ...]:
    """The turns of ``history``, which servers of before did not store."""
    value = record.get("history", [])
    if not isinstance(value, list) or not all(isinstance(turn, dict) for turn in value):
        raise ValueError("history must be a list of turns")
    return tuple(Turn(_text(turn, "question"), str(turn.get("answer", ""))) for turn in value)


def _context(question: str, record: Mapping[str, object]) -> tuple[tuple[Turn, ...], str | None]:
    """Of the conversation what ``question`` leans on, and what was answered in its place.

    Verdicts that do not say what was answered, as those of before, tell it by their words.
    """
    turns = _turns(record)
    told = _text(record, "understood_as") if turns and record.get("understood_as") else None
    understood_as = told or standalone(question, turns)
    if understood_as in (question, without_greeting(question)):
        return (), None
    return turns, understood_as


def _time(text: str) -> datetime:
    """The time ``text`` says, in UTC; a time without zone is UTC."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"at {text!r} is no ISO time") from error
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)


def _text(record: Mapping[str, object], key: str) -> str:
    value = record.get(key)
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{key} must be a non-empty string")
    return value

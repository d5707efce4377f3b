"""Verdicts, and harvests of them without an index, for tests of what feedback becomes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from eval.candidates import read_candidates, rewrite
from eval.feedback_file import Feedback, Verdict, feedback_of
from eval.harvesting import Harvest, harvest
from eval.inquiries import Inquiry
from eval.suggesting import Suggestion
from eval.topics import Topic

NOTHING = Suggestion((), (), (), "nothing")
FOUND = Suggestion(("alpha",), ("六月三日开幕",), (), "found")


def said(
    question: str,
    verdict: str = "good",
    minute: int = 0,
    passage_id: str | None = None,
    reason: str | None = None,
) -> Feedback:
    at = datetime(2026, 11, 1, 10, minute, tzinfo=UTC)
    return Feedback(at, "gen-000001", question, Verdict(verdict), passage_id, reason)


def said_after(turns: Sequence[tuple[str, str]], question: str) -> Feedback:
    """What the file of feedback says of a good answer to ``question``, asked after ``turns``."""
    record = {
        "at": "2026-11-01T10:00:00+00:00",
        "index": "gen-000001",
        "question": question,
        "history": [{"question": asked, "answer": answer} for asked, answer in turns],
        "verdict": "good",
    }
    return feedback_of(json.dumps(record).encode())


def taken_in(
    out: Path,
    *verdicts: Feedback,
    topics: Iterable[Topic] = (),
    suggestion: Suggestion = NOTHING,
) -> Harvest:
    """One harvest into ``out``."""

    def suggest(_: Inquiry) -> Suggestion:
        return suggestion

    result = harvest(verdicts, topics, read_candidates(out), suggest)
    rewrite(out, result.changed, result.added)
    return result


def objects(path: Path) -> list[dict[str, object]]:
    """The objects of a JSON-lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def write_objects(path: Path, rows: Sequence[dict[str, object]]) -> None:
    """As a person's editor would save them."""
    lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in rows]
    path.write_text("".join(lines), encoding="utf-8")

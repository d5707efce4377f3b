from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from eval.feedback_file import Feedback, SkippedLine, Verdict, read_feedback
from ingest.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

RECORD: dict[str, object] = {
    "at": "2026-11-20T08:30:00+00:00",
    "index": "gen-000003",
    "question": "哪天开幕？",
    "verdict": "relevant",
    "passage_id": "alpha:0-9",
    "reason": " 说得很清楚 ",
}


def _line(**change: object) -> bytes:
    return json.dumps(RECORD | change, ensure_ascii=False).encode()


def test_a_line_becomes_a_verdict(tmp_path: Path) -> None:
    path = tmp_path / "feedback.jsonl"
    path.write_bytes(_line() + b"\n")
    at = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
    expected = Feedback(at, "gen-000003", "哪天开幕？", Verdict.RELEVANT, "alpha:0-9", "说得很清楚")
    assert read_feedback([path]) == ([expected], [])


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"at": "2026-11', "not JSON: Unterminated string"),
        (b"[]", "a verdict is a JSON object"),
        (b"\xff{}", "not UTF-8: "),
        (_line(verdict="fine"), "verdict 'fine' is none of good, bad, relevant, irrelevant"),
        (_line(question="  "), "question must be a non-empty string"),
        (_line(question="？！"), "question has neither letters nor digits"),
        (_line(at="yesterday"), "at 'yesterday' is no ISO time"),
        (_line(passage_id=7), "passage_id must be a non-empty string"),
        (_line(history="甲"), "history must be a list of turns"),
        (_line(history=[{"answer": "乙"}]), "question must be a non-empty string"),
        (json.dumps(RECORD | {"question": "\ud800甲"}).encode(), "not UTF-8: "),
        (b"[" * 100_000, "maximum recursion depth"),
    ],
)
def test_a_bad_line_is_reported_and_the_rest_go_on(
    tmp_path: Path, line: bytes, reason: str
) -> None:
    path = tmp_path / "feedback.jsonl"
    path.write_bytes(b"\n".join([_line(), line, b"", _line(question="哪天闭幕？")]))
    found, skipped = read_feedback([path])
    assert [verdict.question for verdict in found] == ["哪天开幕？", "哪天闭幕？"]
    assert [(skip.file, skip.line) for skip in skipped] == [(str(path), 2)]
    assert skipped[0].reason.startswith(reason)


def test_a_line_cut_off_at_the_end_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "feedback.jsonl"
    path.write_bytes(_line() + b"\n" + _line()[:-3])
    found, skipped = read_feedback([path])
    assert len(found) == 1
    assert skipped == [SkippedLine(str(path), 2, skipped[0].reason)]


def test_files_are_read_one_after_the_other(tmp_path: Path) -> None:
    for name in ("b", "a"):
        (tmp_path / name).write_bytes(_line(question=name) + b"\n")
    found, _ = read_feedback([tmp_path / "b", tmp_path / "a"])
    assert [verdict.question for verdict in found] == ["b", "a"]


def test_a_missing_file_is_an_error_with_the_next_step(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no feedback to read") as caught:
        read_feedback([tmp_path / "none.jsonl"])
    assert "--feedback" in caught.value.hint


def test_a_time_without_zone_is_utc(tmp_path: Path) -> None:
    path = tmp_path / "feedback.jsonl"
    path.write_bytes(
        _line(at="2026-11-20T08:30:00") + b"\n" + _line(at="2026-11-20T09:30:00+01:00")
    )
    found, _ = read_feedback([path])
    assert found[0].at == found[1].at == datetime(2026, 11, 20, 8, 30, tzinfo=UTC)


def test_what_was_answered_in_place_of_a_follow_up_is_what_the_verdict_is_about(
    tmp_path: Path,
) -> None:
    turns = [{"question": "论坛在哪里举行？", "answer": ""}]
    path = tmp_path / "feedback.jsonl"
    path.write_bytes(_line(history=turns, understood_as="论坛 哪天开幕？") + b"\n")
    ((verdict,), _) = read_feedback([path])
    assert verdict.understood_as == "论坛 哪天开幕？"
    assert [turn.question for turn in verdict.history] == ["论坛在哪里举行？"]


def test_a_follow_up_that_was_answered_as_it_stands_leans_on_nothing(tmp_path: Path) -> None:
    turns = [{"question": "丝绸之路申遗是哪几个国家一起申的？", "answer": ""}]
    question = "修了哪些古迹？"
    path = tmp_path / "feedback.jsonl"
    path.write_bytes(_line(history=turns, question=question, understood_as=question) + b"\n")
    ((verdict,), _) = read_feedback([path])
    assert (verdict.history, verdict.understood_as) == ((), None)

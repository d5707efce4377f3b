from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest

from eval.command import add_arguments, run
from eval.commands.surroundings import Surroundings
from eval.judgements import topic_of
from eval.outside.trec import read_qrels
from ingest.errors import InputError

RECORDS: list[dict[str, object]] = [
    {"topic": "T2", "passage_id": "b:0-9", "verdict": "irrelevant"},
    {"topic": "T2", "passage_id": "a:0-9", "verdict": "irrelevant"},
    {"topic": "T2", "passage_id": "a:0-9", "verdict": "relevant", "question": "论坛何时开幕？"},
    {"passage_id": "a:0-9", "verdict": "relevant"},
    {"passage_id": "a:0-9", "verdict": "irrelevant", "staff": False},
    {"verdict": "good", "staff": False},
]


def arguments(*given: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return parser.parse_args(["qrels", *given])


@pytest.fixture
def feedback(tmp_path: Path) -> Path:
    every = {"at": "2026-11-21T08:00:00Z", "index": "g", "question": "论坛？", "staff": True}
    lines = [json.dumps({**every, **record}, ensure_ascii=False) for record in RECORDS]
    path = tmp_path / "feedback.jsonl"
    path.write_text("\n".join([*lines, "{"]), encoding="utf-8")
    return path


def test_judgements_are_printed_as_trec_has_them(
    feedback: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments(), Surroundings(tmp_path, feedback=feedback)) == 0
    printed = capsys.readouterr()
    made = topic_of(None, "论坛？")
    assert printed.out == f"T2 0 b:0-9 0\nT2 0 a:0-9 1\n{made} 0 a:0-9 1\n"
    assert "feedback.jsonl:7: passed over" in printed.err
    qrels = tmp_path / "qrels.txt"
    qrels.write_text(printed.out, encoding="utf-8")
    assert read_qrels(qrels) == {"T2": {"b:0-9": 0, "a:0-9": 1}, made: {"a:0-9": 1}}


def test_the_questions_behind_the_topics_are_written_beside_them(
    feedback: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    queries = tmp_path / "queries.jsonl"
    given = arguments("--feedback", str(feedback), "--queries", str(queries), "--json")
    run(given, Surroundings(tmp_path))
    rows = [json.loads(line) for line in queries.read_text(encoding="utf-8").splitlines()]
    made = topic_of(None, "论坛？")
    assert rows == [{"_id": "T2", "text": "论坛何时开幕？"}, {"_id": made, "text": "论坛？"}]
    assert json.loads(capsys.readouterr().out)["queries"] == {
        row["_id"]: row["text"] for row in rows
    }


def test_without_feedback_or_room_to_write_it_says_so(feedback: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No feedback"):
        run(arguments(), Surroundings(tmp_path))
    with pytest.raises(InputError, match="cannot write"):
        run(
            arguments("--feedback", str(feedback), "--queries", str(tmp_path)),
            Surroundings(tmp_path),
        )

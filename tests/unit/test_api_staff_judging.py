from __future__ import annotations

import json
from pathlib import Path

import pytest

from api.staff_judging import Judgements
from eval.judgements import topic_of
from ingest.errors import StorageError


def line(**change: object) -> str:
    record = {
        "at": "2026-11-21T08:00:00+00:00",
        "index": "gen-1",
        "question": "论坛在哪里举行？",
        "passage_id": "a:0-9",
        "verdict": "relevant",
        "staff": True,
    }
    return json.dumps({**record, **change}, ensure_ascii=False) + "\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "feedback.jsonl"


def append(path: Path, *lines: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.writelines(lines)


def test_no_file_holds_no_verdicts(path: Path) -> None:
    judgements = Judgements(path)
    assert judgements.verdicts(None, "论坛") == {}
    assert judgements.qrels() == ""


def test_both_scripts_and_other_signs_ask_the_same(path: Path) -> None:
    append(path, line())
    assert Judgements(path).verdicts(None, "論壇在哪裡舉行") == {"a:0-9": 1}
    assert Judgements(path).verdicts(None, "论坛何时举行") == {}


def test_what_another_process_appends_is_seen_and_the_last_verdict_counts(path: Path) -> None:
    judgements = Judgements(path)
    append(path, line())
    assert judgements.verdicts(None, "论坛在哪里举行？") == {"a:0-9": 1}
    append(path, line(verdict="irrelevant"), line(passage_id="b:0-9"))
    assert judgements.verdicts(None, "论坛在哪里举行？") == {"a:0-9": 0, "b:0-9": 1}


def test_a_line_that_is_being_written_is_read_once_it_is_whole(path: Path) -> None:
    judgements = Judgements(path)
    whole = line(topic="T1")
    append(path, whole[:40])
    assert judgements.qrels() == ""
    append(path, whole[40:])
    assert judgements.qrels() == "T1 0 a:0-9 1\n"


@pytest.mark.parametrize(
    "bad",
    [
        "not JSON\n",
        line(verdict="good"),
        line(staff=False),
        line(passage_id="white space"),
        "\n",
    ],
)
def test_other_lines_are_passed_over(path: Path, bad: str) -> None:
    append(path, bad, line(topic="T1"))
    assert Judgements(path).qrels() == "T1 0 a:0-9 1\n"


def test_a_file_that_was_moved_away_is_forgotten(path: Path) -> None:
    judgements = Judgements(path)
    append(path, line(topic="T1"), line(topic="T2"))
    assert judgements.qrels() != ""
    path.rename(path.with_suffix(".old"))
    assert judgements.qrels() == ""
    append(path, line(topic="T3"))
    assert judgements.qrels() == "T3 0 a:0-9 1\n"


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=str(tmp_path)):
        Judgements(tmp_path).qrels()


def test_an_id_made_of_the_question_is_short_and_stable() -> None:
    assert topic_of("T1", "论坛？") == "T1"
    made = topic_of(None, "论坛？")
    assert made == topic_of(None, " 論壇！")
    assert made.startswith("q-")
    assert len(made) == 14

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from eval.candidates import CANDIDATE, read_candidates
from eval.harvesting import Known
from eval.topic_files import load_topics
from eval.topics import Kind, PastTurn, Topic, TopicError
from ingest.errors import InputError
from tests.unit.harvest_parts import (
    FOUND,
    NOTHING,
    objects,
    said,
    said_after,
    taken_in,
    write_objects,
)

if TYPE_CHECKING:
    from pathlib import Path

VENUE = "论坛在青岛哪个会场举行？"
OPENING = "第一次夜读活动有多少名读者参加？"


def _topic(question: str, history: tuple[PastTurn, ...] = ()) -> Topic:
    return Topic("venue", question, "zh-Hans", Kind.FACT, (), (), False, (), history, "venue", None)


def _about(row: dict[str, object]) -> dict[str, object]:
    return cast("dict[str, object]", row[CANDIDATE])


def test_one_question_in_two_scripts_is_one_candidate(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    verdicts = [
        said(VENUE, "good", 1),
        said("論壇在青島哪個會場舉行", "bad", 2, reason="太短"),
        said(VENUE, "relevant", 3, passage_id="alpha:0-9"),
    ]
    taken_in(out, *verdicts, suggestion=FOUND)
    (row,) = objects(out)
    assert row["question"] == VENUE
    assert row["statement"] == row["id"]
    assert (row["language"], row["kind"]) == ("zh-Hans", "fact")
    assert (row["sources"], row["answers"], row["evidence"]) == (["alpha"], [], ["六月三日开幕"])
    assert "half" not in row
    about = _about(row)
    assert about["verdicts"] == {"good": 1, "bad": 1, "relevant": 1, "irrelevant": 0}
    assert about["first"] == "2026-11-01T10:01:00+00:00"
    assert about["last"] == "2026-11-01T10:03:00+00:00"
    assert (about["reasons"], about["wordings"]) == (["太短"], [VENUE])
    assert about["suggested"] == "found"


def test_near_copies_are_one_candidate_in_the_wording_most_asked(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    other = "第一次夜读活动有多少名读者参加呢？"
    taken_in(out, said(other, minute=1), said(OPENING, minute=2), said(other, minute=3))
    (row,) = objects(out)
    assert row["question"] == other
    assert _about(row)["wordings"] == [other, OPENING]


def test_of_wordings_asked_equally_often_the_newest_is_the_question(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    other = "第一次夜读活动有多少名读者参加呢？"
    taken_in(out, said(OPENING, minute=2), said(other, minute=1))
    assert [row["question"] for row in objects(out)] == [OPENING]


def test_the_id_is_the_same_in_every_script(tmp_path: Path) -> None:
    taken_in(tmp_path / "a", said(VENUE))
    taken_in(tmp_path / "b", said("論壇在青島哪個會場舉行"))
    assert objects(tmp_path / "a")[0]["id"] == objects(tmp_path / "b")[0]["id"]


def test_what_a_topic_asks_already_is_named_with_it(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    copy = "论坛在青岛哪个会场举行呢"
    result = taken_in(out, said(copy), topics=[_topic(VENUE)])
    assert result.known == [Known(copy, "venue")]
    assert not out.exists()


def test_a_followup_is_compared_with_its_history(tmp_path: Path) -> None:
    followup = _topic("在哪里举行的呢？", (PastTurn("论坛是哪天开的，有多少人？", "六月"),))
    result = taken_in(tmp_path / "out", said("在哪里举行的？"), topics=[followup])
    assert (len(result.known), len(result.added)) == (0, 1)


BEFORE = [
    (
        "海湾图书馆的夜读活动何时举办？",
        "海湾图书馆于2021年4月18日举办第一次夜读活动，共有326名读者参加。",
    )
]
BESIDE = [("山顶气象站何时建成？", "山顶气象站由工程师周远航在1998年建成。")]


def test_a_followup_is_harvested_with_what_it_leans_on(tmp_path: Path) -> None:
    out = tmp_path / "out"
    taken_in(out, said_after(BEFORE, "它的馆长是谁？"))
    (candidate,) = objects(out)
    assert (candidate["question"], candidate["kind"]) == ("它的馆长是谁？", "followup")
    assert candidate["history"] == [{"question": BEFORE[0][0], "answer": BEFORE[0][1][:25]}]
    again = out.read_bytes()
    taken_in(out, said_after(BEFORE, "它的馆长是谁？"))
    assert out.read_bytes() == again


def test_the_same_words_after_another_question_ask_something_else(tmp_path: Path) -> None:
    first, second = said_after(BEFORE, "它在哪里？"), said_after(BESIDE, "它在哪里？")
    assert len(taken_in(tmp_path / "out", first, second).added) == 2


def test_a_question_that_leans_on_nothing_is_one_whatever_went_before(tmp_path: Path) -> None:
    out = tmp_path / "out"
    question = "渡轮每天有几班？"
    taken_in(out, said(question), said_after(BEFORE, question), said_after(BESIDE, question))
    (candidate,) = objects(out)
    assert "history" not in candidate
    about = cast("dict[str, dict[str, int]]", candidate["candidate"])
    assert about["verdicts"]["good"] == 3


def test_a_followup_that_is_a_topic_already_is_named_with_it(tmp_path: Path) -> None:
    topic = _topic("它的馆长是谁？", tuple(PastTurn(*turn) for turn in BEFORE))
    result = taken_in(tmp_path / "out", said_after(BEFORE, "它的馆长是谁？"), topics=[topic])
    assert [known.id for known in result.known] == [topic.id]
    alone = taken_in(tmp_path / "out", said("它的馆长是谁？"), topics=[topic])
    assert len(alone.added) == 1


@pytest.mark.parametrize(
    ("question", "verdict", "passage_id", "kind"),
    [
        ("论坛在哪里？", "good", None, "fact"),
        ("論壇在哪裡？", "good", None, "traditional"),
        ("Where is the forum?", "good", None, "crosslingual"),
        ("Где форум?", "relevant", "a:0-9", "crosslingual"),
        ("论坛在哪里？", "bad", None, "unanswerable_near"),
        ("Where is the forum?", "bad", None, "unanswerable_near"),
        ("论坛在哪里？", "irrelevant", "a:0-9", "fact"),
    ],
)
def test_the_kind_is_proposed(
    tmp_path: Path, question: str, verdict: str, passage_id: str | None, kind: str
) -> None:
    taken_in(tmp_path / "out", said(question, verdict, passage_id=passage_id))
    assert objects(tmp_path / "out")[0]["kind"] == kind


def test_a_blamed_answer_with_a_good_passage_is_answerable(tmp_path: Path) -> None:
    verdicts = [said(VENUE, "bad"), said(VENUE, "relevant", passage_id="a:0-9")]
    taken_in(tmp_path / "out", *verdicts)
    assert objects(tmp_path / "out")[0]["kind"] == "fact"


def test_harvesting_again_changes_no_byte(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    verdicts = [said(VENUE), said(OPENING), said("夜读活动多久一次？", "bad")]
    taken_in(out, *verdicts)
    before = (out.read_bytes(), out.stat().st_mtime_ns)
    result = taken_in(out, *verdicts)
    assert (result.added, result.changed) == ([], {})
    assert (out.read_bytes(), out.stat().st_mtime_ns) == before


def test_new_verdicts_update_the_counts_and_leave_other_lines(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    taken_in(out, said(VENUE), said(OPENING, minute=1))
    other = out.read_bytes().split(b"\n")[0]
    assert OPENING.encode() in other
    spaced = out.read_bytes().replace(other, other + b"  ")
    out.write_bytes(b"\n" + spaced)
    taken_in(out, said(VENUE), said(OPENING, minute=1), said(VENUE, "bad", 2))
    lines = out.read_bytes().split(b"\n")
    assert lines[:2] == [b"", other + b"  "]
    assert '"good": 1, "bad": 1' in lines[2].decode()


def test_an_edited_candidate_keeps_what_the_person_wrote(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    taken_in(out, said(VENUE, "bad"))
    (row,) = objects(out)
    mine = {"question": "会场叫什么名字？", "kind": "number", "id": "my-venue", "note": "问过馆员"}
    write_objects(out, [row | mine])
    taken_in(out, said(VENUE, "bad"), said(VENUE, "relevant", 5, "a:0-9"), suggestion=FOUND)
    (after,) = objects(out)
    kept = {key: value for key, value in row.items() if key != CANDIDATE} | mine
    assert {key: value for key, value in after.items() if key != CANDIDATE} == kept
    about = _about(after)
    assert about["verdicts"] == {"good": 0, "bad": 1, "relevant": 1, "irrelevant": 0}
    assert about["suggested"] == "nothing"


def test_an_unedited_candidate_is_suggested_anew(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    taken_in(out, said(VENUE, "bad"), suggestion=NOTHING)
    before = objects(out)[0]["id"]
    taken_in(out, said(VENUE, "bad"), said(VENUE, "good", 5, "a:0-9"), suggestion=FOUND)
    (row,) = objects(out)
    assert (row["id"], row["kind"], row["sources"]) == (before, "fact", ["alpha"])
    taken_in(out, said(VENUE, "bad"), suggestion=NOTHING)
    assert objects(out)[0]["kind"] == "unanswerable_near"


def test_a_candidate_that_nobody_accepted_is_refused_as_a_topic(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    taken_in(out, said(VENUE, "bad"))
    with pytest.raises(TopicError, match="unknown key 'candidate'"):
        load_topics([out])


def test_a_broken_candidate_file_is_refused_and_left_alone(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    out.write_bytes(b'{"id": "a", "question": "b"}\n{"id": "a"')
    with pytest.raises(InputError, match=r"out\.jsonl:2: not JSON"):
        taken_in(out, said(VENUE))
    out.write_bytes(b'{"id": "a", "question": "b"}\n' * 2)
    with pytest.raises(InputError, match=r"out\.jsonl:2: the id 'a' stands on line 1 too"):
        read_candidates(out)

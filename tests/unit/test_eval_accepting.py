from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest

from eval.accepting import accept, reject
from eval.candidates import read_candidates
from eval.harvesting import Known
from eval.topic_files import load_topics
from eval.topics import TopicError
from ingest.errors import InputError, StorageError
from tests.unit.harvest_parts import FOUND, objects, said, taken_in, write_objects

if TYPE_CHECKING:
    from pathlib import Path

VENUE = "论坛在青岛哪个会场举行？"
OTHER = "第一次夜读活动有多少名读者参加？"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Two candidates without answers: `OTHER`, then `VENUE`."""
    path = tmp_path / "out.jsonl"
    taken_in(path, said(VENUE), said(OTHER, minute=1), suggestion=FOUND)
    return path


def _edit(out: Path, **change: object) -> str:
    """Edit the candidate that asks `VENUE`; its id."""
    rows = objects(out)
    assert rows[1]["question"] == VENUE
    write_objects(out, [rows[0], rows[1] | change])
    return str((rows[1] | change)["id"])


def test_an_accepted_candidate_is_a_topic_and_no_candidate_any_more(
    out: Path, tmp_path: Path
) -> None:
    into = tmp_path / "topics" / "harvested.jsonl"
    name = _edit(out, answers=["国际会议中心"])
    other = out.read_bytes().split(b"\n")[0]
    accept(out, [name], into, frozenset())
    (topic,) = load_topics([into])
    assert (topic.id, topic.question, topic.half) == (name, VENUE, None)
    assert topic.answers == (("国际会议中心",),)
    assert out.read_bytes() == other + b"\n"
    result = taken_in(out, said(VENUE), topics=[topic])
    assert (result.added, result.known) == ([], [Known(VENUE, name)])


def test_accepting_appends_behind_what_stands_there(out: Path, tmp_path: Path) -> None:
    into = tmp_path / "into.jsonl"
    into.write_bytes(b'{"id":  "older"}')
    accept(out, [_edit(out, answers=["国际会议中心"])], into, frozenset())
    assert into.read_bytes().split(b"\n")[0] == b'{"id":  "older"}'
    assert len(objects(into)) == 2


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({}, "is not complete: answers is empty"),
        ({"sources": [], "evidence": []}, "sources, answers, evidence are empty"),
        ({"answers_all": []}, "is not complete: answers_all is empty"),
        ({"answers": ["甲"], "kind": "riddle"}, "kind 'riddle' is none of"),
        ({"answers": ["甲"], "remark": "?"}, "unknown key 'remark'"),
        ({"kind": "unanswerable_far"}, "an unanswerable topic has no sources"),
        ({"answers": ["甲"], "kind": ["fact"]}, "kind must be a non-empty string"),
    ],
)
def test_an_incomplete_candidate_is_refused_with_its_line(
    out: Path, tmp_path: Path, change: dict[str, object], message: str
) -> None:
    name = _edit(out, **change)
    before = out.read_bytes()
    with pytest.raises(InputError, match=r"^out\.jsonl:2: ") as caught:
        accept(out, [name], tmp_path / "into.jsonl", frozenset())
    assert message in caught.value.message
    assert out.read_bytes() == before
    assert not (tmp_path / "into.jsonl").exists()


def test_of_several_all_are_accepted_or_none(out: Path, tmp_path: Path) -> None:
    name = _edit(out, answers=["国际会议中心"])
    ids = [name, read_candidates(out)[0].id]
    with pytest.raises(InputError, match="not complete"):
        accept(out, ids, tmp_path / "into.jsonl", frozenset())
    assert not (tmp_path / "into.jsonl").exists()


def test_an_id_that_a_topic_has_is_refused(out: Path, tmp_path: Path) -> None:
    name = _edit(out, answers=["国际会议中心"], id="venue")
    with pytest.raises(InputError, match="a topic 'venue' is there already"):
        accept(out, [name], tmp_path / "into.jsonl", {"venue"})


def test_an_unknown_id_is_refused(out: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no candidate 'nobody'"):
        accept(out, ["nobody"], tmp_path / "into.jsonl", frozenset())


def test_a_reworded_topic_still_settles_what_visitors_typed(out: Path, tmp_path: Path) -> None:
    into = tmp_path / "into.jsonl"
    name = _edit(out, answers=["国际会议中心"], question="会场叫什么名字？")
    accept(out, [name], into, frozenset())
    result = taken_in(out, said(VENUE), topics=load_topics([into]))
    assert (result.added, result.rejected) == ([], [Known(VENUE, name)])


def test_a_rejected_question_does_not_come_back(out: Path) -> None:
    name = read_candidates(out)[1].id
    reject(out, [name])
    assert objects(out)[1] == {
        "id": name,
        "question": VENUE,
        "wordings": [VENUE],
        "rejected": True,
    }
    result = taken_in(out, said("論壇在青島哪個會場舉行"), said(VENUE + "谢谢"), said(OTHER))
    assert result.added == []
    assert [known.id for known in result.rejected] == [name, name]
    with pytest.raises(InputError, match="no candidate"):
        reject(out, [name])
    write_objects(out, objects(out)[1:])
    with pytest.raises(TopicError, match="unknown key 'rejected'"):
        load_topics([out])


def test_a_full_disk_leaves_every_file_as_it_was(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = _edit(out, answers=["国际会议中心"])
    before = out.read_bytes()

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageError, match=r"into\.jsonl could not be written: No space left"):
        accept(out, [name], tmp_path / "into.jsonl", frozenset())
    assert out.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["out.jsonl"]

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from eval.topic_files import load_topics, write_halves
from eval.topics import Evidence, Half, Kind, TopicError

if TYPE_CHECKING:
    from pathlib import Path

FACT: dict[str, object] = {
    "id": "opening",
    "question": "哪天开幕？",
    "language": "zh-Hans",
    "kind": "fact",
    "sources": ["alpha"],
    "answers": ["六月三日"],
    "evidence": "六月三日开幕",
    "statement": "opening",
    "half": "development",
}


def _file(folder: Path, *topics: dict[str, object], name: str = "topics.jsonl") -> Path:
    path = folder / name
    lines = [json.dumps(topic, ensure_ascii=False) for topic in topics]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_line_becomes_a_topic(tmp_path: Path) -> None:
    (topic,) = load_topics([_file(tmp_path, FACT)])
    assert topic.kind is Kind.FACT
    assert topic.answers == (("六月三日",),)
    assert topic.all_wanted is False
    assert topic.evidence == (Evidence("六月三日开幕", "六月三日开幕"),)
    assert topic.half is Half.DEVELOPMENT
    assert topic.answerable


def test_all_wanted_answers_are_groups_of_alternatives(tmp_path: Path) -> None:
    raw = {key: value for key, value in FACT.items() if key != "answers"}
    raw |= {
        "kind": "list",
        "answers_all": ["青年营", ["图书周", "图书节"]],
        "evidence": ["甲", {"original": "乙", "digest": "丙"}],
    }
    (topic,) = load_topics([_file(tmp_path, raw)])
    assert topic.answers == (("青年营",), ("图书周", "图书节"))
    assert topic.all_wanted is True
    assert topic.evidence == (Evidence("甲", "甲"), Evidence("乙", "丙"))


def test_a_folder_stands_for_its_files_sorted_by_id(tmp_path: Path) -> None:
    _file(tmp_path, FACT, name="b.jsonl")
    _file(tmp_path, FACT | {"id": "closing", "half": "reporting"}, name="a.jsonl")
    assert [topic.id for topic in load_topics([tmp_path])] == ["closing", "opening"]
    assert [topic.id for topic in load_topics([tmp_path], half=Half.REPORTING)] == ["closing"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"kind": "riddle"}, "kind 'riddle'"),
        ({"language": "de"}, "language 'de'"),
        ({"half": "both"}, "'both'"),
        ({"id": "Opening Day"}, "the id"),
        ({"question": " "}, "question must be"),
        ({"answers": "六月"}, "answers must be a list"),
        ({"answers_all": ["六月"]}, "not both"),
        ({"evidence": {"original": "甲"}}, "evidence is"),
        ({"evidence": []}, "come together"),
        ({"kind": "followup"}, "needs a history"),
        ({"in_full": "何时开幕？"}, "belongs to a follow-up"),
        ({"kind": "unanswerable_far"}, "has no sources"),
        ({"kind": "crosslingual"}, "en or ru"),
        ({"kind": "traditional"}, "zh-Hant"),
        ({"answer": []}, "unknown key 'answer'"),
        ({"history": [{"question": "何时？"}]}, "exactly question and answer"),
    ],
)
def test_a_broken_line_is_refused_with_its_place(
    tmp_path: Path, change: dict[str, object], message: str
) -> None:
    path = _file(tmp_path, FACT | {"id": "first"}, FACT | change)
    with pytest.raises(TopicError, match=r"^topics\.jsonl:2: ") as caught:
        load_topics([path])
    assert message in caught.value.message


def test_an_id_that_comes_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TopicError, match="comes twice"):
        load_topics([_file(tmp_path, FACT, FACT)])


def test_a_missing_file_is_a_topic_error(tmp_path: Path) -> None:
    with pytest.raises(TopicError, match="cannot read topics"):
        load_topics([tmp_path / "none.jsonl"])


def test_only_missing_halves_are_written(tmp_path: Path) -> None:
    without = {key: value for key, value in FACT.items() if key != "half"} | {"id": "new"}
    path = _file(tmp_path, FACT, without)
    first = path.read_text(encoding="utf-8").split("\n")[0]
    write_halves([path], {"opening": Half.REPORTING, "new": Half.REPORTING})
    lines = path.read_text(encoding="utf-8").split("\n")
    assert lines[0] == first
    assert json.loads(lines[1]) == without | {"half": "reporting"}

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from eval.outside.paragraphs import as_document
from eval.outside.squad import read_squad
from eval.outside.squad_questions import Questions
from ingest.document import Span
from ingest.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path


def _qa(question: str, start: int, answer: str, **more: object) -> dict[str, object]:
    return {
        "id": question,
        "question": question,
        "answers": [{"answer_start": start, "text": answer}],
        **more,
    }


def _file(folder: Path, *paragraphs: tuple[str, list[dict[str, object]]], name: str = "s") -> Path:
    path = folder / f"{name}.json"
    body = {
        "data": [
            {"title": "篇", "paragraphs": [{"context": c, "qas": qas} for c, qas in paragraphs]}
        ]
    }
    path.write_text(json.dumps(body, ensure_ascii=False), encoding="utf-8")
    return path


def test_equal_paragraphs_are_one_and_order_is_kept(tmp_path: Path) -> None:
    path = _file(
        tmp_path,
        ("甲城有一座桥。", [_qa("桥在哪里？", 0, "甲城")]),
        ("乙城有两座塔。", []),
        ("甲城有一座桥。", [_qa("甲城有什么？", 4, "座桥")]),
    )
    squad = read_squad(path)
    assert [paragraph.text for paragraph in squad.paragraphs] == [
        "甲城有一座桥。",
        "乙城有两座塔。",
    ]
    assert [(item.question, item.paragraph.id, item.starts) for item in squad.items] == [
        ("桥在哪里？", "p0", (0,)),
        ("甲城有什么？", "p0", (4,)),
    ]
    assert squad.displaced == 0


def test_displaced_answers_and_impossible_questions_are_counted(tmp_path: Path) -> None:
    path = _file(
        tmp_path,
        ("甲城有桥。", [_qa("何物？", 0, "桥"), _qa("几座？", 0, "", is_impossible=True)]),
    )
    squad = read_squad(path)
    assert squad.displaced == 1
    assert [item.question for item in squad.items] == ["何物？"]
    assert [(item.question, item.answers) for item in squad.impossible] == [("几座？", ())]


def test_plausible_answers_of_an_impossible_question_are_none(tmp_path: Path) -> None:
    plausible = [{"text": "甲城", "answer_start": 0}]
    impossible = _qa("几座？", 0, "甲城", is_impossible=True, plausible_answers=plausible)
    squad = read_squad(_file(tmp_path, ("甲城有桥。", [impossible])))
    assert squad.items == ()
    assert [(item.id, item.starts) for item in squad.impossible] == [("几座？", ())]


def test_answers_that_annotators_repeat_come_once(tmp_path: Path) -> None:
    starts_and_texts = [(0, "甲城"), (0, "甲"), (3, "桥"), (0, "甲城")]
    answers = [{"answer_start": start, "text": text} for start, text in starts_and_texts]
    path = _file(tmp_path, ("甲城有桥。", [{"id": "i", "question": "何？", "answers": answers}]))
    (item,) = read_squad(path).items
    assert item.answers == ("甲城", "甲", "桥")
    assert item.starts == (0, 3)


def test_a_limit_counts_questions_of_both_sorts(tmp_path: Path) -> None:
    questions = [
        _qa("一？", 0, "甲"),
        _qa("二？", 0, "", is_impossible=True),
        _qa("三？", 0, "甲"),
    ]
    squad = read_squad(_file(tmp_path, ("甲。", questions)), limit=2)
    assert [item.question for item in squad.items] == ["一？"]
    assert [item.question for item in squad.impossible] == ["二？"]


def test_a_question_that_another_paragraph_answers_is_not_marked(tmp_path: Path) -> None:
    path = _file(
        tmp_path,
        ("甲城有桥。", [_qa("桥呢？", 3, "桥")]),
        (
            "乙城有塔。",
            [_qa("桥呢？", 0, "", is_impossible=True), _qa("何？", 0, "", is_impossible=True)],
        ),
        ("丙城。", [_qa("何？", 0, "", is_impossible=True), _qa("桥呢？", 0, "丙城")]),
    )
    questions = Questions.of(read_squad(path))
    found = [
        {key: [item.paragraph.id for item in group] for key, group in groups.items()}
        for groups in (questions.answerable, questions.marked)
    ]
    assert found == [{"q0": ["p0", "p2"]}, {"u0": ["p1", "p2"]}]


def test_a_limit_keeps_all_paragraphs(tmp_path: Path) -> None:
    path = _file(tmp_path, ("甲。", [_qa("一？", 0, "甲")]), ("乙。", [_qa("二？", 0, "乙")]))
    squad = read_squad(path, limit=1)
    assert [item.question for item in squad.items] == ["一？"]
    assert len(squad.paragraphs) == 2


def test_questions_come_from_the_second_file_in_order(tmp_path: Path) -> None:
    path = _file(tmp_path, ("甲。乙。", [_qa("一？", 0, "甲"), _qa("二？", 2, "乙")]))
    other = _file(tmp_path, ("A. B.", [_qa("One?", 0, "A"), _qa("Two?", 3, "B")]), name="en")
    squad = read_squad(path, other)
    assert [(item.question, item.starts) for item in squad.items] == [
        ("One?", (0,)),
        ("Two?", (2,)),
    ]


def test_files_of_different_length_are_refused(tmp_path: Path) -> None:
    path = _file(tmp_path, ("甲。", [_qa("一？", 0, "甲")]))
    other = _file(tmp_path, ("A.", [_qa("One?", 0, "A"), _qa("Two?", 0, "A")]), name="en")
    with pytest.raises(InputError, match="hold 1 and 2 questions"):
        read_squad(path, other)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "is no SQuAD file"),
        ("[]", "not one JSON object"),
        ('{"data": 1}', "'data' is not a list of objects"),
        ('{"data": [{"paragraphs": [{"qas": []}]}]}', "no context"),
        ('{"data": [{"paragraphs": [{"context": "甲", "qas": [{}]}]}]}', "a question is missing"),
        ('{"data": []}', "holds no question"),
    ],
)
def test_another_file_is_refused(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "broken.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=r"broken\.json") as caught:
        read_squad(path)
    assert message in caught.value.message


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot read"):
        read_squad(tmp_path / "none.json")


def test_a_paragraph_is_one_passage_whatever_its_length(tmp_path: Path) -> None:
    text = "開幕式在臨海舉行。" * 60
    squad = read_squad(_file(tmp_path, (text, [_qa("何处？", 4, "臨海")])))
    document, passage = as_document(squad.paragraphs[0])
    assert passage.span == Span(0, len(text))
    assert passage.text == document.text == text
    assert passage.search_text == "开幕式在临海举行。" * 60
    assert list(passage.offsets) == list(range(len(text)))
    assert "".join(passage.search_text[s.start : s.end] for s in passage.sentences) == (
        passage.search_text
    )
    assert len(passage.sentences) == 60

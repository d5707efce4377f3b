"""Curated questions are read, tied to passages, or left out with a reason."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.catalogue import Catalogue
from ingest.document import PassageKind, Script, SourceKind
from ingest.pipeline import read_library
from ingest.questions import (
    CuratedQuestion,
    FoundQuestions,
    UnansweredQuestion,
    read_questions,
)
from ingest.report import QuestionReport, Skipped
from tests.fakes import make_library

LIBRARY = make_library(
    {
        "hall": "論壇在濱海會議中心舉行。\n共有400餘人出席。\n會議中心很大。",
        "menu": "滨海会议中心",
    },
    scripts={"hall": Script.HANT},
    kinds={"menu": PassageKind.FURNITURE},
)
FIRST, SECOND, THIRD = (p.id for p in LIBRARY.passages if p.document_id == "hall")
GOOD = {"answer": "400余人", "zh": ["来了多少人？"]}


def write(folder: Path, name: str, *lines: object) -> None:
    path = folder / "questions" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    path.write_bytes("\n".join(texts).encode("utf-8", "surrogatepass"))


def find(folder: Path, kind: SourceKind = SourceKind.ORIGINAL) -> FoundQuestions:
    documents = [
        replace(document, source=replace(document.source, kind=kind))
        for document in LIBRARY.documents
    ]
    return read_questions(folder, ["elsewhere"], documents, LIBRARY.passages)


def read(
    folder: Path, kind: SourceKind = SourceKind.ORIGINAL
) -> tuple[tuple[CuratedQuestion, ...], QuestionReport]:
    found = find(folder, kind)
    return found.answered, found.report


def test_a_question_belongs_to_the_passages_that_hold_its_answer(tmp_path: Path) -> None:
    line = {
        "answer": "会议 中心",
        "zh": ["在哪里举行？"],
        "everyday": [" 在啥地方？ "],
        "en": ["Where?"],
        "ru": ["Где?"],
    }
    write(tmp_path, "hall.jsonl", line, "", GOOD)
    questions, report = read(tmp_path)
    assert questions == (
        CuratedQuestion("在哪里举行？", "zh", "hall", (FIRST, THIRD), "会议中心"),
        CuratedQuestion("在啥地方？", "zh", "hall", (FIRST, THIRD), "会议中心"),
        CuratedQuestion("Where?", "en", "hall", (FIRST, THIRD), "会议中心"),
        CuratedQuestion("Где?", "ru", "hall", (FIRST, THIRD), "会议中心"),
        CuratedQuestion("来了多少人？", "zh", "hall", (SECOND,), "400余人"),
    )
    assert report == QuestionReport(taken=5)


def test_what_nothing_answers_is_kept_apart(tmp_path: Path) -> None:
    asked = {
        "answer": None,
        "zh": ["会场租金多少？"],
        "everyday": ["场地贵不贵？"],
        "en": ["Rent?"],
    }
    write(tmp_path, "hall.jsonl", GOOD, asked)
    found = find(tmp_path)
    assert [question.text for question in found.answered] == ["来了多少人？"]
    assert found.unanswered == (
        UnansweredQuestion("会场租金多少？", "zh", "hall", 2),
        UnansweredQuestion("场地贵不贵？", "zh", "hall", 2),
        UnansweredQuestion("Rent?", "en", "hall", 2),
    )
    assert found.report == QuestionReport(taken=1, unanswered=3)
    assert found.report.to_json()["unanswered"] == 3
    assert found.report.summary() == [
        "1 curated question",
        "3 curated questions that nothing answers",
    ]


@pytest.mark.parametrize(
    ("kind", "passage", "words"),
    [(SourceKind.ORIGINAL, FIRST, "论坛在滨海"), (SourceKind.DIGEST, SECOND, "400余人")],
)
def test_original_and_digest_have_words_of_their_own(
    tmp_path: Path, kind: SourceKind, passage: str, words: str
) -> None:
    answer = {"original": "论坛在滨海", "digest": "400余人"}
    write(tmp_path, "hall.jsonl", {"answer": answer, "en": ["Where?"]})
    expected = CuratedQuestion("Where?", "en", "hall", (passage,), words)
    assert read(tmp_path, kind)[0] == (expected,)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ("9" * 5000, "is not JSON"),
        ("[]", "is not a JSON object"),
        ('{"answer": "400余人", "zh": ["甲"], "zh": ["乙"]}', "has a key twice"),
        (GOOD | {"de": ["Wie viele?"]}, "has the unknown key 'de'"),
        ({"zh": ["来了多少人？"]}, "lacks 'answer'"),
        (GOOD | {"answer": 400}, "has an 'answer' that is no text"),
        (GOOD | {"answer": "……"}, "has a blank 'answer'"),
        (GOOD | {"answer": {"digest": "400"}}, "has an 'answer' that is not for original and"),
        (GOOD | {"answer": {"original": "400余人", "digest": " "}}, "has a blank 'answer'"),
        ({"answer": "400余人"}, "has no question"),
        (GOOD | {"zh": []}, "has no question"),
        ({"answer": None}, "has no question"),
        (GOOD | {"answer": {"original": None, "digest": "400"}}, "has an 'answer' that is no text"),
        (GOOD | {"zh": "来了多少人？"}, "has no list under 'zh'"),
        (GOOD | {"ru": [None]}, "has a question under 'ru' that is no text"),
        (GOOD | {"en": ["How many?", " ?"]}, "has a blank question under 'en'"),
        ('{"answer": "400余人", "en": ["\\ud800 what?"]}', "has half a character"),
        (GOOD | {"answer": "500余人"}, "has words that no passage of the original holds: 500余人"),
    ],
)
def test_a_faulty_line_is_reported_and_the_rest_goes_on(
    tmp_path: Path, line: object, reason: str
) -> None:
    write(tmp_path, "hall.jsonl", GOOD, line, GOOD)
    questions, report = read(tmp_path)
    assert [question.text for question in questions] == ["来了多少人？", "来了多少人？"]
    assert report.taken == 2
    (left_out,) = report.left_out
    assert left_out.path == "questions/hall.jsonl:2"
    assert left_out.reason.startswith(reason)


def test_words_of_furniture_tie_nothing(tmp_path: Path) -> None:
    write(tmp_path, "menu.jsonl", {"answer": "滨海会议中心", "zh": ["在哪里？"]})
    questions, report = read(tmp_path)
    assert questions == ()
    assert [item.path for item in report.left_out] == ["questions/menu.jsonl:1"]


def test_files_that_cannot_be_used_are_reported(tmp_path: Path) -> None:
    write(tmp_path, "nobody.jsonl", GOOD)
    write(tmp_path, "hall.json", GOOD)
    write(tmp_path, "below/hall.jsonl", GOOD)
    write(tmp_path, "README.md", "Read me.")
    (tmp_path / "questions" / "hall.jsonl").write_bytes("人数".encode("gb18030"))
    (tmp_path / "questions" / "link.jsonl").symlink_to("hall.json")
    questions, report = read(tmp_path)
    assert questions == ()
    assert sorted((item.path, item.reason.split()[0]) for item in report.left_out) == [
        ("questions/below/hall.jsonl", "is"),
        ("questions/hall.json", "is"),
        ("questions/hall.jsonl", "is"),
        ("questions/link.jsonl", "is"),
        ("questions/nobody.jsonl", "is"),
    ]
    reasons = {item.path: item.reason for item in report.left_out}
    assert reasons["questions/hall.jsonl"] == "is not UTF-8 (byte 0)"
    assert "no document of the library or the catalogue" in reasons["questions/nobody.jsonl"]
    assert "only questions/<document id>.jsonl are read" in reasons["questions/hall.json"]


def test_questions_for_documents_that_are_not_there_are_counted_once(tmp_path: Path) -> None:
    write(tmp_path, "elsewhere.jsonl", GOOD | {"en": ["How many?"]}, GOOD, "{")
    questions, report = read(tmp_path)
    assert questions == ()
    assert report.elsewhere == 3
    assert report.summary() == [
        "not used: 3 curated questions for documents that are not in the library",
        "left out: questions/elsewhere.jsonl:3 is not JSON",
    ]


def test_no_folder_is_no_question(tmp_path: Path) -> None:
    assert read(tmp_path) == ((), QuestionReport())
    assert QuestionReport().summary() == []


def test_the_library_takes_the_questions_beside_the_catalogue(tmp_path: Path) -> None:
    (tmp_path / "catalogue.toml").write_text("")
    (tmp_path / "hall.txt").write_text("论坛在滨海会议中心举行。")
    write(tmp_path, "hall.jsonl", {"answer": "会议中心", "zh": ["在哪里？"]}, "{")
    library = read_library([tmp_path], Catalogue.open(tmp_path / "catalogue.toml"))
    (passage,) = library.passages
    expected = CuratedQuestion("在哪里？", "zh", "hall", (passage.id,), "会议中心")
    assert library.questions == (expected,)
    assert library.report.skipped == ()
    assert library.report.summary()[-2:] == [
        "1 curated question",
        "left out: questions/hall.jsonl:2 is not JSON",
    ]
    assert library.report.to_json()["questions"] == {
        "taken": 1,
        "unanswered": 0,
        "left_out": [{"path": "questions/hall.jsonl:2", "reason": "is not JSON"}],
        "for_documents_not_in_the_library": 0,
    }
    assert read_library([tmp_path], None).questions == ()


def test_the_report_names_what_was_left_out_with_its_place() -> None:
    report = QuestionReport(2, (Skipped("questions/a.jsonl:7", "is not JSON"),))
    assert report.summary() == ["2 curated questions", "left out: questions/a.jsonl:7 is not JSON"]


def test_a_question_that_another_line_answers_is_not_one_that_nothing_answers(
    tmp_path: Path,
) -> None:
    denied = {"answer": None, "zh": ["來了 多少人", "谁付的钱？"], "en": ["How many CAME?"]}
    answered = {"answer": "400余人", "zh": ["来了多少人？"], "en": ["How many came?"]}
    write(tmp_path, "hall.jsonl", denied, answered, {"answer": "没有", "zh": ["谁付的钱？"]})
    found = find(tmp_path)
    assert [one.text for one in found.answered] == ["来了多少人？", "How many came?"]
    assert found.unanswered == (UnansweredQuestion("谁付的钱？", "zh", "hall", 1),)
    by = "which questions/hall.jsonl:2 answers: that counts"
    assert found.report.summary() == [
        "2 curated questions",
        "1 curated question that nothing answers",
        "left out: questions/hall.jsonl:3 has words that no passage of the original holds: 没有",
        f"left out: questions/hall.jsonl:1 says that nothing answers 來了 多少人, {by}",
        f"left out: questions/hall.jsonl:1 says that nothing answers How many CAME?, {by}",
    ]


def test_a_question_is_answered_whatever_files_say_so(tmp_path: Path) -> None:
    write(tmp_path, "hall.jsonl", {"answer": None, "zh": ["菜单上有什么？"]})
    write(tmp_path, "menu.jsonl", {"answer": "滨海会议中心", "zh": ["菜单上有什么"]})
    documents = LIBRARY.documents
    bodies = [replace(passage, kind=PassageKind.BODY) for passage in LIBRARY.passages]
    found = read_questions(tmp_path, [], documents, bodies)
    assert [one.document_id for one in found.answered] == ["menu"]
    assert found.unanswered == ()
    assert [item.path for item in found.report.left_out] == ["questions/hall.jsonl:1"]

"""What is held out for development stays out of every training reader (on sets invented here)."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterable
from pathlib import Path

import pytest

from index.training.development import sentence_paragraphs, squad_paragraphs
from index.training.sets import (
    Question,
    Table,
    Translation,
    held_out,
    held_out_keys,
    training_articles,
    training_questions,
    training_translations,
)

KEPT = next(text for n in range(99) if not held_out("drcd-dev", text := f"第{n}个段落。"))
HELD = next(text for n in range(99) if held_out("drcd-dev", text := f"第{n}个段落。"))


def write(folder: Path, table: Table, rows: Iterable[dict[str, object]]) -> None:
    with lzma.open(folder / f"{table}.jsonl.xz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def question(set_name: str, passage: str) -> dict[str, object]:
    return {"set": set_name, "question": "谁？", "passage": passage, "answers": ["段落"]}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for table in Table:
        write(tmp_path, table, [])
    write(
        tmp_path,
        Table.QUESTION_PASSAGE,
        [question("drcd-dev", KEPT), question("drcd-dev", HELD), question("cjrc", KEPT)],
    )
    write(tmp_path, Table.QUESTIONS_MORE, [question("k8s_q", HELD), question("mdn_q", KEPT)])
    write(
        tmp_path,
        Table.PARALLEL,
        [
            {"set": "ntrex", "zh": HELD, "en": "Held out, in English."},
            {"set": "ntrex", "zh": KEPT, "en": "Kept in English."},
        ],
    )
    write(
        tmp_path,
        Table.PARALLEL_MORE,
        [
            {"set": "wmt_newstest", "en": "held out in English", "ru": "Отложено."},
            {"set": "bible_cuv", "zh_hant": "起初", "en": "In the beginning"},
            {"set": "wmt_newstest", "en": "Other.", "ru": "Другое."},
        ],
    )
    write(tmp_path, Table.NEWS_TITLED, [{"source": "xwlb", "title": "标题", "body": HELD}])
    return tmp_path


def test_about_a_tenth_of_the_passages_is_held_out() -> None:
    share = sum(held_out("cmrc2018-train", f"段落{n}") for n in range(5000)) / 5000
    assert 0.08 < share < 0.12


def test_only_the_development_sets_hold_passages_out() -> None:
    assert not held_out("cjrc", HELD)


def test_punctuation_and_case_do_not_change_the_side() -> None:
    assert held_out("cmrc2018-trial", " " + HELD.replace("。", "！"))


def test_training_questions_lack_held_out_passages_of_every_set(folder: Path) -> None:
    rows = training_questions(open_only=False, folder=folder)
    assert [(row.set, row.passage) for row in rows] == [
        ("drcd-dev", KEPT),
        ("cjrc", KEPT),
        ("mdn_q", KEPT),
    ]


def test_open_only_leaves_out_sets_without_a_licence(folder: Path) -> None:
    rows = training_questions(open_only=True, folder=folder)
    assert [row.set for row in rows] == ["drcd-dev", "mdn_q"]


def test_a_held_out_sentence_leaves_with_all_its_languages(folder: Path) -> None:
    rows = list(training_translations(open_only=True, folder=folder))
    assert [(row.set, row.get("en")) for row in rows] == [
        ("ntrex", "Kept in English."),
        ("wmt_newstest", "Other."),
    ]


def test_articles_that_repeat_a_held_out_passage_are_left_out(folder: Path) -> None:
    assert list(training_articles(open_only=False, folder=folder)) == []


def test_held_out_keys_name_every_form(folder: Path) -> None:
    assert "heldoutinenglish" in held_out_keys(folder)


def test_squad_paragraphs_group_questions_and_find_each_answer() -> None:
    rows = [
        Question("drcd-dev", "一？", "甲乙丙", ("乙", "乙"), answerable=True),
        Question("drcd-dev", "二？", "丁", ("戊",), answerable=True),
        Question("drcd-dev", "三？", "甲乙丙", ("丙",), answerable=True),
    ]
    paragraphs = squad_paragraphs(rows)
    assert [paragraph["context"] for paragraph in paragraphs] == ["甲乙丙", "丁"]
    assert [item["question"] for item in paragraphs[0]["qas"]] == ["一？", "三？"]
    assert paragraphs[0]["qas"][0]["answers"] == [{"text": "乙", "answer_start": 1}]
    assert paragraphs[1]["qas"][0]["answers"] == []


def test_sentence_paragraphs_ask_for_the_chinese_in_the_other_language() -> None:
    row = Translation("ntrex", (("zh", "你好"), ("ru", "Привет")))
    [paragraph] = sentence_paragraphs([row], "ru")
    assert (paragraph["context"], paragraph["qas"][0]["question"]) == ("你好", "Привет")

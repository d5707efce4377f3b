"""A question that names a row of a table is answered by that row."""

from __future__ import annotations

import pytest

from answer.table_rows import named_rows
from answer.terms import folded
from ingest.paragraphs import paragraph_document
from tests.fakes import make_source

ROOMS = "房间 | 负责人 | 电话\n301 | 孙海燕 | 8301\n302 | 周明 | 8302"


def named(question: str, text: str) -> list[str]:
    """The first cells of the rows that are told apart; "-" before those passed over."""
    _, passage = paragraph_document(make_source("rooms"), text)
    found = sorted(named_rows(folded(question), passage).items())
    cells = [passage.search_text[start:].split(" | ")[0].strip() for start, _ in found]
    return [
        cell if is_named else f"-{cell}" for cell, (_, is_named) in zip(cells, found, strict=True)
    ]


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("302房间的电话是多少？", ["-房间", "-301", "302"]),
        ("周明負責哪個房間？", ["-房间", "-301", "302"]),
        ("301和302房间的电话", ["-房间", "301", "302"]),
        ("房间的电话是多少？", []),
        ("303房间的电话是多少？", []),
    ],
)
def test_a_row_is_named_by_a_whole_cell_below_the_header(question: str, rows: list[str]) -> None:
    assert named(question, ROOMS) == rows


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("初一2班班主任是谁？", ["-班级", "-初一（1）班", "初一（2）班"]),
        ("初一 (1) 班在哪？", ["-班级", "初一（1）班", "-初一（2）班"]),
        ("初一4班班主任是谁？", []),
    ],
)
def test_brackets_and_blanks_of_a_name_make_no_difference(question: str, rows: list[str]) -> None:
    text = "班级 | 班主任\n初一（1）班 | 王海\n初一（2）班 | 刘志"
    assert named(question, text) == rows


def test_tables_are_told_apart_by_the_text_between_them() -> None:
    text = f"{ROOMS}\n以下是价格。\n餐别 | 价格\n早餐 | 5元\n午餐 | 15元"
    assert named("早餐多少钱？", text) == ["-餐别", "早餐", "-午餐"]


def test_where_a_passage_begins_within_a_table_its_first_row_is_passed_over() -> None:
    assert named("教师可以借多少册？", "儿童 | 6册\n教师 | 20册") == ["-儿童", "教师"]
    assert named("儿童可以借多少册？", "儿童 | 6册\n教师 | 20册") == []


def test_text_without_tables_has_no_rows() -> None:
    assert named("周明负责哪个房间？", "周明负责302房间。\n孙海燕负责301房间。") == []

from __future__ import annotations

import csv
import io

import pytest

from api.presenting import present_hit
from api.schemas import HitOut
from api.staff_table import COLUMNS, as_csv, guarded
from tests.unit.api_parts import HIT, PASSAGE, SOURCE


def rows(hits: list[HitOut]) -> list[dict[str, str]]:
    table = as_csv(hits)
    assert table.startswith("\ufeffrank,score,")
    return list(csv.DictReader(io.StringIO(table.removeprefix("\ufeff"), newline="")))


def hit(**change: object) -> HitOut:
    shown = present_hit(HIT, {"qingdao": SOURCE}, [])
    return shown.model_copy(update=change)


def test_a_hit_is_a_line_with_its_score_and_its_place() -> None:
    (row,) = rows([hit(verdict="relevant")])
    assert list(row) == list(COLUMNS)
    assert (row["rank"], row["score"], row["lexical"], row["vector"]) == (
        "1",
        "0.75",
        "0.5",
        "0.25",
    )
    assert (row["document"], row["publisher"], row["date"]) == ("qingdao", "某報", "2023-06")
    assert (row["start"], row["end"]) == (str(PASSAGE.span.start), str(PASSAGE.span.end))
    assert (row["verdict"], row["source"], row["text"]) == ("relevant", "digest", PASSAGE.text)


def test_text_with_commas_quotes_and_line_ends_comes_back_whole() -> None:
    text = '他说，"是"。\n\n第二段\r\n,;'
    assert rows([hit(text=text), hit()])[0]["text"] == text


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://foreign.invalid","x")',
        "+1+cmd|' /C calc'!A0",
        "-2+3",
        "@SUM(1)",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1",
        "\u3000＝1",
        "＝1",
        "＋1",
        "－1",
        "＠1",
    ],
)
def test_what_a_spreadsheet_might_run_gets_an_apostrophe(text: str) -> None:
    assert guarded(text) == "'" + text
    (row,) = rows([hit(text=text, headline=text)])
    assert (row["text"], row["headline"]) == ("'" + text, "'" + text)


@pytest.mark.parametrize("text", ["", "论坛=友好", "1-2", "'=1", "a@b"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert guarded(text) == text


def test_negative_numbers_stay_numbers() -> None:
    (row,) = rows([hit(score=-0.5)])
    assert row["score"] == "-0.5"

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from api.printing import Line, wrapped
from api.wrapping import breaks


def lines(text: str, width: int, indent: int = 0) -> list[str]:
    starts = [0, *breaks(text, width, indent), len(text)]
    return [text[start:end].rstrip() for start, end in pairwise(starts)]


def test_chinese_characters_take_two_cells() -> None:
    assert lines("青岛国际会议中心", 6) == ["青岛国", "际会议", "中心"]


def test_no_line_begins_with_closing_or_ends_with_opening_punctuation() -> None:
    assert lines("论坛开幕，共签署", 8) == ["论坛开", "幕，共签", "署"]
    assert lines("论坛说“好”的", 8) == ["论坛说", "“好”的"]


def test_words_and_numbers_stay_whole_beside_chinese() -> None:
    assert lines("共有326名读者", 6) == ["共有", "326名", "读者"]
    assert lines("one two three", 8) == ["one two", "three"]


def test_a_word_wider_than_a_line_is_parted_behind_a_hyphen_or_where_the_line_ends() -> None:
    assert lines("night-reading-room", 10) == ["night-", "reading-", "room"]
    assert lines("abcdefgh", 3) == ["abc", "def", "gh"]


def test_later_lines_have_less_room() -> None:
    assert lines("青岛国际会议中心", 8, indent=4) == ["青岛国际", "会议", "中心"]


def test_what_is_carried_to_a_narrower_line_fits_it() -> None:
    assert lines("-3。）", 4, indent=2) == ["-3。", "）"]


@given(
    st.text(st.sampled_from("青岛，。“” ab-3\u0301𠮷（）"), max_size=60),
    st.integers(4, 20),
    st.integers(0, 2),
)
def test_no_line_is_too_wide_and_nothing_is_lost(text: str, width: int, indent: int) -> None:
    starts = [0, *breaks(text, width, indent), len(text)]
    assert starts == sorted(starts)
    for number, line in enumerate(lines(text, width, indent)):
        assert cell_len(line) <= width - (indent if number else 0)


@pytest.mark.parametrize("width", [20, 40])
def test_wrapped_rows_hang_below_their_number(width: int) -> None:
    rows = wrapped(Line([("[1] ", "cyan"), ("海湾图书馆举办夜读活动。" * 4, "green")], 4), width)
    assert [row.plain[:4] for row in rows] == ["[1] ", *["    "] * (len(rows) - 1)]
    assert all(cell_len(row.plain) < width for row in rows)
    assert "".join(row.plain[4:] for row in rows) == "海湾图书馆举办夜读活动。" * 4

"""Tokens, and searching by them."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.lexical import LexicalIndex, LexicalText, tokenise
from ingest.errors import IndexDamagedError

TEXTS = [
    LexicalText("青岛论坛", "a"),
    LexicalText("友好城市论坛，SCO Forum 2023", "b"),
    LexicalText("青岛论坛", "a"),
    LexicalText("体育比赛", "b"),
]


@pytest.fixture(scope="module")
def index() -> LexicalIndex:
    return LexicalIndex.build(TEXTS)


def test_han_text_gives_characters_and_pairs() -> None:
    assert tokenise("青岛论") == ["青", "青岛", "岛", "岛论", "论"]


def test_pairs_do_not_cross_punctuation_or_other_scripts() -> None:
    assert tokenise("青。岛SCO论") == ["青", "岛", "sco", "论"]


def test_traditional_and_simplified_give_the_same_tokens() -> None:
    assert tokenise("乾清宮青島論壇") == tokenise("干清宫青岛论坛")


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("ＳＣＯ", ["sco"]),
        ("Straße", ["strasse"]),
        ("Шанхай", ["шанхай"]),
        ("don't", ["don", "t"]),
        ("2023-06-09", ["2023", "6", "9"]),
        ("1,234,567", ["1234567"]),
        ("1,2", ["1", "2"]),
        ("000", ["0"]),
        ("G20", ["g20", "g", "20"]),
        ("第２届", ["第", "2", "届"]),
        ("二〇二三", ["二", "二〇", "〇", "〇二", "二", "二三", "三"]),
        ("𠀀𠀁", ["𠀀", "𠀀𠀁", "𠀁"]),
        ("？！😀 _ \ud800", []),
        ("", []),
    ],
)
def test_text_gives_tokens(text: str, tokens: list[str]) -> None:
    assert tokenise(text) == tokens


def test_an_endless_word_is_cut() -> None:
    assert tokenise("a" * 100_000) == ["a" * 64]


def test_equal_scores_go_to_the_lower_row_whatever_is_cut_off(index: LexicalIndex) -> None:
    tokens = tokenise("青岛论坛")
    (first,) = index.search(tokens, 1)
    assert [row for row, _ in index.search(tokens, 4)] == [0, 2, 1]
    assert first == index.search(tokens, 4)[0]
    assert index.search(tokens, 4)[0][1] == index.search(tokens, 4)[1][1]


def test_rows_without_a_shared_token_are_not_found(index: LexicalIndex) -> None:
    assert [row for row, _ in index.search(tokenise("体"), 10)] == [3]
    assert index.search(tokenise("乒乓"), 10) == []


def test_a_repeated_token_counts_once(index: LexicalIndex) -> None:
    assert index.search(["青岛", "青岛", "论"], 9) == index.search(["青岛", "论"], 9)


def test_groups_limit_before_the_cut_and_leave_scores(index: LexicalIndex) -> None:
    tokens = tokenise("青岛论坛")
    everything = dict(index.search(tokens, 9))
    assert index.search(tokens, 1, frozenset({"b"})) == [(1, everything[1])]
    assert index.search(tokens, 9, frozenset()) == []
    assert index.search(tokens, 9, frozenset({"c"})) == []


def test_scores_of_rows_are_those_of_the_search(index: LexicalIndex) -> None:
    tokens = tokenise("青岛论坛")
    everything = dict(index.search(tokens, 9))
    assert index.scores(tokens, [1, 2, 3]) == {1: everything[1], 2: everything[2]}
    assert index.scores(tokens, []) == {}


@pytest.mark.parametrize(
    "text", ['"青岛', "青岛 AND (", "tokens:青岛", "青岛^9 -论坛 *", "[a TO b]"]
)
def test_no_character_of_a_question_is_syntax(index: LexicalIndex, text: str) -> None:
    assert index.search(tokenise(text), 9) == index.search(tokenise(f"  {text} "), 9)


def test_no_score_reaches_the_highest(index: LexicalIndex) -> None:
    tokens = tokenise("青岛论坛 SCO 乒乓")
    assert 0 < index.search(tokens, 1)[0][1] < index.highest(tokens)
    assert index.highest([]) == 0


def test_document_frequency_counts_texts(index: LexicalIndex) -> None:
    assert [index.document_frequency(token) for token in ("论坛", "sco", "乒")] == [3, 1, 0]


def test_a_stored_index_finds_what_it_found(index: LexicalIndex, tmp_path: Path) -> None:
    LexicalIndex.build(TEXTS, tmp_path)
    opened = LexicalIndex.open(LexicalIndex.files(tmp_path), TEXTS[0].text)
    assert len(opened) == len(index) == 4
    assert opened.search(tokenise("青岛论坛"), 9) == index.search(tokenise("青岛论坛"), 9)


def test_an_index_that_does_not_find_its_own_text_is_refused(tmp_path: Path) -> None:
    LexicalIndex.build(TEXTS, tmp_path)
    with pytest.raises(IndexDamagedError, match="own words"):
        LexicalIndex.open(LexicalIndex.files(tmp_path), "乒乓")


def test_files_that_are_no_index_are_refused(tmp_path: Path) -> None:
    (tmp_path / "meta.json").write_text("{}")
    with pytest.raises(IndexDamagedError, match=str(tmp_path)):
        LexicalIndex.open(LexicalIndex.files(tmp_path), "青岛")


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    LexicalIndex.build([], tmp_path)
    assert LexicalIndex.open(LexicalIndex.files(tmp_path), "").search(["青"], 5) == []

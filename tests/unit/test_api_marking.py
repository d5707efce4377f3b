from __future__ import annotations

from api.marking import cut, cut_at, mark_passage
from ingest.document import Span
from tests.unit.api_parts import PASSAGE


def marks(*terms: str) -> list[str]:
    return [text for text, mark in mark_passage(PASSAGE, terms) if mark]


def test_segments_joined_are_the_passage() -> None:
    assert "".join(text for text, _ in mark_passage(PASSAGE, ["论坛"])) == PASSAGE.text


def test_simplified_terms_mark_the_traditional_characters() -> None:
    assert marks("论", "坛", "论坛") == ["論壇"]


def test_overlapping_bigrams_mark_one_stretch() -> None:
    assert marks("六", "月", "六月", "月举", "举行") == ["六月舉行"]


def test_a_gloss_inside_a_match_stays_unmarked() -> None:
    assert marks("倡导", "导文") == ["倡導", "文"]


def test_positions_hold_behind_a_four_byte_character() -> None:
    assert marks("𠀀交", "交流") == ["𠀀交流"]


def test_single_characters_are_marked_only_where_no_bigram_holds_them() -> None:
    assert marks("文", "明", "文明") == ["文明"]
    assert marks("文") == ["文"]


def test_numbers_are_marked_as_whole_words_only() -> None:
    assert marks("2") == ["2"]
    assert marks("20") == []


def test_no_terms_mark_nothing() -> None:
    assert mark_passage(PASSAGE, []) == [(PASSAGE.text, False)]


def test_repeats_are_all_marked() -> None:
    assert cut("abab", [0, 2]) == [("a", True), ("b", False), ("a", True), ("b", False)]


def test_cut_at_leaves_no_empty_stretch() -> None:
    assert cut_at("六月", Span(0, 2)) == [("六月", True)]
    assert cut_at("六月末", Span(0, 2)) == [("六月", True), ("末", False)]
    assert cut_at("六月", None) == [("六月", False)]
    assert cut_at("", None) == []

"""The stretches of a passage that a question is compared with."""

from __future__ import annotations

from dataclasses import replace

from index.windows import window_key, windows_of
from ingest.document import Passage, Sentence
from tests.fakes import make_library


def passage(text: str, headings: int = 0) -> Passage:
    (made,) = make_library({"a": text}).passages
    sentences = tuple(
        Sentence(s.start, s.end, number < headings) for number, s in enumerate(made.sentences)
    )
    return replace(made, sentences=sentences)


def test_windows_are_the_sentences_and_the_whole() -> None:
    assert windows_of(passage("甲一。乙二。丙三。")) == [
        "甲一。",
        "乙二。",
        "丙三。",
        "甲一。乙二。丙三。",
    ]


def test_a_heading_goes_with_the_sentence_below_it() -> None:
    assert windows_of(passage("标题。甲一。乙二。", headings=1)) == [
        "标题。",
        "甲一。",
        "乙二。",
        "标题。甲一。",
        "标题。甲一。乙二。",
    ]


def test_blanks_around_a_window_are_not_part_of_it() -> None:
    assert windows_of(passage(" 甲一。 乙二。 ")) == ["甲一。", "乙二。", "甲一。 乙二。"]


def test_one_sentence_gives_one_window() -> None:
    assert windows_of(passage("青岛论坛。")) == ["青岛论坛。"]


def test_a_passage_without_sentences_is_its_own_window() -> None:
    assert windows_of(replace(passage("青岛论坛。"), sentences=())) == ["青岛论坛。"]


def test_keys_differ_with_the_window() -> None:
    assert window_key("青岛") == window_key("青岛") != window_key("青岛 ")
    assert len(window_key("青岛")) == 16

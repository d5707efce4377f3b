"""Words come cut anywhere; whole sentences with the numbers they cite go out."""

from __future__ import annotations

import pytest

from answer.prose import MAX_CHARS, Prose, ProseReader


def read(*pieces: str, complete: bool = True) -> list[tuple[str, tuple[int, ...]]]:
    reader = ProseReader()
    found: list[Prose] = []
    for piece in pieces:
        found.extend(reader.feed(piece))
    found.extend(reader.close(complete=complete))
    return [(one.text, one.cited) for one in found]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("论坛在青岛召开。[1]共有400人。[2]", [("论坛在青岛召开。", (1,)), ("共有400人。", (2,))]),
        ("论坛召开[1]。共有400人[2][3]。", [("论坛召开。", (1,)), ("共有400人。", (2, 3))]),
        ("它说“好。”[1] 完", [("它说“好。”", (1,)), ("完", ())]),
        ("一句。【2】 二句！［1，3］", [("一句。", (2,)), ("二句！", (1, 3))]),
        ("重复。[1][1, 2]", [("重复。", (1, 2))]),
        ("没有编号。有编号。[4]", [("没有编号。", ()), ("有编号。", (4,))]),
        (
            "It opened on June 15 [1]. It had 400 guests. [2]",
            [("It opened on June 15.", (1,)), ("It had 400 guests.", (2,))],
        ),
        (
            "Mr. Li and J. Smith paid 3.5 yuan. Then they left.[2]",
            [("Mr. Li and J. Smith paid 3.5 yuan.", ()), ("Then they left.", (2,))],
        ),
        ("第一行[1]\n\n第二行[2]\n", [("第一行", (1,)), ("第二行", (2,))]),
        ("见 [链接](http://a.example)。[1]", [("见 [链接](http://a.example)。", (1,))]),
        ("", []),
        (" \n ", []),
    ],
)
def test_a_sentence_takes_the_marks_beside_its_end(
    text: str, sentences: list[tuple[str, tuple[int, ...]]]
) -> None:
    assert read(text) == sentences
    assert read(*text) == sentences


def test_a_sentence_is_given_out_once_nothing_more_can_belong_to_it() -> None:
    reader = ProseReader()
    assert list(reader.feed("论坛召开。")) == []
    assert list(reader.feed("[1")) == []
    assert list(reader.feed("]")) == []
    assert list(reader.feed("共")) == [Prose("论坛召开。", (1,))]


@pytest.mark.parametrize("text", ["<think>甲。[1]</think>\n乙。[2]", " <think></think>乙。[2]"])
def test_thoughts_are_no_part_of_the_answer(text: str) -> None:
    assert read(*text) == [("乙。", (2,))]


def test_a_thought_without_end_says_nothing() -> None:
    assert read("<think>甲。[1]") == []
    assert read("<think>", "甲。[1]" * 1000, complete=False) == []


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("论坛召开。[1]共有32", [("论坛召开。", (1,))]),
        ("论坛召开。[1]", [("论坛召开。", (1,))]),
        ("论坛召开。[1][2", [("论坛召开。", (1,))]),
        ("论坛召开。[1", [("论坛召开。", ())]),
        ("It paid 3. [1]", [("It paid 3.", (1,))]),
        ("It paid 3 [1].", []),
        ("共有326名 [1]", []),
        ("<thi", []),
    ],
)
def test_what_was_cut_in_mid_sentence_is_left_out(
    text: str, sentences: list[tuple[str, tuple[int, ...]]]
) -> None:
    assert read(text, complete=False) == sentences


def test_what_never_ends_is_dropped_up_to_its_end() -> None:
    endless = "很" * (MAX_CHARS + 1)
    assert read(endless, "长。[1]", "短。[2]") == [("短。", (2,))]

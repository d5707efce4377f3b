from __future__ import annotations

import pytest

from eval.overlap import bigrams, content_bigrams, jaccard


def test_function_characters_and_stop_words_make_no_content_bigram() -> None:
    found = content_bigrams("谁在哪里签署了多少备忘录？")
    assert found == {"签署", "备忘", "忘录"}


def test_content_bigrams_do_not_cross_punctuation() -> None:
    assert content_bigrams("友好，城市") == {"友好", "城市"}


def test_content_bigrams_are_of_the_single_script() -> None:
    assert content_bigrams("備忘錄") == content_bigrams("备忘录")


def test_words_and_numbers_count_as_content() -> None:
    assert content_bigrams("SCO 与 of 2023年") == {"sco", "2023"}


def test_near_copies_are_near_in_either_script() -> None:
    assert jaccard(bigrams("论坛在哪里开幕？"), bigrams("論壇在哪裡開幕")) == 1.0


def test_words_of_other_scripts_are_compared_in_pairs() -> None:
    assert bigrams("Where was it held?") == {"where was", "was it", "it held"}
    assert jaccard(bigrams("where was it held"), bigrams("who was there")) == pytest.approx(0.0)


def test_nothing_shares_nothing() -> None:
    assert jaccard(bigrams(""), bigrams("？")) == 0.0

from __future__ import annotations

import pytest

from answer.types import AnswerSentence, Phrase
from eval.outside.spans import exact_match, predicted_text, span_f1, span_tokens
from ingest.document import Span
from tests.fakes import make_document, make_source


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("三座石桥", ["三", "座", "石", "桥"]),
        ("ＮＦＬ的 Panthers-队！", ["nfl", "的", "panthers", "队"]),
        ("臨海城", ["临", "海", "城"]),
        ("308分", ["308", "分"]),
        ("3.5%", ["3", "5"]),
        ("《》，。", []),
        ("\U00020000〇々", ["\U00020000", "〇", "々"]),
        ("Ёлка", ["ёлка"]),
    ],
)
def test_tokens_are_han_characters_and_whole_words(text: str, tokens: list[str]) -> None:
    assert span_tokens(text) == tokens


def test_hand_worked_f1() -> None:
    # 建于明代 has 4 tokens, 明代 has 2, both of them shared: precision 2/4, recall 1.
    assert span_f1("建于明代", ["明代"]) == pytest.approx(2 * 0.5 / 1.5)
    # 3 of 5 tokens shared with an answer of 4: precision 3/5, recall 3/4.
    assert span_f1("城里有308座", ["城里308人"]) == pytest.approx(2 * 0.6 * 0.75 / 1.35)


def test_a_token_is_shared_as_often_as_both_hold_it() -> None:
    # 人人人 shares two of its three 人 with 人人: precision 2/3, recall 1.
    assert span_f1("人人人", ["人人"]) == pytest.approx(0.8)


def test_the_best_of_the_answers_counts() -> None:
    assert span_f1("明代", ["清代", "明代", "宋代"]) == 1.0
    assert exact_match("明代", ["清代", "明代"]) == 1.0
    assert exact_match("明代", ["清代", "宋代"]) == 0.0


def test_script_width_case_and_punctuation_decide_nothing() -> None:
    assert exact_match("「臨海」，ＮＦＬ。", ["临海nfl"]) == 1.0


def test_the_same_tokens_in_another_order_match_in_f1_only() -> None:
    assert (exact_match("海上", ["上海"]), span_f1("海上", ["上海"])) == (0.0, 1.0)


def test_nothing_matches_nothing_only() -> None:
    assert (exact_match("", ["明代"]), span_f1("", ["明代"])) == (0.0, 0.0)
    assert (exact_match("。", ["！"]), span_f1("。", ["！"])) == (1.0, 1.0)
    assert (exact_match("明代", []), span_f1("明代", [])) == (0.0, 0.0)


def test_an_unmarked_sentence_is_predicted_whole() -> None:
    document = make_document(make_source("bridge"), "石桥建于明代。")
    sentence = AnswerSentence("石橋建於明代。", quoted=True, citations=(1,))
    assert predicted_text(sentence, document) == "石橋建於明代。"


def test_a_marked_phrase_is_predicted_as_the_document_has_it() -> None:
    document = make_document(make_source("bridge"), "𠀀城。石桥建于明代。")
    phrase = Phrase(1, Span(7, 9))
    sentence = AnswerSentence("石桥建于明代。", quoted=True, citations=(1,), phrase=phrase)
    assert predicted_text(sentence, document) == "明代"

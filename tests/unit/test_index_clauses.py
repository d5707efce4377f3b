"""Clauses: alternatives stand beside the words they replace, and count as their best match."""

from __future__ import annotations

import math

import pytest

from index.clauses import Clause, as_clauses, with_alternatives
from index.expansion import Alternative
from index.lexical import LexicalIndex, LexicalText, tokenise

TEXTS = ["卫星预报天气", "城市合作论坛", "城市签署协议", "上海合作组织论坛", "上合论坛"]


@pytest.fixture(scope="module")
def index() -> LexicalIndex:
    return LexicalIndex.build(LexicalText(text, "g") for text in TEXTS)


def idf(index: LexicalIndex, token: str) -> float:
    df = index.document_frequency(token)
    return math.log1p((len(index) - df + 0.5) / (df + 0.5))


def other(words: str, text: str, weight: float = 1.0) -> Alternative:
    return Alternative(tuple(words.split()), tuple(tokenise(text)), weight)


def test_a_token_is_a_clause_of_its_own_and_counts_once() -> None:
    assert as_clauses(["a", Clause(("b",)), "a"]) == [Clause(("a",)), Clause(("b",))]


def test_alternatives_stand_beside_the_word_they_replace() -> None:
    clauses = with_alternatives(as_clauses(["a", "b"]), [other("b", "城"), other("b", "市")])
    assert clauses == [
        Clause(("a",)),
        Clause(("b",), others=(other("b", "城"), other("b", "市"))),
    ]


def test_a_name_takes_the_clauses_of_its_words_in() -> None:
    name = other("b c", "城")
    clauses = with_alternatives(as_clauses(["a", "b", "c", "d"]), [name])
    parts = (Clause(("b",)), Clause(("c",)))
    assert clauses == [Clause(("a",)), Clause(parts=parts, others=(name,)), Clause(("d",))]
    assert clauses[1].tokens == ("b", "c")


def test_what_replaces_nothing_of_the_query_stands_by_itself() -> None:
    loose, unknown = Alternative((), ("城",), 0.5), other("x", "市")
    assert with_alternatives(as_clauses(["a"]), [loose, unknown]) == [
        Clause(("a",)),
        Clause(others=(loose,)),
        Clause(others=(unknown,)),
    ]


def test_plain_clauses_score_as_their_tokens(index: LexicalIndex) -> None:
    tokens = tokenise("城市论坛")
    assert index.search(as_clauses(tokens), 5) == index.search(tokens, 5)
    assert index.highest(as_clauses(tokens)) == pytest.approx(
        2.2 * sum(idf(index, token) for token in tokens)
    )


def test_an_unknown_word_is_found_by_its_best_alternative(index: LexicalIndex) -> None:
    clause = Clause(
        ("satellite",), others=(other("satellite", "卫星"), other("satellite", "星", 0.5))
    )
    both = dict(index.search([clause], 5))
    alone = dict(index.search(tokenise("卫星"), 5))
    assert both == alone == {0: pytest.approx(both[0])}
    assert index.highest([clause]) == pytest.approx(index.highest(tokenise("卫星")))


def test_the_best_alternative_counts_and_not_the_sum(index: LexicalIndex) -> None:
    pair = (Alternative(("town",), ("城市",), 1.0), Alternative(("town",), ("城",), 1.0))
    scores = dict(index.search([Clause(("town",), others=pair)], 5))
    single = dict(index.search(["城市"], 5))
    assert scores == single


def test_weights_lower_an_alternative(index: LexicalIndex) -> None:
    half = Clause(("town",), others=(Alternative(("town",), ("城市",), 0.5),))
    full = dict(index.search(["城市"], 5))
    found = dict(index.search([half], 5))
    assert found == {row: pytest.approx(score / 2, abs=1e-3) for row, score in full.items()}


def test_known_words_set_the_measure_for_what_stands_instead(index: LexicalIndex) -> None:
    short = tokenise("上合")
    clause = Clause(parts=tuple(as_clauses(short)), others=(other("x", "上海合作组织"),))
    found = dict(index.search([clause], 5))
    assert index.highest([clause]) == pytest.approx(index.highest(short))
    assert found[4] == pytest.approx(dict(index.search(short, 5))[4])
    assert 0 < found[3] <= index.highest([clause])


def test_a_word_that_nothing_stands_for_counts_as_unknown(index: LexicalIndex) -> None:
    clause = Clause(("zebra",), others=(other("zebra", "斑马"),))
    assert index.search([clause], 5) == []
    assert index.highest([clause]) == pytest.approx(index.highest(["zebra"]))

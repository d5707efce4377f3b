"""Words of other languages become the tokens that Chinese passages are indexed by."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.clauses import Clause
from index.query_words import QueryWords
from index.training.alignment import SentencePair, align
from index.training.translate import han_tokens, joined, pivoted, pruned
from index.translation import Translator, default_translator, save_table, stems
from ingest.errors import EncoderError


@pytest.fixture
def translator(tmp_path: Path) -> Translator:
    save_table(
        tmp_path / "table.npz",
        {"en": {"citi": {"城市": 0.64, "市": 0.16}}, "ru": {"город": {"城市": 0.5}}},
        {"en": ["the"], "ru": ["и"]},
    )
    return Translator.open(tmp_path / "table.npz")


def test_words_are_looked_up_by_their_stems(translator: Translator) -> None:
    found = translator.alternatives("cities")
    assert [(one.replaced, one.tokens) for one in found] == [
        (("cities",), ("城市",)),
        (("cities",), ("市",)),
    ]
    assert [one.weight for one in found] == pytest.approx([1.0, 0.5], abs=1e-3)
    assert translator.alternatives("города")[0].tokens == ("城市",)
    assert translator.alternatives("unheard") == []


def test_silent_words_are_those_of_their_own_language(translator: Translator) -> None:
    assert translator.is_silent("the")
    assert translator.is_silent("и")
    assert not translator.is_silent("city")


def test_stems_leave_chinese_and_numbers_out() -> None:
    assert stems("Cities signed 11 agreements 协议", "en") == ["citi", "sign", "agreement"]
    assert stems("Ещё города", "ru") == stems("еще городах", "ru")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken"])
def test_a_damaged_table_says_what_to_do(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "table.npz").write_bytes(content)
    with pytest.raises(EncoderError, match="cannot be read"):
        Translator.open(tmp_path / "table.npz")


def test_a_question_becomes_clauses_in_its_order(translator: Translator) -> None:
    clauses = QueryWords(translator=lambda: translator).clauses("the cities, 11 论坛")
    assert [clause.own for clause in clauses] == [
        ("cities",),
        ("11",),
        ("论",),
        ("论坛",),
        ("坛",),
    ]
    assert [len(clause.others) for clause in clauses] == [2, 0, 0, 0, 0]


def test_a_question_of_silent_words_keeps_them(translator: Translator) -> None:
    assert QueryWords(translator=lambda: translator).clauses("the") == [Clause(("the",))]


def test_a_chinese_question_opens_no_table() -> None:
    def closed() -> Translator:
        raise AssertionError

    assert QueryWords(translator=closed).clauses("论坛") == [
        Clause(("论",)),
        Clause(("论坛",)),
        Clause(("坛",)),
    ]


def test_alignment_finds_what_translates_what() -> None:
    pairs = [
        SentencePair(["red", "house"], ["红", "屋"]),
        SentencePair(["red", "car"], ["红", "车"]),
        SentencePair(["blue", "house"], ["蓝", "屋"]),
        SentencePair(["blue", "car"], ["蓝", "车"]),
    ]
    best: dict[str, str] = {}
    for source, target, chance in align(pairs, silent=["car"], least=0.3):
        assert chance >= 0.3
        best.setdefault(source, target)
    assert best == {"red": "红", "house": "屋", "blue": "蓝"}


def test_chances_of_a_word_with_one_sentence_pair_are_shared_evenly() -> None:
    # One round or many: nothing tells the two targets apart, and the empty word takes its share.
    found = list(align([SentencePair(["one"], ["甲", "乙"])] * 2, silent=(), least=0.0))
    assert [(source, target) for source, target, _ in found] == [("one", "乙"), ("one", "甲")]
    assert [chance for _, _, chance in found] == pytest.approx([0.5, 0.5])


def test_pruning_keeps_the_likeliest() -> None:
    many = [("w", str(number), 0.5 - number / 100) for number in range(20)]
    assert list(pruned(many)["w"]) == [str(number) for number in range(8)]
    assert pruned([("w", "x", 0.001)]) == {}


def test_russian_takes_half_directly_and_half_by_way_of_english() -> None:
    roundabout = pivoted(
        {"город": {"citi": 0.5, "the": 0.5}},
        {"citi": {"城市": 0.8}, "the": {"的": 1.0}},
        frozenset({"the"}),
    )
    assert roundabout == {"город": {"城市": pytest.approx(0.4)}}
    both = joined({"город": {"城市": 0.6, "市": 0.2}, "лес": {"森林": 0.5}}, roundabout)
    assert both == {
        "город": {"城市": pytest.approx(0.5), "市": pytest.approx(0.1)},
        "лес": {"森林": 0.5},
    }


def test_long_texts_give_pairs_of_characters_alone() -> None:
    assert han_tokens("城市") == ["城", "城市", "市"]
    assert set(map(len, han_tokens("上海合作组织友好城市论坛"))) == {2}


@pytest.mark.parametrize(
    ("word", "token"),
    [
        ("forum", "论坛"),
        ("city", "城市"),
        ("satellite", "卫星"),
        ("форум", "论坛"),
        ("города", "城市"),
    ],
)
def test_the_table_that_ships_knows_common_words(word: str, token: str) -> None:
    best = default_translator().alternatives(word)[:3]
    assert (token,) in [one.tokens for one in best]

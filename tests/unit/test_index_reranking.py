"""What question and passage, seen together, make of the order."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from index.fusion import VECTOR_WEIGHT, Fused
from index.match_rates import HIGHEST, LOWEST, MatchRates, log_odds
from index.reranking import FEATURES, RERANKER_FILE, Reranker
from index.training.listwise import Candidates, fit
from index.training.match_counts import Counts, match_rates
from ingest.document import Passage, Source
from ingest.paragraphs import paragraph_document


@dataclass(frozen=True)
class Words:
    """A collection of 100 passages; a token that is not named stands in one."""

    frequencies: Mapping[str, int] = field(default_factory=dict[str, int])
    passage_count: int = 100

    def document_frequency(self, token: str) -> int:
        return self.frequencies.get(token, 1)


def passage(text: str) -> Passage:
    return paragraph_document(Source(id="d", title=""), text)[1]


def rates(tokens: Mapping[str, float] | None = None) -> MatchRates:
    return MatchRates(tokens or {}, {}, {}, 0.8, 0.5, 0.9, (0.0, 0.0, 0.0))


def reranker(**weights: float) -> Reranker:
    row = [weights.get(name, 0.0) for name in FEATURES]
    return Reranker(rates(), np.array(row, dtype=np.float64))


def features(query: str, *texts: str) -> dict[str, list[float]]:
    """The features of ``texts``, all of which the fusion found alike."""
    found = [Fused(row, 0.4, 0.1) for row in range(len(texts))]
    matrix = reranker().features(query, found, [passage(text) for text in texts], Words())
    columns = np.round(matrix.T.astype(float), 4).tolist()
    return dict(zip(FEATURES, columns, strict=True))


def test_a_passage_that_holds_the_question_in_one_sentence_has_all_of_it() -> None:
    shown = features("天坛公园", "他去了天坛公园。", "他去了颐和园。")
    assert shown["sentence"][0] == shown["neighbours"][0] == shown["passage"][0] == 1.0
    assert shown["lexical"] == pytest.approx([0.4, 0.4], abs=1e-4)
    assert shown["vector"] == pytest.approx([0.1, 0.1], abs=1e-4)
    # of 4 characters and 3 pairs at 0.8 and 0.5 each, one character: 0.8 / 4.7
    assert shown["sentence"][1] == pytest.approx(0.8 / 4.7, abs=1e-4)


def test_halves_in_two_sentences_are_together_only_where_the_sentences_meet() -> None:
    near, far = "天坛在此。公园在此。山。", "山。天坛在此。水。公园在此。"
    shown = features("天坛公园", near, far)
    half, both = 2.1 / 4.7, 4.2 / 4.7  # the pair 坛公 is in neither
    assert shown["sentence"] == pytest.approx([half, half], abs=1e-4)
    assert shown["neighbours"] == pytest.approx([both, half], abs=1e-4)
    assert shown["opening"] == pytest.approx([both, half], abs=1e-4)
    assert shown["passage"] == pytest.approx([both, both], abs=1e-4)


def test_the_neighbour_of_a_last_sentence_is_not_the_next_passage() -> None:
    shown = features("天坛公园", "山。天坛在此。", "公园在此。")
    assert shown["neighbours"] == pytest.approx([2.1 / 4.7, 2.1 / 4.7], abs=1e-4)


def test_standing_in_more_sentences_counts_as_more_often() -> None:
    once, twice = features("天坛", "天坛在此。山水在此。", "天坛在此。天坛很大。")["often"]
    assert twice > once > 0


def test_words_and_numbers_match_whole() -> None:
    shown = features("2022年G20", "2022年的G20峰会", "12022年的G20峰会", "2022年的G2峰会")
    assert shown["sentence"][0] == 1.0
    assert shown["sentence"][1] < 1.0
    assert shown["sentence"][2] < 1.0


def test_brevity_falls_from_one_to_nought() -> None:
    shown = features("天坛", "天坛。", "天" * 50, "天" * 224, "天" * 1000, "天" * 5000)["brevity"]
    assert shown == pytest.approx([1.0, 1.0, 0.4994, 0.0, 0.0], abs=1e-3)


def test_what_the_answer_hardly_ever_repeats_counts_for_little() -> None:
    found, asked = [Fused(0, 0.3, 0.0), Fused(1, 0.3, 0.0)], "什么天坛"
    texts = [passage("什么什么"), passage("天坛很大")]
    frame = {"什": 0.02, "么": 0.02, "什么": 0.02, "么天": 0.02}
    one = Reranker(rates(frame), reranker(sentence=1.0).weights)
    assert [e.row for e in one.rerank(asked, found, texts, Words())] == [1, 0]


def test_rare_tokens_count_more_than_frequent_ones() -> None:
    found = [Fused(0, 0.3, 0.0), Fused(1, 0.3, 0.0)]
    texts = [passage("中国"), passage("天坛")]
    known = Words({"中": 90, "国": 90, "中国": 80})
    order = reranker(sentence=1.0).rerank("中国天坛", found, texts, known)
    assert [entry.row for entry in order] == [1, 0]
    assert order[0].score > 0.7 > order[1].score


def test_scores_are_weighted_features_in_two_parts_best_first() -> None:
    found = [Fused(3, 0.5, 0.1), Fused(8, 0.2, 0.15)]
    texts = [passage("山水在此。"), passage("天坛在此。")]
    one = reranker(lexical=0.5, vector=2.0, sentence=0.25)
    assert one.rerank("天坛", found, texts, Words()) == [
        Fused(8, pytest.approx(0.35), pytest.approx(0.3)),  # type: ignore[arg-type]  # a float
        Fused(3, pytest.approx(0.25), pytest.approx(0.2)),  # type: ignore[arg-type]  # a float
    ]


def test_equal_scores_are_in_row_order() -> None:
    found = [Fused(9, 0.2, 0.1), Fused(2, 0.2, 0.1)]
    texts = [passage("天坛。"), passage("天坛。")]
    order = reranker(sentence=1.0).rerank("天坛", found, texts, Words())
    assert [entry.row for entry in order] == [2, 9]


@pytest.mark.parametrize("query", ["Where is the temple?", "Где храм?", "？！", ""])
def test_other_queries_leave_the_order_and_the_scores(query: str) -> None:
    found = [Fused(9, 0.2, 0.1), Fused(2, 0.3, 0.1)]
    assert Reranker.load().rerank(query, found, [passage("甲"), passage("乙")], Words()) == found


def test_nothing_found_stays_nothing() -> None:
    assert Reranker.load().rerank("天坛在哪里？", [], [], Words()) == []


def test_traditional_questions_score_as_simplified_ones() -> None:
    found, texts = [Fused(0, 0.5, 0.1)], [passage("天壇公園在北京。")]
    one = Reranker.load()
    simplified = one.rerank("天坛公园在哪里？", found, texts, Words())
    assert one.rerank("天壇公園在哪裡？", found, texts, Words()) == simplified


def test_a_blank_passage_scores_without_failing() -> None:
    order = Reranker.load().rerank("天坛", [Fused(0, 0.0, 0.0)], [passage(" ")], Words())
    assert 0.0 <= order[0].score <= 1.0


def test_the_shipped_weights_reach_one_at_most() -> None:
    weights = dict(zip(FEATURES, Reranker.load().weights.tolist(), strict=True))
    assert min(weights.values()) > 0
    lexical = (1 - VECTOR_WEIGHT) * weights.pop("lexical")
    vector = VECTOR_WEIGHT * weights.pop("vector")
    assert 0.999 < lexical + vector + sum(weights.values()) <= 1.0


def test_the_shipped_rates_know_question_words() -> None:
    known = Reranker.load().rates
    assert known.rate("什么") <= 0.05
    assert known.rate("哪里") <= 0.05
    assert known.rate("中国") > 0.8
    assert known.rate("1949") > 0.9


def test_a_file_for_other_features_is_refused(tmp_path: Path) -> None:
    content = json.loads(RERANKER_FILE.read_text(encoding="utf-8"))
    path = tmp_path / "reranker.json"
    path.write_text(json.dumps(content | {"features": ["lexical"]}), encoding="utf-8")
    with pytest.raises(ValueError, match="other features"):
        Reranker.load(path)


def test_a_pair_is_expected_to_match_as_its_characters_do_in_other_pairs() -> None:
    known = MatchRates({}, {"什": 0.1}, {"国": 0.9}, 0.8, 0.5, 0.9, (1.0, 1.0, 0.0))
    assert known.rate("什国") == pytest.approx(0.5)
    assert known.rate("什人") == pytest.approx(0.1)
    assert known.rate("中国") == pytest.approx(0.9)
    assert known.rate("人") == 0.8
    assert known.rate("g20") == 0.9


def test_no_rate_is_certain() -> None:
    known = rates({"甲": 0.0, "乙": 1.0})
    assert (known.rate("甲"), known.rate("乙")) == (LOWEST, HIGHEST)
    assert log_odds(0.0) == log_odds(LOWEST) == pytest.approx(-log_odds(1.0))


def test_tokens_get_a_rate_of_their_own_when_it_surprises() -> None:
    counts = Counts()
    for token, seen, matched in (("甲", 40, 0), ("乙", 40, 30), ("丙", 40, 32), ("丁", 3, 0)):
        counts.add(token, seen, matched)
    counts.add("甲乙", 40, 20)
    counts.add("乙丙", 40, 20)
    counts.add("it", 40, 40)
    known = match_rates(counts)
    assert known.single == pytest.approx(0.51, abs=0.02)
    assert set(known.tokens) == {"甲", "乙", "丙"}
    assert known.tokens["甲"] == pytest.approx(5 * known.single / 45, abs=0.01)


def test_fitted_weights_put_the_right_candidates_first() -> None:
    chance = np.random.default_rng(0)
    lists: list[Candidates] = []
    for _ in range(60):
        rows = chance.random((6, 3))
        right = np.zeros(6, dtype=np.bool_)
        right[np.argmax(2 * rows[:, 0] - rows[:, 1])] = True
        lists.append(Candidates(rows, right))
    weights = fit(lists)
    assert weights[0] > -weights[1] > abs(weights[2])
    hits = [one.right[np.argmax(one.features @ weights)] for one in lists]
    assert np.mean(hits) > 0.9


def test_lists_without_a_right_candidate_change_nothing() -> None:
    rows = np.array([[1.0, 0.0], [0.0, 1.0]])
    told = Candidates(rows, np.array([True, False]))
    silent = Candidates(rows[::-1], np.array([False, False]))
    assert fit([told, silent]) == pytest.approx(fit([told]))

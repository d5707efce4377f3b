from __future__ import annotations

import math

import pytest

from eval.measures import auroc, false_answers_at, means, percentile, retrieval_values


def test_hand_worked_retrieval_values() -> None:
    qrels = {"t": {"a": 1, "b": 1}}
    values = retrieval_values(qrels, {"t": ("x", "a", "y", "z", "w", "b")})["t"]
    ideal = 1 + 1 / math.log2(3)
    gained = 1 / math.log2(3) + 1 / math.log2(7)
    assert values == pytest.approx(
        {"nDCG@10": gained / ideal, "Success@1": 0, "Success@5": 1, "RR@10": 0.5, "R@5": 0.5},
        abs=1e-9,
    )


def test_only_the_first_ten_count() -> None:
    ranking = (*(f"x{n}" for n in range(10)), "a")
    assert set(retrieval_values({"t": {"a": 1}}, {"t": ranking})["t"].values()) == {0.0}


def test_topics_without_hits_or_relevant_passages_count_zero() -> None:
    qrels = {"found": {"a": 1}, "no-hits": {"a": 1}, "absent": {"a": 1}, "unjudged": {}}
    values = retrieval_values(qrels, {"found": ("a",), "no-hits": (), "unjudged": ("a",)})
    assert means(values.values())["Success@1"] == 0.25
    assert set(values) == set(qrels)


def test_a_mean_is_over_the_topics_that_have_the_measure() -> None:
    assert means([{"hit": 1.0}, {"hit": 0.0, "list": 0.5}]) == {"hit": 0.5, "list": 0.5}


def test_auroc_counts_ties_half() -> None:
    assert auroc([0.9, 0.5], [0.5, 0.1]) == pytest.approx(3.5 / 4)
    assert auroc([0.1], [0.9]) == 0.0
    assert auroc([], [0.9]) is None


def test_false_answers_at_the_threshold_that_refuses_one_in_twenty() -> None:
    positives = [n / 20 for n in range(1, 21)]
    assert false_answers_at(positives, [0.05, 0.09, 0.1, 0.5]) == 0.5
    assert false_answers_at([], [0.5]) is None


def test_percentiles_are_values_that_occurred() -> None:
    assert percentile([3.0, 1.0, 2.0, 4.0], 0.5) == 2.0
    assert percentile([3.0, 1.0, 2.0, 4.0], 0.95) == 4.0
    assert percentile([7.0], 0.5) == 7.0

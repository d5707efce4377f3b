"""How two score lists become one."""

from __future__ import annotations

import pytest

from index.fusion import (
    CURATED_WEIGHT,
    CURATED_WEIGHT_OTHER_SCRIPTS,
    VECTOR_WEIGHT,
    VECTOR_WEIGHT_OTHER_SCRIPTS,
    Curated,
    Evidence,
    Fused,
    blend,
    curated_weight,
    fuse,
    vector_weight,
)


def test_each_score_is_normalised_and_weighed() -> None:
    evidence = Evidence([3, 5, 7], {3: 6.0, 5: 3.0}, {3: 0.2, 5: 0.6, 7: 0.4}, highest=12.0)
    assert fuse(evidence, 0.5) == [
        Fused(5, 0.125, 0.5),
        Fused(3, 0.25, 0.0),
        Fused(7, 0.0, pytest.approx(0.25)),  # type: ignore[arg-type]  # compares as a float
    ]


def test_equal_scores_are_in_row_order() -> None:
    evidence = Evidence([2, 4, 9], {9: 1.0, 2: 1.0, 4: 1.0}, dict.fromkeys((2, 4, 9), 0.5), 3.0)
    assert [entry.row for entry in fuse(evidence, 0.2)] == [2, 4, 9]


def test_weights_of_nought_and_one_leave_one_leg() -> None:
    evidence = Evidence([1, 2], {1: 1.0}, {1: 0.1, 2: 0.9}, highest=2.0)
    assert [entry.row for entry in fuse(evidence, 0.0)] == [1, 2]
    assert [entry.row for entry in fuse(evidence, 1.0)] == [2, 1]


def test_no_candidates_give_nothing() -> None:
    assert fuse(Evidence([], {}, {}, 0.0), 0.5) == []


@pytest.mark.parametrize(
    ("query", "weight"),
    [
        ("论坛在哪里举行？", VECTOR_WEIGHT),
        ("論壇在哪裡舉行？", VECTOR_WEIGHT),
        ("SCO论坛", VECTOR_WEIGHT),
        ("Where was the forum held?", VECTOR_WEIGHT_OTHER_SCRIPTS),
        ("Где прошёл форум?", VECTOR_WEIGHT_OTHER_SCRIPTS),
    ],
)
def test_vectors_weigh_more_where_words_can_rarely_match(query: str, weight: float) -> None:
    assert vector_weight(query) == weight
    assert VECTOR_WEIGHT_OTHER_SCRIPTS > VECTOR_WEIGHT


def test_curated_questions_take_their_share_of_the_rows_they_stand_for() -> None:
    fused = [Fused(1, 0.4, 0.2), Fused(2, 0.2, 0.2), Fused(3, 0.2, 0.1)]
    assert blend(fused, Curated({2: 0.8}, covered={1, 2}), 0.5) == [
        Fused(2, 0.1, 0.1, 0.4),
        Fused(1, 0.2, 0.1, 0.0),
        Fused(3, 0.2, 0.1),
    ]
    assert [entry.score for entry in blend(fused, Curated({2: 0.8}, {1, 2}), 0.5)] == [
        0.6,
        0.3,
        0.3,
    ]


def test_a_weight_of_nought_leaves_the_fused_ranking() -> None:
    fused = [Fused(4, 0.3, 0.2), Fused(1, 0.2, 0.1)]
    assert blend(fused, Curated({1: 1.0}, {1, 4}), 0.0) == fused


def test_the_share_of_curated_questions_goes_by_script() -> None:
    assert curated_weight("論壇在哪裡舉行？") == CURATED_WEIGHT
    assert curated_weight("Где прошёл форум?") == CURATED_WEIGHT_OTHER_SCRIPTS

from __future__ import annotations

import numpy as np
import pytest

from eval.measures import auroc
from eval.resampling import Bootstrap, Interval, Scored, holm, randomisation_p


def _alone(values: list[float]) -> list[Scored]:
    """Every value in a group of its own."""
    return [Scored(f"g{number:03}", value) for number, value in enumerate(values)]


def _groups(values: list[Scored]) -> list[str]:
    return [value.group for value in values]


def test_the_interval_of_a_share_is_about_two_standard_errors_wide() -> None:
    values = _alone([1.0, 0.0] * 200)
    low, high = Bootstrap(_groups(values)).mean(values)
    error = 0.5 / 400**0.5
    assert (low, high) == pytest.approx((0.5 - 1.96 * error, 0.5 + 1.96 * error), abs=0.005)


def test_values_of_one_group_are_drawn_together() -> None:
    alone = _alone([1.0, 0.0] * 50)
    together = [Scored(f"g{number // 10}", value) for number, (_, value) in enumerate(alone)]
    both = [Scored(f"g{number // 10}", float(number < 50)) for number in range(100)]
    assert Bootstrap(_groups(together)).mean(together) == Interval(0.5, 0.5)
    narrow = Bootstrap(_groups(alone)).mean(alone)
    wide = Bootstrap(_groups(both)).mean(both)
    assert wide.high - wide.low > 2 * (narrow.high - narrow.low)


@pytest.mark.parametrize(
    ("value", "groups", "expected"),
    # Wilson's interval worked by hand: z²/(n+z²) with z = 1.959964
    [(0.0, 12, (0.0, 0.242494)), (1.0, 12, (0.757506, 1.0)), (0.0, 100, (0.0, 0.036993))],
)
def test_where_all_agree_the_interval_is_wilsons(
    value: float, groups: int, expected: tuple[float, float]
) -> None:
    values = _alone([value] * groups)
    assert Bootstrap(_groups(values)).mean(values) == pytest.approx(expected, abs=1e-6)


def test_differences_that_are_all_zero_have_no_width() -> None:
    values = _alone([0.0] * 20)
    assert Bootstrap(_groups(values)).difference(values) == Interval(0.0, 0.0)


def test_a_group_without_values_takes_part_in_the_drawing() -> None:
    values = _alone([1.0, 0.0, 1.0])
    low, high = Bootstrap([*_groups(values), "empty"]).mean(values)
    assert (low, high) == (0.0, 1.0)


def test_the_same_values_give_the_same_interval_whatever_their_order() -> None:
    values = _alone([0.1, 0.9, 0.4, 0.4, 1.0, 0.0])
    straight = Bootstrap(_groups(values)).mean(values)
    turned = Bootstrap(_groups(values[::-1])).mean(values[::-1])
    assert straight == pytest.approx(turned, abs=1e-12)


def test_the_interval_of_an_auroc_holds_it_and_is_that_of_its_change_from_nothing() -> None:
    positives = _alone([0.9, 0.8, 0.7, 0.4, 0.6, 0.95])
    negatives = [Scored(f"n{number}", value) for number, value in enumerate([0.1, 0.5, 0.65, 0.2])]
    bootstrap = Bootstrap(_groups([*positives, *negatives]))
    sides = (positives, negatives)
    value = auroc([one.value for one in positives], [one.value for one in negatives])
    low, high = bootstrap.statistic(sides, auroc)
    assert value is not None
    assert low < value < high
    chance = (
        [Scored(one.group, 0.0) for one in positives],
        [Scored(one.group, 0.0) for one in negatives],
    )
    assert bootstrap.statistic_difference(chance, sides, auroc) == pytest.approx(
        (low - 0.5, high - 0.5)
    )


def test_the_p_value_of_a_handful_is_the_share_of_sign_patterns() -> None:
    # Of the 2**5 patterns of five equal differences two are as extreme as the one seen.
    p = randomisation_p(_alone([1.0] * 5))
    assert p == pytest.approx(2 / 32, abs=0.01)


def test_differences_within_a_group_are_exchanged_together() -> None:
    assert randomisation_p([Scored("one", 1.0)] * 50) == 1.0


def test_no_difference_at_all_is_no_evidence() -> None:
    assert randomisation_p(_alone([0.0] * 30)) == 1.0


def test_a_clear_difference_is_as_rare_as_can_be_seen() -> None:
    assert randomisation_p(_alone([1.0] * 40)) == 1 / 10_000


def test_holm_multiplies_the_smallest_most_and_never_falls() -> None:
    # Worked by hand: 0.01·4, max(0.04, 0.02·3), max(0.06, 0.03·2), max(0.06, 0.5·1)
    adjusted = holm({"c": 0.03, "a": 0.01, "d": 0.5, "b": 0.02})
    assert list(adjusted) == ["c", "a", "d", "b"]
    assert adjusted == pytest.approx({"a": 0.04, "b": 0.06, "c": 0.06, "d": 0.5})


def test_holm_stays_at_or_below_one() -> None:
    assert holm({"a": 0.6, "b": 0.9}) == {"a": 1.0, "b": 1.0}


def test_the_auroc_of_arrays_is_that_of_lists() -> None:
    assert auroc(np.array([0.5, 0.5]), np.array([0.5])) == auroc([0.5, 0.5], [0.5]) == 0.5

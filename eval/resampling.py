"""How sure a figure is: bootstrap intervals, and randomisation tests of paired differences.

Topics on the same fact (questions on the same paragraph) rise and fall together, so whole groups
are drawn, never single topics: the cluster bootstrap (Davison and Hinkley 1997, section 3.8), and
signs are flipped by group in the randomisation test (Smucker, Allan and Carterette, CIKM 2007).
Seeds are fixed: the same values give the same intervals to the last digit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.stats import binomtest

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]

CONFIDENCE = 0.95
RESAMPLES = 2000
RANDOMISATIONS = 9999
_SEED = 20230616


class Interval(NamedTuple):
    """The ends of a confidence interval."""

    low: float
    high: float


class Scored(NamedTuple):
    """A value and the group it belongs to."""

    group: str
    value: float


Sides = tuple[Sequence[Scored], Sequence[Scored]]
"""Scores of topics that can be answered, and of those that cannot."""

Statistic = Callable[[FloatArray, FloatArray], float | None]
"""A figure of two sides; None when a side is empty."""


class Bootstrap:
    """Resamples of ``groups``, drawn once and used for every figure over them."""

    def __init__(self, groups: Iterable[str]) -> None:
        self._rows = {group: row for row, group in enumerate(sorted(set(groups)))}
        size = max(1, len(self._rows))
        generator = np.random.default_rng(_SEED)
        self._counts: IntArray = generator.multinomial(size, np.full(size, 1 / size), RESAMPLES)

    def mean(self, values: Sequence[Scored]) -> Interval:
        """The interval of a mean of values in [0, 1].

        Where all values are 0, or all are 1, no resample differs from another; the interval is
        then Wilson's for as many trials as there are groups.
        """
        groups = len({value.group for value in values})
        distinct = {value.value for value in values}
        if distinct in ({0.0}, {1.0}):
            hits = groups if distinct == {1.0} else 0
            wilson = binomtest(hits, groups).proportion_ci(CONFIDENCE, method="wilson")
            return Interval(float(wilson.low), float(wilson.high))
        return self.difference(values)

    def difference(self, values: Sequence[Scored]) -> Interval:
        """The interval of a mean of any values, such as paired differences."""
        counts = self._weights(values)
        sums = np.array([value.value for value in values])
        weight = counts.sum(axis=1)
        drawn = weight > 0
        return _percentiles((counts[drawn] @ sums) / weight[drawn])

    def statistic(self, sides: Sides, figure: Statistic) -> Interval:
        """The interval of a figure of two sides, such as the area under the ROC curve."""
        return self._drawn((sides,), lambda row: figure(*row[0]))

    def statistic_difference(self, before: Sides, after: Sides, figure: Statistic) -> Interval:
        """The interval of how much the figure is higher ``after``, on the same resamples."""

        def change(row: Sequence[tuple[FloatArray, FloatArray]]) -> float | None:
            first, second = (figure(*sides) for sides in row)
            return None if first is None or second is None else second - first

        return self._drawn((before, after), change)

    def _drawn(
        self,
        pairs: Sequence[Sides],
        figure: Callable[[Sequence[tuple[FloatArray, FloatArray]]], float | None],
    ) -> Interval:
        """Percentiles over resamples; those that leave a side empty (None) do not count."""
        columns = [
            [(np.array([one.value for one in side]), self._weights(side)) for side in sides]
            for sides in pairs
        ]
        values: list[float] = []
        for row in range(RESAMPLES):
            drawn = [
                tuple(np.repeat(scores, weights[row]) for scores, weights in sides)
                for sides in columns
            ]
            value = figure([(positives, negatives) for positives, negatives in drawn])
            if value is not None:
                values.append(value)
        return _percentiles(np.array(values))

    def _weights(self, values: Sequence[Scored]) -> IntArray:
        """How often each value was drawn: (resamples, values)."""
        return self._counts[:, [self._rows[value.group] for value in values]]


def randomisation_p(differences: Sequence[Scored]) -> float:
    """The two-sided p-value of the mean of paired differences under exchanged systems.

    Each of `RANDOMISATIONS` draws exchanges the two systems on a random half of the groups; the
    observed assignment counts as one more, so p is never 0 (Phipson and Smyth 2010).
    """
    sums: dict[str, float] = {}
    for group, value in differences:
        sums[group] = sums.get(group, 0.0) + value
    by_group = np.array([sums[group] for group in sorted(sums)])
    observed = abs(by_group.sum())
    signs = np.random.default_rng(_SEED).choice((-1.0, 1.0), (RANDOMISATIONS, len(by_group)))
    # Sums of the same numbers in another order differ in the last bits; such draws are ties.
    extreme = int(np.count_nonzero(np.abs(signs @ by_group) >= observed - 1e-9))
    return (extreme + 1) / (RANDOMISATIONS + 1)


def holm(p_values: Mapping[str, float]) -> dict[str, float]:
    """The p-values adjusted for being many (Holm 1979), in the order given.

    The i-th smallest of m is multiplied by m - i + 1; an adjusted value is never below that of a
    smaller one, nor above 1.
    """
    adjusted: dict[str, float] = {}
    largest = 0.0
    ordered = sorted(p_values, key=lambda name: p_values[name])
    for place, name in enumerate(ordered):
        largest = max(largest, min(1.0, (len(ordered) - place) * p_values[name]))
        adjusted[name] = largest
    return {name: adjusted[name] for name in p_values}


def _percentiles(values: FloatArray) -> Interval:
    tail = 100 * (1 - CONFIDENCE) / 2
    low, high = np.percentile(values, [tail, 100 - tail])
    return Interval(float(low), float(high))

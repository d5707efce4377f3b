"""Values as bars: where each part of a bar stands, in per cent of its width."""

from __future__ import annotations

from dataclasses import dataclass

from eval.resampling import Interval


@dataclass(frozen=True, slots=True)
class Bar:
    """Places from the left, in per cent; None where there is nothing to draw."""

    start: float
    width: float
    low: float | None
    high: float | None
    tick: float | None
    axis: float | None = None


def scaled_bar(value: float, interval: Interval | None = None, tick: float | None = None) -> Bar:
    """A bar from 0 with whiskers and a tick: a share on a scale to 1, a count to twice itself."""
    full = 1.0 if value <= 1 else 2 * value
    return Bar(
        start=0.0,
        width=_percent(value, full),
        low=None if interval is None else _percent(interval.low, full),
        high=None if interval is None else _percent(interval.high, full),
        tick=None if tick is None else _percent(tick, full),
    )


def difference_bar(change: float, interval: Interval | None, full: float) -> Bar:
    """A bar from the middle, to the right for more and to the left for less."""
    ends = sorted((0.5, _from_middle(change, full)))
    return Bar(
        start=_percent(ends[0], 1),
        width=_percent(ends[1] - ends[0], 1),
        low=None if interval is None else _percent(_from_middle(interval.low, full), 1),
        high=None if interval is None else _percent(_from_middle(interval.high, full), 1),
        tick=None,
        axis=50.0,
    )


def _from_middle(change: float, full: float) -> float:
    return 0.5 + change / (2 * full)


def _percent(value: float, full: float) -> float:
    return round(100 * min(1.0, max(0.0, value / full)), 1)

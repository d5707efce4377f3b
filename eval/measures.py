"""The measures: retrieval by ir_measures, refusal by ROC, all per topic first and then averaged."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

import ir_measures
import numpy as np
import numpy.typing as npt
from ir_measures import RR, R, Success, nDCG

from eval.runs import Qrels, Rankings, scored

RETRIEVAL = (nDCG @ 10, Success @ 1, Success @ 5, RR @ 10, R @ 5)
RETRIEVAL_NAMES = tuple(str(measure) for measure in RETRIEVAL)
DEPTH = 10
"""How many passages the measures above look at."""

Values = Mapping[str, float]
"""Measure names and values of one topic; a measure that does not apply is left out."""


def retrieval_values(qrels: Qrels, rankings: Rankings) -> dict[str, dict[str, float]]:
    """The retrieval measures of every topic of ``qrels``.

    A topic without hits, or without a relevant passage in this index, gets 0 throughout.
    """
    values = {topic: dict.fromkeys(RETRIEVAL_NAMES, 0.0) for topic in qrels}
    judged = {topic: dict(passages) for topic, passages in qrels.items() if passages}
    run = {topic: hits for topic, hits in scored(rankings).items() if topic in judged and hits}
    if run:
        for metric in ir_measures.iter_calc(RETRIEVAL, judged, run):
            values[metric.query_id][str(metric.measure)] = float(metric.value)
    return values


def means(values: Iterable[Values]) -> dict[str, float]:
    """The mean of every measure over the topics that have it, summed exactly (`math.fsum`)."""
    columns: dict[str, list[float]] = {}
    for row in values:
        for name, value in row.items():
            columns.setdefault(name, []).append(value)
    return {name: mean(column) for name, column in columns.items()}


def mean(values: Sequence[float]) -> float:
    """The arithmetic mean of at least one value, the same whatever their order."""
    return math.fsum(values) / len(values)


def auroc(positives: npt.ArrayLike, negatives: npt.ArrayLike) -> float | None:
    """The probability that a positive scores above a negative, ties counting half.

    The area under the ROC curve by the Mann-Whitney statistic; None when a side is empty.
    """
    above, ordered = np.asarray(positives, dtype=np.float64), np.sort(negatives)
    if not above.size or not ordered.size:
        return None
    wins = np.searchsorted(ordered, above, "left") + np.searchsorted(ordered, above, "right")
    return float(wins.sum()) / (2 * above.size * ordered.size)


def false_answers_at(
    positives: npt.ArrayLike, negatives: npt.ArrayLike, false_refusals: float = 0.05
) -> float | None:
    """The share of negatives answered when the share ``false_refusals`` of positives is refused.

    The threshold is the largest that refuses at most that share; None when a side is empty.
    """
    ordered, below = np.sort(positives), np.asarray(negatives, dtype=np.float64)
    if not ordered.size or not below.size:
        return None
    threshold = ordered[math.floor(false_refusals * ordered.size)]
    return float(np.count_nonzero(below >= threshold)) / below.size


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least ``share`` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def lower_is_better(measure: str) -> bool:
    """Whether a measure counts mistakes: all of those are named ``false_…``."""
    return measure.startswith("false_")

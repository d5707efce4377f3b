"""From the values of topics to a report: means, intervals, slices, the ladder's steps, refusal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from eval.ladder import Rung
from eval.measures import Values, auroc, false_answers_at
from eval.reports.report import Detail, RefusalScores, Report, Step
from eval.resampling import Bootstrap, Interval, Scored, Sides, Statistic
from eval.slices import (
    Figures,
    Labels,
    averages,
    intervals,
    members,
    scored,
    slice_figures,
    slice_intervals,
)
from eval.watching import tell

REFUSAL: Mapping[str, Statistic] = {
    "refusal_auroc": auroc,
    "false_answer_at_5pct_refusal": false_answers_at,
}
"""The figures that compare the confidences of two sides."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured of each topic.

    Args:
        values: The values of each topic.
        groups: The group of each topic: topics of one group rise and fall together.
        names: The figures to report, in this order; None where no topic has a value.
        labels: The slices of each topic; none where topics are not sliced.
        rungs: The retrieval values of each rung of the ladder.
        scores: What the refusal decision saw; None where answers were not measured.
        hashes: What each topic asks and wants, hashed: an edited topic is another topic.
        beside: Figures that are no mean over topics.
        details: For the page that opens each figure.
    """

    values: Mapping[str, Values]
    groups: Mapping[str, str]
    names: Sequence[str]
    labels: Mapping[str, Labels] = field(default_factory=dict[str, Labels])
    rungs: Mapping[Rung, Mapping[str, Values]] = field(
        default_factory=dict[Rung, Mapping[str, Values]]
    )
    scores: RefusalScores | None = None
    hashes: Mapping[str, str] = field(default_factory=dict[str, str])
    beside: Figures = field(default_factory=dict[str, float | None])
    details: Mapping[str, Detail] = field(default_factory=dict[str, Detail])


def report_of(
    measured: Measured, about: Mapping[str, object], timings: Mapping[str, float]
) -> Report:
    """The report of what was measured."""
    tell("taking the figures and their intervals")
    columns = scored(measured.values, measured.groups)
    means = averages(columns)
    spans = intervals(columns, measured.groups.values())
    figures: dict[str, float | None] = {name: means.get(name) for name in measured.names}
    ends = {name: spans[name] for name in measured.names if name in spans}
    scores = measured.scores
    if scores is not None:
        figures.update(_refusal_figures(scores))
        ends.update(_refusal_intervals(scores, measured.groups))
    return Report(
        figures={**figures, **measured.beside},
        intervals=ends,
        slices=slice_figures(measured.labels, measured.values),
        slice_intervals=slice_intervals(measured.labels, measured.values, measured.groups),
        ladder={
            rung.value: averages(scored(values, measured.groups))
            for rung, values in measured.rungs.items()
        },
        steps=steps(measured.rungs, measured.groups),
        ladder_slices={
            rung.value: slice_figures(measured.labels, values)
            for rung, values in measured.rungs.items()
            if measured.labels
        },
        slice_steps=slice_steps(measured),
        topics=measured.values,
        groups=measured.groups,
        hashes=measured.hashes,
        scores=scores or RefusalScores(),
        about=about,
        timings=timings,
        details=measured.details,
    )


def steps(rungs: Mapping[Rung, Mapping[str, Values]], groups: Mapping[str, str]) -> dict[str, Step]:
    """Every rung that has a rung to beat in the same ladder, against it."""
    bootstrap = Bootstrap(groups.values())
    found: dict[str, Step] = {}
    for rung, values in rungs.items():
        if rung.against is None or rung.against not in rungs:
            continue
        pairs = differences(rungs[rung.against], values, groups)
        found[rung.value] = Step(
            against=rung.against.value,
            differences=averages(pairs),
            intervals={name: bootstrap.difference(column) for name, column in pairs.items()},
        )
    return found


def slice_steps(measured: Measured) -> dict[str, dict[str, Step]]:
    """The same within every slice, named as in ``language/zh``."""
    found: dict[str, dict[str, Step]] = {}
    for kind, name, topics in members(measured.labels):
        groups = {topic: measured.groups[topic] for topic in topics}
        own = {
            rung: {topic: values[topic] for topic in topics if topic in values}
            for rung, values in measured.rungs.items()
        }
        if measured.rungs and any(own.values()):
            found[f"{kind}/{name}"] = steps(own, groups)
    return found


def differences(
    before: Mapping[str, Values], after: Mapping[str, Values], groups: Mapping[str, str]
) -> dict[str, list[Scored]]:
    """For every measure ``after`` less ``before``, over the topics that have it on both sides."""
    columns: dict[str, list[Scored]] = {}
    for topic, values in after.items():
        for name, value in values.items():
            if topic in before and name in before[topic]:
                change = Scored(groups[topic], value - before[topic][name])
                columns.setdefault(name, []).append(change)
    return columns


def _refusal_figures(scores: RefusalScores) -> dict[str, float | None]:
    sides = [np.array(list(side.values())) for side in (scores.positives, scores.negatives)]
    return {name: figure(*sides) for name, figure in REFUSAL.items()}


def _refusal_intervals(scores: RefusalScores, groups: Mapping[str, str]) -> dict[str, Interval]:
    if not scores.positives or not scores.negatives:
        return {}
    bootstrap = Bootstrap(groups.values())
    both = sides(scores, groups)
    return {name: bootstrap.statistic(both, figure) for name, figure in REFUSAL.items()}


def sides(scores: RefusalScores, groups: Mapping[str, str]) -> Sides:
    """Both sides' scores with their groups."""
    positives, negatives = (
        [Scored(groups[topic], value) for topic, value in side.items()]
        for side in (scores.positives, scores.negatives)
    )
    return positives, negatives

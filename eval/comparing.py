"""Two reports compared topic by topic: how much changed, how sure that is, and where."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from eval.measures import lower_is_better, mean
from eval.reports.assembling import REFUSAL, sides
from eval.reports.report import RefusalScores, Report
from eval.resampling import Bootstrap, Interval, Scored, holm, randomisation_p


@dataclass(frozen=True, slots=True)
class Change:
    """One measure before and after, over the topics that have it in both reports.

    ``difference`` is after less before, ``interval`` its 95 % interval. ``p`` is the p-value of a
    paired randomisation test and ``p_holm`` the same adjusted for all the measures compared; both
    are None for a figure that is no mean over topics. ``worse`` and ``better`` name the topics
    that moved, in order.
    """

    measure: str
    topics: int
    before: float
    after: float
    difference: float
    interval: Interval
    p: float | None = None
    p_holm: float | None = None
    worse: tuple[str, ...] = ()
    better: tuple[str, ...] = ()

    @property
    def fell(self) -> bool:
        """Whether the whole interval lies on the side of worse."""
        return self.interval.low > 0 if lower_is_better(self.measure) else self.interval.high < 0


def shared_topics(before: Report, after: Report) -> list[str]:
    """The topics of both reports that ask the same in both, in the order of ``after``."""
    return [
        topic
        for topic in after.topics
        if topic in before.topics and before.hashes.get(topic) == after.hashes.get(topic)
    ]


def paired(
    before: Report, after: Report, topics: Collection[str] | None = None
) -> dict[str, Change]:
    """Every measure of both reports, over the topics that they share.

    Args:
        before: The report to compare with.
        after: The report that is judged; its groups count.
        topics: Only these of the shared ones; all when None.
    """
    shared = [topic for topic in shared_topics(before, after) if topics is None or topic in topics]
    if not shared:
        return {}
    bootstrap = Bootstrap(after.groups[topic] for topic in shared)
    found = {
        measure: _change(measure, rows, after.groups, bootstrap)
        for measure, rows in _columns(before, after, shared).items()
    }
    adjusted = holm({name: change.p for name, change in found.items() if change.p is not None})
    changes = {name: replace(change, p_holm=adjusted[name]) for name, change in found.items()}
    for refusal in _refusal_changes(before, after, shared, bootstrap):
        changes[refusal.measure] = refusal
    return changes


_Row = tuple[str, float, float]
"""A topic, its value before and its value after."""


def _columns(before: Report, after: Report, topics: Sequence[str]) -> dict[str, list[_Row]]:
    columns: dict[str, list[_Row]] = {}
    for topic in topics:
        old = before.topics[topic]
        for measure, value in after.topics[topic].items():
            if measure in old:
                columns.setdefault(measure, []).append((topic, old[measure], value))
    return columns


def _change(
    measure: str, rows: Sequence[_Row], groups: Mapping[str, str], bootstrap: Bootstrap
) -> Change:
    differences = [Scored(groups[topic], new - old) for topic, old, new in rows]
    sign = -1 if lower_is_better(measure) else 1
    return Change(
        measure=measure,
        topics=len(rows),
        before=mean([old for _, old, _ in rows]),
        after=mean([new for _, _, new in rows]),
        difference=mean([one.value for one in differences]),
        interval=bootstrap.difference(differences),
        p=randomisation_p(differences),
        worse=tuple(topic for topic, old, new in rows if sign * (new - old) < 0),
        better=tuple(topic for topic, old, new in rows if sign * (new - old) > 0),
    )


def _refusal_changes(
    before: Report, after: Report, topics: Sequence[str], bootstrap: Bootstrap
) -> Iterator[Change]:
    old, new = (_scores_of(report.scores, topics) for report in (before, after))
    if not old.positives or not old.negatives or set(old.positives) != set(new.positives):
        return
    first, second = sides(old, after.groups), sides(new, after.groups)
    for measure, figure in REFUSAL.items():
        values = [
            figure(*(np.array([one.value for one in side]) for side in both))
            for both in (first, second)
        ]
        if values[0] is not None and values[1] is not None:
            yield Change(
                measure=measure,
                topics=len(old.positives) + len(old.negatives),
                before=values[0],
                after=values[1],
                difference=values[1] - values[0],
                interval=bootstrap.statistic_difference(first, second, figure),
            )


def _scores_of(scores: RefusalScores, topics: Sequence[str]) -> RefusalScores:
    chosen = set(topics)
    positives, negatives = (
        {topic: side[topic] for topic in sorted(side) if topic in chosen}
        for side in (scores.positives, scores.negatives)
    )
    return RefusalScores(positives, negatives)

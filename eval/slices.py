"""Figures of parts: which topics belong to which slice, and their means with intervals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from eval.known_texts import POSITIONS
from eval.measures import Values, mean
from eval.resampling import Bootstrap, Interval, Scored

Figures = Mapping[str, float | None]
"""Names and values; None where nothing was there to measure."""

Labels = Mapping[str, Sequence[str]]
"""For every kind of slice (``language``) the slices of one topic (``zh``, ``zh-Hans``)."""


def scored(
    values: Mapping[str, Values], groups: Mapping[str, str], topics: Iterable[str] | None = None
) -> dict[str, list[Scored]]:
    """For every measure the values of the topics that have it, with their groups."""
    columns: dict[str, list[Scored]] = {}
    for topic in values if topics is None else topics:
        for name, value in values[topic].items():
            columns.setdefault(name, []).append(Scored(groups[topic], value))
    return columns


def averages(columns: Mapping[str, Sequence[Scored]]) -> dict[str, float]:
    """The mean of every measure."""
    return {name: mean([one.value for one in column]) for name, column in columns.items()}


def intervals(
    columns: Mapping[str, Sequence[Scored]], groups: Iterable[str]
) -> dict[str, Interval]:
    """The interval of every mean, from resamples of ``groups``."""
    bootstrap = Bootstrap(groups)
    return {name: bootstrap.mean(column) for name, column in columns.items()}


def members(labels: Mapping[str, Labels]) -> Iterator[tuple[str, str, list[str]]]:
    """Every slice: its kind, its name, and its topics in the order of ``labels``."""
    kinds = dict.fromkeys(kind for by_kind in labels.values() for kind in by_kind)
    for kind in kinds:
        topics: dict[str, list[str]] = {}
        for topic, by_kind in labels.items():
            for name in by_kind.get(kind, ()):
                topics.setdefault(name, []).append(topic)
        for name in sorted(topics, key=_order):
            yield kind, name, topics[name]


def _order(name: str) -> tuple[int, str]:
    """Positions as they follow one another, everything else by name."""
    return (POSITIONS.index(name) if name in POSITIONS else -1, name)


def slice_figures(
    labels: Mapping[str, Labels], values: Mapping[str, Values]
) -> dict[str, dict[str, Figures]]:
    """The means of every slice, each with its number of topics."""
    found: dict[str, dict[str, Figures]] = {}
    for kind, name, topics in members(labels):
        known = [topic for topic in topics if topic in values]
        columns = scored(values, dict.fromkeys(topics, ""), known)
        found.setdefault(kind, {})[name] = {"topics": len(topics), **averages(columns)}
    return found


def slice_intervals(
    labels: Mapping[str, Labels], values: Mapping[str, Values], groups: Mapping[str, str]
) -> dict[str, dict[str, dict[str, Interval]]]:
    """The intervals of those means."""
    found: dict[str, dict[str, dict[str, Interval]]] = {}
    for kind, name, topics in members(labels):
        columns = scored(values, groups, topics)
        own = intervals(columns, (groups[topic] for topic in topics))
        found.setdefault(kind, {})[name] = own
    return found

"""Qrels and runs: which passages are relevant to a topic, and in which order they were returned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

Qrels = Mapping[str, Mapping[str, int]]
"""For every topic its judged passages: 1 relevant."""

Rankings = Mapping[str, Sequence[str]]
"""For every topic the passages returned, best first, each at most once."""


def scored(rankings: Rankings) -> dict[str, dict[str, float]]:
    """Rankings as scored runs. The scores fall by 1 a rank, so that no tie can change the order."""
    return {
        topic: {passage: float(len(ranking) - rank) for rank, passage in enumerate(ranking)}
        for topic, ranking in rankings.items()
    }


def distinct(passages: Iterable[str]) -> tuple[str, ...]:
    """Passage ids in order, repeats dropped."""
    return tuple(dict.fromkeys(passages))

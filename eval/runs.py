"""Qrels and runs: which passages are relevant to a topic, and in which order they were returned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

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


def trec_run(rankings: Rankings, tag: str) -> Iterator[str]:
    """The lines of a TREC run file: topic, Q0, passage, rank from 1, score, tag."""
    for topic, scores in scored(rankings).items():
        for rank, (passage, score) in enumerate(scores.items(), start=1):
            yield f"{topic} Q0 {passage} {rank} {score:g} {tag}"


def trec_qrels(qrels: Qrels) -> Iterator[str]:
    """The lines of a TREC qrels file: topic, 0, passage, relevance."""
    for topic, judged in qrels.items():
        for passage, relevance in judged.items():
            yield f"{topic} 0 {passage} {relevance}"


def distinct(passages: Iterable[str]) -> tuple[str, ...]:
    """Passage ids in order, repeats dropped."""
    return tuple(dict.fromkeys(passages))

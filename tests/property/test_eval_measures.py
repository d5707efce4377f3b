from __future__ import annotations

from typing import TYPE_CHECKING

import ir_measures
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.measures import RETRIEVAL, auroc, means, retrieval_values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

TOPICS = st.sampled_from(["t1", "t2", "t3", "t4"])
PASSAGES = st.sampled_from([f"p{number}" for number in range(14)])
QRELS = st.dictionaries(TOPICS, st.dictionaries(PASSAGES, st.just(1), min_size=1), min_size=1)
RANKINGS = st.dictionaries(TOPICS, st.lists(PASSAGES, unique=True).map(tuple))
SCORES = st.lists(st.floats(0, 1, width=16), min_size=1, max_size=12)


def trec_qrels(qrels: dict[str, dict[str, int]]) -> str:
    """A qrels file: topic, 0, passage, relevance."""
    judged = [(topic, *pair) for topic, pairs in qrels.items() for pair in pairs.items()]
    return "".join(f"{topic} 0 {passage} {value}\n" for topic, passage, value in judged)


def trec_run(rankings: dict[str, tuple[str, ...]]) -> str:
    """A run file: topic, Q0, passage, rank, a score that falls with the rank, tag."""
    hits = [(topic, *hit) for topic, ranking in rankings.items() for hit in enumerate(ranking, 1)]
    return "".join(f"{topic} Q0 {passage} {rank} {-rank} run\n" for topic, rank, passage in hits)


@given(QRELS, RANKINGS)
def test_means_agree_with_ir_measures_on_the_files_it_reads(
    qrels: dict[str, dict[str, int]], rankings: dict[str, tuple[str, ...]]
) -> None:
    known = {topic: hits for topic, hits in rankings.items() if hits}
    read_qrels: Callable[[str], Iterable[ir_measures.Qrel]] = ir_measures.read_trec_qrels
    read_run: Callable[[str], Iterable[ir_measures.ScoredDoc]] = ir_measures.read_trec_run
    expected = ir_measures.calc_aggregate(
        RETRIEVAL,
        list(read_qrels(trec_qrels(qrels))),
        list(read_run(trec_run(known) or "\n")),
    )
    found = means(retrieval_values(qrels, rankings).values())
    assert found == pytest.approx({str(name): value for name, value in expected.items()}, abs=1e-9)


@given(SCORES, SCORES)
def test_auroc_is_the_share_of_pairs_in_order(
    positives: list[float], negatives: list[float]
) -> None:
    pairs = [
        1.0 if positive > negative else 0.5 if positive == negative else 0.0
        for positive in positives
        for negative in negatives
    ]
    assert auroc(positives, negatives) == pytest.approx(sum(pairs) / len(pairs), abs=1e-12)


@given(SCORES, SCORES)
def test_auroc_of_exchanged_sides_is_the_rest(
    positives: list[float], negatives: list[float]
) -> None:
    straight, exchanged = auroc(positives, negatives), auroc(negatives, positives)
    assert straight is not None
    assert exchanged is not None
    assert straight + exchanged == pytest.approx(1.0)

"""Labels hold for any way of cutting passages, and figures come from labels alone."""

from __future__ import annotations

import functools
import math
import random
from pathlib import Path

import pytest

from eval.forum import search_text
from eval.ladder import Rung, rankings
from eval.measures import means, retrieval_values
from eval.outside.squad_index import indexed_library
from eval.qrels import qrels_of
from eval.runs import Qrels
from eval.subject import IndexSubject
from eval.topic_files import load_topics
from index.encoder import open_encoder
from ingest import pipeline
from ingest.catalogue import Catalogue
from ingest.document import Passage
from ingest.matching import squeeze
from ingest.pipeline import Library, read_library
from ingest.splitting import split
from tests.absent import skip_aloud

ROOT = Path(__file__).parents[2]
TOPICS = load_topics([ROOT / "eval" / "topics"])
ANSWERABLE = [topic for topic in TOPICS if topic.answerable]
CORPORA = {"digests": ROOT / "documents" / "digests", "originals": ROOT / "../shared/documents"}


def _library(corpus: str) -> Library:
    folder = CORPORA[corpus]
    if not folder.is_dir():
        skip_aloud(f"labels are not tried on the {corpus}: no folder {folder}")
    return read_library([folder], Catalogue.open(ROOT / "documents" / "catalogue.toml"))


def _labels(library: Library) -> dict[str, frozenset[tuple[str, str]]]:
    """For every topic the sentences that make passages relevant to it, by document."""
    kinds = {document.id: document.source.kind for document in library.documents}
    passages = {passage.id: passage for passage in library.passages}
    qrels = qrels_of(TOPICS, library.passages, kinds)
    return {
        topic.id: frozenset(
            (passages[key].document_id, sentence)
            for key in qrels[topic.id]
            for evidence in topic.evidence
            for sentence in _holding(passages[key], evidence.of(kinds[passages[key].document_id]))
        )
        for topic in ANSWERABLE
    }


def _holding(passage: Passage, evidence: str) -> list[str]:
    sentences = [
        passage.search_text[sentence.start : sentence.end].strip() for sentence in passage.sentences
    ]
    return [sentence for sentence in sentences if squeeze(evidence) in squeeze(sentence)]


@pytest.mark.parametrize("corpus", CORPORA)
def test_cutting_passages_to_other_sizes_changes_no_label(
    corpus: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = _library(corpus)
    expected = _labels(usual)
    assert all(expected.values()), "a topic has no relevant passage"
    for target_chars, max_chars in ((120, 400), (400, 800), (1000, 2000)):
        other = functools.partial(split, target_chars=target_chars, max_chars=max_chars)
        monkeypatch.setattr(pipeline, "split", other)
        cut = _library(corpus)
        assert len(cut.passages) != len(usual.passages)
        assert _labels(cut) == expected


def _chance(qrels: Qrels, passages: int, k: int = 5) -> float:
    """The expected Success@k of k passages drawn without looking."""
    misses = [
        math.comb(passages - len(judged), k) / math.comb(passages, k) for judged in qrels.values()
    ]
    return 1 - sum(misses) / len(misses)


@pytest.mark.model
@pytest.mark.parametrize("corpus", CORPORA)
def test_shuffled_labels_drop_the_figures_to_chance(corpus: str) -> None:
    library, encoder = _library(corpus), open_encoder()
    queries = {topic.id: search_text(topic) for topic in ANSWERABLE}
    with indexed_library(library, encoder) as index:
        body = [passage.id for passage in index.passages() if passage.kind == "body"]
        kinds = {document.id: document.source.kind for document in library.documents}
        qrels = qrels_of(TOPICS, index.passages(), kinds)
        find = IndexSubject(index, encoder).ranking
        found = rankings(find, queries, Rung.FUSED, body)
    true = means(retrieval_values(qrels, found).values())["Success@5"]
    shuffled: list[float] = []
    generator = random.Random(20230616)
    for _ in range(20):
        labels = list(qrels.values())
        generator.shuffle(labels)
        wrong = dict(zip(qrels, labels, strict=True))
        shuffled.append(means(retrieval_values(wrong, found).values())["Success@5"])
    chance = _chance(qrels, len(body))
    assert true > 0.8
    assert sum(shuffled) / len(shuffled) == pytest.approx(chance, abs=0.03)


@pytest.mark.model
def test_chance_finds_what_chance_would() -> None:
    library = _library("digests")
    kinds = {document.id: document.source.kind for document in library.documents}
    body = [passage.id for passage in library.passages if passage.kind == "body"]
    qrels = qrels_of(TOPICS, library.passages, kinds)
    queries = {topic.id: topic.question for topic in ANSWERABLE}
    found = rankings(_nothing, queries, Rung.RANDOM, body)
    assert found == rankings(_nothing, queries, Rung.RANDOM, body[::-1])
    value = means(retrieval_values(qrels, found).values())["Success@5"]
    assert value == pytest.approx(_chance(qrels, len(body)), abs=0.05)


def _nothing(query: str, legs: object, depth: int) -> tuple[str, ...]:
    raise AssertionError(f"chance asked for {depth} of {legs}: {query}")

"""The forum evaluation: topics against an index of the documents, from question to cited answer."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from answer.answerer import Answerer
from answer.conversation import standalone
from eval.about import about, peak_memory_mb
from eval.answering import answer_all, answer_figures, turns
from eval.ladder import Choice, ranking, rankings
from eval.measures import means, percentile, retrieval_values
from eval.qrels import qrels_of
from eval.reporting import Figures, Report
from eval.topics import Topic
from index.encoder import Encoder
from index.generation import OpenIndex
from index.retriever import Retriever
from ingest.document import Script
from ingest.script import to_script, to_single_script


@dataclass(frozen=True, slots=True)
class ForumRun:
    """What to evaluate; ``settings`` is what the report says was asked for."""

    topics: Sequence[Topic]
    legs: Choice
    settings: Mapping[str, object]


def evaluate_forum(run: ForumRun, index: OpenIndex, encoder: Encoder) -> Report:
    """Figures over ``run.topics`` on an open index."""
    began = time.perf_counter()
    documents = index.documents()
    kinds = {document.id: document.source.kind for document in documents}
    qrels = qrels_of(run.topics, index.passages(), kinds)
    queries = {topic.id: search_text(topic) for topic in run.topics if topic.answerable}
    by_leg = {
        leg: retrieval_values(qrels, rankings(index.retriever, queries, leg))
        for leg in dict.fromkeys((run.legs.main, *run.legs.rungs))
    }
    values = {topic.id: dict(by_leg[run.legs.main].get(topic.id, {})) for topic in run.topics}
    figures: dict[str, float | None] = dict(means(by_leg[run.legs.main].values()))
    seconds: list[float] = []
    if run.legs.measures_answers:
        outcomes = answer_all(run.topics, Answerer(index, encoder), documents, seconds)
        for topic in run.topics:
            values[topic.id].update(outcomes[topic.id].values)
        figures.update(answer_figures(run.topics, outcomes))
        figures["script_parity"] = script_parity(run.topics, index.retriever)
    blind = sum(not judged for judged in qrels.values())
    facts = {"topics": topics_hash(run.topics), "topics_without_relevant_passage": blind}
    return Report(
        figures=figures,
        slices=slices(run.topics, values),
        ladder={leg.value: means(by_leg[leg].values()) for leg in run.legs.rungs},
        topics=values,
        about=about({**run.settings, **facts}, encoder.fingerprint, documents),
        timings=_timings(seconds, began),
    )


def search_text(topic: Topic) -> str:
    """The question as it is searched: a follow-up with what it leans on."""
    return standalone(topic.question, turns(topic))


def slices(
    topics: Sequence[Topic], values: Mapping[str, Mapping[str, float]]
) -> dict[str, dict[str, Figures]]:
    """Means by kind, language, source and half, each with its number of topics."""
    members: dict[str, dict[str, list[Mapping[str, float]]]] = {
        name: {} for name in ("kind", "language", "source", "half")
    }
    for topic in topics:
        for name, key in _slice_keys(topic):
            members[name].setdefault(key, []).append(values[topic.id])
    return {
        name: {key: {"topics": len(rows), **means(rows)} for key, rows in sorted(groups.items())}
        for name, groups in members.items()
    }


def _slice_keys(topic: Topic) -> Iterable[tuple[str, str]]:
    """A Chinese question counts under its script and under ``zh``."""
    yield "kind", topic.kind
    yield "language", topic.language
    if topic.language.startswith("zh"):
        yield "language", "zh"
    yield from (("source", source) for source in topic.sources)
    yield "half", topic.half or "none"


def script_parity(topics: Iterable[Topic], retriever: Retriever) -> float | None:
    """The share of Chinese questions whose Traditional form returns the same passages in order.

    Questions whose Traditional form does not convert back to them are left out (DESIGN.md, 7).
    """
    same: list[bool] = []
    for topic in topics:
        simplified = to_single_script(search_text(topic))
        traditional = to_script(simplified, Script.HANT)
        if topic.language.startswith("zh") and to_single_script(traditional) == simplified:
            same.append(ranking(retriever, simplified) == ranking(retriever, traditional))
    return sum(same) / len(same) if same else None


def topics_hash(topics: Iterable[Topic]) -> str:
    """A SHA-256 over the topics as they were read."""
    return hashlib.sha256("\n".join(map(repr, topics)).encode()).hexdigest()


def _timings(seconds: Sequence[float], began: float) -> dict[str, float]:
    timings = {
        "total_s": round(time.perf_counter() - began, 3),
        "peak_memory_mb": peak_memory_mb(),
    }
    if seconds:
        timings["answer_p50_ms"] = round(1000 * percentile(seconds, 0.5), 2)
        timings["answer_p95_ms"] = round(1000 * percentile(seconds, 0.95), 2)
    return timings

"""The forum evaluation: topics against a library, from question to cited answer."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from answer.conversation import standalone
from eval.about import about, peak_memory_mb
from eval.answering import Answered, answer_all, refusal_scores, turns
from eval.details import details, first_found
from eval.evaluated import Evaluated
from eval.judging import judge
from eval.ladder import Choice, Find, Rung, rankings
from eval.latency import latency, timed
from eval.measures import DEPTH, RETRIEVAL_NAMES, retrieval_values
from eval.parity import followup_parity, language_parity, script_parity
from eval.qrels import qrels_of
from eval.reports.assembling import Measured, report_of
from eval.reports.report import Report
from eval.subject import JudgedPassage, Subject
from eval.topic_labels import labels
from eval.topics import Topic
from ingest.document import Document, PassageKind

ANSWER_NAMES = (
    "answer_hit",
    "list_complete",
    "sentences_shown",
    "doubted",
    "citation_exact",
    "citation_support",
    "false_refusal",
    "false_answer_near",
    "false_answer_far",
    "script_parity",
    "language_parity",
    "followup_parity",
)


@dataclass(frozen=True, slots=True)
class ForumRun:
    """What to evaluate; ``settings`` is what the report says was asked for."""

    topics: Sequence[Topic]
    legs: Choice
    settings: Mapping[str, object]


def evaluate_forum(run: ForumRun, subject: Subject) -> tuple[Report, Evaluated]:
    """The report over ``run.topics``, and the qrels and rankings behind it."""
    began = time.perf_counter()
    documents, passages = subject.documents(), subject.passages()
    body = [passage for passage in passages if passage.kind is PassageKind.BODY]
    seconds: list[float] = []
    evaluated = _retrieve(run, timed(subject.ranking, run.legs.main, seconds), documents, body)
    rungs = {
        rung: retrieval_values(evaluated.qrels, found) for rung, found in evaluated.rankings.items()
    }
    main = Rung(run.legs.main)
    values = {topic.id: dict(rungs[main].get(topic.id, {})) for topic in run.topics}
    answered: dict[str, Answered] = {}
    if run.legs.measures_answers:
        answered = answer_all(run.topics, subject, documents)
        _add(values, {topic: one.outcome.values for topic, one in answered.items()})
        _add(values, _parities(run, subject, documents, values))
    slices = labels(run.topics, documents, body, evaluated.qrels)
    blind = sum(not judged for judged in evaluated.qrels.values())
    facts = {"topics": topics_hash(run.topics), "topics_without_relevant_passage": blind}
    measured = Measured(
        values=values,
        groups={topic.id: topic.statement for topic in run.topics},
        hashes={topic.id: topics_hash([topic])[:16] for topic in run.topics},
        names=(*RETRIEVAL_NAMES, *(ANSWER_NAMES if answered else ())),
        labels=slices,
        rungs={rung: rungs[rung] for rung in run.legs.rungs},
        scores=refusal_scores(run.topics, answered) if answered else None,
        details=details(run.topics, slices, answered, first_found(evaluated, main, body)),
    )
    report = report_of(
        measured,
        about({**run.settings, **facts}, subject.encoder, documents),
        _timings(seconds, answered, began),
    )
    return report, evaluated


def search_text(topic: Topic) -> str:
    """The question as it is searched: a follow-up with what it leans on."""
    return standalone(topic.question, turns(topic))


def _retrieve(
    run: ForumRun, find: Find, documents: Sequence[Document], body: Sequence[JudgedPassage]
) -> Evaluated:
    kinds = {document.id: document.source.kind for document in documents}
    queries = {topic.id: search_text(topic) for topic in run.topics if topic.answerable}
    everything = [passage.id for passage in body]
    return Evaluated(
        passages={passage.id: passage.search_text for passage in body},
        queries=queries,
        qrels=qrels_of(run.topics, body, kinds),
        rankings={rung: rankings(find, queries, rung, everything) for rung in run.legs.every},
    )


def _parities(
    run: ForumRun,
    subject: Subject,
    documents: Sequence[Document],
    values: Mapping[str, Mapping[str, float]],
) -> dict[str, dict[str, float]]:
    by_id = {document.id: document for document in documents}

    def rank(query: str) -> tuple[str, ...]:
        return subject.ranking(query, run.legs.product, DEPTH)

    def alone(topic: Topic, question: str) -> Mapping[str, float]:
        return judge(topic, subject.answer(question, []), by_id.__getitem__).values

    parities = {
        "script_parity": script_parity(run.topics, search_text, rank),
        "language_parity": language_parity(run.topics, values),
        "followup_parity": followup_parity(run.topics, values, alone),
    }
    by_topic: dict[str, dict[str, float]] = {}
    for name, column in parities.items():
        for topic, value in column.items():
            by_topic.setdefault(topic, {})[name] = value
    return by_topic


def _add(values: Mapping[str, dict[str, float]], more: Mapping[str, Mapping[str, float]]) -> None:
    for topic, row in more.items():
        values[topic].update(row)


def topics_hash(topics: Iterable[Topic]) -> str:
    """A SHA-256 over the topics as they were read."""
    return hashlib.sha256("\n".join(map(repr, topics)).encode()).hexdigest()


def _timings(
    retrieval: Sequence[float], answered: Mapping[str, Answered], began: float
) -> dict[str, float]:
    return {
        "total_s": round(time.perf_counter() - began, 3),
        "peak_memory_mb": peak_memory_mb(),
        **latency("retrieval", retrieval),
        **latency("answer", [one.seconds for one in answered.values()]),
    }

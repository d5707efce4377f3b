"""Topics asked and answered: the figures of answers, citations and refusals."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence

from answer.answerer import Answerer
from answer.conversation import Turn
from eval.judging import Outcome, judge
from eval.measures import auroc, false_answers_at, means
from eval.topics import Kind, Topic
from ingest.document import Document


def turns(topic: Topic) -> list[Turn]:
    """The earlier turns of a topic, oldest first."""
    return [Turn(turn.question, turn.answer) for turn in topic.history]


def answer_all(
    topics: Iterable[Topic],
    answerer: Answerer,
    documents: Sequence[Document],
    seconds: list[float],
) -> dict[str, Outcome]:
    """What each topic's answer is worth; the seconds each took are appended to ``seconds``."""
    by_id = {document.id: document for document in documents}
    outcomes: dict[str, Outcome] = {}
    for topic in topics:
        asked = time.perf_counter()
        answer = answerer.answer(topic.question, turns(topic))
        seconds.append(time.perf_counter() - asked)
        outcomes[topic.id] = judge(topic, answer, by_id.__getitem__)
    return outcomes


def answer_figures(
    topics: Sequence[Topic], outcomes: Mapping[str, Outcome]
) -> dict[str, float | None]:
    """The figures of answers, citations and refusals; None where nothing was there to measure."""
    overall = means(outcomes[topic.id].values for topic in topics)
    positives = [outcomes[topic.id].confidence for topic in topics if topic.answerable]
    negatives = [outcomes[topic.id].confidence for topic in topics if not topic.answerable]
    return {
        "answer_hit": overall.get("answer_hit"),
        "list_complete": overall.get("list_complete"),
        "citation_exact": _share(
            sum(o.citations_exact for o in outcomes.values()),
            sum(o.citations for o in outcomes.values()),
        ),
        "citation_support": _share(
            sum(o.quoted_supported for o in outcomes.values()),
            sum(o.quoted for o in outcomes.values()),
        ),
        "refusal_auroc": auroc(positives, negatives),
        "false_refusal": overall.get("false_refusal"),
        "false_answer_near": _false_answers(Kind.UNANSWERABLE_NEAR, topics, outcomes),
        "false_answer_far": _false_answers(Kind.UNANSWERABLE_FAR, topics, outcomes),
        "false_answer_at_5pct_refusal": false_answers_at(positives, negatives),
    }


def _false_answers(
    kind: Kind, topics: Iterable[Topic], outcomes: Mapping[str, Outcome]
) -> float | None:
    answered = [outcomes[topic.id].answered for topic in topics if topic.kind is kind]
    return _share(sum(answered), len(answered))


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None

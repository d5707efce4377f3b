"""Topics asked and answered, each judged; what was shown is kept for the report's page."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from answer.conversation import Turn
from answer.types import Answer
from eval.judging import Outcome, judge
from eval.reports.report import RefusalScores
from eval.subject import Subject
from eval.topics import Topic
from eval.watching import counted
from ingest.document import Document


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer to one topic, what it is worth, and how long it took."""

    answer: Answer
    outcome: Outcome
    seconds: float


def turns(topic: Topic) -> list[Turn]:
    """The earlier turns of a topic, oldest first."""
    return [Turn(turn.question, turn.answer) for turn in topic.history]


def answer_all(
    topics: Sequence[Topic], subject: Subject, documents: Sequence[Document]
) -> dict[str, Answered]:
    """Every topic asked of ``subject`` once."""
    by_id = {document.id: document for document in documents}
    answered: dict[str, Answered] = {}
    for topic in counted(topics, "questions answered"):
        asked = time.perf_counter()
        answer = subject.answer(topic.question, turns(topic))
        seconds = time.perf_counter() - asked
        answered[topic.id] = Answered(answer, judge(topic, answer, by_id.__getitem__), seconds)
    return answered


def refusal_scores(topics: Iterable[Topic], answered: Mapping[str, Answered]) -> RefusalScores:
    """The confidences of topics that can be answered, and of those that cannot."""
    positives: dict[str, float] = {}
    negatives: dict[str, float] = {}
    for topic in topics:
        side = positives if topic.answerable else negatives
        side[topic.id] = answered[topic.id].outcome.confidence
    return RefusalScores(positives, negatives)

"""Staff's verdicts on passages → qrels, for runs that name the same passages.

A topic is the id that the judge named, else an id made of the question, the same for both scripts
and whatever the signs: ``q-`` and the start of a SHA-256.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from eval.feedback_file import Feedback, Verdict
from ingest.matching import squeeze

_GRADES = {Verdict.RELEVANT: 1, Verdict.IRRELEVANT: 0}


@dataclass(slots=True)
class Judged:
    """The grade (1 or 0) of every passage judged for a topic, and what each topic asks."""

    qrels: dict[str, dict[str, int]] = field(default_factory=dict)
    questions: dict[str, str] = field(default_factory=dict)

    def add(self, verdict: Feedback) -> None:
        """Take in one verdict; a later one on the same passage takes its place.

        Passed over: what visitors think, verdicts on answers, and passages whose id a line of TREC
        cannot hold.
        """
        passage, grade = verdict.passage_id, _GRADES.get(verdict.verdict)
        if not verdict.staff or passage is None or grade is None or passage.split() != [passage]:
            return
        topic = topic_of(verdict.topic, verdict.question)
        self.qrels.setdefault(topic, {})[passage] = grade
        self.questions[topic] = verdict.question

    def lines(self) -> Iterator[str]:
        """The judgements as TREC has them, by topic."""
        for topic in sorted(self.qrels):
            for passage, grade in self.qrels[topic].items():
                yield f"{topic} 0 {passage} {grade}\n"


def judged(verdicts: Iterable[Feedback]) -> Judged:
    """What ``verdicts`` come to, in the order in which they were given."""
    result = Judged()
    for verdict in verdicts:
        result.add(verdict)
    return result


def topic_of(topic: str | None, question: str) -> str:
    """The id that judgements on ``question`` stand under."""
    if topic is not None:
        return topic
    return f"q-{hashlib.sha256(squeeze(question).encode()).hexdigest()[:12]}"

"""Verdicts of readers → candidate topics, each question once, whatever was decided before kept.

A question that a topic already asks is left out and named with that topic; one that a person
rejected does not come back; one that is a candidate already has its tallies brought up to date.
What a person wrote into a candidate stays: only ``candidate`` changes once a line was edited.
The tallies are those of the feedback given, so that harvesting twice changes nothing.
Questions are as visitors typed them, so a person reads every candidate before it is published.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from answer.conversation import Turn, standalone
from eval.candidates import Line, to_line
from eval.feedback_file import Feedback
from eval.inquiries import Inquiry, inquiries, joined, merged
from eval.near_copies import NearCopies
from eval.proposing import proposal, updated
from eval.suggesting import Suggestion
from eval.topics import Topic

Suggest = Callable[[Inquiry], Suggestion]


@dataclass(frozen=True, slots=True)
class Known:
    """A question that was settled before, and the id of the topic or line that settled it."""

    question: str
    id: str


@dataclass(slots=True)
class Harvest:
    """New lines of the candidate file, in place of others and to append, and what was left out."""

    changed: dict[bytes, bytes | None] = field(default_factory=dict)
    added: list[bytes] = field(default_factory=list)
    known: list[Known] = field(default_factory=list)
    rejected: list[Known] = field(default_factory=list)


def harvest(
    verdicts: Iterable[Feedback],
    topics: Iterable[Topic],
    lines: Sequence[Line],
    suggest: Suggest,
) -> Harvest:
    """What becomes of the candidate file ``lines`` when ``verdicts`` are taken in."""
    result = Harvest()
    asked = _asked(topics)
    waiting = _named(line for line in lines if line.open)
    settled = _named(line for line in lines if not line.open)
    attached: dict[str, list[Inquiry]] = {}
    fresh: list[Inquiry] = []
    for inquiry in inquiries(verdicts):
        question = inquiry.asked
        if (topic := asked.find(question)) is not None:
            result.known.append(Known(question, topic))
        elif (name := waiting.find(question)) is not None:
            attached.setdefault(name, []).append(inquiry)
        elif (name := settled.find(question)) is not None:
            result.rejected.append(Known(question, name))
        else:
            fresh.append(inquiry)
    for line in lines:
        if line.id in attached:
            inquiry = joined(attached[line.id])
            fields = updated(line, inquiry, suggest(inquiry))
            if fields != line.fields:
                result.changed[line.content] = to_line(fields)
    result.added = [to_line(proposal(inquiry, suggest(inquiry))) for inquiry in merged(fresh)]
    return result


def _asked(topics: Iterable[Topic]) -> NearCopies:
    """What topics ask, by their ids; a follow-up with its history, as the checker compares it."""
    asked = NearCopies()
    for topic in topics:
        asked.add_exact([_alone(topic)], topic.id)
        turns = [*(turn.question for turn in topic.history), topic.question]
        asked.add_near("\n".join(turns), topic.id)
    return asked


def _alone(topic: Topic) -> str:
    """A topic's question as it would be asked alone."""
    if not topic.history:
        return topic.question
    return standalone(topic.question, [Turn(one.question, one.answer) for one in topic.history])


def _named(lines: Iterable[Line]) -> NearCopies:
    """What lines ask, by their ids: every wording as it is, question and first wording nearly.

    Of a follow-up the question says too little; its wordings have what it leans on.
    """
    named = NearCopies()
    for line in lines:
        questions = [] if line.is_followup else [line.question]
        named.add_exact([*questions, *line.wordings], line.id)
        for text in [*questions, *line.wordings[:1]]:
            named.add_near(text, line.id)
    return named

"""Parity: the same question in the other script, in another language, with and without history."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from eval.measures import Values
from eval.topics import Topic
from eval.watching import counted
from ingest.document import Script
from ingest.script import to_script, to_single_script

_FOUND = "Success@5"


def script_parity(
    topics: Sequence[Topic], query: Callable[[Topic], str], rank: Callable[[str], Sequence[str]]
) -> dict[str, float]:
    """1.0 for a Chinese topic whose Traditional form returns the same passages in the same order.

    Topics whose Traditional form does not convert back to them are left out (DESIGN.md, 7).
    """
    values: dict[str, float] = {}
    for topic in counted(topics, "questions asked in the other script"):
        simplified = to_single_script(query(topic))
        traditional = to_script(simplified, Script.HANT)
        if topic.language.startswith("zh") and to_single_script(traditional) == simplified:
            values[topic.id] = float(rank(simplified) == rank(traditional))
    return values


def language_parity(topics: Sequence[Topic], found: Mapping[str, Values]) -> dict[str, float]:
    """1.0 for an English or Russian topic that is found where its statement is in Chinese.

    A topic is found when a relevant passage is among the first five. Only topics count whose
    statement some Chinese topic asks about and finds: what no language finds says nothing of
    languages.
    """
    in_chinese = {
        topic.statement
        for topic in topics
        if topic.language.startswith("zh") and found.get(topic.id, {}).get(_FOUND)
    }
    return {
        topic.id: found[topic.id][_FOUND]
        for topic in topics
        if not topic.language.startswith("zh")
        and topic.answerable
        and topic.statement in in_chinese
    }


def followup_parity(
    topics: Sequence[Topic],
    found: Mapping[str, Values],
    asked_in_full: Callable[[Topic, str], Values],
) -> dict[str, float]:
    """1.0 for a follow-up whose answer is shown where it is shown to the question in full.

    ``asked_in_full`` judges the answer to a question without history. Only follow-ups count whose
    full form shows the answer.
    """
    return {
        topic.id: found[topic.id]["answer_hit"]
        for topic in topics
        if topic.in_full and asked_in_full(topic, topic.in_full)["answer_hit"]
    }

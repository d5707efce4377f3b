"""What the page's script shows of topics: each topic and each passage once, and lists of places.

Lists are in the order a reader wants, failures first; the script only picks and shows them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypedDict

from eval.measures import Values, lower_is_better
from eval.reports.report import Detail, FoundPassage, Report
from eval.slices import members

_RELEVANT_CHARS = 400
_OTHER_CHARS = 120
"""How much of a passage is kept, so that 500 topics stay below 2.5 MB."""


class Found(TypedDict):
    """A passage of a topic: its place in ``passages``."""

    passage: int
    relevant: bool


class Shown(TypedDict):
    """The texts of a topic."""

    question: str
    language: str
    history: Sequence[str]
    labels: Mapping[str, Sequence[str]]
    wanted: Sequence[str]
    outcome: str
    shown: Sequence[str]
    found: Sequence[Found]


class ListedTopic(TypedDict):
    """One topic; ``before`` holds the baseline's values where they differ."""

    id: str
    values: Mapping[str, float]
    before: Mapping[str, float]
    detail: Shown | None


class Passage(TypedDict):
    """The beginning of a passage."""

    headline: str
    text: str


Confidences = Sequence[tuple[int, float]]
Places = Mapping[str, Sequence[int]]


class Contents(TypedDict):
    """The JSON in the page: numbers are places in ``topics``."""

    topics: Sequence[ListedTopic]
    passages: Sequence[Passage]
    lists: Places
    answerable: Confidences
    unanswerable: Confidences
    members: Mapping[str, Places]


def contents(report: Report, baseline: Report | None = None) -> Contents:
    """Everything that lists of ``report`` show."""
    scores = report.scores
    ids = [*report.topics, *scores.positives, *scores.negatives, *report.details]
    places = {topic: place for place, topic in enumerate(dict.fromkeys(ids))}
    passages = _passages(report.details.values())
    rows = {key: place for place, key in enumerate(passages)}
    old: Mapping[str, Values] = baseline.topics if baseline else {}
    by_kind: dict[str, dict[str, list[int]]] = {}
    for kind, name, topics in members({key: one.labels for key, one in report.details.items()}):
        by_kind.setdefault(kind, {})[name] = [places[topic] for topic in topics]
    return {
        "topics": [_topic(topic, report, old.get(topic, {}), rows) for topic in places],
        "passages": list(passages.values()),
        "lists": {
            measure: [places[topic] for topic in topics]
            for measure, topics in failures_first(report.topics).items()
        },
        "answerable": _by_confidence(scores.positives, places, highest=False),
        "unanswerable": _by_confidence(scores.negatives, places, highest=True),
        "members": by_kind,
    }


def failures_first(topics: Mapping[str, Values]) -> dict[str, list[str]]:
    """For every measure the topics that have it, the worst value first, else as they come."""
    columns: dict[str, list[str]] = {}
    for topic, values in topics.items():
        for measure in values:
            columns.setdefault(measure, []).append(topic)
    return {measure: _worst_first(measure, column, topics) for measure, column in columns.items()}


def _worst_first(measure: str, column: Sequence[str], topics: Mapping[str, Values]) -> list[str]:
    def value(topic: str) -> float:
        return topics[topic][measure]

    return sorted(column, key=value, reverse=lower_is_better(measure))


def _by_confidence(
    scores: Mapping[str, float], places: Mapping[str, int], *, highest: bool
) -> list[tuple[int, float]]:
    ordered = sorted(scores.items(), key=lambda one: one[1], reverse=highest)
    return [(places[topic], round(score, 4)) for topic, score in ordered]


def _passages(details: Iterable[Detail]) -> dict[str, Passage]:
    """The passages found, by id; one that is relevant to any topic is cut later than others."""
    kept: dict[str, Passage] = {}
    for detail in details:
        for found in detail.found:
            passage = _beginning(found)
            if found.id not in kept or len(kept[found.id]["text"]) < len(passage["text"]):
                kept[found.id] = passage
    return kept


def _beginning(found: FoundPassage) -> Passage:
    limit = _RELEVANT_CHARS if found.relevant else _OTHER_CHARS
    text = found.text if len(found.text) <= limit else found.text[:limit] + "…"
    return {"headline": found.headline, "text": text}


def _topic(topic: str, report: Report, old: Values, rows: Mapping[str, int]) -> ListedTopic:
    values = {name: round(value, 4) for name, value in report.topics.get(topic, {}).items()}
    before = {name: round(old[name], 4) for name in values if name in old}
    detail = report.details.get(topic)
    return {
        "id": topic,
        "values": values,
        "before": {name: value for name, value in before.items() if value != values[name]},
        "detail": _shown(detail, rows) if detail else None,
    }


def _shown(detail: Detail, rows: Mapping[str, int]) -> Shown:
    languages = detail.labels.get("language", ())
    return {
        "question": detail.question,
        "language": languages[-1] if languages else "",
        "history": detail.history,
        "labels": detail.labels,
        "wanted": detail.wanted,
        "outcome": detail.outcome.replace("_", " "),
        "shown": detail.shown,
        "found": [
            {"passage": rows[found.id], "relevant": found.relevant} for found in detail.found
        ],
    }

"""What an evaluation hands back: figures with intervals, slices, a ladder, and how to repeat it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from eval.measures import Values
from eval.resampling import Interval
from eval.slices import Figures

Slices = Mapping[str, Mapping[str, Figures]]
SliceIntervals = Mapping[str, Mapping[str, Mapping[str, Interval]]]


@dataclass(frozen=True, slots=True)
class RefusalScores:
    """Confidences by topic: of those that can be answered, and of those that cannot.

    A question whose passages were removed stands on both sides, under the same id.
    """

    positives: Mapping[str, float] = field(default_factory=dict[str, float])
    negatives: Mapping[str, float] = field(default_factory=dict[str, float])


@dataclass(frozen=True, slots=True)
class Step:
    """How one rung of the ladder differs from the rung it has to beat, topic by topic."""

    against: str
    differences: Figures
    intervals: Mapping[str, Interval]


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A passage returned for a topic, best first in its list."""

    id: str
    headline: str
    text: str
    relevant: bool


@dataclass(frozen=True, slots=True)
class Detail:
    """What a person needs to see why a topic got its values; it holds texts of the library."""

    question: str
    history: tuple[str, ...]
    labels: Mapping[str, tuple[str, ...]]
    wanted: tuple[str, ...]
    outcome: str
    shown: tuple[str, ...]
    found: tuple[FoundPassage, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of one evaluation.

    ``topics`` holds the values of every topic, ``groups`` the group each topic belongs to and
    ``hashes`` what it asked, so that two reports can be compared in pairs. Only ``timings`` may
    differ between two runs of the same command on the same commit, index and machine. ``details``
    stay out of the JSON, which so holds no text of the library.
    """

    figures: Figures
    about: Mapping[str, object]
    timings: Mapping[str, float]
    intervals: Mapping[str, Interval] = field(default_factory=dict[str, Interval])
    slices: Slices = field(default_factory=dict[str, Mapping[str, Figures]])
    slice_intervals: SliceIntervals = field(
        default_factory=dict[str, Mapping[str, Mapping[str, Interval]]]
    )
    ladder: Mapping[str, Figures] = field(default_factory=dict[str, Figures])
    steps: Mapping[str, Step] = field(default_factory=dict[str, Step])
    slice_steps: Mapping[str, Mapping[str, Step]] = field(
        default_factory=dict[str, Mapping[str, Step]]
    )
    ladder_slices: Mapping[str, Slices] = field(default_factory=dict[str, Slices])
    topics: Mapping[str, Values] = field(default_factory=dict[str, Values])
    groups: Mapping[str, str] = field(default_factory=dict[str, str])
    hashes: Mapping[str, str] = field(default_factory=dict[str, str])
    scores: RefusalScores = field(default_factory=RefusalScores)
    details: Mapping[str, Detail] = field(default_factory=dict[str, Detail])

    def to_json(self) -> str:
        """One JSON object, its keys in a fixed order."""
        body = {
            "figures": self.figures,
            "intervals": self.intervals,
            "slices": self.slices,
            "slice_intervals": self.slice_intervals,
            "ladder": self.ladder,
            "ladder_steps": {name: _plain(step) for name, step in self.steps.items()},
            "ladder_slices": self.ladder_slices,
            "ladder_slice_steps": {
                part: {name: _plain(step) for name, step in steps.items()}
                for part, steps in self.slice_steps.items()
            },
            "topics": self.topics,
            "groups": self.groups,
            "topic_hashes": self.hashes,
            "refusal_scores": {
                "positives": self.scores.positives,
                "negatives": self.scores.negatives,
            },
            "about": self.about,
            "timings": self.timings,
        }
        return json.dumps(body, ensure_ascii=False, allow_nan=False)


def _plain(step: Step) -> dict[str, object]:
    return {
        "against": step.against,
        "differences": step.differences,
        "intervals": step.intervals,
    }

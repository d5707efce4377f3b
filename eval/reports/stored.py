"""Reports read back from the JSON that ``--json`` printed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from eval.reports.report import RefusalScores, Report, Step
from eval.resampling import Interval
from ingest.errors import InputError


class _Step(BaseModel):
    against: str
    differences: dict[str, float | None]
    intervals: dict[str, Interval]


class _Scores(BaseModel):
    positives: dict[str, float]
    negatives: dict[str, float]


class _Stored(BaseModel):
    model_config = ConfigDict(extra="forbid")

    figures: dict[str, float | None]
    intervals: dict[str, Interval]
    slices: dict[str, dict[str, dict[str, float | int | None]]]
    slice_intervals: dict[str, dict[str, dict[str, Interval]]]
    ladder: dict[str, dict[str, float | None]]
    ladder_steps: dict[str, _Step]
    ladder_slices: dict[str, dict[str, dict[str, dict[str, float | int | None]]]]
    ladder_slice_steps: dict[str, dict[str, _Step]]
    topics: dict[str, dict[str, float]]
    groups: dict[str, str]
    topic_hashes: dict[str, str]
    refusal_scores: _Scores
    about: dict[str, object]
    timings: dict[str, float]


def read_report(path: Path) -> Report:
    """The report stored in ``path``, without its details.

    Raises:
        InputError: The file cannot be read or is no report.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot read the report {path}: {error}") from error
    return parse_report(text, path.name)


def parse_report(text: str, name: str) -> Report:
    """The report in ``text``; ``name`` is for the message.

    Raises:
        InputError: The text is no report.
    """
    try:
        raw: object = json.loads(text)
        stored = _Stored.model_validate(raw)
    except (ValueError, ValidationError) as error:
        first = str(error).splitlines()[0]
        raise InputError(
            f"{name} is no report: {first}", hint="Write one with: forumqa eval forum --json > FILE"
        ) from error
    return _report(stored)


def _report(stored: _Stored) -> Report:
    return Report(
        figures=stored.figures,
        about=stored.about,
        timings=stored.timings,
        intervals=stored.intervals,
        slices=stored.slices,
        slice_intervals=stored.slice_intervals,
        ladder=stored.ladder,
        steps=_steps(stored.ladder_steps),
        ladder_slices=stored.ladder_slices,
        slice_steps={part: _steps(steps) for part, steps in stored.ladder_slice_steps.items()},
        topics=stored.topics,
        groups=stored.groups,
        hashes=stored.topic_hashes,
        scores=RefusalScores(stored.refusal_scores.positives, stored.refusal_scores.negatives),
    )


def _steps(stored: Mapping[str, _Step]) -> dict[str, Step]:
    return {
        name: Step(step.against, step.differences, step.intervals) for name, step in stored.items()
    }

"""The gate: what must not get worse, and what must hold whatever the baseline says.

Rules stand in ``eval/gate.toml``, baselines in ``eval/baseline``. No timing takes part.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from eval.comparing import Change, paired, shared_topics
from eval.reports.report import Report
from ingest.errors import InputError

RULES = Path(__file__).with_name("gate.toml")
_NAMED = 8


class Floor(BaseModel):
    """The least (or, for mistakes, the most) that a figure may be, of all topics or of a slice."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    measure: str
    corpora: tuple[str, ...]
    slice: str | None = Field(default=None, pattern=r"[a-z]+/.+")
    least: float | None = None
    most: float | None = None

    @model_validator(mode="after")
    def _one_bound(self) -> Floor:
        if (self.least is None) == (self.most is None):
            raise ValueError("a floor has either least or most")
        return self


class Rules(BaseModel):
    """What the gate asks."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    slices: tuple[str, ...] = Field(description="slices compared beside all topics")
    measures: tuple[str, ...] = Field(description="measures compared with the baseline")
    least_paired: float = Field(ge=0, le=1, description="share of topics the baseline must know")
    must_answer: tuple[str, ...] = ()
    floor: tuple[Floor, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """One reason why the gate does not open."""

    corpus: str
    rule: str
    detail: str


def read_rules(path: Path = RULES) -> Rules:
    """The rules in ``path``.

    Raises:
        InputError: The file cannot be read or breaks their form.
    """
    try:
        return Rules.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, ValidationError) as error:
        raise InputError(f"{path.name} cannot be used: {error}") from error


def judge_report(corpus: str, report: Report, baseline: Report | None, rules: Rules) -> list[Fault]:
    """Every reason why ``report`` does not pass; ``baseline`` is None when there is none yet."""
    faults = [*_below_floor(corpus, report, rules.floor), *_unanswered(corpus, report, rules)]
    if baseline is None:
        return [*faults, Fault(corpus, "baseline", "there is none; --update writes it")]
    return [*faults, *_fallen(corpus, report, baseline, rules)]


def _below_floor(corpus: str, report: Report, floors: Sequence[Floor]) -> Iterator[Fault]:
    for floor in floors:
        if corpus not in floor.corpora:
            continue
        name = f"{floor.measure} of {floor.slice}" if floor.slice else floor.measure
        value = _figures(report, floor.slice).get(floor.measure)
        if value is None:
            yield Fault(corpus, "floor", f"{name} was not measured")
        elif floor.least is not None and value < floor.least:
            yield Fault(corpus, "floor", f"{name} is {value:.4f}, below {floor.least}")
        elif floor.most is not None and value > floor.most:
            yield Fault(corpus, "floor", f"{name} is {value:.4f}, above {floor.most}")


def _figures(report: Report, name: str | None) -> Mapping[str, float | None]:
    if name is None:
        return report.figures
    kind, _, key = name.partition("/")
    return report.slices.get(kind, {}).get(key, {})


def _unanswered(corpus: str, report: Report, rules: Rules) -> Iterator[Fault]:
    for topic in rules.must_answer:
        values = report.topics.get(topic)
        if values is None:
            yield Fault(corpus, "must-answer", f"{topic} is no topic")
        elif values.get("answer_hit") != 1.0:
            yield Fault(corpus, "must-answer", f"{topic} is not answered")


def _fallen(corpus: str, report: Report, baseline: Report, rules: Rules) -> Iterator[Fault]:
    known = len(shared_topics(baseline, report))
    if known < rules.least_paired * len(report.topics):
        detail = f"it knows {known} of {len(report.topics)} topics as they are; --update renews it"
        yield Fault(corpus, "baseline", detail)
    for name, topics in _parts(report, rules.slices):
        changes = paired(baseline, report, topics)
        for measure in rules.measures:
            change = changes.get(measure)
            if change is not None and change.fell:
                yield Fault(corpus, "regression", _told(change, name))


def _parts(report: Report, slices: Sequence[str]) -> Iterator[tuple[str, frozenset[str] | None]]:
    """All topics, then those of each slice, by the labels of the details."""
    yield "all topics", None
    for name in slices:
        kind, _, key = name.partition("/")
        members = frozenset(
            topic for topic, detail in report.details.items() if key in detail.labels.get(kind, ())
        )
        yield name, members


def _told(change: Change, where: str) -> str:
    interval = f"{change.interval.low:+.3f} to {change.interval.high:+.3f}"
    named = ", ".join(change.worse[:_NAMED])
    more = len(change.worse) - _NAMED
    return (
        f"{change.measure} of {where}: {change.before:.4f} → {change.after:.4f} "
        f"(95 % interval of the difference {interval}); worse: {named or 'none by itself'}"
        + (f" and {more} more" if more > 0 else "")
    )

"""The tables of parts on the page: slices, legs, and the steps between legs."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass

from eval.measures import lower_is_better
from eval.reports.page_bars import Bar, difference_bar, scaled_bar
from eval.reports.report import Report
from eval.reports.terminal import STEP_MEASURES, cell, span
from eval.resampling import Interval
from eval.slices import Figures

SLICE_MEASURES = (
    "Success@5",
    "Success@1",
    "nDCG@10",
    "answer_hit",
    "list_complete",
    "false_refusal",
    "false_answer",
)
_TITLES = {"position": "position in the document", "printed": "printed script"}


@dataclass(frozen=True, slots=True)
class Cell:
    """One measure of one part; ``label`` says all of it in words."""

    measure: str
    mistakes: bool
    value: str
    label: str
    bar: Bar | None


@dataclass(frozen=True, slots=True)
class Line:
    """One part: a slice or a leg; ``opens`` tells whether its topics are known."""

    name: str
    topics: int | None
    cells: Sequence[Cell]
    opens: bool


@dataclass(frozen=True, slots=True)
class Parts:
    """All parts of one kind."""

    kind: str
    measures: Sequence[str]
    lines: Sequence[Line]

    @property
    def title(self) -> str:
        return _TITLES.get(self.kind, self.kind)


@dataclass(frozen=True, slots=True)
class StepRow:
    """What a leg adds to the one it has to beat, in one measure."""

    leg: str
    against: str
    measure: str
    difference: str
    interval: str
    bar: Bar


def slice_parts(report: Report, baseline: Report | None) -> Iterator[Parts]:
    """The slices of every kind, with intervals and the baseline's means."""
    for kind, slices in report.slices.items():
        spans = report.slice_intervals.get(kind, {})
        old = baseline.slices.get(kind, {}) if baseline else {}
        known = {name for one in report.details.values() for name in one.labels.get(kind, ())}
        yield _parts(kind, slices, SLICE_MEASURES, spans, old, known=known)


def ladder_parts(report: Report, baseline: Report | None) -> Parts:
    """The legs of retrieval."""
    measures = list(dict.fromkeys(name for row in report.ladder.values() for name in row))
    return _parts("leg", report.ladder, measures, {}, baseline.ladder if baseline else {})


def _parts(  # noqa: PLR0913 - the five tables a line is read from
    kind: str,
    rows: Mapping[str, Figures],
    wanted: Sequence[str],
    spans: Mapping[str, Mapping[str, Interval]],
    old: Mapping[str, Figures],
    *,
    known: Container[str] = (),
) -> Parts:
    present = {name for row in rows.values() for name in row}
    measures = [name for name in wanted if name in present]
    lines: list[Line] = []
    for name, row in rows.items():
        ends, before = spans.get(name, {}), old.get(name, {})
        topics = row.get("topics")
        cells = [_cell(one, row.get(one), ends.get(one), before.get(one)) for one in measures]
        lines.append(Line(name, None if topics is None else int(topics), cells, name in known))
    return Parts(kind, measures, lines)


def _cell(
    measure: str, value: float | None, interval: Interval | None, before: float | None
) -> Cell:
    if value is None:
        return Cell(measure, lower_is_better(measure), "–", "", None)
    said = [f"{measure} {cell(value)}"]
    said += [f"95 % interval {span(interval)}"] if interval else []
    said += [f"baseline {cell(before)}"] if before is not None else []
    drawn = scaled_bar(value, interval, before)
    return Cell(measure, lower_is_better(measure), f"{value:.3f}", "; ".join(said), drawn)


def step_rows(report: Report) -> list[StepRow]:
    """The steps of the ladder, all on one scale."""
    steps = [
        (leg, step, measure, change)
        for leg, step in report.steps.items()
        for measure in STEP_MEASURES
        if (change := step.differences.get(measure)) is not None
    ]
    reach = [abs(change) for *_, change in steps]
    reach += [abs(end) for _, step, name, _ in steps for end in step.intervals.get(name, ())]
    full = max(reach, default=0) or 1.0
    return [
        StepRow(
            leg=leg,
            against=step.against,
            measure=measure,
            difference=f"{change:+.4f}",
            interval=span(step.intervals.get(measure), signed=True),
            bar=difference_bar(change, step.intervals.get(measure), full),
        )
        for leg, step, measure, change in steps
    ]

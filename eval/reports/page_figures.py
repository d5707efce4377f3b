"""The table of figures on the page."""

from __future__ import annotations

from dataclasses import dataclass

from eval.comparing import Change, paired
from eval.measures import lower_is_better
from eval.reports.assembling import REFUSAL
from eval.reports.page_bars import Bar, scaled_bar
from eval.reports.page_meanings import MEANINGS
from eval.reports.report import Report
from eval.reports.terminal import cell, span


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure; texts are empty where there is nothing to say. ``opens`` says what of."""

    name: str
    meaning: str
    mistakes: bool
    value: str
    interval: str
    bar: Bar | None
    opens: str = ""
    before: str = ""
    difference: str = ""
    change_interval: str = ""
    fell: bool = False


def figure_rows(report: Report, baseline: Report | None) -> list[FigureRow]:
    """Every figure in the report's order, beside the baseline's."""
    changes = paired(baseline, report) if baseline else {}
    return [_row(name, report, baseline, changes.get(name)) for name in report.figures]


def _row(name: str, report: Report, baseline: Report | None, change: Change | None) -> FigureRow:
    value, interval = report.figures[name], report.intervals.get(name)
    before = baseline.figures.get(name) if baseline else None
    return FigureRow(
        name=name,
        meaning=MEANINGS.get(name, ""),
        mistakes=lower_is_better(name),
        value=cell(value),
        interval=span(interval),
        bar=None if value is None else scaled_bar(value, interval, before),
        opens=_questions(name, report),
        before="" if before is None else cell(before),
        difference=f"{change.difference:+.4f}" if change else "",
        change_interval=span(change.interval, signed=True) if change else "",
        fell=change is not None and change.fell,
    )


def _questions(name: str, report: Report) -> str:
    values = [row[name] for row in report.topics.values() if name in row]
    if values:
        worst = 1.0 if lower_is_better(name) else 0.0
        failed = sum(value == worst for value in values)
        return _plural(len(values)) + (f", {failed} at {worst:g}" if failed else "")
    scores = report.scores
    if name in REFUSAL and (scores.positives or scores.negatives):
        return f"{_plural(len(scores.positives) + len(scores.negatives))} by confidence"
    return ""


def _plural(count: int) -> str:
    return "1 question" if count == 1 else f"{count} questions"

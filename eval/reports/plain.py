"""A report as lines of fields: what is measured, of what, its value, its interval."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from eval.comparing import paired
from eval.reports.report import Report
from eval.reports.terminal import cell, change_cell, span
from eval.slices import Figures

Row = tuple[str, ...]


def report_rows(report: Report, baseline: Report | None = None) -> Iterator[Row]:
    """Every figure of ``report`` in a row of its own; the first field names its kind.

    ``figure`` rows end with the change since ``baseline`` where there is one.
    """
    changes = paired(baseline, report) if baseline else {}
    for measure, value in report.figures.items():
        since = (change_cell(changes.get(measure)),) if baseline else ()
        yield "figure", measure, cell(value), span(report.intervals.get(measure)), *since
    yield from _slice("leg", report.ladder)
    for name, step in report.steps.items():
        for measure, change in step.differences.items():
            ends = span(step.intervals.get(measure), signed=True)
            yield "step", name, step.against, measure, f"{change:+.4f}", ends
    for name, rows in report.slices.items():
        yield from _slice(name, rows)
    for name, values in (("about", report.about), ("timing", report.timings)):
        for key, told in values.items():
            yield name, key, str(told)


def _slice(name: str, rows: Mapping[str, Figures]) -> Iterator[Row]:
    for key, figures in rows.items():
        for measure, value in figures.items():
            yield name, key, measure, cell(value)

"""A report on a terminal of 80 columns; the JSON has every value."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from eval.comparing import Change, paired
from eval.reports.report import Report, Step
from eval.resampling import Interval
from eval.slices import Figures

STEP_MEASURES = ("nDCG@10", "Success@1", "Success@5")
"""The measures by which one leg is compared with another."""

_COLUMNS = (
    "topics",
    "nDCG@10",
    "Success@1",
    "Success@5",
    "answer_hit",
    "list_complete",
    "false_refusal",
    "false_answer",
)
_NAME_CHARS = 17
"""What these columns leave of 80; the longest kind of question has as many characters."""


def show(report: Report, console: Console, baseline: Report | None = None) -> None:
    """Print ``report`` as tables, beside the figures of ``baseline`` where there is one."""
    console.print(_down(report, baseline))
    if report.ladder:
        console.print(_across("leg", report.ladder))
    if report.steps:
        console.print(_steps(report.steps))
    for name, rows in report.slices.items():
        console.print(_across(name, rows))
    for name, values in (("about", report.about), ("timings", report.timings)):
        console.print(f"[bold]{name}[/bold]")
        for key, value in values.items():
            console.print(f"  {key}: {value}", highlight=False, markup=False, soft_wrap=True)


def _down(report: Report, baseline: Report | None) -> Table:
    """One measure a line, with its 95 % interval, and how it moved topic by topic."""
    table = Table("measure", "figure", "95 % interval", box=SIMPLE_HEAD)
    table.columns[1].justify = "right"
    changes = paired(baseline, report) if baseline else {}
    if baseline is not None:
        table.add_column("since baseline", justify="right")
    for measure, value in report.figures.items():
        row = [measure, cell(value), span(report.intervals.get(measure))]
        table.add_row(*row, *([change_cell(changes.get(measure))] if baseline else []))
    return table


def change_cell(change: Change | None) -> str:
    """The mean difference over the topics that both reports have; a star where it is a fall."""
    if change is None:
        return "–"
    return f"{change.difference:+.4f}" + ("*" if change.fell else " ")


def _across(name: str, rows: Mapping[str, Figures]) -> Table:
    """One slice a line, with the measures of ``_COLUMNS`` that it has."""
    present = {measure for figures in rows.values() for measure in figures}
    columns = [measure for measure in _COLUMNS if measure in present]
    table = Table(box=SIMPLE_HEAD, padding=0)
    table.add_column(name, no_wrap=True)
    for column in columns:
        header = column.replace("@", "\n@").replace("_", "\n")
        table.add_column(header, justify="right", no_wrap=True)
    for key, figures in rows.items():
        # Rich folds inside words; names fold at their hyphens, and wider ones where they must.
        folded = "\n".join(textwrap.wrap(key, _NAME_CHARS))
        table.add_row(Text(folded), *(cell(figures.get(column), places=3) for column in columns))
    return table


def _steps(steps: Mapping[str, Step]) -> Table:
    """What each rung adds to the one it has to beat."""
    table = Table("leg", "against", "measure", "difference", "95 % interval", box=SIMPLE_HEAD)
    table.columns[3].justify = "right"
    for name, step in steps.items():
        for measure in STEP_MEASURES:
            if (change := step.differences.get(measure)) is not None:
                ends = span(step.intervals.get(measure), signed=True)
                table.add_row(name, step.against, measure, f"{change:+.4f}", ends)
    return table


def cell(value: float | None, *, places: int = 4) -> str:
    """So many places; counts as they are."""
    if value is None:
        return "–"
    return str(value) if isinstance(value, int) else f"{value:.{places}f}"


def span(interval: Interval | None, *, signed: bool = False) -> str:
    """Both ends, or nothing."""
    if interval is None:
        return ""
    form = "+.3f" if signed else ".3f"
    return f"{interval.low:{form}} to {interval.high:{form}}"

"""What an evaluation hands back: flat figures, slices, a ladder of legs, and how to repeat it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

Figures = Mapping[str, float | None]
"""Names and values; None where nothing was there to measure."""

_COLUMNS = (
    "topics",
    "nDCG@10",
    "Success@1",
    "Success@5",
    "R@5",
    "answer_hit",
    "list_complete",
    "false_refusal",
    "false_answer",
)


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of one evaluation.

    ``ladder`` holds the retrieval figures of each leg that was asked for, ``topics`` the values of
    every topic, so that two reports can be compared in pairs. Only ``timings`` and ``about`` may
    differ between two runs of the same command on the same commit and index.
    """

    figures: Figures
    slices: Mapping[str, Mapping[str, Figures]]
    about: Mapping[str, object]
    timings: Mapping[str, float]
    ladder: Mapping[str, Figures] = field(default_factory=dict[str, Figures])
    topics: Mapping[str, Figures] = field(default_factory=dict[str, Figures])

    def to_json(self) -> str:
        """One JSON object, its keys in a fixed order."""
        body = {
            "figures": self.figures,
            "slices": self.slices,
            "ladder": self.ladder,
            "topics": self.topics,
            "about": self.about,
            "timings": self.timings,
        }
        return json.dumps(body, ensure_ascii=False, allow_nan=False)


def show(report: Report, console: Console) -> None:
    """Print ``report`` as tables that fit a terminal of 80 columns; the JSON has every value."""
    console.print(_down("figures", report.figures))
    if report.ladder:
        console.print(_across("leg", report.ladder))
    for name, rows in report.slices.items():
        console.print(_across(name, rows))
    for name, values in (("about", report.about), ("timings", report.timings)):
        console.print(f"[bold]{name}[/bold]")
        for key, value in values.items():
            console.print(f"  {key}: {value}", highlight=False, markup=False, soft_wrap=True)


def _down(name: str, figures: Figures) -> Table:
    """One measure a line."""
    table = Table("measure", name, box=SIMPLE_HEAD)
    table.columns[1].justify = "right"
    for measure, value in figures.items():
        table.add_row(measure, _cell(value))
    return table


def _across(name: str, rows: Mapping[str, Figures]) -> Table:
    """One slice a line, with the measures of ``_COLUMNS`` that it has."""
    present = {measure for figures in rows.values() for measure in figures}
    columns = [measure for measure in _COLUMNS if measure in present]
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    table.add_column(name, overflow="fold")
    for column in columns:
        header = column.replace("@", "\n@").replace("_", "\n")
        table.add_column(header, justify="right", no_wrap=True)
    for key, figures in rows.items():
        table.add_row(key, *(_cell(figures.get(column)) for column in columns))
    return table


def _cell(value: float | None) -> str:
    if value is None:
        return "–"
    return str(value) if isinstance(value, int) else f"{value:.4f}"

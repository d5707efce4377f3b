"""What an evaluation hands back: flat figures, slices, a ladder of legs, and how to repeat it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from rich.console import Console
from rich.table import Table

Figures = Mapping[str, float | None]
"""Names and values; None where nothing was there to measure."""


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
    """Print ``report`` as tables."""
    console.print(_table("figures", {"all": report.figures}, across=False))
    if report.ladder:
        console.print(_table("leg", report.ladder, across=True))
    for name, rows in report.slices.items():
        console.print(_table(name, rows, across=True))
    for name, values in (("about", report.about), ("timings", report.timings)):
        console.print(f"[bold]{name}[/bold]")
        for key, value in values.items():
            console.print(f"  {key}: {value}", highlight=False, markup=False)


def _table(name: str, rows: Mapping[str, Figures], *, across: bool) -> Table:
    """Measures as columns, or the measures of a single row one below the other."""
    table = Table(title=name, title_justify="left")
    table.add_column("" if across else "measure")
    columns = list(dict.fromkeys(measure for figures in rows.values() for measure in figures))
    if not across:
        table.add_column("value", justify="right")
        for cells in _down(rows):
            table.add_row(*cells)
        return table
    for column in columns:
        table.add_column(column, justify="right")
    for key, figures in rows.items():
        table.add_row(key, *(_cell(figures.get(column)) for column in columns))
    return table


def _down(rows: Mapping[str, Figures]) -> Iterator[tuple[str, str]]:
    for figures in rows.values():
        for measure, value in figures.items():
            yield measure, _cell(value)


def _cell(value: float | None) -> str:
    if value is None:
        return "–"
    return str(value) if isinstance(value, int) else f"{value:.4f}"

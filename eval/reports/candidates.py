"""A harvest on a terminal; the candidate file has all of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from eval.candidates import Line
from eval.harvesting import Harvest, Known


def show_harvest(candidates: Sequence[Line], result: Harvest, out: Path) -> None:
    """Print the candidates that wait in ``out``, and the questions that were left out."""
    console = Console()
    if candidates:
        console.print(_table(candidates))
    for known, why in ((result.known, "asked by topic"), (result.rejected, "settled as")):
        for one in known:
            console.print(_left_out(one, why), soft_wrap=True)
    counts = (
        f"{len(result.added)} new, {len(result.changed)} updated, {len(candidates)} to decide in "
        f"{out}; {len(result.known)} known, {len(result.rejected)} settled before"
    )
    console.print(counts, highlight=False, markup=False, soft_wrap=True)


def _table(candidates: Sequence[Line]) -> Table:
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    table.add_column("id", no_wrap=True)
    for name in ("kind", "verdicts", "question", "evidence"):
        table.add_column(name, overflow="fold")
    for line in candidates:
        cells = (line.id, line.fields.get("kind"), _verdicts(line), line.question, _evidence(line))
        table.add_row(*(_plain(cell) for cell in cells))
    return table


def _verdicts(line: Line) -> str:
    given = line.harvested.get("verdicts")
    counts = given.items() if isinstance(given, dict) else ()
    return " ".join(f"{verdict} {count}" for verdict, count in counts if count)


def _evidence(line: Line) -> str:
    found = line.fields.get("evidence")
    return " / ".join(map(str, found)) if isinstance(found, list) else str(found or "")


def _left_out(one: Known, why: str) -> Text:
    return _plain(f"{why} {one.id}: {one.question}")


def _plain(value: object) -> Text:
    """Text that is neither markup nor a message to the terminal: visitors typed it."""
    return Text("".join(c if c.isprintable() else "\ufffd" for c in str(value or "")))

"""A harvest on a terminal; the candidate file has all of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from eval.candidates import Line
from eval.harvesting import Harvest
from eval.reports.output import output, write_fields


def show_harvest(candidates: Sequence[Line], result: Harvest, out: Path) -> None:
    """Print the candidates that wait in ``out``, and the questions that were left out."""
    lines = [
        f"{why} {one.id}: {one.question}"
        for known, why in ((result.known, "asked by topic"), (result.rejected, "settled as"))
        for one in known
    ]
    lines.append(
        f"{len(result.added)} new, {len(result.changed)} updated, {len(candidates)} to decide in "
        f"{out}; {len(result.known)} known, {len(result.rejected)} settled before"
    )
    console = output()
    if console is None:
        rows = (("candidate", *cells) for cells in map(_cells, candidates))
        write_fields([*rows, *((_printable(line),) for line in lines)])
        return
    if candidates:
        console.print(_table(candidates))
    for line in lines:
        console.print(Text(_printable(line)), soft_wrap=True)


def _table(candidates: Sequence[Line]) -> Table:
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    table.add_column("id", no_wrap=True)
    for name in ("kind", "verdicts", "question", "evidence"):
        table.add_column(name, overflow="fold")
    for line in candidates:
        table.add_row(*map(Text, _cells(line)))
    return table


def _cells(line: Line) -> list[str]:
    cells = (line.id, line.fields.get("kind"), _verdicts(line), line.question, _evidence(line))
    return [_printable(cell) for cell in cells]


def _verdicts(line: Line) -> str:
    given = line.harvested.get("verdicts")
    counts = given.items() if isinstance(given, dict) else ()
    return " ".join(f"{verdict} {count}" for verdict, count in counts if count)


def _evidence(line: Line) -> str:
    found = line.fields.get("evidence")
    return " / ".join(map(str, found)) if isinstance(found, list) else str(found or "")


def _printable(value: object) -> str:
    """Text that is no message to the terminal: visitors typed it."""
    return "".join(c if c.isprintable() else "\ufffd" for c in str(value or ""))

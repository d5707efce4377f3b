"""``forumqa eval compare A B``: two reports, topic by topic."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.table import Table

from eval.commands.options import add_output
from eval.commands.surroundings import Surroundings
from eval.comparing import Change, paired, shared_topics
from eval.reports.output import output, write_fields
from eval.reports.report import Report
from eval.reports.stored import read_report
from ingest.errors import InputError

_COLUMNS = ("measure", "n", "A", "B", "B - A", "95 %", "p", "Holm")


def add_arguments(parser: argparse.ArgumentParser, *, inherit: bool = False) -> None:
    """Its options; ``inherit`` leaves defaults to the outer parser."""
    parser.add_argument("before", type=Path, metavar="A", help="a report, from --json")
    parser.add_argument("after", type=Path, metavar="B", help="the report to compare with it")
    add_output(parser, inherit=inherit)


def run(args: argparse.Namespace, around: Surroundings) -> int:
    """Print every measure's change from A to B; always 0."""
    del around  # reports are all that is looked at
    before, after = read_report(args.before), read_report(args.after)
    shared = shared_topics(before, after)
    if not shared:
        raise InputError(
            "The two reports have no topic in common.",
            hint="Compare reports of the same evaluation, such as two runs of eval forum.",
        )
    changes = paired(before, after)
    if args.json:
        body = {
            "topics": _counts(before, after, shared),
            "changes": {name: asdict(change) for name, change in changes.items()},
        }
        sys.stdout.write(json.dumps(body, ensure_ascii=False) + "\n")
    else:
        _show(changes.values(), _counts(before, after, shared))
    return 0


def _counts(before: Report, after: Report, shared: list[str]) -> dict[str, int]:
    return {
        "compared": len(shared),
        "left_out_of_a": len(before.topics) - len(shared),
        "left_out_of_b": len(after.topics) - len(shared),
    }


def _show(changes: Iterable[Change], counts: dict[str, int]) -> None:
    compared = (
        f"{counts['compared']} topics compared; left out, as they stand on one side alone or were "
        f"edited: {counts['left_out_of_a']} of A, {counts['left_out_of_b']} of B."
    )
    rows = [_row(change) for change in changes]
    console = output()
    if console is None:
        write_fields([_COLUMNS, *rows, (compared,)])
    else:
        console.print(_table(rows))
        console.print(compared, highlight=False)


def _row(change: Change) -> tuple[str, ...]:
    return (
        change.measure,
        str(change.topics),
        f"{change.before:.3f}",
        f"{change.after:.3f}",
        f"{change.difference:+.3f}",
        f"{change.interval.low:+.3f} {change.interval.high:+.3f}",
        *("–" if p is None else f"{p:.3f}" for p in (change.p, change.p_holm)),
    )


def _table(rows: Iterable[tuple[str, ...]]) -> Table:
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for name in _COLUMNS:
        is_number = name != _COLUMNS[0]
        table.add_column(name, justify="right" if is_number else "left", no_wrap=True)
    for row in rows:
        table.add_row(*row)
    return table

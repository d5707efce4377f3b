"""Where an evaluation prints for people: tables on a terminal, lines of fields elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from rich.console import Console

from eval import watching


def output() -> Console | None:
    """The terminal that standard output is, for tables; None where it is a file or a pipe."""
    watching.end()
    return Console() if sys.stdout.isatty() else None


def write_fields(rows: Iterable[Iterable[str]]) -> None:
    """One row a line, its fields parted by tabs, for grep, cut and the like."""
    for row in rows:
        sys.stdout.write("\t".join(" ".join(field.split()) for field in row) + "\n")

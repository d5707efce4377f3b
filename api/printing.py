"""Lines of styled text on standard output: styled and wrapped on a terminal, plain elsewhere.

Control characters are shown as U+FFFD, so that no text of a document or question can talk to the
terminal. `NO_COLOR` and `TERM=dumb` are rich's to respect.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.text import Text

Piece = tuple[str, str]
"""Text and its style; "" is plain."""

WIDEST = 100
"""Cells of a line at most: longer ones are hard to read."""

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Line(NamedTuple):
    """One line; what does not fit into a terminal's goes on ``indent`` cells further right."""

    pieces: Sequence[Piece]
    indent: int = 0


def safe(text: str) -> str:
    """``text`` without a character that a terminal would obey."""
    return _CONTROL.sub("\ufffd", text)


def terminal() -> Console | None:
    """The terminal that standard output is; None where it is a file or a pipe."""
    if not sys.stdout.isatty():
        return None
    from rich.console import Console  # noqa: PLC0415  not paid for when piped

    return Console(highlight=False)


def columns() -> int:
    """How many cells the terminal has in a line now; rich takes a dumb one's for 80."""
    return shutil.get_terminal_size().columns


def write_lines(lines: Iterable[Line], console: Console | None) -> None:
    """Every line on ``console``, or plain on standard output where there is none."""
    for line in lines:
        if console is None:
            sys.stdout.write("".join(safe(text) for text, _ in line.pieces) + "\n")
        else:
            for row in wrapped(line, min(columns(), WIDEST)):
                console.print(row, soft_wrap=True)


def write_table(table: RenderableType, console: Console) -> None:
    """A table on a terminal."""
    console.print(table, width=columns())


def wrapped(line: Line, width: int) -> list[Text]:
    """The rows that ``line`` takes on a terminal of ``width`` cells."""
    from rich.text import Text  # noqa: PLC0415  not paid for when piped

    from api.wrapping import breaks  # noqa: PLC0415  likewise

    whole = styled(line.pieces)
    # A terminal's last column stays free: some terminals begin a new line behind it.
    rows = list(whole.divide(breaks(whole.plain, width - 1, line.indent)))
    for row in rows:
        row.rstrip()
    return [row if not at else Text(" " * line.indent) + row for at, row in enumerate(rows)]


def styled(pieces: Iterable[Piece]) -> Text:
    """The pieces as one text of rich's; none of it is markup."""
    from rich.text import Text  # noqa: PLC0415  not paid for when piped

    return Text.assemble(*((safe(text), style) for text, style in pieces))

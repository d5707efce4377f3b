"""The questions of `forumqa chat`: typed at a prompt, or one a line from a file or pipe."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from api.chat_commands import Name

if TYPE_CHECKING:
    from rich.console import Console

PROMPT = "> "

_ESCAPE = re.compile("\x1b\\[[0-9;]*m")


def prompting(console: Console | None) -> Callable[[], str]:
    """What asks a person at a terminal for one line; it raises EOFError at the end.

    Lines can be edited and earlier ones called back, where Python has readline. They are kept no
    longer than the conversation. Without a ``console`` the prompt goes to standard error.
    """
    if isinstance(sys.stdin, io.TextIOWrapper):
        # what is no UTF-8 is refused by whoever takes the line, not in the middle of reading it
        sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape")
    if console is None:
        return _unedited
    from rich.text import Text  # noqa: PLC0415  not paid for when piped

    with console.capture() as captured:
        console.print(Text(PROMPT, "bold cyan"), end="")
    prompt = captured.get()
    if _has_line_editing():
        prompt = _ESCAPE.sub("\x01\\g<0>\x02", prompt)  # readline does not count what these enclose
    return lambda: input(prompt)


def _unedited() -> str:
    sys.stderr.write(PROMPT)
    sys.stderr.flush()
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line


def _has_line_editing() -> bool:
    try:
        import readline  # noqa: PLC0415  it changes what input() does
    except ImportError:  # Python for Windows has none
        return False
    readline.set_completer(_command)
    readline.set_completer_delims(" ")
    readline.parse_and_bind("tab: complete")
    return True


def _command(begun: str, number: int) -> str | None:
    """The ``number``-th command that begins so; None when there are no more."""
    fitting = [f"/{name}" for name in Name if begun and f"/{name}".startswith(begun)]
    return fitting[number] if number < len(fitting) else None

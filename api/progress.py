"""What is going on, on standard error of a terminal, once it has taken a while.

Nothing is written where standard error is no terminal, and nothing is left of it at the end.
"""

from __future__ import annotations

import re
import sys
import threading
import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress as Spinner
    from rich.progress import TaskID

DELAY_S = 0.7
"""What is done sooner needs no word."""

_LINE_EVERY_S = 2.0
_NUMBER = re.compile(r"\d+")


class Progress:
    """A line that tells the present step and the seconds so far, while the block runs."""

    def __init__(self, message: str) -> None:
        self._message = message
        self._lock = threading.Lock()
        self._shown: _Line | _Lines | None = None
        self._timer: threading.Timer | None = None

    def __enter__(self) -> Self:
        if sys.stderr.isatty():
            self._timer = threading.Timer(DELAY_S, self._begin)
            self._timer.daemon = True
            self._timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.end()

    def tell(self, message: str) -> None:
        """From now on ``message`` is what is going on."""
        with self._lock:
            self._message = message
            if self._shown is not None:
                self._shown.say(message)

    def end(self) -> None:
        """Take the line away; nothing more is shown."""
        with self._lock:
            timer, shown = self._timer, self._shown
            self._timer = self._shown = None
            if timer is not None:
                timer.cancel()
            if shown is not None:
                shown.close()

    def _begin(self) -> None:
        from rich.console import Console  # noqa: PLC0415  what is quick does without it

        console = Console(stderr=True, highlight=False)
        with self._lock:
            if self._timer is not None:
                kind = _Lines if console.is_dumb_terminal else _Line
                self._shown = kind(console, self._message)


class _Line:
    """One line that is written anew, with a sign of life."""

    def __init__(self, console: Console, message: str) -> None:
        from rich.progress import Progress as Spinner  # noqa: PLC0415
        from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415

        words = TextColumn("{task.description}", markup=False)
        columns = SpinnerColumn(), words, TimeElapsedColumn()
        self._spinner: Spinner = Spinner(
            *columns, console=console, transient=True, redirect_stdout=False
        )
        self._task: TaskID = self._spinner.add_task(message)
        self._spinner.start()

    def say(self, message: str) -> None:
        self._spinner.update(self._task, description=message)

    def close(self) -> None:
        self._spinner.stop()


class _Lines:
    """A line for every step, and now and then one with its count; they cannot be taken back."""

    def __init__(self, console: Console, message: str) -> None:
        self._console = console
        self._said_at = 0.0
        self._step = ""
        self.say(message)

    def say(self, message: str) -> None:
        now, step = time.monotonic(), _NUMBER.sub("", message)
        if step != self._step or now - self._said_at >= _LINE_EVERY_S:
            self._said_at, self._step = now, step
            self._console.print(message, markup=False)

    def close(self) -> None:
        """Nothing to take away."""

"""An answer as it grows on standard output."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from api.printing import write_lines
from api.schemas import AskResponse
from api.terminal import MOST_PASSAGES, sentence_lines, source_lines
from api.wording import labels_of

if TYPE_CHECKING:
    from rich.console import Console


class ShownAnswer:
    """What of an answer stands on standard output."""

    def __init__(self, console: Console | None, *, as_json: bool) -> None:
        self._console = console
        self._as_json = as_json
        self.response: AskResponse | None = None

    def grow(self, response: AskResponse) -> None:
        """Show what ``response`` has and the one before had not."""
        before = 0 if self.response is None else len(self.response.sentences)
        is_new = self.response is None or len(response.sentences) > before
        self.response = response
        if is_new and not self._as_json:
            write_lines(sentence_lines(response, before), self._console)
            sys.stdout.flush()

    def close(self) -> None:
        """Show the sources, or as JSON all of it."""
        if self.response is None:
            return
        if self._as_json:
            sys.stdout.write(self.response.model_dump_json() + "\n")
        else:
            more = None if self._console is None else labels_of(self.response.language).opening
            write_lines(source_lines(self.response, MOST_PASSAGES, more), self._console)
        sys.stdout.flush()

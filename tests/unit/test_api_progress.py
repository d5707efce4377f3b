from __future__ import annotations

import io
import threading
from contextlib import redirect_stderr

import pytest

from api import progress
from api.progress import Progress


class Terminal(io.StringIO):
    """Standard error at a terminal; tells when something is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.shown = threading.Event()

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        written = super().write(text)
        if "reading" in self.getvalue():
            self.shown.set()
        return written


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setattr(progress, "DELAY_S", 0.0)
    return Terminal()


def test_what_takes_longer_is_shown_and_taken_away_at_the_end(terminal: Terminal) -> None:
    with redirect_stderr(terminal), Progress("reading 1/2 a.txt"):
        assert terminal.shown.wait(30)
    assert "reading 1/2 a.txt" in terminal.getvalue()
    assert terminal.getvalue().endswith("\x1b[2K")


def test_what_is_quick_is_not_shown(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "DELAY_S", 600.0)
    with redirect_stderr(terminal), Progress("reading") as line:
        line.tell("reading still")
    assert terminal.getvalue() == ""


def test_a_dumb_terminal_gets_lines_without_escapes(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "dumb")
    with redirect_stderr(terminal), Progress("reading [red]1/2"):
        assert terminal.shown.wait(30)
    assert terminal.getvalue() == "reading [red]1/2\n"


def test_nothing_is_shown_where_standard_error_is_no_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "DELAY_S", 0.0)
    with Progress("reading") as line:
        line.tell("reading still")
    assert capsys.readouterr() == ("", "")

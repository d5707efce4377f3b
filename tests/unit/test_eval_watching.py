from __future__ import annotations

from collections.abc import Iterator

import pytest

from eval import watching
from eval.watching import counted


class Notes:
    """Writes down what it is told."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def tell(self, message: str) -> None:
        self.told.append(message)

    def end(self) -> None:
        self.told.append("end")


@pytest.fixture
def notes() -> Iterator[Notes]:
    made = Notes()
    token = watching.WATCHER.set(made)
    yield made
    watching.WATCHER.reset(token)


def test_items_are_counted_as_they_are_handed_out(notes: Notes) -> None:
    seen = counted({"a": 1, "b": 2}.items(), "questions answered")
    assert next(seen) == ("a", 1)
    assert notes.told == ["1 of 2 questions answered"]
    assert list(seen) == [("b", 2)]
    watching.end()
    assert notes.told == ["1 of 2 questions answered", "2 of 2 questions answered", "end"]


def test_without_a_watcher_items_pass_as_they_are() -> None:
    assert list(counted(["a", "b"], "questions")) == ["a", "b"]

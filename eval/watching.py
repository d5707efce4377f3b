"""How far an evaluation has come, told to whoever watches it.

The door that runs the evaluation sets who watches; without anybody nothing is told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextvars import ContextVar
from typing import Protocol, TypeVar

Item = TypeVar("Item")


class Watcher(Protocol):
    """Shows one line on what is being done, until it is done."""

    def tell(self, message: str) -> None:
        """What is being done from now on."""
        ...

    def end(self) -> None:
        """It is done: standard output may be written to."""
        ...


WATCHER: ContextVar[Watcher | None] = ContextVar("WATCHER", default=None)


def tell(message: str) -> None:
    """What is being done from now on."""
    if (watcher := WATCHER.get()) is not None:
        watcher.tell(message)


def end() -> None:
    """It is done: figures may be printed."""
    if (watcher := WATCHER.get()) is not None:
        watcher.end()


def counted(items: Collection[Item], what: str) -> Iterator[Item]:
    """``items``, each told before it is handed out, as ``3 of 20 questions``."""
    for number, item in enumerate(items, start=1):
        tell(f"{number} of {len(items)} {what}")
        yield item

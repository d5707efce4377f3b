"""Two pieces of work at a time, the second on a thread of its own while that one is free."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import TypeVar

Made = TypeVar("Made")


class SecondThread:
    """One thread that takes over half of a job; safe to share between threads.

    Worth it for work that leaves the interpreter's lock, as numpy's products do. On a machine of
    one core, and while another job has the thread, both pieces are done one behind the other.
    """

    def __init__(self, cores: int | None = None) -> None:
        """Uses a second thread if there are two ``cores`` or more; None: as many as there are."""
        self._is_taken = Lock()
        several = (cores or os.cpu_count() or 1) > 1
        self._pool = ThreadPoolExecutor(1, "second") if several else None

    def both(self, first: Callable[[], Made], second: Callable[[], Made]) -> tuple[Made, Made]:
        """What ``first`` and ``second`` give; raises what either raises."""
        if self._pool is None or not self._is_taken.acquire(blocking=False):
            return first(), second()
        try:
            promised = self._pool.submit(second)
            try:
                made = first()
            finally:
                promised.exception()  # the thread is free again only then
            return made, promised.result()
        finally:
            self._is_taken.release()

"""Whether an endpoint that failed is worth asking: after some failures it is left alone a while."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

FAILURES = 3
REST_S = 30.0
LONGEST_REST_S = 600.0


class Breaker:
    """Lets calls through until ``failures`` in a row; then one trial call after each rest.

    Nothing here waits. Safe to share between threads. Whoever is let in says how it ended:
    `succeeded`, `failed`, or `left` when there is nothing to learn from it.
    """

    def __init__(
        self,
        failures: int = FAILURES,
        rest_s: float = REST_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._most = failures
        self._rest_s = rest_s
        self._clock = clock
        self._lock = threading.Lock()
        self._failed = 0
        self._rests_until = 0.0
        self._on_trial = False

    def lets_in(self) -> bool:
        """Whether a call may be made now; while it is a trial, no other one may."""
        with self._lock:
            if self._clock() < self._rests_until or self._on_trial:
                return False
            self._on_trial = self._failed >= self._most
            return True

    def succeeded(self) -> None:
        """The endpoint does its work."""
        with self._lock:
            self._failed = 0
            self._on_trial = False

    def failed(self, retry_after_s: float | None = None) -> bool:
        """The endpoint failed; whether it is left alone now, for ``retry_after_s`` if it asks."""
        with self._lock:
            self._failed += 1
            self._on_trial = False
            rests = self._failed >= self._most or retry_after_s is not None
            if rests:
                rest_s = max(self._rest_s, min(retry_after_s or 0.0, LONGEST_REST_S))
                self._rests_until = self._clock() + rest_s
            return rests

    def left(self) -> None:
        """The caller went away before the end."""
        with self._lock:
            self._on_trial = False

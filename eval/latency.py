"""How long things took: never part of a figure, a baseline or the gate."""

from __future__ import annotations

import time
from collections.abc import Sequence

from eval.ladder import Find, Rung
from eval.measures import percentile
from index.retriever import Legs


def timed(find: Find, rung: Rung, seconds: list[float]) -> Find:
    """``find``, which appends to ``seconds`` what each call for ``rung`` took."""

    def find_and_time(query: str, legs: Legs, depth: int) -> tuple[str, ...]:
        began = time.perf_counter()
        found = find(query, legs, depth)
        if legs == rung.value:
            seconds.append(time.perf_counter() - began)
        return found

    return find_and_time


def latency(name: str, seconds: Sequence[float]) -> dict[str, float]:
    """The median and the 95th percentile, in milliseconds; nothing when nothing was timed."""
    if not seconds:
        return {}
    return {
        f"{name}_p50_ms": round(1000 * percentile(seconds, 0.5), 2),
        f"{name}_p95_ms": round(1000 * percentile(seconds, 0.95), 2),
    }

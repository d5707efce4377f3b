"""How fast the embedded encoder is on this machine, as JSON.

    python -m index.training.speed [FILE.txt ...]

Text comes from the training text's news, or from the files named: passages of 200 characters, none
twice, and questions of 16. Timings vary with whatever else runs: ``load`` tells how much that was,
``cores_used`` how much of the processor the encoder got.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from index.encoder import EmbeddedEncoder
from index.training.sets import Table, read_rows
from ingest.script import to_single_script

PASSAGES, PASSAGE_CHARS = 20_000, 200
QUESTIONS, QUESTION_CHARS = 2_000, 16
ROUNDS = 5
_START = (
    "import sys, time; began = time.perf_counter(); from index.encoder import open_encoder; "
    "open_encoder(); print(time.perf_counter() - began, 'torch' in sys.modules)"
)


def slices(text: str, chars: int, most: int) -> list[str]:
    """At most ``most`` consecutive pieces of ``text``, each of ``chars`` characters."""
    starts = range(0, len(text) - chars + 1, chars)
    return [text[start : start + chars] for start in islice(starts, most)]


def passage_speed(encoder: EmbeddedEncoder, passages: Sequence[str]) -> dict[str, float]:
    """Passages a second, and how many cores that took."""
    busy, began = time.process_time(), time.perf_counter()
    encoder.encode_passages(passages)
    wall = time.perf_counter() - began
    return {
        "passages_per_s": round(len(passages) / wall),
        "cores_used": round((time.process_time() - busy) / wall, 2),
    }


def query_latency(encoder: EmbeddedEncoder, questions: Sequence[str]) -> dict[str, float]:
    """Median and 95th percentile of encoding one question, in milliseconds."""
    seconds: list[float] = []
    for question in questions:
        began = time.perf_counter()
        encoder.encode_queries([question])
        seconds.append(time.perf_counter() - began)
    cuts = statistics.quantiles(seconds, n=20)
    return {"p50_ms": round(1000 * cuts[9], 3), "p95_ms": round(1000 * cuts[18], 3)}


def start_up() -> dict[str, float | bool]:
    """What importing and opening the encoder takes in a new process, and whether torch came."""
    done = subprocess.run(  # noqa: S603  our own interpreter and program
        [sys.executable, "-c", _START], capture_output=True, text=True, check=True
    )
    seconds, torch = done.stdout.split()
    return {"open_ms": round(1000 * float(seconds)), "imports_torch": torch == "True"}


def measure(text: str) -> dict[str, object]:
    """All figures; ``text`` is cut up into passages and questions."""
    encoder = EmbeddedEncoder.open()
    passages = slices(text, PASSAGE_CHARS, PASSAGES)
    questions = slices(text, QUESTION_CHARS, QUESTIONS)
    query_latency(encoder, questions[:50])  # warm
    return {
        "passages": len(passages),
        "rounds": [passage_speed(encoder, passages) for _ in range(ROUNDS)],
        "query": query_latency(encoder, questions),
        "start": start_up(),
        "load": [round(load, 2) for load in os.getloadavg()],
        "machine": {
            "processor": platform.processor() or platform.machine(),
            "cpus": os.cpu_count(),
            "python": platform.python_version(),
        },
        "encoder": encoder.fingerprint,
    }


def news(chars: int) -> str:
    """The first ``chars`` characters of the training text's news, or fewer."""
    texts: list[str] = []
    for row in read_rows(Table.NEWS_ARTICLES):
        texts.append(str(row["text"]))
        chars -= len(texts[-1])
        if chars <= 0:
            break
    return "".join(texts)


def main() -> None:
    """Print the figures."""
    files = [Path(name) for name in sys.argv[1:]]
    text = "".join(path.read_text(encoding="utf-8") for path in files)
    figures = measure(to_single_script(text or news(PASSAGES * PASSAGE_CHARS)))
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()

"""How long a large library takes: to read, to index, to open, and to answer from.

    python -m eval.scale ARTICLES [--articles N] [--questions M] [--squad FILE] [--index DIR]

``ARTICLES`` are JSON lines (perhaps ``.xz``) with a ``text``. The first N become text files that
ingest reads as it reads any other, in a process of its own, so that what it needed is not counted
as what answering needs. M sentences of the articles become questions by a number left out; with
``--squad`` M questions of that file are asked too, which these documents mostly do not answer. One
JSON object is printed. An index that stands in DIR already is asked as it is.
"""

from __future__ import annotations

import argparse
import json
import lzma
import multiprocessing
import os
import random
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from pathlib import Path
from typing import TypeVar

from answer.answerer import DEFAULT_K, Answerer
from answer.types import Status
from eval.about import commit, machine, peak_memory_mb
from eval.latency import latency
from eval.outside.squad import read_squad
from index.builder import publish_library
from index.encoder import open_encoder
from index.generation import OpenIndex, open_index
from index.publishing import CURRENT
from ingest.pipeline import read_library

SEED = 4
WARM_UP = 10  # questions asked before the clock runs: tables that the first ones open
_CLAUSE = r"[^，。；：！？\s\d]"
_BLANKED = re.compile(
    rf"{_CLAUSE}{{4,24}}?(?P<number>\d+)(?=[个名人家万亿项次元届位座条]){_CLAUSE}{{2,24}}"
)

Timings = dict[str, float]
Made = TypeVar("Made")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles_file", metavar="ARTICLES", type=Path)
    parser.add_argument("--articles", type=int, default=5000, metavar="N")
    parser.add_argument("--questions", type=int, default=300, metavar="M")
    parser.add_argument("--squad", type=Path)
    parser.add_argument("--index", type=Path, metavar="DIR")
    arguments = parser.parse_args()
    texts = list(islice(read_texts(arguments.articles_file), arguments.articles))
    questions = {"made": made_questions(texts, arguments.questions)}
    if arguments.squad is not None:
        items = read_squad(arguments.squad, limit=arguments.questions).items
        questions["foreign"] = [item.question for item in items]
    with tempfile.TemporaryDirectory(prefix="forumqa-scale-") as folder:
        index_dir = arguments.index or Path(folder, "index")
        built = {} if Path(index_dir, CURRENT).exists() else build_apart(texts, index_dir)
        asked = ask(index_dir, questions)
    report = {"commit": commit(), "machine": machine(), "articles": len(texts), **built, **asked}
    json.dump(report, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


def read_texts(path: Path) -> Iterator[str]:
    """The articles of ``path``, in its order."""
    opened = lzma.open if path.suffix == ".xz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["text"]


def made_questions(texts: Sequence[str], count: int) -> list[str]:
    """At most ``count`` questions, each a clause of an article that asks for its number."""
    shuffled = random.Random(SEED).sample(texts, len(texts))  # noqa: S311  no secret
    found = (_BLANKED.search(text) for text in shuffled)
    return list(islice((_asking(match) for match in found if match), count))


def _asking(match: re.Match[str]) -> str:
    start, end = match.span("number")
    text = match[0]
    return f"{text[: start - match.start()]}多少{text[end - match.start() :]}？"


def build_apart(texts: Sequence[str], index_dir: Path) -> Timings:
    """Builds the index of ``texts`` in another process; what it took."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as apart:
        return apart.submit(build, texts, index_dir).result()


def build(texts: Sequence[str], index_dir: Path) -> Timings:
    """Writes ``texts`` as files, reads them as a library and publishes it in ``index_dir``."""
    with tempfile.TemporaryDirectory(prefix="forumqa-articles-") as folder:
        for number, text in enumerate(texts):
            Path(folder, f"article-{number:06d}.txt").write_text(text, encoding="utf-8")
        library, read_s = _timed(lambda: read_library([Path(folder)], None))
    read_mb = peak_memory_mb()
    _, publish_s = _timed(lambda: publish_library(library, open_encoder(), index_dir))
    return {
        "read_s": round(read_s, 1),
        "read_peak_mb": read_mb,
        "publish_s": round(publish_s, 1),
        "publish_peak_mb": peak_memory_mb(),
    }


def ask(index_dir: Path, questions: dict[str, list[str]]) -> dict[str, object]:
    """What opening the index and asking it each kind of question took."""
    encoder = open_encoder()
    index, open_s = _timed(lambda: open_index(index_dir, encoder))
    answerer = Answerer(index, encoder)
    for question in questions["made"][:WARM_UP]:
        answerer.answer(question)
    opened_mb = resident_mb()
    asked = {kind: _asked(index, answerer, texts) for kind, texts in questions.items()}
    index.close()
    return {
        "passages": index.retriever.passage_count,
        "index_mb": _folder_mb(index_dir),
        "open_s": round(open_s, 2),
        "opened_mb": opened_mb,
        "asked_mb": resident_mb(),
        **asked,
    }


def _asked(index: OpenIndex, answerer: Answerer, questions: Sequence[str]) -> dict[str, float]:
    retrieving: list[float] = []
    answering: list[float] = []
    answered = 0
    for question in questions:
        _, seconds = _timed(lambda: index.retriever.retrieve(question, DEFAULT_K))  # noqa: B023
        retrieving.append(seconds)
    for question in questions:
        answer, seconds = _timed(lambda: answerer.answer(question))  # noqa: B023
        answering.append(seconds)
        answered += answer.status is Status.ANSWERED
    return {
        "questions": len(questions),
        "answered": answered,
        **latency("retrieve", retrieving),
        **latency("answer", answering),
    }


def _timed(make: Callable[[], Made]) -> tuple[Made, float]:
    began = time.perf_counter()
    made = make()
    return made, time.perf_counter() - began


def resident_mb() -> float:
    """What this process holds in memory now, files that are mapped and were touched included."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return round(pages * os.sysconf("SC_PAGESIZE") / 2**20, 1)


def _folder_mb(folder: Path) -> float:
    return round(sum(path.stat().st_size for path in folder.rglob("*")) / 2**20, 1)


if __name__ == "__main__":
    main()

"""Measures the legs and their fusion on the development files; writes a Markdown table.

    python -m index.tune_fusion [WEIGHT ...]

The files are those of ``python -m index.training.development``: questions that the encoder's
training never sees. All their paragraphs, one passage each, make one corpus, so that every question
has the passages of the other files against it.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from index.builder import build_retriever
from index.encoder import open_encoder
from index.fusion import Evidence, fuse
from ingest.document import Source
from ingest.paragraphs import paragraph_document

DEVELOPMENT = Path(__file__).parents[1] / "var" / "development"
FILES = ("cmrc", "drcd", "ntrex.hant", "ntrex.en", "ntrex.ru")
WEIGHTS = (0.0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0)
CUTOFF = 10


@dataclass(frozen=True, slots=True)
class Item:
    """A question of a development file and the paragraph that answers it."""

    file: str
    question: str
    paragraph: str


def read_items(file: str) -> Iterator[Item]:
    """The questions of one SQuAD file, each distinct one once."""
    content = json.loads((DEVELOPMENT / f"{file}.json").read_text(encoding="utf-8"))
    items = (
        Item(file, question["question"], paragraph["context"])
        for article in content["data"]
        for paragraph in article["paragraphs"]
        for question in paragraph["qas"]
    )
    return iter(dict.fromkeys(items))


def ndcg(evidence: Evidence, weight: float, gold: int) -> float:
    """nDCG@10 with one relevant passage: 1 / log2(rank + 1)."""
    rows = [entry.row for entry in fuse(evidence, weight)[:CUTOFF]]
    return 1 / math.log2(rows.index(gold) + 2) if gold in rows else 0.0


def table(figures: Mapping[float, Sequence[float]]) -> Iterator[str]:
    """One line for each weight."""
    yield "| vector weight | " + " | ".join(FILES) + " |"
    yield "|---" * (len(FILES) + 1) + "|"
    for weight, row in figures.items():
        yield f"| {weight} | " + " | ".join(f"{figure:.4f}" for figure in row) + " |"


def main(weights: Sequence[float]) -> None:
    """Prints nDCG@10 by weight and file."""
    items = {file: list(read_items(file)) for file in FILES}
    paragraphs = list(dict.fromkeys(i.paragraph for found in items.values() for i in found))
    rows = {paragraph: row for row, paragraph in enumerate(paragraphs)}
    sources = (Source(id=str(row), title="") for row in range(len(paragraphs)))
    documents, passages = zip(*map(paragraph_document, sources, paragraphs), strict=True)
    retriever = build_retriever(documents, passages, open_encoder())
    evidence = {i: retriever.evidence(i.question) for found in items.values() for i in found}
    figures = {
        weight: [
            fmean(ndcg(evidence[item], weight, rows[item.paragraph]) for item in items[file])
            for file in FILES
        ]
        for weight in weights
    }
    sys.stdout.write("\n".join(table(figures)) + "\n")


if __name__ == "__main__":
    main([float(argument) for argument in sys.argv[1:]] or WEIGHTS)

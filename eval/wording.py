"""How retrieval without curated questions fares as questions share less and less with the text.

    python -m eval.wording [FOLDER ...]      folders of documents; documents/ unless named

The Chinese curated questions of the folders are asked of an index that has none of them, apart by
how many content bigrams (`eval/overlap.py`) they share with the passage they stand for. They are no
topics, so choices may be made by them. A table in Markdown: Success@1 / Success@5 of each leg.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from eval.outside.squad_index import indexed_library
from eval.overlap import content_bigrams
from index.encoder import open_encoder
from index.retriever import Legs, Retriever
from ingest.catalogue import find_catalogue
from ingest.document import PassageKind
from ingest.pipeline import Library, read_library

CATALOGUE = Path("documents/catalogue.toml")
LEGS = (Legs.LEXICAL, Legs.VECTOR, Legs.FUSED, Legs.RERANKED)
SHARED = ("none", "one", "two and more")
_CUTOFF = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the passages that it stands for, and which of ``SHARED`` it belongs to."""

    text: str
    passages: AbstractSet[str]
    shared: int


def asked_of(library: Library) -> Iterator[Asked]:
    """The Chinese curated questions, with the least that they share with one of their passages."""
    bigrams = {
        passage.id: content_bigrams(passage.search_text)
        for passage in library.passages
        if passage.kind is PassageKind.BODY
    }
    for question in library.questions:
        if question.language == "zh":
            own = content_bigrams(question.text)
            least = min(len(own & bigrams[passage]) for passage in question.passage_ids)
            shared = min(least, len(SHARED) - 1)
            yield Asked(question.text, frozenset(question.passage_ids), shared)


def ranks(retriever: Retriever, asked: Iterable[Asked], leg: Legs) -> dict[int, list[int]]:
    """By class of ``SHARED``, the rank of each question's first passage; 0 beyond the cutoff."""
    found: dict[int, list[int]] = {number: [] for number in range(len(SHARED))}
    for one in asked:
        hits = retriever.retrieve(one.text, _CUTOFF, legs=leg)
        right = (hit.rank for hit in hits if hit.passage.id in one.passages)
        found[one.shared].append(next(right, 0))
    return found


def table(columns: dict[Legs, dict[int, list[int]]]) -> Iterator[str]:
    """Lines of Markdown."""
    yield "| bigrams shared | questions | " + " | ".join(columns) + " |"
    yield "|---|---|" + "---|" * len(columns)
    for number, name in enumerate(SHARED):
        cells = [np.array(column[number]) for column in columns.values()]
        shares = (f"{np.mean(cell == 1):.3f} / {np.mean(cell > 0):.3f}" for cell in cells)
        if len(cells[0]):
            yield f"| {name} | {len(cells[0])} | " + " | ".join(shares) + " |"


def measure(folders: Sequence[Path]) -> list[str]:
    """The table over all libraries together, each folder being one."""
    columns: dict[Legs, dict[int, list[int]]] = {
        leg: {number: [] for number in range(len(SHARED))} for leg in LEGS
    }
    encoder = open_encoder()
    for folder in folders:
        library = read_library([folder], find_catalogue([folder], None, CATALOGUE))
        asked = list(asked_of(library))
        with indexed_library(replace(library, questions=()), encoder) as index:
            for leg in LEGS:
                for number, found in ranks(index.retriever, asked, leg).items():
                    columns[leg][number] += found
    return list(table(columns))


def main() -> None:
    folders = [Path(name) for name in sys.argv[1:]] or [Path("documents")]
    sys.stdout.write("\n".join(measure(folders)) + "\n")


if __name__ == "__main__":
    main()

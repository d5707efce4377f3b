"""The ladder: which ways of finding passages an evaluation looks at, from chance upwards.

A new way becomes a leg of `index.retriever.Legs` and one line in `Rung` and in `_AGAINST`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from eval.measures import DEPTH
from index.retriever import Legs
from ingest.errors import InputError

ALL = "all"
PRODUCT = Legs.FUSED
"""What `retrieve` does when nobody asks for a leg."""
CHOICES = ("lexical", "vector", "fused", "reranked", ALL)

Find = Callable[[str, Legs, int], tuple[str, ...]]
"""From a query, a leg and a depth to passage ids, best first, each once."""


class Rung(StrEnum):
    """One line of the ladder. All but chance are legs of retrieval, by the same name."""

    RANDOM = "random"
    LEXICAL = "lexical"
    VECTOR = "vector"
    FUSED = "fused"

    @property
    def against(self) -> Rung | None:
        """The rung whose figures this one has to beat."""
        return _AGAINST.get(self)


_AGAINST = {
    Rung.LEXICAL: Rung.RANDOM,
    Rung.VECTOR: Rung.LEXICAL,
    Rung.FUSED: Rung.LEXICAL,
}


@dataclass(frozen=True, slots=True)
class Choice:
    """``main`` gives the flat figures; every one of ``rungs`` is a line of the ladder."""

    main: Rung
    rungs: tuple[Rung, ...]

    @property
    def measures_answers(self) -> bool:
        """Whether the main rung is the one that answers, so that answers belong beside it."""
        return self.main is Rung(PRODUCT)

    @property
    def every(self) -> tuple[Rung, ...]:
        """The main rung and those of the ladder, each once."""
        return tuple(dict.fromkeys((self.main, *self.rungs)))


def choose(name: str | None) -> Choice:
    """The legs meant by ``--legs``.

    Raises:
        InputError: retrieval has no such leg.
    """
    if name is None:
        return Choice(Rung(PRODUCT), ())
    if name == ALL:
        return Choice(Rung(PRODUCT), tuple(Rung))
    if name not in set(Legs):
        raise InputError(
            f"Retrieval has no leg {name!r}.", hint=f"There are: {', '.join([*Legs, ALL])}."
        )
    return Choice(Rung(name), ())


def rankings(
    find: Find, queries: Mapping[str, str], rung: Rung, everything: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    """For every query id the ids of the `DEPTH` best passages.

    Args:
        find: Retrieval.
        queries: Texts by id.
        rung: The way to find them.
        everything: The ids of all passages, for chance.
    """
    if rung is Rung.RANDOM:
        ordered = sorted(everything)
        return {key: _by_chance(key, ordered) for key in queries}
    return {key: find(query, Legs(rung), DEPTH) for key, query in queries.items()}


def _by_chance(key: str, passages: Sequence[str]) -> tuple[str, ...]:
    """The same few passages for the same key and collection, every time and on every machine."""
    seed = int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big")
    drawn = np.random.default_rng(seed).permutation(len(passages))[:DEPTH]
    return tuple(passages[int(row)] for row in drawn)

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
from eval.watching import counted
from index.retriever import Legs
from ingest.errors import InputError

ALL = "all"
PRODUCT = Legs.CURATED
"""What `retrieve` does when nobody asks for a leg."""
WITHOUT_CURATED = Legs.RERANKED
"""The product where there are no curated questions, or where they are left out."""
CHOICES = (*(leg.value for leg in Legs), ALL)

Find = Callable[[str, Legs, int], tuple[str, ...]]
"""From a query, a leg and a depth to passage ids, best first, each once."""


class Rung(StrEnum):
    """One line of the ladder. All but chance are legs of retrieval, by the same name."""

    RANDOM = "random"
    LEXICAL = "lexical"
    VECTOR = "vector"
    FUSED = "fused"
    RERANKED = "reranked"
    CURATED = "curated"

    @property
    def against(self) -> Rung | None:
        """The rung whose figures this one has to beat."""
        return _AGAINST.get(self)


_AGAINST = {
    Rung.LEXICAL: Rung.RANDOM,
    Rung.VECTOR: Rung.LEXICAL,
    Rung.FUSED: Rung.LEXICAL,
    Rung.RERANKED: Rung.FUSED,
    Rung.CURATED: Rung.RERANKED,
}


@dataclass(frozen=True, slots=True)
class Choice:
    """``main`` gives the flat figures; every one of ``rungs`` is a line of the ladder.

    ``product`` is the leg that answers.
    """

    main: Rung
    rungs: tuple[Rung, ...]
    product: Legs = WITHOUT_CURATED

    @property
    def measures_answers(self) -> bool:
        """Whether the main rung is the one that answers, so that answers belong beside it."""
        return self.main is Rung(self.product)

    @property
    def every(self) -> tuple[Rung, ...]:
        """The main rung and those of the ladder, each once."""
        return tuple(dict.fromkeys((self.main, *self.rungs)))


def choose(name: str | None, *, curated: bool = False) -> Choice:
    """The legs meant by ``--legs``.

    Args:
        name: A leg, all of them, or None for the product's.
        curated: Whether curated questions take part.

    Raises:
        InputError: retrieval has no such leg, or the leg is that of the curated questions and they
            take no part.
    """
    product = PRODUCT if curated else WITHOUT_CURATED
    legs = [leg for leg in Legs if curated or leg is not Legs.CURATED]
    if name is None:
        return Choice(Rung(product), (), product)
    if name == ALL:
        rungs = tuple(rung for rung in Rung if curated or rung is not Rung.CURATED)
        return Choice(Rung(product), rungs, product)
    if name == Legs.CURATED and not curated:
        raise InputError(
            "Curated questions take no part in this evaluation.",
            hint=f"Choose another leg: {', '.join([*legs, ALL])}.",
        )
    if name not in set(legs):
        raise InputError(
            f"Retrieval has no leg {name!r}.", hint=f"There are: {', '.join([*legs, ALL])}."
        )
    return Choice(Rung(name), (), product)


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
    watched = counted(queries.items(), f"questions searched for ({rung})")
    return {key: find(query, Legs(rung), DEPTH) for key, query in watched}


def _by_chance(key: str, passages: Sequence[str]) -> tuple[str, ...]:
    """The same few passages for the same key and collection, every time and on every machine."""
    seed = int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big")
    drawn = np.random.default_rng(seed).permutation(len(passages))[:DEPTH]
    return tuple(passages[int(row)] for row in drawn)

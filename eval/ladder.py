"""Which legs of retrieval an evaluation looks at, and the rankings each of them gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval.measures import DEPTH
from eval.runs import distinct
from index.retriever import Legs, Retriever
from ingest.errors import InputError

ALL = "all"
PRODUCT = Legs.FUSED
"""What `retrieve` does when nobody asks for a leg."""
CHOICES = ("lexical", "vector", "fused", "reranked", ALL)


@dataclass(frozen=True, slots=True)
class Choice:
    """``main`` gives the flat figures; every one of ``rungs`` is a line of the ladder."""

    main: Legs
    rungs: tuple[Legs, ...]

    @property
    def measures_answers(self) -> bool:
        """Whether the main leg is the one that answers, so that answers belong beside it."""
        return self.main is PRODUCT


def choose(name: str | None) -> Choice:
    """The legs meant by ``--legs``.

    Raises:
        InputError: retrieval has no such leg.
    """
    if name is None:
        return Choice(PRODUCT, ())
    if name == ALL:
        return Choice(PRODUCT, tuple(Legs))
    if name not in set(Legs):
        raise InputError(
            f"Retrieval has no leg {name!r}.", hint=f"There are: {', '.join([*Legs, ALL])}."
        )
    return Choice(Legs(name), ())


def rankings(
    retriever: Retriever, queries: Mapping[str, str], legs: Legs, depth: int = DEPTH
) -> dict[str, tuple[str, ...]]:
    """For every query id the ids of the ``depth`` best passages."""
    return {
        key: ranking(retriever, query, legs=legs, depth=depth) for key, query in queries.items()
    }


def ranking(
    retriever: Retriever, query: str, *, legs: Legs = PRODUCT, depth: int = DEPTH
) -> tuple[str, ...]:
    """The ids of the ``depth`` best passages."""
    hits: Sequence[str] = [hit.passage.id for hit in retriever.retrieve(query, depth, legs=legs)]
    return distinct(hits)

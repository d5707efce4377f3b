"""What the collection knows of words: how rare they are, and what may stand for them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Protocol

from index.clauses import Clause


class Vocabulary(Protocol):
    """How often tokens occur, and what else may be meant; a retriever is one."""

    @property
    def passage_count(self) -> int: ...

    def document_frequency(self, token: str) -> int: ...

    def clauses(self, query: str) -> Sequence[Clause]:
        """What a query asks for, word by word."""
        ...

    def reach(self, clause: Clause) -> float:
        """The most idf that a passage can give a clause."""
        ...


def idf(vocabulary: Vocabulary, token: str) -> float:
    """BM25's inverse document frequency over passages (Robertson, Zaragoza 2009), never negative.

    The 1 inside the logarithm is Lucene's; it keeps tokens of more than half the passages above 0.
    """
    total = vocabulary.passage_count
    holding = vocabulary.document_frequency(token)
    return math.log1p((total - holding + 0.5) / (holding + 0.5))

"""What the collection knows of a token: whether it occurs, and how rare it is."""

from __future__ import annotations

import math
from typing import Protocol


class Vocabulary(Protocol):
    """How often tokens occur; a retriever is one."""

    @property
    def passage_count(self) -> int: ...

    def document_frequency(self, token: str) -> int: ...


def idf(vocabulary: Vocabulary, token: str) -> float:
    """BM25's inverse document frequency over passages (Robertson, Zaragoza 2009), never negative.

    The 1 inside the logarithm is Lucene's; it keeps tokens of more than half the passages above 0.
    """
    total = vocabulary.passage_count
    holding = vocabulary.document_frequency(token)
    return math.log1p((total - holding + 0.5) / (holding + 0.5))

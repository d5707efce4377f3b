"""How much a text can score for what a query asks for: sums of idf, as tantivy has it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from functools import lru_cache, partial

from index.clauses import Clause

_TOKENS_KEPT = 1 << 14


class Reach:
    """The idf of tokens and clauses in one collection of texts.

    Args:
        total: how many texts there are.
        document_frequency: how many of them hold a token.
    """

    def __init__(self, total: int, document_frequency: Callable[[str], int]) -> None:
        # A cache of a method would hold this object, and with it open files, until a collection.
        self.document_frequency = lru_cache(maxsize=_TOKENS_KEPT)(document_frequency)
        self._of_token = lru_cache(maxsize=_TOKENS_KEPT)(
            partial(_rarity, total, self.document_frequency)
        )

    def idf(self, tokens: Iterable[str]) -> float:
        """The sum of the tokens' idf: ln(1 + (n - df + 0.5) / (df + 0.5))."""
        return sum(map(self._of_token, tokens))

    def of(self, clause: Clause) -> float:
        """The most idf that a text can give a clause.

        Own words that some text holds set the measure: their alternatives count as much, times
        their weights. Where no text holds them, as with a word of another language, the best
        alternative that some text holds does.
        """
        own = self.idf(clause.own) + sum(map(self.of, clause.parts))
        if not clause.others or self.is_at_home(clause):
            return own
        known = [one for one in clause.others if self._knows(one.tokens)]
        return max((one.weight * self.idf(one.tokens) for one in known), default=own)

    def is_at_home(self, clause: Clause) -> bool:
        """Whether some text has the clause's own words, or they are known by their parts."""
        return self._knows(clause.tokens) or any(
            self._knows(one.tokens) for part in clause.parts for one in part.others
        )

    def _knows(self, tokens: Iterable[str]) -> bool:
        return any(map(self.document_frequency, tokens))


def _rarity(total: int, document_frequency: Callable[[str], int], token: str) -> float:
    df = document_frequency(token)
    return math.log1p((total - df + 0.5) / (df + 0.5))

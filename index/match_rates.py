"""How often a token of a question stands in the passage that answers it.

"什么" hardly ever does and a place name nearly always; idf cannot tell them apart, for both may be
rare in passages. The rates are counted on training questions by ``index/training/match_counts.py``
and stand in ``index/reranker.json``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

HAN = re.compile("[\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
LOWEST, HIGHEST = 0.02, 0.98  # no token is sure to match, or not to


@dataclass(frozen=True, slots=True)
class MatchRates:
    """Rates in [0, 1] of tokens as `index.lexical.tokenise` gives them.

    Args:
        tokens: the rates of tokens seen often enough for one of their own.
        first: of two characters that begin with this one.
        last: of two characters that end with this one.
        single: of any other Han character.
        pair: of two characters of which nothing is known.
        word: of any other word or number.
        mixing: what the log odds of ``first`` and ``last`` are multiplied with, and a constant.
    """

    tokens: Mapping[str, float]
    first: Mapping[str, float]
    last: Mapping[str, float]
    single: float
    pair: float
    word: float
    mixing: tuple[float, float, float]

    def rate(self, token: str) -> float:
        """How probable it is that the answering passage holds ``token`` of a question."""
        known = self.tokens.get(token)
        rate = self.expected(token) if known is None else known
        return min(max(rate, LOWEST), HIGHEST)

    def expected(self, token: str) -> float:
        """The same by what kind of token it is and by the characters of a pair."""
        if not is_han(token):
            return self.word
        if len(token) == 1:
            return self.single
        of_first, of_last, constant = self.mixing
        odds = constant
        odds += of_first * log_odds(self.first.get(token[0], self.pair))
        odds += of_last * log_odds(self.last.get(token[1], self.pair))
        return 1 / (1 + math.exp(-odds))


def is_han(token: str) -> bool:
    """Whether ``token`` is one or two Han characters rather than a word or a number."""
    return HAN.match(token) is not None


def log_odds(rate: float) -> float:
    """ln(p / (1 - p)), for rates of 0 and 1 that of the nearest rate allowed."""
    kept = min(max(rate, LOWEST), HIGHEST)
    return math.log(kept / (1 - kept))

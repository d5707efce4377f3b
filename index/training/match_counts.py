"""Training questions and their passages → `index.match_rates.MatchRates`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from sklearn.linear_model import LogisticRegression

from index.lexical import tokenise
from index.match_rates import MatchRates, is_han, log_odds
from index.training.sets import Question

PRIOR_SEEN = 5  # how many questions the expected rate of a token counts as
PRIOR_SEEN_SIDE = 10  # … of the pairs with a character at one side
FEWEST = 5  # a token seen less often has no rate of its own
SMALLEST_SURPRISE = 0.05  # … nor has one whose rate is as expected
_RATE_DECIMALS = 2
_MIXING_DECIMALS = 3


@dataclass(frozen=True, slots=True)
class Counts:
    """In how many questions a key was seen, and how many of their passages hold it."""

    seen: Counter[str] = field(default_factory=Counter[str])
    matched: Counter[str] = field(default_factory=Counter[str])

    def add(self, key: str, seen: int, matched: int) -> None:
        self.seen[key] += seen
        self.matched[key] += matched

    def rate(self, key: str, prior: float, strength: int) -> float:
        """The rate of ``key``, as if ``strength`` more had been seen, matched at ``prior``."""
        return (self.matched[key] + strength * prior) / (self.seen[key] + strength)

    def rates(self, prior: float, strength: int) -> dict[str, float]:
        return {key: self.rate(key, prior, strength) for key in self.seen}


def count_tokens(questions: Iterable[Question]) -> Counts:
    """How often each token of a question is in the question's passage."""
    counts = Counts()
    passages: dict[str, frozenset[str]] = {}
    for row in questions:
        if row.passage not in passages:
            passages[row.passage] = frozenset(tokenise(row.passage))
        for token in dict.fromkeys(tokenise(row.question)):
            counts.add(token, 1, token in passages[row.passage])
    return counts


def match_rates(counts: Counts) -> MatchRates:
    """The rates of the tokens counted, without those that are as expected."""
    kinds, first, last = Counts(), Counts(), Counts()
    for token, seen in counts.seen.items():
        matched = counts.matched[token]
        kinds.add(_kind(token), seen, matched)
        if _kind(token) == "pair":
            first.add(token[0], seen, matched)
            last.add(token[1], seen, matched)
    overall = {kind: round(kinds.rate(kind, 0.5, 1), _RATE_DECIMALS) for kind in _KINDS}
    pair = overall["pair"]
    rates = MatchRates(
        tokens={},
        first=_rounded(first.rates(pair, PRIOR_SEEN_SIDE), pair),
        last=_rounded(last.rates(pair, PRIOR_SEEN_SIDE), pair),
        single=overall["single"],
        pair=pair,
        word=overall["word"],
        mixing=_mixing(counts, first, last, pair),
    )
    return _with_tokens(rates, counts)


def _with_tokens(rates: MatchRates, counts: Counts) -> MatchRates:
    own: dict[str, float] = {}
    for token in sorted(key for key, seen in counts.seen.items() if seen >= FEWEST):
        expected = rates.expected(token)
        rate = counts.rate(token, expected, PRIOR_SEEN)
        if abs(rate - expected) >= SMALLEST_SURPRISE:
            own[token] = round(rate, _RATE_DECIMALS)
    parts = (rates.first, rates.last, rates.single, rates.pair, rates.word, rates.mixing)
    return MatchRates(own, *parts)


_KINDS = ("single", "pair", "word")


def _kind(token: str) -> str:
    if not is_han(token):
        return "word"
    return "single" if len(token) == 1 else "pair"


def _rounded(rates: Mapping[str, float], usual: float) -> dict[str, float]:
    """The rates in the order of their keys, without those that say no more than the usual one."""
    short = {key: round(rates[key], _RATE_DECIMALS) for key in sorted(rates)}
    return {key: rate for key, rate in short.items() if abs(rate - usual) >= SMALLEST_SURPRISE}


def _mixing(counts: Counts, first: Counts, last: Counts, pair: float) -> tuple[float, float, float]:
    """How a pair's rate follows from its characters' in other pairs: a logistic regression."""
    pairs = [token for token in counts.seen if _kind(token) == "pair"]
    rows = np.array(
        [[_elsewhere(s, t[i], counts, t, pair) for i, s in ((0, first), (1, last))] for t in pairs]
    )
    matched = np.array([counts.matched[token] for token in pairs])
    missed = np.array([counts.seen[token] for token in pairs]) - matched
    model = LogisticRegression(C=10.0)
    labels = np.repeat([1, 0], len(pairs))
    model.fit(np.vstack([rows, rows]), labels, sample_weight=np.concatenate([matched, missed]))
    coefficients = [*np.ravel(model.coef_), *np.ravel(model.intercept_)]
    of_first, of_last, constant = (round(float(c), _MIXING_DECIMALS) for c in coefficients)
    return of_first, of_last, constant


def _elsewhere(side: Counts, character: str, counts: Counts, token: str, pair: float) -> float:
    """Log odds of the rate of the pairs with ``character`` at a side, ``token`` left out."""
    matched = side.matched[character] - counts.matched[token]
    seen = side.seen[character] - counts.seen[token]
    return log_odds((matched + PRIOR_SEEN_SIDE * pair) / (seen + PRIOR_SEEN_SIDE))

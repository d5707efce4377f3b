"""How much of what a question asks for stands in a text, in whatever form the text has it.

A question's words come with what may stand for them (`index.clauses`): translations, other names.
Each counts by how much the lexical leg could make of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from answer.terms import content_tokens
from answer.vocabulary import Vocabulary, idf
from index.clauses import Clause
from index.lexical import tokenise
from index.token_shares import SENTENCES_KEPT, fold, held_tokens
from ingest.document import Passage
from ingest.script import to_single_script

Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Words:
    """Tokens with their idf, and how sure it is that they mean what was asked."""

    idf: tuple[tuple[str, float], ...]
    weight: float = 1.0

    def share(self, tokens: frozenset[str]) -> float:
        total = sum(value for _, value in self.idf)
        held = sum(value for token, value in self.idf if token in tokens)
        return self.weight * held / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing asked for. Its own words, its parts together, or one of the others may stand."""

    weight: float
    own: Words
    parts: tuple[Wanted, ...]
    others: tuple[Words, ...]

    def share(self, tokens: frozenset[str]) -> float:
        """How much of it stands in ``tokens``, in [0, 1]: that of its best form."""
        own = coverage(self.parts, tokens) if self.parts else self.own.share(tokens)
        return max([own, *(other.share(tokens) for other in self.others)])


def wanted_of(question: str, vocabulary: Vocabulary) -> list[Wanted]:
    """What ``question`` asks for, the phrases that people wrap a question in left out."""
    content = frozenset(content_tokens(question) or tokenise(question))
    clauses = vocabulary.clauses(question)
    kept = [clause for clause in clauses if not content.isdisjoint(clause.tokens)]
    return [_wanted(clause, vocabulary) for clause in kept]


def coverage(wanted: Sequence[Wanted], tokens: frozenset[str]) -> float:
    """The share of ``wanted`` that stands in ``tokens``, weighted by how rare each thing is."""
    total = sum(one.weight for one in wanted)
    return sum(one.weight * one.share(tokens) for one in wanted) / total if total else 0.0


class Shares:
    """What stands in each of several texts, worked out for all of them at once.

    The same numbers as `coverage`, a sum over a few arrays instead of one over every text.
    """

    def __init__(self, wanted: Sequence[Wanted]) -> None:
        self._wanted = wanted
        self._tokens = sorted(forms(wanted))
        self._columns = {token: column for column, token in enumerate(self._tokens)}

    def held(self, texts: Sequence[str]) -> Flags:
        """(texts, tokens): which text holds which of all the tokens that any form has."""
        return held_tokens(self._tokens, [_folded(text) for text in texts])

    def coverage(self, held: Flags) -> Floats:
        """(texts,): `coverage` of each text."""
        return self._coverage(self._wanted, held.astype(np.float64))

    def _coverage(self, wanted: Sequence[Wanted], held: Floats) -> Floats:
        total = sum(one.weight for one in wanted)
        shares = np.zeros(len(held))
        if total:
            for one in wanted:
                shares += one.weight / total * self._share(one, held)
        return shares

    def _share(self, one: Wanted, held: Floats) -> Floats:
        best = self._coverage(one.parts, held) if one.parts else self._words(one.own, held)
        for other in one.others:
            best = np.maximum(best, self._words(other, held))
        return best

    def _words(self, words: Words, held: Floats) -> Floats:
        total = sum(value for _, value in words.idf)
        if not total:
            return np.zeros(len(held))
        columns = [self._columns[token] for token, _ in words.idf]
        values = np.array([words.weight * value / total for _, value in words.idf])
        shares: Floats = held[:, columns] @ values
        return shares


def passage_coverages(wanted: Sequence[Wanted], passages: Iterable[Passage]) -> list[float]:
    """`coverage` of each passage with its headline."""
    shares = Shares(wanted)
    found: list[float] = []
    for passage in passages:
        texts = [passage.search_text[s.start : s.end] for s in passage.sentences]
        held: Flags = np.logical_or.reduce(shares.held([passage.headline, *texts]))
        found.append(float(shares.coverage(held[None])[0]))
    return found


def forms(wanted: Iterable[Wanted]) -> frozenset[str]:
    """Every token that any form of what is wanted has."""
    return frozenset(
        token for one in wanted for words in (one.own, *one.others) for token, _ in words.idf
    ).union(*(forms(one.parts) for one in wanted))


@lru_cache(maxsize=SENTENCES_KEPT)
def _folded(text: str) -> str:
    """``text`` in the single script, folded as `tokenise` does."""
    return to_single_script(fold(text))


def _wanted(clause: Clause, vocabulary: Vocabulary) -> Wanted:
    def words(tokens: Iterable[str], weight: float = 1.0) -> Words:
        return Words(tuple((token, idf(vocabulary, token)) for token in tokens), weight)

    return Wanted(
        weight=vocabulary.reach(clause),
        own=words(clause.own),
        parts=tuple(_wanted(part, vocabulary) for part in clause.parts),
        others=tuple(words(other.tokens, other.weight) for other in clause.others),
    )

"""How much of what a question asks for stands in a text, in whatever form the text has it.

A question's words come with what may stand for them (`index.clauses`): translations, other names.
Each counts by how much the lexical leg could make of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from answer.terms import content_tokens
from answer.vocabulary import Vocabulary, idf
from index.clauses import Clause
from index.lexical import tokenise


@dataclass(frozen=True, slots=True)
class _Words:
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
    own: _Words
    parts: tuple[Wanted, ...]
    others: tuple[_Words, ...]

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


def forms(wanted: Iterable[Wanted]) -> frozenset[str]:
    """Every token that any form of what is wanted has."""
    return frozenset(
        token for one in wanted for words in (one.own, *one.others) for token, _ in words.idf
    ).union(*(forms(one.parts) for one in wanted))


def _wanted(clause: Clause, vocabulary: Vocabulary) -> Wanted:
    def words(tokens: Iterable[str], weight: float = 1.0) -> _Words:
        return _Words(tuple((token, idf(vocabulary, token)) for token in tokens), weight)

    return Wanted(
        weight=vocabulary.reach(clause),
        own=words(clause.own),
        parts=tuple(_wanted(part, vocabulary) for part in clause.parts),
        others=tuple(words(other.tokens, other.weight) for other in clause.others),
    )

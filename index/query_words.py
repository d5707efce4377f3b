"""A query as the lexical leg searches it: its tokens, and what may stand for them in a passage.

Words of other scripts get their Chinese translations, names and terms the forms of the glossary,
words that no passage holds those that sound alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache, partial

from index.clauses import Clause, with_alternatives
from index.expansion import Alternative
from index.lexical import tokenise
from index.translation import Translator, default_translator, is_han

QUERIES_KEPT = 64  # one question is read by retrieval, by the answer stage and for its refusal
Alternatives = Callable[[str], Iterable[Alternative]]
"""From a query to what may stand instead of some of its words."""


class QueryWords:
    """Reads queries for one index; safe to share between threads."""

    def __init__(
        self,
        names: Alternatives | None = None,
        translator: Callable[[], Translator] = default_translator,
    ) -> None:
        """Reads with what finds names and a translation table, opened when a query needs it."""
        # A cache of a method would hold this object, and with it open files, until a collection.
        self._kept = lru_cache(maxsize=QUERIES_KEPT)(partial(_read, names, translator))

    def clauses(self, query: str) -> list[Clause]:
        """What ``query`` asks for, in its order, each distinct token once."""
        return list(self._kept(query))


def _read(
    names: Alternatives | None, translator: Callable[[], Translator], query: str
) -> list[Clause]:
    tokens = list(dict.fromkeys(tokenise(query)))
    silent = {token for token in tokens if _is_word(token) and translator().is_silent(token)}
    spoken = [token for token in tokens if token not in silent] or tokens
    clauses = [_clause(translator, token) for token in spoken]
    return with_alternatives(clauses, names(query)) if names else clauses


def _clause(translator: Callable[[], Translator], token: str) -> Clause:
    if not _is_word(token):
        return Clause((token,))
    return Clause((token,), others=tuple(translator().alternatives(token)))


def _is_word(token: str) -> bool:
    """Whether a token is a word of a language that is written with spaces."""
    return not is_han(token) and not token.isdecimal()

"""A query as the lexical leg searches it: its tokens, and what may stand for them in a passage.

Words of other scripts get their Chinese translations, names and terms the forms of the glossary,
words that no passage holds those that sound alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

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
        self._names = names
        self._translator = translator
        self._kept = lru_cache(maxsize=QUERIES_KEPT)(self._read)

    def clauses(self, query: str) -> list[Clause]:
        """What ``query`` asks for, in its order, each distinct token once."""
        return list(self._kept(query))

    def _read(self, query: str) -> list[Clause]:
        tokens = list(dict.fromkeys(tokenise(query)))
        spoken = [token for token in tokens if not self._is_silent(token)] or tokens
        clauses = [self._clause(token) for token in spoken]
        return with_alternatives(clauses, self._names(query)) if self._names else clauses

    def _is_silent(self, token: str) -> bool:
        return _is_word(token) and self._translator().is_silent(token)

    def _clause(self, token: str) -> Clause:
        if not _is_word(token):
            return Clause((token,))
        return Clause((token,), others=tuple(self._translator().alternatives(token)))


def _is_word(token: str) -> bool:
    """Whether a token is a word of a language that is written with spaces."""
    return not is_han(token) and not token.isdecimal()

"""Question and passages → which sentence holds which token, and what share of the question that is.

Tokens are those of `index.lexical.tokenise`; the arrays hold the sentences of all passages of a
question in a row.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from index.lexical import tokenise
from index.match_rates import HAN, is_han
from ingest.document import Passage

Floats: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]
Starts: TypeAlias = NDArray[np.int64]

SENTENCES_KEPT = 8192  # the same ones are looked at by question after question; half a kB each


@dataclass(frozen=True, slots=True, eq=False)  # arrays have no truth value
class Shares:
    """Which sentence holds which token, and what of the question that makes of each passage.

    Args:
        held: (n_sentences, n_tokens).
        weights: (n_tokens,) each token's share of the question.
        starts: (n_passages,) each passage's first sentence.
        counts: (n_passages,) how many it has, at least one.
    """

    held: Flags
    weights: Floats
    starts: Starts
    counts: Starts

    def sentence(self) -> Floats:
        return self._best(self.held)

    def neighbours(self) -> Floats:
        following = np.zeros_like(self.held)
        following[:-1] = self.held[1:]
        following[self.starts + self.counts - 1] = False
        return self._best(self.held | following)

    def opening(self) -> Floats:
        return self._best(self.held | np.repeat(self.held[self.starts], self.counts, axis=0))

    def passage(self) -> Floats:
        anywhere: Flags = np.logical_or.reduceat(self.held, self.starts, axis=0)
        return anywhere @ self.weights

    def often(self, halfway: Floats) -> Floats:
        """``halfway`` is how many sentences give a token half of its weight, by passage."""
        times = np.add.reduceat(self.held.astype(np.float64), self.starts, axis=0)
        shares: Floats = (times / (times + halfway[:, None])) @ self.weights
        return shares

    def _best(self, held: Flags) -> Floats:
        best: Floats = np.maximum.reduceat(held @ self.weights, self.starts)
        return best


def folded_sentences(passage: Passage) -> list[str]:
    """The sentences as `tokenise` folds them; at least one."""
    texts = [passage.search_text[s.start : s.end] for s in passage.sentences]
    return [fold(text) for text in texts if text.strip()] or [fold(passage.search_text)]


@lru_cache(maxsize=SENTENCES_KEPT)
def fold(text: str) -> str:
    """``text`` as `tokenise` folds it before it parts the tokens."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def held_tokens(tokens: Sequence[str], sentences: Sequence[str]) -> Flags:
    """Which sentence holds which token.

    A Han token is in `tokenise` of a sentence just when the sentence holds its characters, and
    looking takes a tenth of the time (50 paragraphs, 2026-11-21: 1.4 ms against 23).
    """
    han = [token for token in tokens if is_han(token)]
    flags = np.zeros((len(sentences), len(tokens)), dtype=np.bool_)
    if not flags.size:
        return flags
    columns = np.array([is_han(token) for token in tokens], dtype=np.bool_)
    flags[:, columns] = [[token in sentence for token in han] for sentence in sentences]
    if len(han) < len(tokens):
        words = [token for token in tokens if not is_han(token)]
        texts = [words_of(sentence) for sentence in sentences]
        flags[:, ~columns] = [[word in text for word in words] for text in texts]
    return flags


def lacking_tokens(query: str, passage: Passage) -> list[str]:
    """The tokens of ``query`` that neither ``passage`` nor its headline holds, each once."""
    tokens = list(dict.fromkeys(tokenise(query)))
    held = held_tokens(tokens, [fold(f"{passage.headline}\n{passage.search_text}")])[0]
    return [token for token, is_held in zip(tokens, held.tolist(), strict=True) if not is_held]


@lru_cache(maxsize=SENTENCES_KEPT)
def words_of(sentence: str) -> frozenset[str]:
    """The tokens of a folded sentence that are no Han characters."""
    return frozenset(tokenise(HAN.sub(" ", sentence)))

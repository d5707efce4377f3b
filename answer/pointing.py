"""Curated questions near to the query → how much they point at each sentence that was found."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from index.retriever import Hit
from index.token_shares import SENTENCES_KEPT
from ingest.matching import squeeze

FloatMatrix = npt.NDArray[np.float32]


def pointing(hits: Sequence[Hit]) -> list[FloatMatrix]:
    """For each hit (sentences, 2), both in [0, 1]: words, and share.

    Words are the most that a question which points at the sentence shares with the query. The share
    is that of the sentence in all the evidence there is: where many questions are somewhat like the
    query, it tells a sentence that several of them point at from one that a single one does.
    """
    found = [np.array([_pointed(text, hit) for text in _sentences(hit)]) for hit in hits]
    total = sum(float(pointed[:, 1].sum()) for pointed in found if len(pointed))
    shares = np.array([1.0, 1.0 / total if total else 0.0])
    return [(pointed.reshape(-1, 2) * shares).astype(np.float32) for pointed in found]


def _pointed(text: str, hit: Hit) -> tuple[float, float]:
    """The most words and the whole evidence of the questions that point at a squeezed sentence."""
    here = [pointed for words, pointed in hit.pointed.items() if words in text]
    most = max((pointed.words for pointed in here), default=0.0)
    return most, sum(pointed.evidence for pointed in here)


def _sentences(hit: Hit) -> list[str]:
    text = hit.passage.search_text
    return [_squeezed(text[one.start : one.end]) for one in hit.passage.sentences]


_squeezed = lru_cache(maxsize=SENTENCES_KEPT)(squeeze)

"""A Chinese question + the passages found → the same passages in a better order.

The legs compare a question with a whole passage or with its best window. Here question and passage
are seen together: how much of what the question is likely to share with its answer (idf times
`MatchRates`) stands in the best sentence, in two neighbours, in the best sentence with the opening
one, and in the passage. A linear sum of these and of the two legs decides. Its weights stand in
``index/reranker.json``, which ``index/training/rerank.py`` fits; what that gained stands in
``index/training/README.md``. Questions in other scripts share few words with a Chinese passage:
their order stays.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

from index.fusion import Fused
from index.lexical import tokenise
from index.match_rates import MatchRates
from index.token_shares import Floats, Shares, folded_sentences, held_tokens
from ingest.document import Passage, Script
from ingest.script import detect_script

RERANKED = 50  # passages looked at; 5 of 1,324 development questions have their answer further down
RERANKER_FILE = Path(__file__).with_name("reranker.json")
FEATURES = (
    "lexical",  # the fused score's lexical part
    "vector",  # … and its vector part
    "sentence",  # share of the question's weight in the best sentence
    "neighbours",  # … in the best two sentences in a row
    "opening",  # … in the best sentence together with the first one
    "passage",  # … anywhere in the passage
    "often",  # the same, more for what stands in several sentences, as in BM25
    "brevity",  # 1 for passages up to SHORTEST characters, 0 from LONGEST on
)
SHORTEST, LONGEST = 50, 1000
_K1, _B, _USUAL_CHARS = 0.6, 0.4, 250  # of "often"; the plateau of the development questions
_CHINESE = (Script.HANS, Script.HANT)
_DECIMALS = 6


class Collection(Protocol):
    """How often tokens occur; a retriever is one."""

    @property
    def passage_count(self) -> int: ...

    def document_frequency(self, token: str) -> int: ...


@dataclass(frozen=True, slots=True)
class Reranker:
    """Scores passages for Chinese questions.

    Args:
        rates: how likely each token of a question is to be in the passage that answers.
        weights: (len(FEATURES),) float64, scaled so that no score is above 1.
    """

    rates: MatchRates
    weights: Floats

    @classmethod
    def load(cls, path: Path = RERANKER_FILE) -> Reranker:
        """The reranker in ``path``.

        Raises:
            ValueError: the file was fitted for other features than this code has.
        """
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["features"] != list(FEATURES):
            raise ValueError(f"{path.name} was fitted for other features: run the training again")
        of_first, of_last, constant = content["rates"].pop("mixing")
        rates = MatchRates(**content["rates"], mixing=(of_first, of_last, constant))
        return cls(rates, np.array(content["weights"], dtype=np.float64))

    def rerank(
        self, query: str, found: Sequence[Fused], passages: Sequence[Passage], known: Collection
    ) -> list[Fused]:
        """``found`` with new scores, best first; equal scores in row order.

        The vector part of a score is the vector feature's, the lexical part all the rest. A query
        that is not Chinese, or has no token, leaves everything as it is.

        Args:
            query: as it was typed.
            found: what the fusion gave.
            passages: those of ``found``, in the same order.
            known: what idf is counted in.
        """
        if not (found and tokenise(query)) or detect_script(query) not in _CHINESE:
            return list(found)
        rows = self.features(query, found, passages, known) * self.weights
        vector = rows[:, FEATURES.index("vector")]
        rescored = [
            Fused(entry.row, round(float(rest), _DECIMALS), round(float(part), _DECIMALS))
            for entry, rest, part in zip(found, rows.sum(axis=1) - vector, vector, strict=True)
        ]
        return sorted(rescored, key=lambda entry: (-entry.score, entry.row))

    def features(
        self, query: str, found: Sequence[Fused], passages: Sequence[Passage], known: Collection
    ) -> Floats:
        """(len(found), len(FEATURES)) float64, every number in [0, 1]."""
        tokens = list(dict.fromkeys(tokenise(query)))
        sentences = [folded_sentences(passage) for passage in passages]
        counts = np.array([len(group) for group in sentences], dtype=np.int64)
        starts = np.cumsum(counts) - counts
        lengths = np.array([len(passage.search_text) for passage in passages], dtype=np.float64)
        held = held_tokens(tokens, [sentence for group in sentences for sentence in group])
        shares = Shares(held, self._weigh(tokens, known), starts, counts)
        return np.column_stack(
            [
                np.array([entry.lexical for entry in found], dtype=np.float64),
                np.array([entry.vector for entry in found], dtype=np.float64),
                shares.sentence(),
                shares.neighbours(),
                shares.opening(),
                shares.passage(),
                shares.often(_K1 * (1 - _B + _B * lengths / _USUAL_CHARS)),
                _brevity(lengths),
            ]
        )

    def _weigh(self, tokens: Sequence[str], known: Collection) -> Floats:
        """What each token counts: shares that sum to 1, or nothing when no token counts."""
        total = known.passage_count
        weights = np.array(
            [self.rates.rate(t) * _idf(known.document_frequency(t), total) for t in tokens],
            dtype=np.float64,
        )
        return weights / max(float(weights.sum()), 1e-9)


def _idf(holding: int, total: int) -> float:
    """BM25's, with the 1 inside the logarithm that keeps it above 0 (as `LexicalIndex`)."""
    return math.log1p((total - holding + 0.5) / (holding + 0.5))


def _brevity(lengths: Floats) -> Floats:
    spread = math.log(LONGEST / SHORTEST)
    brief: Floats = 1 - np.clip(np.log(np.maximum(lengths, 1) / SHORTEST) / spread, 0, 1)
    return brief

"""What the reader knows of single tokens: their numbers, how rare they are, their vectors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from answer.reading_features import FloatMatrix, FloatVector, PairFeatures, pair_features
from answer.reading_text import IntVector, TokenKind, TokenText

PAD, UNKNOWN, WORD = 0, 1, 2
NUMBERS = 3  # the first of the five classes of numbers, by their digits
LONGEST_NUMBER = 5
FIRST_CHARACTER = NUMBERS + LONGEST_NUMBER


@dataclass(frozen=True, slots=True, eq=False)  # arrays have no truth value
class ReadingVocabulary:
    """``numbers`` of single characters; of the word pieces their rarity and vectors.

    ``rarity`` is (pieces,) float32 in 0–1, ``pieces`` (pieces, dim) int8 with rows ``scales``
    (pieces,) that make them unit rows.
    """

    numbers: Mapping[str, int]
    rarity: FloatVector
    pieces: npt.NDArray[np.int8]
    scales: FloatVector

    def characters(self, tokens: TokenText) -> IntVector:
        """The number of every token: its character's, or its class."""
        pairs = zip(tokens.surface, tokens.kinds.tolist(), strict=True)
        return np.array([self._number(*pair) for pair in pairs], dtype=np.int32)

    def _number(self, surface: str, kind: int) -> int:
        if kind == TokenKind.WORD:
            return WORD
        if kind == TokenKind.DIGITS:
            return NUMBERS + min(len(surface), LONGEST_NUMBER) - 1
        return self.numbers.get(surface, UNKNOWN)

    def vectors(self, tokens: TokenText) -> FloatMatrix:
        """Unit rows (n, dim), zeros for a token without a piece."""
        scales = np.where(tokens.pieces > 0, self.scales[tokens.pieces], 0.0)
        rows: FloatMatrix = self.pieces[tokens.pieces].astype(np.float32)
        return rows * scales[:, None].astype(np.float32)

    def features(
        self, question: TokenText, passage: TokenText, sentence_starts: IntVector
    ) -> PairFeatures:
        """What the reader is told of the pair beside its tokens."""
        near = self.vectors(passage) @ self.vectors(question).T
        rarity = self.rarity[question.pieces], self.rarity[passage.pieces]
        return pair_features(question, passage, sentence_starts, rarity, near)

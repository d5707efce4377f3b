"""question and passage tokens → what they have in common, token by token.

Two tokens match when they are equal; a token is in a run of ``k`` when it is one of ``k`` tokens in
a row that stand so on the other side too.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from answer.reading_text import IntVector, TokenKind, TokenText

FloatMatrix = npt.NDArray[np.float32]
FloatVector = npt.NDArray[np.float32]
BoolMatrix = npt.NDArray[np.bool_]

RUNS = 4
SHARED_FEATURES = RUNS + 1 + len(TokenKind)
PASSAGE_FEATURES = SHARED_FEATURES + 7


@dataclass(frozen=True, slots=True, eq=False)  # arrays have no truth value
class PairFeatures:
    """``question``: (m, SHARED_FEATURES), ``passage``: (n, PASSAGE_FEATURES); float32."""

    question: FloatMatrix
    passage: FloatMatrix


def pair_features(
    question: TokenText,
    passage: TokenText,
    sentence_starts: IntVector,
    rarity: tuple[FloatVector, FloatVector],
    nearness: FloatMatrix,
) -> PairFeatures:
    """What the reader is told of one question and one passage, beside their tokens.

    Args:
        question: ``m`` tokens, at least one.
        passage: ``n`` tokens, at least one.
        sentence_starts: the first token of each sentence, rising from 0.
        rarity: of the question's tokens (m,) and of the passage's (n,), in 0–1.
        nearness: (n, m) cosines of the tokens' word pieces.
    """
    asked, read = rarity
    runs = _runs(passage, question)
    in_passage = np.stack([run.any(axis=0) for run in runs], axis=1)
    in_question = np.stack([run.any(axis=1) for run in runs], axis=1)
    own = _about_sentences(runs[1], sentence_starts, asked, len(passage))
    signless = question.kinds != TokenKind.SIGN
    near = np.where(signless, nearness, -1.0).max(axis=1)
    weighed = (in_question[:, 1] * read, near, near * read)
    return PairFeatures(
        question=_columns(in_passage, asked, _one_hot(question.kinds)),
        passage=_columns(in_question, read, _one_hot(passage.kinds), *weighed, own),
    )


def _columns(*parts: npt.NDArray[np.generic]) -> FloatMatrix:
    columns = [part[:, None] if part.ndim == 1 else part for part in parts]
    return np.concatenate(columns, axis=1, dtype=np.float32, casting="unsafe")


def _one_hot(kinds: IntVector) -> FloatMatrix:
    return np.eye(len(TokenKind), dtype=np.float32)[kinds]


def _runs(passage: TokenText, question: TokenText) -> list[BoolMatrix]:
    """For k = 1 … RUNS an (n, m) matrix: whether this pair of tokens is in a matching run of k."""
    equal = passage.keys[:, None] == question.keys[None, :]
    begins = equal
    runs = [equal]
    for k in range(2, RUNS + 1):
        begins = begins & _moved(equal, k - 1)
        runs.append(np.logical_or.reduce([_moved(begins, -back) for back in range(k)]))
    return runs


def _moved(matrix: BoolMatrix, steps: int) -> BoolMatrix:
    """``matrix[i + steps, j + steps]`` at (i, j), False beyond its edges."""
    moved = np.zeros_like(matrix)
    if steps >= 0:
        moved[: max(0, len(matrix) - steps), : -steps or None] = matrix[steps:, steps:]
    else:
        moved[-steps:, -steps:] = matrix[:steps, :steps]
    return moved


def _about_sentences(
    runs: BoolMatrix, sentence_starts: IntVector, asked: FloatVector, length: int
) -> FloatMatrix:
    """(n, 4): how much of the question's rarity a token's sentence holds in runs of two.

    Then that less the best sentence's, that of the two neighbouring sentences, and whether this is
    the first sentence.
    """
    held = np.logical_or.reduceat(runs, sentence_starts, axis=0)
    coverage = (held @ asked) / max(1e-6, float(asked.sum()))
    around = np.concatenate([[0.0], coverage, [0.0]])
    table = np.stack(
        [
            coverage,
            coverage - coverage.max(),
            np.maximum(around[:-2], around[2:]),
            np.arange(len(coverage)) == 0,
        ],
        axis=1,
    )
    lengths = np.diff(np.append(sentence_starts, length))
    return np.repeat(table, lengths, axis=0).astype(np.float32)

"""How well a network reads the questions that are kept for development."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch

from answer.reading_features import FloatVector
from answer.reading_network import likeliest_phrase
from answer.reading_text import IntVector, read_tokens
from answer.reading_vocabulary import ReadingVocabulary
from answer.training.cloze import Example
from answer.training.examples import Numbers, collate, in_numbers, sentence_tokens
from answer.training.network import ReaderNetwork
from answer.training.windows import Marked

_AT_ONCE = 16
_ANY_LENGTH = 10_000


@dataclass(frozen=True, slots=True, eq=False)  # arrays have no truth value
class Asked:
    """A question on its whole passage, its sentences, and on what is left without answers."""

    whole: Numbers
    sentence_starts: IntVector
    rest: Numbers | None


@dataclass(frozen=True, slots=True)
class Figures:
    """``sentence``: an answer starts in the likeliest one; ``overlap``: token F1 of the phrase.

    ``auroc``: the whole passage against what is left of it without the sentences with an answer.
    """

    sentence: float
    overlap: float
    auroc: float

    def __str__(self) -> str:
        return f"sentence {self.sentence:.3f}, F1 {self.overlap:.3f}, AUROC {self.auroc:.3f}"


def made_ready(rows: Sequence[Marked], vocabulary: ReadingVocabulary) -> list[Asked]:
    """``rows`` in numbers, whatever their length."""
    ready: list[Asked] = []
    for row in rows:
        whole = in_numbers(Example(row.question, row.sentences, row.spans), vocabulary, _ANY_LENGTH)
        left = tuple(s for i, s in enumerate(row.sentences) if i not in row.held)
        rest = in_numbers(Example(row.question, left, ()), vocabulary, _ANY_LENGTH)
        if whole is not None:
            starts = read_tokens("".join(row.sentences)).starts
            ready.append(Asked(whole, sentence_tokens(row.sentences, starts), rest))
    return ready


def measured(network: ReaderNetwork, rows: Sequence[Asked]) -> Figures:
    """The figures over ``rows``; the network is left in training mode."""
    network.eval()
    ordered = sorted(rows, key=lambda row: len(row.whole.passage))
    hits: list[float] = []
    overlaps: list[float] = []
    with_answer: list[float] = []
    without: list[float] = []
    for at in range(0, len(ordered), _AT_ONCE):
        part = ordered[at : at + _AT_ONCE]
        starts, ends = _logits(network, [row.whole for row in part])
        for row, start, end in zip(part, starts, ends, strict=True):
            length = len(row.whole.passage)
            first, last = _likeliest(start[:length], row.sentence_starts)
            hits.append(any(first <= begin < last for begin, _ in row.whole.spans))
            overlaps.append(_overlap(start[first:last], end[first:last], first, row.whole.spans))
            with_answer.append(float(np.logaddexp.reduce(start[:length]) - start[-1]))
        rest = [row.rest for row in part if row.rest is not None]
        for one, start in zip(rest, _logits(network, rest)[0] if rest else (), strict=True):
            without.append(float(np.logaddexp.reduce(start[: len(one.passage)]) - start[-1]))
    network.train()
    return Figures(float(np.mean(hits)), float(np.mean(overlaps)), _auroc(with_answer, without))


def _logits(
    network: ReaderNetwork, rows: Sequence[Numbers]
) -> tuple[Sequence[FloatVector], Sequence[FloatVector]]:
    with torch.no_grad():
        start, end = network(collate(rows))
    return list(start.numpy()), list(end.numpy())


def _likeliest(start: FloatVector, sentence_starts: IntVector) -> tuple[int, int]:
    best = int(np.logaddexp.reduceat(start, sentence_starts).argmax())
    ends = [*sentence_starts[1:], len(start)]
    return int(sentence_starts[best]), int(ends[best])


def _overlap(
    start: FloatVector, end: FloatVector, offset: int, spans: Sequence[tuple[int, int]]
) -> float:
    first, last = likeliest_phrase(start, end)
    return max(_f1((offset + first, offset + last), span) for span in spans)


def _f1(one: tuple[int, int], other: tuple[int, int]) -> float:
    shared = min(one[1], other[1]) - max(one[0], other[0]) + 1
    return max(0.0, 2 * shared / (one[1] - one[0] + other[1] - other[0] + 2))


def _auroc(positives: Sequence[float], negatives: Sequence[float]) -> float:
    """The chance that a positive is above a negative (Mann and Whitney's U over all pairs)."""
    ranks = np.concatenate([positives, negatives]).argsort().argsort()[: len(positives)] + 1.0
    pairs = len(positives) * len(negatives)
    return float((ranks.sum() - len(positives) * (len(positives) + 1) / 2) / pairs)

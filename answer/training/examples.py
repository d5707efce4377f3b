"""Questions with passages → examples, and examples → batches of numbers for the reader."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch

from answer.reading_text import IntVector, read_tokens
from answer.reading_vocabulary import ReadingVocabulary
from answer.training.cloze import Example
from answer.training.network import Batch

MAX_QUESTION = 48
MAX_PASSAGE = 420


@dataclass(frozen=True, slots=True, eq=False)  # arrays have no truth value
class Numbers:
    """One example in numbers; ``spans`` are first and last tokens, both inside."""

    question: IntVector
    question_pieces: IntVector
    question_features: npt.NDArray[np.float16]
    passage: IntVector
    passage_pieces: IntVector
    passage_features: npt.NDArray[np.float16]
    spans: tuple[tuple[int, int], ...]


def in_numbers(
    example: Example, vocabulary: ReadingVocabulary, longest: int = MAX_PASSAGE
) -> Numbers | None:
    """``example`` in numbers; None where it is too long, empty, or its answer is no tokens.

    ``longest`` counts the passage's tokens; a question has at most ``MAX_QUESTION`` all the same.
    """
    text = "".join(example.sentences)
    question, passage = read_tokens(example.question), read_tokens(text)
    if not 0 < len(question) <= MAX_QUESTION or not 0 < len(passage) <= longest:
        return None
    spans = tuple(
        (
            int(np.searchsorted(passage.ends, start, "right")),
            int(np.searchsorted(passage.starts, end)) - 1,
        )
        for start, end in example.spans
    )
    if any(first > last for first, last in spans):
        return None
    features = vocabulary.features(
        question, passage, sentence_tokens(example.sentences, passage.starts)
    )
    return Numbers(
        vocabulary.characters(question),
        question.pieces,
        features.question.astype(np.float16),
        vocabulary.characters(passage),
        passage.pieces,
        features.passage.astype(np.float16),
        spans,
    )


def sentence_tokens(sentences: Sequence[str], starts: IntVector) -> IntVector:
    """The first token of every sentence that has one."""
    ends = np.cumsum([0, *map(len, sentences)])[:-1]
    return np.unique(
        np.searchsorted(starts, ends)[np.searchsorted(starts, ends) < len(starts)]
    ).astype(np.int32)


def batches(rows: Sequence[Numbers], size: int, seed: int) -> Iterator[Batch]:
    """``rows`` in random batches of about equal length."""
    order = list(range(len(rows)))
    generator = random.Random(seed)
    generator.shuffle(order)
    for start in range(0, len(order), size * 50):
        part = sorted(order[start : start + size * 50], key=lambda i: len(rows[i].passage))
        groups = [part[i : i + size] for i in range(0, len(part), size)]
        generator.shuffle(groups)
        for group in groups:
            yield collate([rows[i] for i in group])


def collate(rows: Sequence[Numbers]) -> Batch:
    """Padded tensors of ``rows``."""
    longest = max(len(row.passage) for row in rows)
    starts = np.zeros((len(rows), longest + 1), dtype=bool)
    ends = np.zeros_like(starts)
    for i, row in enumerate(rows):
        for first, last in row.spans:
            starts[i, first] = ends[i, last] = True
        starts[i, longest] = ends[i, longest] = not row.spans
    passage = _padded([row.passage for row in rows])
    question = _padded([row.question for row in rows])
    return Batch(
        question=question,
        question_pieces=_padded([row.question_pieces for row in rows]),
        question_features=_padded([row.question_features for row in rows]).float(),
        question_mask=_mask([len(row.question) for row in rows]),
        passage=passage,
        passage_pieces=_padded([row.passage_pieces for row in rows]),
        passage_features=_padded([row.passage_features for row in rows]).float(),
        passage_mask=_mask([len(row.passage) for row in rows]),
        starts=torch.from_numpy(starts),
        ends=torch.from_numpy(ends),
    )


def _padded(arrays: Sequence[npt.NDArray[np.generic]]) -> torch.Tensor:
    longest = max(map(len, arrays))
    padded = np.zeros((len(arrays), longest, *arrays[0].shape[1:]), dtype=arrays[0].dtype)
    for i, array in enumerate(arrays):
        padded[i, : len(array)] = array
    return torch.from_numpy(padded)


def _mask(lengths: Sequence[int]) -> torch.Tensor:
    return torch.arange(max(lengths))[None, :] < torch.tensor(lengths)[:, None]

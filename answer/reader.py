"""question + passages → for every sentence how likely it answers, and the phrase in it that does.

A small convolutional network that reads question and passage together, token by token
(``answer/training/README.md``). It reads Chinese.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from threadpoolctl import threadpool_limits

from answer.reading_features import FloatMatrix
from answer.reading_network import Logits, ReadingNetwork, Side, likeliest_phrase
from answer.reading_text import IntVector, TokenText, read_tokens
from answer.reading_vocabulary import FIRST_CHARACTER, ReadingVocabulary
from ingest.document import Passage, Sentence
from ingest.errors import EncoderError

READER_FILE = Path(__file__).with_name("reader.npz")


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading showed of one sentence.

    ``odds`` are the natural log of the odds that the answer begins in it rather than that the
    passage has none; ``start`` and ``end`` bound the likeliest phrase in the passage's search text.
    """

    odds: float
    start: int
    end: int


UNREAD = Reading(-12.0, 0, 0)


class Reader:
    """Reads passages with a question in mind; safe to share between threads."""

    def __init__(self, vocabulary: ReadingVocabulary, network: ReadingNetwork) -> None:
        self._vocabulary = vocabulary
        self._network = network

    @classmethod
    def load(cls, path: Path = READER_FILE) -> Reader:
        """The reader in ``path``.

        Raises:
            EncoderError: the file is missing or not whole.
        """
        try:
            with path.open("rb") as stream, np.load(stream, allow_pickle=False) as file:
                arrays = {name: file[name] for name in file.files}
            about = json.loads(str(arrays.pop("about")))
            characters = about["characters"]
            vocabulary = ReadingVocabulary(
                {character: FIRST_CHARACTER + i for i, character in enumerate(characters)},
                arrays.pop("rarity").astype(np.float32),
                arrays.pop("pieces"),
                arrays.pop("scales"),
            )
            weights = {name: array.astype(np.float32) for name, array in arrays.items()}
            return cls(vocabulary, ReadingNetwork(weights, tuple(about["dilations"])))
        except (OSError, EOFError, KeyError, ValueError, BadZipFile) as error:
            raise EncoderError(
                f"The reader's file {path} cannot be used: {error}",
                hint="Restore it from the repository, or run python -m answer.training.train.",
            ) from error

    @property
    def vocabulary(self) -> ReadingVocabulary:
        """What it knows of single tokens."""
        return self._vocabulary

    def read(self, question: str, passages: Sequence[Passage]) -> list[list[Reading]]:
        """For each passage what reading shows of its sentences, in their order.

        ``question`` is in the single script; one without a token leaves everything unread.
        """
        asked = read_tokens(question)
        if not len(asked):
            return [[UNREAD] * len(passage.sentences) for passage in passages]
        return [self._read(asked, passage) for passage in passages]

    def _read(self, asked: TokenText, passage: Passage) -> list[Reading]:
        tokens = read_tokens(passage.search_text)
        if not len(tokens):
            return [UNREAD] * len(passage.sentences)
        bounds = _bounds(passage.sentences, tokens.starts)
        logits = self.logits(asked, tokens, np.unique(bounds[:-1][np.diff(bounds) > 0]))
        pairs = zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True)
        return [_reading(logits, tokens, *pair) for pair in pairs]

    def logits(self, asked: TokenText, tokens: TokenText, sentence_starts: IntVector) -> Logits:
        """What the network says of every token of a passage."""
        features = self._vocabulary.features(asked, tokens, sentence_starts)
        question = self._network.question(self._side(asked, features.question))
        return self._network.read(question, self._side(tokens, features.passage))

    def _side(self, tokens: TokenText, features: FloatMatrix) -> Side:
        return Side(self._vocabulary.characters(tokens), self._vocabulary.vectors(tokens), features)


@cache
def shared_reader() -> Reader:
    """The reader that ships with the package, loaded once.

    From then on the process's BLAS works on one thread: the products here are small, and with two
    questions at a time its threads waited for each other, which took five times as long
    (2026-11-21).
    """
    threadpool_limits(1, user_api="blas")
    return Reader.load()


def _bounds(sentences: Sequence[Sentence], starts: IntVector) -> IntVector:
    """The first token of every sentence, and the end of the last one; (sentences + 1,)."""
    edges = [*(sentence.start for sentence in sentences), sentences[-1].end]
    return np.searchsorted(starts, edges).astype(np.int32)


def _reading(logits: Logits, tokens: TokenText, first: int, last: int) -> Reading:
    """Of the sentence of the tokens ``first`` to before ``last``."""
    if first == last:
        return UNREAD
    starts, ends = logits.start[first:last], logits.end[first:last]
    odds = float(np.logaddexp.reduce(starts) - logits.absent)
    begin, end = likeliest_phrase(starts, ends)
    return Reading(odds, int(tokens.starts[first + begin]), int(tokens.ends[first + end]))

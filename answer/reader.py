"""question + passages → for every sentence how likely it answers, and the phrase in it that does.

A small convolutional network that reads question and passage together, token by token
(``answer/training/README.md``). It reads Chinese.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from threadpoolctl import threadpool_limits

from answer.reading_features import pair_features
from answer.reading_network import Logits, ReadingNetwork, Side, likeliest_phrase
from answer.reading_text import IntVector, TokenText, read_tokens
from answer.reading_vocabulary import FIRST_CHARACTER, ReadingVocabulary
from ingest.document import Passage, Sentence
from ingest.errors import EncoderError

READER_FILE = Path(__file__).with_name("reader.npz")
PASSAGES_KEPT = 1024  # passages made ready for reading, about 8 kB each


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


@dataclass(frozen=True, slots=True, eq=False)  # arrays have no truth value
class _Prepared:
    """What can be known of a passage before a question.

    Args:
        tokens: its tokens.
        characters: their numbers, (n,).
        bounds: the first token of every sentence, and the end of the last one.
    """

    tokens: TokenText
    characters: IntVector
    bounds: IntVector

    @property
    def sentence_starts(self) -> IntVector:
        """The first token of every sentence that has one."""
        return np.unique(self.bounds[:-1][np.diff(self.bounds) > 0])

    def readings(self, logits: Logits) -> list[Reading]:
        """What ``logits`` show of every sentence."""
        pairs = zip(self.bounds[:-1].tolist(), self.bounds[1:].tolist(), strict=True)
        return [_reading(logits, self.tokens, *pair) for pair in pairs]


class Reader:
    """Reads passages with a question in mind; safe to share between threads."""

    def __init__(self, vocabulary: ReadingVocabulary, network: ReadingNetwork) -> None:
        self._vocabulary = vocabulary
        self._network = network
        self._prepared = lru_cache(maxsize=PASSAGES_KEPT)(self._prepare)

    @classmethod
    def load(cls, path: Path = READER_FILE) -> Reader:
        """The reader in ``path``.

        Raises:
            EncoderError: the file is missing or not whole.
        """
        try:
            with path.open("rb") as stream, np.load(stream, allow_pickle=False) as file:
                arrays = {name: file[name] for name in file.files}
            characters = str(arrays["characters"])
            vocabulary = ReadingVocabulary(
                {character: FIRST_CHARACTER + i for i, character in enumerate(characters)},
                arrays["rarity"].astype(np.float32),
                arrays["pieces"],
                arrays["scales"],
            )
            return cls(vocabulary, ReadingNetwork(arrays["network"].tobytes()))
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
        texts = [self._prepared(p.search_text, _edges(p.sentences)) for p in passages]
        readable = [bool(len(asked) and len(text.tokens)) for text in texts]
        pairs = [
            self._pair(asked, text)
            for text, is_readable in zip(texts, readable, strict=True)
            if is_readable
        ]
        found = iter([self._network.read(*pair) for pair in pairs])
        return [
            text.readings(next(found)) if is_readable else [UNREAD] * (len(text.bounds) - 1)
            for text, is_readable in zip(texts, readable, strict=True)
        ]

    def logits(self, asked: TokenText, tokens: TokenText, sentence_starts: IntVector) -> Logits:
        """What the network says of every token of a passage."""
        bounds = np.append(sentence_starts, np.int32(len(tokens)))
        text = _Prepared(tokens, self._vocabulary.characters(tokens), bounds)
        return self._network.read(*self._pair(asked, text))

    def _prepare(self, text: str, edges: tuple[int, ...]) -> _Prepared:
        tokens = read_tokens(text)
        bounds = np.searchsorted(tokens.starts, edges).astype(np.int32)
        return _Prepared(tokens, self._vocabulary.characters(tokens), bounds)

    def _pair(self, asked: TokenText, text: _Prepared) -> tuple[Side, Side]:
        known = self._vocabulary
        question, passage = known.vectors(asked), known.vectors(text.tokens)
        rarity = known.rarity[asked.pieces], known.rarity[text.tokens.pieces]
        near = passage @ question.T
        features = pair_features(asked, text.tokens, text.sentence_starts, rarity, near)
        return (
            Side(known.characters(asked), question, features.question),
            Side(text.characters, passage, features.passage),
        )


@cache
def shared_reader() -> Reader:
    """The reader that ships with the package, loaded once.

    From then on the process's BLAS works on one thread: the products here are small, and with two
    questions at a time its threads waited for each other, which took five times as long
    (2026-11-21).
    """
    threadpool_limits(1, user_api="blas")
    return Reader.load()


def _edges(sentences: Sequence[Sentence]) -> tuple[int, ...]:
    """Where every sentence starts, and where the last one ends."""
    ends = (sentence.end for sentence in sentences[-1:])
    return (*(sentence.start for sentence in sentences), *ends)


def _reading(logits: Logits, tokens: TokenText, first: int, last: int) -> Reading:
    """Of the sentence of the tokens ``first`` to before ``last``."""
    if first == last:
        return UNREAD
    starts, ends = logits.start[first:last], logits.end[first:last]
    odds = float(np.logaddexp.reduce(starts) - logits.absent)
    begin, end = likeliest_phrase(starts, ends)
    return Reading(odds, int(tokens.starts[first + begin]), int(tokens.ends[first + end]))

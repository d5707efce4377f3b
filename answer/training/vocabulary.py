"""News text and the embedded encoder → what the reader knows of tokens before it learns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from answer.reading_features import FloatMatrix, FloatVector
from answer.reading_text import TokenKind, read_tokens
from answer.reading_vocabulary import FIRST_CHARACTER, ReadingVocabulary
from answer.training.cloze import sentences_in
from index.encoder import EMBEDDED_FOLDER, TABLE, TOKENIZER, WEIGHTS

CHARACTERS, LEAST_OFTEN = 5000, 5
PIECE_DIM = 96
SENTENCES_AT_ONCE = 4  # of a stretch that document frequencies are counted over
_COMMON = 3000  # a piece this frequent or more has full say in which directions are kept
NEAR_WORDS, NEAR_FROM, LEAST_COSINE = 4, 14_000, 0.3
_ROWS_AT_ONCE = 1000
_SINGLE = (TokenKind.HAN, TokenKind.NUMERAL, TokenKind.SIGN)


def learn_vocabulary(texts: Iterable[str], questions: Iterable[str]) -> ReadingVocabulary:
    """Characters by frequency, rarity by document frequency, and shortened piece vectors."""
    characters: Counter[str] = Counter()
    frequency = np.zeros(_tokenizer().get_vocab_size(), dtype=np.int64)
    stretches = 0
    for text in texts:
        sentences = sentences_in(text)
        for start in range(0, len(sentences), SENTENCES_AT_ONCE):
            tokens = read_tokens("".join(sentences[start : start + SENTENCES_AT_ONCE]))
            frequency[np.unique(tokens.pieces)] += 1
            stretches += 1
            characters.update(_characters(tokens.surface, tokens.kinds.tolist()))
    for question in questions:
        tokens = read_tokens(question)
        characters.update(_characters(tokens.surface, tokens.kinds.tolist()))
    kept = [c for c, count in characters.most_common(CHARACTERS) if count >= LEAST_OFTEN]
    pieces, scales = _shortened(frequency)
    return ReadingVocabulary(
        {character: FIRST_CHARACTER + i for i, character in enumerate(kept)},
        _rarity(frequency, stretches),
        pieces,
        scales,
    )


def near_words(rarity: FloatVector) -> Mapping[str, Sequence[str]]:
    """For frequent Chinese words the few that the embedded encoder takes to be nearest."""
    tokenizer = _tokenizer()
    words = {int(piece): tokenizer.id_to_token(int(piece)) or "" for piece in np.argsort(rarity)}
    frequent = [
        piece
        for piece, word in words.items()
        if rarity[piece] > 0 and len(word) > 1 and not word.isascii()
    ][:NEAR_FROM]
    rows = _unit_rows()[frequent]
    found: dict[str, Sequence[str]] = {}
    for start in range(0, len(frequent), _ROWS_AT_ONCE):
        cosines = rows[start : start + _ROWS_AT_ONCE] @ rows.T
        for piece, row in zip(frequent[start : start + _ROWS_AT_ONCE], cosines, strict=True):
            nearest = np.argsort(-row)[1 : NEAR_WORDS + 1]
            near = [words[frequent[i]] for i in nearest if row[i] > LEAST_COSINE]
            if near:
                found[words[piece]] = near
    return found


def _characters(surface: Sequence[str], kinds: Sequence[int]) -> Iterable[str]:
    return (token for token, kind in zip(surface, kinds, strict=True) if kind in _SINGLE)


def _rarity(frequency: npt.NDArray[np.int64], stretches: int) -> FloatVector:
    """Inverse document frequency over its greatest value; 0 for no piece."""
    rarity = np.log((stretches + 1) / (frequency + 1)) / np.log(stretches + 1)
    rarity[0] = 0.0
    rounded: FloatVector = rarity.astype(np.float32)
    return rounded


def _shortened(frequency: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int8], FloatVector]:
    """The encoder's unit rows in their ``PIECE_DIM`` principal directions, in eight bits."""
    rows = _unit_rows()
    weighed = rows * np.sqrt(np.minimum(frequency + 1, _COMMON))[:, None].astype(np.float32)
    _, directions = np.linalg.eigh(weighed.T @ weighed)
    short = _unit(rows @ directions[:, ::-1][:, :PIECE_DIM])
    steps = np.maximum(np.abs(short).max(axis=1), 1e-9) / 127
    pieces = np.round(short / steps[:, None]).astype(np.int8)
    lengths = np.linalg.norm(pieces.astype(np.float32), axis=1)
    return pieces, (1 / np.maximum(lengths, 1e-6)).astype(np.float32)


def _unit_rows() -> FloatMatrix:
    return _unit(load_file(EMBEDDED_FOLDER / WEIGHTS)[TABLE].astype(np.float32))


def _unit(rows: FloatMatrix) -> FloatMatrix:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    scaled: FloatMatrix = rows / np.maximum(lengths, np.float32(1e-6))
    return scaled


def _tokenizer() -> Tokenizer:
    return Tokenizer.from_file(str(EMBEDDED_FOLDER / TOKENIZER))

"""Text → the tokens that the reader sees, each with where it stands and what kind it is."""

from __future__ import annotations

import re
import sys
import unicodedata
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from index.encoder import EMBEDDED_FOLDER, TOKENIZER
from ingest.script import HAN

IntVector = npt.NDArray[np.int32]

_TOKEN = re.compile(rf"[0-9]+(?:[.,:][0-9]+)*|[^\W\d_{HAN}]+|\S")
_HAN = re.compile(rf"[{HAN}]")
_NUMERALS = frozenset("零〇一二三四五六七八九十百千万亿两")


class TokenKind(IntEnum):
    """What a token is made of."""

    HAN = 0
    NUMERAL = 1  # a Chinese numeral
    DIGITS = 2
    WORD = 3  # a word of another script
    SIGN = 4


@dataclass(frozen=True, slots=True, eq=False)  # arrays have no truth value
class TokenText:
    """A text as ``n`` tokens: a Han character, a number, a word or a sign each.

    ``surface`` are the folded tokens, ``keys``, (n,) int64, numbers that are equal where those are;
    ``starts`` and ``ends``, (n,), where they stand in the text; ``kinds``, (n,), their `TokenKind`;
    ``pieces``, (n,), the word piece of the embedded encoder's tokenizer that covers each one's
    first character, 0 for none.
    """

    surface: tuple[str, ...]
    keys: npt.NDArray[np.int64]
    starts: IntVector
    ends: IntVector
    kinds: IntVector
    pieces: IntVector

    def __len__(self) -> int:
        return len(self.surface)


def read_tokens(text: str) -> TokenText:
    """The tokens of ``text``, which is in the single script; blanks are none."""
    flat = _folded_in_place(text)
    found = list(_TOKEN.finditer(flat))
    surface = tuple(sys.intern(match.group()) for match in found)
    starts = np.array([match.start() for match in found], dtype=np.int32)
    return TokenText(
        surface=surface,
        keys=np.array([hash(token) for token in surface], dtype=np.int64),
        starts=starts,
        ends=np.array([match.end() for match in found], dtype=np.int32),
        kinds=np.array([_kind(token) for token in surface], dtype=np.int32),
        pieces=_pieces(flat)[starts] if found else np.zeros(0, dtype=np.int32),
    )


def _folded_in_place(text: str) -> str:
    """``text`` folded character by character, so that every position stays what it was."""
    if text.isascii():
        return text.lower()
    return "".join(map(_folded, text))


@cache
def _folded(character: str) -> str:
    folded = unicodedata.normalize("NFKC", character).lower()
    return folded if len(folded) == 1 else character


@cache
def _kind(token: str) -> int:
    if token[0].isdecimal():
        return TokenKind.DIGITS
    if token in _NUMERALS:
        return TokenKind.NUMERAL
    if _HAN.fullmatch(token):
        return TokenKind.HAN
    return TokenKind.WORD if token.isalpha() else TokenKind.SIGN


def _pieces(flat: str) -> IntVector:
    """For every character of ``flat`` the number of the word piece over it, 0 where none is."""
    over = np.zeros(len(flat), dtype=np.int32)
    encoding = _tokenizer().encode(flat, add_special_tokens=False)
    for piece, (start, end) in zip(encoding.ids, encoding.offsets, strict=True):
        over[start:end] = piece
    return over


@cache
def _tokenizer(folder: Path = EMBEDDED_FOLDER) -> Tokenizer:
    """The embedded encoder's tokenizer; without its normalizer, for texts come folded."""
    tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
    tokenizer.normalizer = None
    return tokenizer

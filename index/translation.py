"""English and Russian words → the Chinese tokens they stand for, for the lexical leg.

The table is learnt by ``index/training/translate.py`` from parallel text. A question in another
language so finds passages by their words and not by its vector alone, as in probabilistic
structured queries (Darwish and Oard, SIGIR 2003), but a word counts as its best translation in the
passage and not as the sum of all, which the development sets preferred.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal
from zipfile import BadZipFile

import numpy as np
import snowballstemmer

from index.expansion import Alternative
from index.lexical import tokenise
from ingest.errors import EncoderError

Language = Literal["en", "ru"]

TABLE = Path(__file__).with_name("translation.npz")
_ALGORITHMS: Mapping[Language, str] = {"en": "english", "ru": "russian"}
_HAN = re.compile(r"[\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_SEPARATOR = "\n"


def is_han(token: str) -> bool:
    """Whether a token of `tokenise` is of Han characters."""
    return _HAN.match(token) is not None


def language_of(token: str) -> Language:
    """Russian for Cyrillic words, English for all others."""
    return "ru" if _CYRILLIC.search(token) else "en"


def stems(text: str, language: str) -> list[str]:
    """The stems of the words of ``text`` (Snowball), in order; Han tokens and numbers left out."""
    name: Language = "ru" if language == "ru" else "en"
    words = (word for word in tokenise(text.replace("ё", "е")) if not is_han(word))
    return [stem(word, name) for word in words if not word.isdecimal()]


@cache
def _stemmer(language: Language) -> snowballstemmer.Stemmer:
    return snowballstemmer.stemmer(_ALGORITHMS[language])


def stem(word: str, language: Language) -> str:
    """The stem of one word in lower case."""
    return _stemmer(language).stemWord(word)


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of one language: word i stands for ``targets[ends[i - 1]:ends[i]]``."""

    rows: Mapping[str, int]
    silent: frozenset[str]
    ends: Sequence[int]
    targets: Sequence[int]
    chances: Sequence[float]

    def of(self, word: str) -> list[tuple[int, float]]:
        row = self.rows.get(word)
        if row is None:
            return []
        part = slice(self.ends[row - 1] if row else 0, self.ends[row])
        return list(zip(self.targets[part], self.chances[part], strict=True))


class Translator:
    """Looks words up; opened once, safe to share between threads."""

    def __init__(self, meanings: Sequence[str], words: Mapping[Language, _Words]) -> None:
        self._meanings = meanings
        self._words = words

    @classmethod
    def open(cls, path: Path = TABLE) -> Translator:
        """The table in ``path``.

        Raises:
            EncoderError: the file is missing or damaged.
        """
        try:
            with path.open("rb") as file, np.load(file) as table:
                meanings = _unpacked(table["meanings"])
                words: dict[Language, _Words] = {
                    language: _words(table, language) for language in _ALGORITHMS
                }
        except (OSError, EOFError, BadZipFile, ValueError, KeyError) as error:
            raise EncoderError(
                f"The translation table {path} cannot be read: {error}",
                hint="Install forumqa again, or run python -m index.training.translate.",
            ) from error
        return cls(meanings, words)

    def is_silent(self, word: str) -> bool:
        """Whether a token is so common in its language that it translates nothing."""
        language = language_of(word)
        return stem(word, language) in self._words[language].silent

    def alternatives(self, word: str) -> list[Alternative]:
        """What a token of a question may be in Chinese, likeliest first.

        Weights are the square roots of chances relative to the likeliest one's.
        """
        language = language_of(word)
        found = self._words[language].of(stem(word.replace("ё", "е"), language))
        best = max((chance for _, chance in found), default=1.0)
        return [
            Alternative((word,), (self._meanings[target],), math.sqrt(chance / best))
            for target, chance in found
        ]


@cache
def default_translator() -> Translator:
    """The table that ships, opened when a question first needs it."""
    return Translator.open()


def save_table(
    path: Path,
    chances: Mapping[Language, Mapping[str, Mapping[str, float]]],
    silent: Mapping[Language, Collection[str]],
) -> None:
    """Write for every language the targets of each word, likeliest first, and its silent words."""
    meanings = sorted({t for words in chances.values() for own in words.values() for t in own})
    numbers = {meaning: number for number, meaning in enumerate(meanings)}
    arrays = {"meanings": _packed(meanings)}
    for language, words in chances.items():
        ordered = sorted(words)
        pairs = [pair for word in ordered for pair in words[word].items()]
        arrays |= {
            f"{language}.words": _packed(ordered),
            f"{language}.silent": _packed(sorted(silent[language])),
            f"{language}.ends": np.cumsum([len(words[word]) for word in ordered], dtype=np.int32),
            f"{language}.targets": np.array([numbers[t] for t, _ in pairs], dtype=np.int32),
            f"{language}.chances": np.array([chance for _, chance in pairs], dtype=np.float16),
        }
    np.savez_compressed(path, allow_pickle=False, **arrays)


def _words(table: Mapping[str, np.ndarray], language: Language) -> _Words:
    words = _unpacked(table[f"{language}.words"])
    return _Words(
        rows={word: row for row, word in enumerate(words)},
        silent=frozenset(_unpacked(table[f"{language}.silent"])),
        ends=table[f"{language}.ends"].tolist(),
        targets=table[f"{language}.targets"].tolist(),
        chances=table[f"{language}.chances"].tolist(),
    )


def _packed(words: Sequence[str]) -> np.ndarray:
    return np.frombuffer(_SEPARATOR.join(words).encode(), dtype=np.uint8)


def _unpacked(packed: np.ndarray) -> list[str]:
    return packed.tobytes().decode().split(_SEPARATOR)

"""How Chinese characters sound: toneless pinyin, exact and with the usual confusions folded.

The readings stand in index/pinyin.txt (one block for each character's commonest reading, one for
the next), which `index.pinyin_source` makes from pypinyin (MIT). Only characters of the single
script below U+10000 are in it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

READINGS_PATH = Path(__file__).with_name("pinyin.txt")
MAX_READINGS = 2

Syllables: TypeAlias = NDArray[np.uint16]

_CHARACTERS = 1 << 16
_SILENT: frozenset[int] = frozenset()
_RETROFLEX = re.compile(r"^([zcs])h")
_NASAL = re.compile(r"(?<=[aei])ng$")


def fold_syllable(syllable: str) -> str:
    """``syllable`` without what southern speakers and input methods confuse.

    zh ch sh → z c s; n- → l-; -ang -eng -ing → -an -en -in (also -iang, -uang). f and h stay apart:
    few confuse them, and folding would pair many common syllables.
    """
    folded = _NASAL.sub("n", _RETROFLEX.sub(r"\1", syllable))
    return "l" + folded[1:] if folded.startswith("n") else folded


@dataclass(frozen=True, slots=True)
class Pinyin:
    """Readings as numbers, 0 for none.

    Args:
        readings: (65536, MAX_READINGS), the syllables of every character below U+10000.
        folded: (number of syllables + 1,), the folded syllable's number of every syllable.
    """

    readings: Syllables
    folded: Syllables


@lru_cache(maxsize=1 << 14)
def exact_sounds(character: str) -> frozenset[int]:
    """The numbers of the character's syllables; empty for what has no reading."""
    code = ord(character)
    return frozenset(load_pinyin().readings[code].tolist()) - {0} if code < _CHARACTERS else _SILENT


@lru_cache(maxsize=1 << 14)
def folded_sounds(character: str) -> str:
    """The character's syllables with confusions folded, each as one character."""
    folded = load_pinyin().folded
    return "".join(dict.fromkeys(chr(folded[sound]) for sound in sorted(exact_sounds(character))))


def exactly_alike(one: str, other: str) -> bool:
    """Whether two characters share a reading, tones aside."""
    return one == other or not exact_sounds(one).isdisjoint(exact_sounds(other))


@cache
def load_pinyin() -> Pinyin:
    """The table of index/pinyin.txt, read once."""
    readings = np.zeros((_CHARACTERS, MAX_READINGS), dtype=np.uint16)
    numbers: dict[str, int] = {}
    blocks = READINGS_PATH.read_text(encoding="utf-8").split("\n\n")
    for rank, block in enumerate(blocks):
        lines = [line.split(" ") for line in block.splitlines()]
        characters = "".join(characters for _, characters in lines)
        codes = np.frombuffer(characters.encode("utf-16-le"), dtype="<u2")
        syllables = [numbers.setdefault(syllable, len(numbers) + 1) for syllable, _ in lines]
        readings[codes, rank] = np.repeat(syllables, [len(characters) for _, characters in lines])
    folds: dict[str, int] = {}
    folded = [folds.setdefault(fold_syllable(s), len(folds) + 1) for s in numbers]
    return Pinyin(readings, np.array([0, *folded], dtype=np.uint16))

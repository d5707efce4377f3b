"""Names by what they sound like, the usual confusions folded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice, product

from index.pinyin import folded_sounds

PIECE = 4
"""What of longer names is found."""

_MAX_READINGS = 8
_SILENCE = "\0"


class NameSounds:
    """The given names, found by the sound of a stretch of text; the table is made when needed.

    Args:
        names: Chinese names in the single script.
        longest: names of more characters are not found whole, but by every stretch of PIECE.
    """

    def __init__(self, names: Iterable[str], longest: int) -> None:
        self._names = sorted(names)
        self._longest = longest
        self._table: dict[str, list[str]] = {}

    def of(self, heard: Sequence[str]) -> list[str]:
        """The names that sound like characters whose sounds, from `hear`, are ``heard``."""
        if not self._table:
            self._table = self._made()
        found = (name for sound in _sounds(heard) for name in self._table.get(sound, ()))
        return list(dict.fromkeys(found))

    def _made(self) -> dict[str, list[str]]:
        table: dict[str, list[str]] = {}
        for name in self._names:
            heard = hear(name)
            size = len(name) if len(name) <= self._longest else PIECE
            for start in range(len(name) - size + 1):
                for sound in _sounds(heard[start : start + size]):
                    table.setdefault(sound, []).append(name[start : start + size])
        return table


def hear(text: str) -> list[str]:
    """The folded sounds of every character of ``text``: one character a reading, or silence."""
    return [folded_sounds(character) or _SILENCE for character in text]


def _sounds(heard: Sequence[str]) -> list[str]:
    """What the characters may sound like together, one character a syllable."""
    joined = "".join(heard)
    if len(joined) == len(heard):  # the usual case, and quick
        return [joined]
    return ["".join(sound) for sound in islice(product(*heard), _MAX_READINGS)]

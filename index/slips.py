"""Wrong characters in the Chinese names and terms of a query.

Where two neighbouring characters of the query stand together in no passage, a stretch around them
may be meant for a name of the glossary or catalogue: one that sounds like it, tones aside and with
the usual confusions folded (清岛, 上和组织, 鲁斑工坊), or one that a character missing, doubled,
swapped or wrong turns into it (撒马罕). A query whose pairs all stand in passages gives nothing.

Only names are offered. Pairs of the index itself that sound like a strange pair were tried too: on
500 ordinary questions against this library's words they gave 3.4 guesses a question, hardly one of
them right (2026-11-21). The weights are judgements of how sure each kind of evidence is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from index.expansion import Alternative
from index.glossary_forms import compact, normalised
from index.known_pairs import KnownPairs
from index.lexical import tokenise
from index.name_sounds import NameSounds, hear
from index.neighbours import Neighbours
from index.pinyin import exactly_alike
from ingest.script import HAN

MAX_ALTERNATIVES = 8
MIN_NAME, MAX_NAME = 2, 8
MIN_SPELLED = 4
"""Shorter names are found by sound only: of three characters, two say too little."""
MIN_CHANGED = 5
"""Shorter names are not found by a character that sounds otherwise (星岛日报 is no 青岛日报)."""

_SAME_SOUND, _LIKE_SOUND, _MISCOUNTED, _OTHER_CHARACTER = 0.9, 0.8, 0.7, 0.5
_TWO_CHARACTERS = 0.5  # of the very same sound; many pairs of words share one
_MAX_STRANGE = 3  # pairs that one slip of spelling makes strange: two characters swapped
_DECIMALS = 3
_HAN_RUN = re.compile(f"[{HAN}]+")
_LENGTH_BYTES = 4


@dataclass(frozen=True, slots=True)
class _Guess:
    """``[start, end)`` of the query may be meant for ``name``."""

    start: int
    end: int
    name: str
    weight: float


class Slips:
    """The names of an index by sound and by spelling, and its pairs; safe to share."""

    def __init__(self, pairs: KnownPairs, names: Iterable[str]) -> None:
        self._pairs = pairs
        self._names = sorted(set(names))
        self._sounds = NameSounds(self._names, MAX_NAME)
        self._neighbours = Neighbours(n for n in self._names if MIN_SPELLED <= len(n) <= MAX_NAME)

    @classmethod
    def of(cls, vocabulary: Iterable[str], names: Iterable[str] = ()) -> Slips:
        """The slips that an index lets us mend.

        Args:
            vocabulary: every token of the index, as `tokenise` gives it, once or more.
            names: Chinese names and terms that are right, whether passages hold them or not.
        """
        right = {normalised(name) for name in names}
        parts = {part for name in right for part in _HAN_RUN.findall(name)}
        spelled = (part[i : i + 2] for part in parts for i in range(len(part) - 1))
        runs = (run for name in right for run in _HAN_RUN.findall(compact(name)[0]))
        pairs = KnownPairs.of({*vocabulary, *spelled})
        return cls(pairs, (run for run in runs if len(run) >= MIN_NAME))

    def to_bytes(self) -> bytes:
        """What `from_bytes` reads; equal slips give equal bytes."""
        names = "\n".join(self._names).encode()
        return len(names).to_bytes(_LENGTH_BYTES, "little") + names + self._pairs.to_bytes()

    @classmethod
    def from_bytes(cls, content: bytes) -> Slips:
        """The slips that `to_bytes` wrote; the index vouches for the bytes."""
        end = _LENGTH_BYTES + int.from_bytes(content[:_LENGTH_BYTES], "little")
        names = content[_LENGTH_BYTES:end].decode().splitlines()
        return cls(KnownPairs.from_bytes(content[end:]), names)

    def alternatives(self, query: str) -> list[Alternative]:
        """The names that strange stretches of ``query`` may be meant for, the surest first."""
        text = normalised(query)
        letters, places = compact(text)
        # pairs that punctuation parts are in no index
        parted = {i for i in range(len(letters) - 1) if places[i + 1] > places[i] + 1}
        chosen: list[_Guess] = []
        for guess in sorted(self._guesses(letters, parted), key=_rank):
            if all(_same_or_apart(guess, other) for other in chosen):
                chosen.append(guess)
        return [
            Alternative(
                tuple(tokenise(text[places[guess.start] : places[guess.end - 1] + 1])),
                self._printed(guess.name),
                round(guess.weight, _DECIMALS),
            )
            for guess in chosen[:MAX_ALTERNATIVES]
        ]

    def _printed(self, name: str) -> tuple[str, ...]:
        """The tokens of ``name`` but for pairs that its dots part, as in 安德烈·科罗尔."""
        return tuple(token for token in tokenise(name) if not self._pairs.strange(token))

    def _guesses(self, text: str, parted: set[int]) -> Iterator[_Guess]:
        heard = hear(text)
        for start, end, strange in _windows(text, set(self._pairs.strange(text)) - parted):
            around = text[max(start - 1, 0) : end + 1]
            for name, weight in self._meant(text[start:end], heard[start:end], strange):
                if weight and name not in around:  # a right name and its neighbour are no slip
                    yield _Guess(start, end, name, weight)

    def _meant(self, said: str, heard: Sequence[str], strange: int) -> Iterator[tuple[str, float]]:
        """The names that ``said``, with ``strange`` strange pairs in it, may be meant for."""
        by_sound = self._sounds.of(heard)
        for name in by_sound:
            yield name, _sound_weight(said, name)
        if strange <= _MAX_STRANGE and len(said) >= MIN_SPELLED - 1:
            for name in self._neighbours.of(said):
                if name not in by_sound:
                    yield name, _spelling_weight(said, name)


def _windows(text: str, strange: set[int]) -> Iterator[tuple[int, int, int]]:
    """The stretches that hold a strange pair and may be a name, and how many they hold."""
    if not strange:
        return
    for start in range(len(text) - 1):
        count = 0
        for end in range(start + MIN_NAME, min(start + MAX_NAME + 1, len(text)) + 1):
            count += end - 2 in strange
            if count:
                yield start, end, count


def _sound_weight(said: str, meant: str) -> float:
    exact = all(map(exactly_alike, said, meant))
    if len(meant) == MIN_NAME:
        return _TWO_CHARACTERS if exact else 0.0
    return _SAME_SOUND if exact else _LIKE_SOUND


def _spelling_weight(said: str, meant: str) -> float:
    if len(said) != len(meant) or sorted(said) == sorted(meant):
        return _MISCOUNTED
    return _OTHER_CHARACTER if len(meant) >= MIN_CHANGED else 0.0


def _rank(guess: _Guess) -> tuple[float, int, int, str]:
    return (-guess.weight, guess.start - guess.end, guess.start, guess.name)


def _same_or_apart(one: _Guess, other: _Guess) -> bool:
    same = (one.start, one.end) == (other.start, other.end)
    return same or one.end <= other.start or other.end <= one.start

"""`python -m index.pinyin_source` writes index/pinyin.txt, from pypinyin; for developers only.

pypinyin (MIT) takes 150 ms to import and 4 MB on disk (0.55.0, measured 2026-11-21), against 1 ms
and 60 kB for the file: so nothing that users run imports it.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

from index.pinyin import MAX_READINGS, READINGS_PATH
from ingest.script import to_single_script

_FIRST, _LAST = 0x4E00, 0x9FFF
_NOT_SYLLABLES = frozenset({"n", "ng", "m", "hm", "hng", "e^"})
_TONES = {0x300, 0x301, 0x304, 0x30C}
_MIN_PHRASES, _MIN_SHARE = 3, 0.1  # what makes a further reading a living one (重 chóng, not tóng)


def readings_text() -> str:
    """The whole file: for the commonest readings, then the next: lines of syllable, characters."""
    uses = _uses_in_phrases()
    lines: dict[int, dict[str, str]] = {rank: {} for rank in range(MAX_READINGS)}
    for code in range(_FIRST, _LAST + 1):
        character = chr(code)
        if code in PINYIN_DICT and to_single_script(character) == character:
            for rank, syllable in enumerate(_syllables(PINYIN_DICT[code], uses[character])):
                lines[rank][syllable] = lines[rank].get(syllable, "") + character
    blocks = ("".join(f"{s} {lines[rank][s]}\n" for s in sorted(lines[rank])) for rank in lines)
    return "\n".join(blocks)


def _uses_in_phrases() -> defaultdict[str, Counter[str]]:
    """How often every character has every reading in pypinyin's phrases."""
    uses: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for phrase, readings in PHRASES_DICT.items():
        for character, choices in zip(phrase, readings, strict=False):
            uses[character][_toneless(choices[0])] += 1
    return uses


def _syllables(readings: str, uses: Counter[str]) -> list[str]:
    """The first reading without tone, as ü → v, and the next that phrases use."""
    first, *others = dict.fromkeys(_toneless(reading) for reading in readings.split(","))
    enough = max(_MIN_PHRASES, _MIN_SHARE * uses.total())
    living = [other for other in others if uses[other] >= enough]
    kept = [first, *sorted(living, key=lambda other: -uses[other])]
    return [s for s in kept if s not in _NOT_SYLLABLES][:MAX_READINGS]


def _toneless(reading: str) -> str:
    parts = unicodedata.normalize("NFD", reading)
    bare = "".join(part for part in parts if ord(part) not in _TONES)
    return unicodedata.normalize("NFC", bare).replace("ü", "v").replace("ê", "e^")


def main(path: Path = READINGS_PATH) -> None:
    """Writes the file anew."""
    path.write_text(readings_text(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()

"""The single script: text in, Simplified text of the same length out; and back, for display.

Passages and questions go through the same `to_single_script`, so a word matches itself whichever
script it was printed in. Length is kept character by character, so positions need no map.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from opencc import OpenCC

from ingest.document import Script

NORMALIZER_VERSION = "t2s-stable-1"

HAN = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
"""The characters of Chinese words, to stand inside the brackets of a regex class."""

# OpenCC copies the rest of a run at every match, which is quadratic: runs are cut at 256.
_HAN_RUN = re.compile(f"[{HAN}]{{1,256}}")
_LATIN_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]+")
_CYRILLIC_WORD = re.compile(r"[\u0400-\u052f]+")


@dataclass(frozen=True, slots=True)
class _Converter:
    """One OpenCC conversion, and what tells quickly that it would change nothing.

    ``trigger`` finds a character or phrase that the conversion changes; text without any of
    ``clues`` has none, which is told forty times faster. ``marks`` are characters that cannot stand
    in the target script at all, so that they prove the source script.
    """

    opencc: OpenCC
    trigger: re.Pattern[str]
    clues: frozenset[str]
    marks: re.Pattern[str]

    def convert(self, run: str) -> str:
        """``run`` converted once; the same number of characters, always."""
        if self.clues.isdisjoint(run) or self.trigger.search(run) is None:
            return run
        converted = self.opencc.convert(run)
        assert len(converted) == len(run), "an OpenCC entry changes the length"
        return converted

    def convert_until_stable(self, run: str) -> str:
        """``run`` converted until another pass changes nothing (乾清宮 → 乾清宫 → 干清宫)."""
        while (converted := self.convert(run)) != run:
            run = converted
        return run


@cache
def _converter(conversion: str) -> _Converter:
    opencc = OpenCC(conversion)
    values = {
        key: value.split(" ")
        for _, _, entries in opencc.dict_cache.values()
        for key, value in entries.items()
    }
    changed = {key for key, choices in values.items() if choices[0] != key}
    characters = {key for key in changed if len(key) == 1}
    phrases = [key for key in changed if len(key) > 1 and characters.isdisjoint(key)]
    marks = {key for key in characters if key not in values[key]}
    trigger = "|".join([f"[{''.join(sorted(characters))}]", *sorted(phrases)])
    return _Converter(
        opencc,
        re.compile(trigger),
        frozenset(characters | _common_to(phrases)),
        re.compile(f"[{''.join(sorted(marks))}]"),
    )


def _common_to(phrases: Sequence[str]) -> set[str]:
    """Few characters of which every phrase has one."""
    chosen: set[str] = set()
    while waiting := [phrase for phrase in phrases if chosen.isdisjoint(phrase)]:
        counts = Counter(character for phrase in waiting for character in sorted(set(phrase)))
        chosen.add(max(counts, key=lambda character: (counts[character], character)))
    return chosen


def to_single_script(text: str) -> str:
    """``text`` in Simplified characters: as long as ``text``, and unchanged by a second call."""
    converter = _converter("t2s")
    if converter.clues.isdisjoint(text):
        return text
    return _HAN_RUN.sub(lambda run: converter.convert_until_stable(run[0]), text)


def to_script(text: str, script: Script) -> str:
    """``text`` as readers of ``script`` expect it, for display; the same length.

    Text that is already in that script, and text for readers of other scripts, stays as it is.
    What is displayed always has the single script of ``text``.
    """
    if script not in (Script.HANS, Script.HANT) or detect_script(text) is script:
        return text
    if script is Script.HANS:
        return _HAN_RUN.sub(lambda run: _converter("t2s").convert(run[0]), text)
    return _HAN_RUN.sub(lambda run: _traditional(run[0]), text)


def _traditional(run: str) -> str:
    """``run`` in Taiwan's forms, because plain s2t prints 爲 and 裏, which few readers expect.

    A character whose form would not convert back (着 → 著) is left as it is.
    """
    converted = _converter("s2tw").convert(run)
    back = zip(to_single_script(converted), to_single_script(run), strict=True)
    return "".join(
        new if one == other else old
        for new, old, (one, other) in zip(converted, run, back, strict=True)
    )


def detect_script(text: str) -> Script:
    """The script most of ``text`` is in: Chinese characters against words of other scripts.

    Chinese text is Traditional when characters that only Traditional prints outnumber those that
    only Simplified prints.
    """
    han = sum(len(run) for run in _HAN_RUN.findall(text))
    latin = len(_LATIN_WORD.findall(text))
    cyrillic = len(_CYRILLIC_WORD.findall(text))
    if max(latin, cyrillic) > han:
        return Script.CYRL if cyrillic > latin else Script.LATN
    traditional = len(_converter("t2s").marks.findall(text))
    simplified = len(_converter("s2t").marks.findall(text))
    return Script.HANT if traditional > simplified else Script.HANS

"""Whether Chinese prose says what a source says: every pair of characters stands there.

Prose may drop, reorder and join what sources print, and join it with words that state nothing by
themselves. Any other word, so any other name, would be the writer's own. What this cannot see: who
did what to whom, where a sentence keeps all words and turns them round.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from answer.numerals import HAN_NUMERALS
from answer.plain_words import CHINESE, CHINESE_SIGNS
from answer.quantities import COUNTED
from ingest.script import HAN

_NUMBER = re.compile(f"[{HAN_NUMERALS}]{{2,}}|[{HAN_NUMERALS}](?=[{COUNTED}])")
_AFTER_NUMBER = re.compile(f"(?<=[0-9{HAN_NUMERALS}])([{HAN}])")
_HAN_RUN = re.compile(f"[{HAN}]+")
_NEGATORS = "不没未无非勿莫否"
# 不仅, 不断, 无论 … hold the sign and deny nothing.
_DENIES_NOTHING = "仅但断同少久管论只光错妨愧止"
_NEGATION = re.compile(f"(?:没有|并非|[{_NEGATORS}](?![{_DENIES_NOTHING}]))(?=([{HAN}]{{2}}))")


def is_aligned(prose: str, source: str) -> bool:
    """Whether all Chinese words of ``prose`` stand in ``source``, plain ones aside; both folded.

    Numbers are left to `answer.quantities`, but what they count must be counted there too.
    """
    known = _Known.of(source)
    return all(
        stands
        for run in _HAN_RUN.finditer(prose)
        for at, stands in enumerate(known.standing(run[0], prose[: run.start()]))
        if at in _stating(run[0])
    )


def states_something(prose: str, source: str) -> bool:
    """Whether ``prose`` has a Chinese word of ``source`` that is not plain; both folded."""
    known = _Known.of(source)
    return any(
        stands
        for run in _HAN_RUN.finditer(prose)
        for at, stands in enumerate(known.standing(run[0], prose[: run.start()]))
        if at in _stating(run[0])
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """What stands in a source: pairs of neighbours, and what follows its numbers."""

    pairs: frozenset[str]
    counted: frozenset[str]

    @classmethod
    def of(cls, source: str) -> _Known:
        pairs = frozenset(first + second for first, second in pairwise(source))
        return cls(pairs, frozenset(found[1] for found in _AFTER_NUMBER.finditer(source)))

    def standing(self, run: str, before: str) -> list[bool]:
        """For each character of ``run``, which comes behind ``before``, whether it stands here."""
        pairs = [first + second in self.pairs for first, second in pairwise(run)]
        stands = [one or other for one, other in zip([False, *pairs], [*pairs, False], strict=True)]
        ends = [0] if before[-1:].isdecimal() else []
        for number in _NUMBER.finditer(run):
            stands[number.start() : number.end()] = [True] * len(number[0])
            ends.append(number.end())
        for end in ends:
            if end < len(run) and run[end] in self.counted:
                stands[end] = True
        return stands


def _stating(run: str) -> set[int]:
    """Where ``run`` has characters that are not plain, by themselves or as part of a word."""
    plain = {at for word in CHINESE.finditer(run) for at in range(*word.span())}
    return {at for at, sign in enumerate(run) if at not in plain and sign not in CHINESE_SIGNS}


def keeps_negations(prose: str, source: str) -> bool:
    """Whether what ``prose`` denies is denied in ``source``, and the other way round."""
    return _denials(prose, source) and _denials(source, prose)


def _denials(one: str, other: str) -> bool:
    """Whether no pair denied in ``one`` stands in ``other`` only undenied."""
    return not any(
        denied[1] in other and denied[1] not in _denied(other) for denied in _NEGATION.finditer(one)
    )


def _denied(text: str) -> set[str]:
    return {denied[1] for denied in _NEGATION.finditer(text)}


def denies(text: str) -> bool:
    """Whether Chinese ``text`` denies something."""
    return _NEGATION.search(text) is not None

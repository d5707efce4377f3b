"""Words one slip away from given words: a letter wrong, missing, too many, or two swapped."""

from __future__ import annotations

from collections.abc import Iterable


class Neighbours:
    """The given words, found by what one slip makes of them.

    The table holds every word under itself and under each form with one letter left out
    (https://github.com/wolfgarbe/SymSpell). It is made at the first look-up.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words = sorted(set(words))
        self._table: dict[str, list[str]] = {}

    def of(self, word: str) -> list[str]:
        """The words that one slip turns into ``word``, in order; ``word`` itself is none."""
        if not self._table:
            self._table = self._made()
        found: set[str] = set()
        for key in _keys(word):
            found.update(self._table.get(key, ()))
        return sorted(other for other in found if one_slip_apart(word, other))

    def _made(self) -> dict[str, list[str]]:
        table: dict[str, list[str]] = {}
        for word in self._words:
            for key in _keys(word):
                table.setdefault(key, []).append(word)
        return table


def one_slip_apart(one: str, other: str) -> bool:
    """Whether one letter is wrong, missing or too many, or two neighbours are swapped."""
    start = 0
    shorter = min(len(one), len(other))
    while start < shorter and one[start] == other[start]:
        start += 1
    end = 0
    while end < shorter - start and one[-1 - end] == other[-1 - end]:
        end += 1
    left, right = one[start : len(one) - end], other[start : len(other) - end]
    swapped = len(left) == len(right) == 2 and left == right[::-1]
    return swapped or max(len(left), len(right)) == 1


def _keys(word: str) -> set[str]:
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}

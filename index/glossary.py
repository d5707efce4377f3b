"""Names and terms of a query, in any language, become the Simplified forms the sources print.

In goes ingest's glossary, out come the `Alternative`s of a query. Of overlapping finds the longest
wins, then the later one, as in 海上|合作. English and Russian words are compared by
`index.word_forms`; a name with one slip in a word of six letters or more is found too, at half its
weight. What stands in an index is the compiled glossary, so that a server needs no glossary file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from index.expansion import Alternative
from index.glossary_forms import (
    MIN_HAN,
    Entry,
    Forms,
    compact,
    compile_han,
    compile_words,
    entry_of,
    han_weight,
    needs_capital,
    normalised,
    word_weight,
)
from index.lexical import tokenise
from index.neighbours import Neighbours
from index.word_forms import FoundWord, found_words
from ingest.glossary import Term

_LATER_FORMS = 0.8
_SLIP = 0.5
_MIN_SLIP_LETTERS = 6
_MIN_SLIP_KEY = 6
_DECIMALS = 3


@dataclass(frozen=True, slots=True)
class _Find:
    """A form of the glossary at ``[start, end)`` of the query: its entries, each with a weight."""

    start: int
    end: int
    entries: Sequence[tuple[int, float]]


class Glossary:
    """The compiled glossary; safe to share between threads."""

    def __init__(self, entries: Sequence[Entry], han: Forms, words: Forms) -> None:
        self._entries = entries
        self._han = han
        self._words = words
        self._han_lengths = _lengths((form[:2], len(form)) for form in han)
        self._word_counts = _lengths((key.split(" ", 1)[0], key.count(" ") + 1) for key in words)
        self._tokens: dict[str, tuple[str, ...]] = {}
        names = (k for k, numbers in words.items() if any(entries[n].is_name for n in numbers))
        parts = (part for key in names for part in key.split(" "))
        self._name_words = Neighbours(part for part in parts if len(part) >= _MIN_SLIP_KEY)

    @classmethod
    def of(cls, terms: Iterable[Term]) -> Glossary:
        """The glossary of ``terms``; without any it gives nothing."""
        terms = tuple(terms)
        return cls([entry_of(term) for term in terms], compile_han(terms), compile_words(terms))

    def __len__(self) -> int:
        return len(self._entries)

    @property
    def han_names(self) -> list[str]:
        """The forms the sources print, for `Slips`.

        Without terms of two characters: too many ordinary words sound like one.
        """
        return [
            form
            for entry in self._entries
            for form in entry.forms
            if entry.is_name or len(form) > MIN_HAN
        ]

    def to_json(self) -> str:
        """The compiled glossary; equal glossaries give equal text."""
        entries = [[entry.is_name, *entry.forms] for entry in self._entries]
        content = {"entries": entries, "han": self._han, "words": self._words}
        return json.dumps(content, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Glossary:
        """The glossary that `to_json` wrote; the index vouches for the text."""
        content = json.loads(text)
        entries = [Entry(bool(row[0]), tuple(row[1:])) for row in content["entries"]]
        return cls(entries, content["han"], content["words"])

    def alternatives(self, query: str) -> list[Alternative]:
        """What the sources print for the names and terms of ``query``, in the query's order."""
        text = normalised(query)
        words = found_words(text)
        chosen = _longest([*self._han_finds(text), *self._word_finds(words, 1.0)])
        chosen = _longest([*chosen, *self._slip_finds(words, chosen)])
        alternatives: dict[Alternative, None] = {}
        for find in sorted(chosen, key=lambda find: find.start):
            alternatives.update(dict.fromkeys(self._forms(text[find.start : find.end], find)))
        return list(alternatives)

    def _forms(self, matched: str, find: _Find) -> Iterator[Alternative]:
        """The forms of the entries found, but none that repeats a form of the query and adds to it.

        上合组织 says no more than 上合 does; 哈萨克斯坦, for Taiwan's 哈薩克, does.
        """
        replaced = tuple(tokenise(matched))
        for number, weight in find.entries:
            forms = [self._printed(form) for form in self._entries[number].forms]
            repeats = replaced in forms
            for rank, tokens in enumerate(forms):
                if not (repeats and set(replaced) <= set(tokens)):
                    sure = weight if rank == 0 else weight * _LATER_FORMS
                    yield Alternative(replaced, tokens, round(sure, _DECIMALS))

    def _printed(self, form: str) -> tuple[str, ...]:
        """The tokens of ``form``, worked out once."""
        tokens = self._tokens.get(form)
        if tokens is None:
            tokens = self._tokens[form] = tuple(tokenise(form))
        return tokens

    def _han_finds(self, text: str) -> Iterator[_Find]:
        letters, places = compact(text)
        for start in range(len(letters) - 1):
            for length in self._han_lengths.get(letters[start : start + 2], ()):
                numbers = self._han.get(letters[start : start + length])
                if numbers is not None and start + length <= len(letters):
                    entries = [(n, han_weight(self._entries[n])) for n in numbers]
                    yield _Find(places[start], places[start + length - 1] + 1, entries)
                    break

    def _word_finds(self, words: Sequence[FoundWord], factor: float) -> Iterator[_Find]:
        keys = [word.key for word in words]
        for start, word in enumerate(words):
            for count in self._word_counts.get(word.key, ()):
                key = " ".join(keys[start : start + count])
                numbers = self._words.get(key)
                if numbers is None or (needs_capital(key) and not word.capital):
                    continue
                entries = [
                    (n, factor * word_weight(self._entries[n], key, len(numbers))) for n in numbers
                ]
                yield _Find(word.start, words[min(start + count, len(words)) - 1].end, entries)
                break

    def _slip_finds(self, words: Sequence[FoundWord], found: Sequence[_Find]) -> Iterator[_Find]:
        """Names that one slip in a word hides, where nothing else was found."""
        for place, word in enumerate(words):
            if word.end - word.start < _MIN_SLIP_LETTERS or _covered(word, found):
                continue
            for key in self._name_words.of(word.key):
                if key[0] == word.key[0]:
                    mended = FoundWord(key, word.start, word.end, capital=True)
                    changed = [*words[:place], mended, *words[place + 1 :]]
                    finds = self._word_finds(changed, _SLIP)
                    yield from (f for f in finds if f.start <= word.start and word.end <= f.end)


def _lengths(pairs: Iterable[tuple[str, int]]) -> dict[str, list[int]]:
    """The different lengths of the forms that begin alike, longest first."""
    lengths: dict[str, set[int]] = {}
    for beginning, length in pairs:
        lengths.setdefault(beginning, set()).add(length)
    return {beginning: sorted(found, reverse=True) for beginning, found in lengths.items()}


def _covered(word: FoundWord, finds: Iterable[_Find]) -> bool:
    return any(find.start < word.end and word.start < find.end for find in finds)


def _longest(finds: Sequence[_Find]) -> list[_Find]:
    """Finds that do not overlap: the longest first, of equal ones the later."""
    chosen: list[_Find] = []
    for find in sorted(finds, key=lambda find: (find.end - find.start, find.start), reverse=True):
        if all(find.end <= other.start or other.end <= find.start for other in chosen):
            chosen.append(find)
    return chosen

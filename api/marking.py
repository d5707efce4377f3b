"""Which characters of a passage carry the words of a query, as text already cut in segments.

Positions are carried: a match in the search text leads over the passage's offsets to the document.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator

from ingest.document import Passage, Span

_HAN_CLASS = "\u2e80-\u2fdf\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HAN = re.compile(f"[{_HAN_CLASS}]+")
_WORD = re.compile(rf"(?:(?![{_HAN_CLASS}])[^\W_])+")


def mark_passage(passage: Passage, terms: Iterable[str]) -> list[tuple[str, bool]]:
    """The passage's text cut into ``(text, marked)``, marked where ``terms`` stand.

    ``terms`` are what the lexical leg makes of the query: Han unigrams and bigrams, words, numbers.
    A lone Han character is marked only when no bigram holds it.
    """
    wanted = _specific(terms)
    folded, origins = _fold(passage.search_text)
    positions: set[int] = set()
    for start, end in _matches(folded, wanted):
        positions.update(origins[start:end])
    offsets = list(passage.offsets)
    return cut(passage.text, sorted(offsets[at] - passage.span.start for at in positions))


def cut(text: str, marked: Iterable[int]) -> list[tuple[str, bool]]:
    """``text`` in stretches of equal marking; ``marked`` are positions in it."""
    chosen = set(marked)
    groups = itertools.groupby(enumerate(text), key=lambda item: item[0] in chosen)
    return [("".join(char for _, char in group), mark) for mark, group in groups]


def cut_at(text: str, span: Span | None) -> list[tuple[str, bool]]:
    """``text`` cut before and behind ``span``, which is marked; no empty stretches."""
    if span is None:
        return [(text, False)] if text else []
    pieces = [(text[: span.start], False), (span.of(text), True), (text[span.end :], False)]
    return [piece for piece in pieces if piece[0]]


def _specific(terms: Iterable[str]) -> set[str]:
    known = set(terms)
    held = {char for term in known if len(term) > 1 for char in term if _HAN.fullmatch(char)}
    return {term for term in known if term and term not in held}


def _fold(text: str) -> tuple[str, list[int]]:
    """NFKC and case folding character by character, and where each result comes from."""
    folded: list[str] = []
    origins: list[int] = []
    for at, char in enumerate(text):
        for result in unicodedata.normalize("NFKC", char).casefold():
            folded.append(result)
            origins.append(at)
    return "".join(folded), origins


def _matches(folded: str, wanted: set[str]) -> Iterator[tuple[int, int]]:
    for term in wanted:
        if _HAN.fullmatch(term):
            for match in re.finditer(f"(?={re.escape(term)})", folded):
                yield match.start(), match.start() + len(term)
    for match in _WORD.finditer(folded):
        if match[0] in wanted:
            yield match.start(), match.end()

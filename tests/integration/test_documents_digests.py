"""Every digest is its own words, and says no name or number that its source does not say.

The digests of `documents/` are compared with the original articles, which belong to their
publishers and stand beside the checkout. The names listed in the catalogue are masked, for a name
cannot be put in other words; what remains may repeat no stretch of any source.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ingest.catalogue import Catalogue
from ingest.cleaning import clean
from ingest.script import to_single_script
from tests.absent import skip_aloud

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.catalogue import CatalogueEntry

ROOT = Path(__file__).parents[2]
ORIGINALS = ROOT / ".." / "shared" / "documents"
CATALOGUE = ROOT / "documents" / "catalogue.toml"

LONGEST_NAME = 40
LARGEST_MASKED_SHARE = 0.25
HAN_RUN = 15
LATIN_RUN = 6
MASK = "\N{SYMBOL FOR RECORD SEPARATOR}"

ENTRIES = [entry for entry in Catalogue.open(CATALOGUE).entries if entry.digest]
each_digest = pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)


@pytest.fixture(autouse=True)
def _originals() -> None:
    if not ORIGINALS.is_dir():
        skip_aloud(f"digests are not compared with their sources: no folder {ORIGINALS}")


def _digest(entry: CatalogueEntry) -> str:
    return (CATALOGUE.parent / entry.digest).read_text(encoding="utf-8")


@cache
def _original(entry: CatalogueEntry) -> tuple[str, str]:
    """The source as printed, and as cleaned, where no caption or line end cuts a sentence."""
    assert entry.original is not None
    with (ORIGINALS / entry.original.file).open(encoding="utf-8", newline="") as file:
        text = file.read()
    return text, clean(text, entry.headlines).text


def _folded(text: str) -> str:
    """``text`` in the single script, without differences of width."""
    return unicodedata.normalize("NFKC", to_single_script(text))


def _plain(text: str) -> str:
    """``text`` folded, without punctuation, blanks and case."""
    return "".join(character for character in _folded(text).casefold() if character.isalnum())


def _han_windows(text: str) -> Iterator[str]:
    for run in re.findall(r"[0-9\u3400-\u9fff\U00020000-\U0003ffff]+", _plain(text)):
        yield from (run[i : i + HAN_RUN] for i in range(len(run) - HAN_RUN + 1))


def _latin_windows(text: str) -> Iterator[str]:
    words = re.findall(r"[a-z]+", _folded(text).casefold())
    return (" ".join(window) for window in _windows(words, LATIN_RUN))


def _windows(words: Sequence[str], length: int) -> Iterator[tuple[str, ...]]:
    return zip(*(islice(words, i, None) for i in range(length)), strict=False)


def _numbers(text: str) -> set[str]:
    return set(re.findall(r"[0-9]+", _folded(text)))


def _masked(entry: CatalogueEntry) -> str:
    """The folded digest with every catalogued name, long ones first, replaced by one sign."""
    text = _folded(_digest(entry))
    for name in sorted(map(_folded, entry.names), key=len, reverse=True):
        text = text.replace(name, MASK)
    return text


def _visible(text: str) -> int:
    return sum(not character.isspace() for character in text)


def test_windows_see_through_script_width_and_punctuation() -> None:
    printed = _han_windows("論壇于１５日，在海边的大礼堂里——举行")
    assert list(printed) == ["论坛于15日在海边的大礼堂里举", "坛于15日在海边的大礼堂里举行"]


@each_digest
def test_every_catalogued_name_is_short_and_stands_in_its_source(entry: CatalogueEntry) -> None:
    printed = [_plain(text) for text in _original(entry)]
    strange = [
        name
        for name in entry.names
        if len(name) > LONGEST_NAME or not any(_plain(name) in text for text in printed)
    ]
    assert strange == []


@each_digest
def test_names_are_at_most_a_quarter_of_a_digest(entry: CatalogueEntry) -> None:
    masked = _masked(entry)
    kept = _visible(masked) - masked.count(MASK)
    assert 1 - kept / _visible(_folded(_digest(entry))) <= LARGEST_MASKED_SHARE


@each_digest
def test_no_stretch_of_a_digest_is_copied_from_a_source(entry: CatalogueEntry) -> None:
    sources = [text for source in ENTRIES if source.original for text in _original(source)]
    printed = {window for text in sources for window in _han_windows(text)}
    printed.update(window for text in sources for window in _latin_windows(text))
    pieces = _masked(entry).split(MASK)
    copied = [
        window
        for piece in pieces
        for window in (*_han_windows(piece), *_latin_windows(piece))
        if window in printed
    ]
    assert copied == []


@each_digest
def test_every_number_of_a_digest_stands_in_its_source(entry: CatalogueEntry) -> None:
    assert _numbers(_digest(entry)) - _numbers(_original(entry)[0]) == set()

"""Words of English and Russian text under keys that their inflected forms share.

The keys are for comparing with each other only. Both sides of a comparison go through here, so a
key that cuts too much costs nothing unless two words of the glossary meet in it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from ingest.script import HAN

MIN_STEM = 4

_WORD = re.compile(rf"\d+|(?:[^\W\d_{HAN}]|[\u0300-\u036f])+(?:['’ʼ´`][^\W\d_{HAN}]+)*")
_APOSTROPHE = re.compile("['’ʼ´`]")
_POSSESSIVE = re.compile("['’ʼ´`]s$")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_RUSSIAN_ENDINGS = sorted(
    "ыми ими ого его ому ему ами ями ией иям иях ием ая яя ое ее ые ие ый ий ой ей ую юю ых их ым "
    "им ом ем ам ям ах ях ов ев ию ия ии ью а я о е и ы у ю ь й".split(),
    key=len,
    reverse=True,
)
_BRITISH = (
    (re.compile("is(ation|e|ed|ing|er)$"), r"iz\1"),
    (re.compile("(?<=[nt])tre$"), "ter"),
    (re.compile("(?<=[abv])our|(?<=neighb)our|(?<=harb)our"), "or"),
)


@dataclass(frozen=True, slots=True)
class FoundWord:
    """A word at ``[start, end)`` of the text, the key of its forms, and its case."""

    key: str
    start: int
    end: int
    capital: bool


def found_words(text: str) -> list[FoundWord]:
    """The words and numbers of ``text``, in order; Han characters are none."""
    return [
        FoundWord(_key(match[0]), match.start(), match.end(), match[0][0].isupper())
        for match in _WORD.finditer(text)
    ]


def _key(word: str) -> str:
    if _CYRILLIC.search(word):
        return _russian(unicodedata.normalize("NFC", word).casefold().replace("ё", "е"))
    parts = unicodedata.normalize("NFKD", _POSSESSIVE.sub("", word.casefold()))
    letters = "".join(part for part in parts if not unicodedata.combining(part))
    return _english(_APOSTROPHE.sub("", letters))


def _russian(word: str) -> str:
    """``word`` without its endings, as long as MIN_STEM letters are left.

    All of them, because some nominatives end like oblique cases (побратим, побратимы → побрат).
    """
    for ending in _RUSSIAN_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= MIN_STEM:
            return _russian(word[: -len(ending)])
    return word


def _english(word: str) -> str:
    """``word`` in the singular and in American spelling, roughly."""
    word = _singular(word)
    for pattern, replacement in _BRITISH:
        word = pattern.sub(replacement, word)
    return word


def _singular(word: str) -> str:
    if len(word) > MIN_STEM and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > MIN_STEM and word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if len(word) >= MIN_STEM and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word

"""The glossary's forms under the keys that a query is compared by, and how sure each makes us."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from index.word_forms import found_words
from ingest.glossary import Term, TermKind
from ingest.script import HAN, to_single_script

Forms: TypeAlias = dict[str, list[int]]
"""From the key of a form to the entries that have it."""

_HAS_HAN = re.compile(f"[{HAN}]")
_SKIPPED = re.compile(r"[\s·•‧∙⋅・\-‐-―－«»“”‘’„\"'「」『』《》〈〉]")
MIN_HAN = 2


def _keys(text: str) -> frozenset[str]:
    return frozenset(word.key for word in found_words(text))


# English and Russian words that mean much else: a question that holds one rarely means the entry.
_ORDINARY = _keys(
    "site order list case call pass hold held issue release share capital growth increase result "
    "display picture travel visit visitor address speech remarks media press members energy bridge "
    "online virtual exchange sign initiative proposal appeal opening theme topic meeting host site "
    "conference guest gift park hub port train rail product crystal honey digital research project "
    "director minister governor president company business training women student establish launch "
    "мир мост рост дар тема доля пример список речь узел порт поезд курсы встреча показ человек "
    "открыть открытие создать создание призыв итог запуск провести прошла прошёл "
    "принять предложить major jobs"
)
# Names that are ordinary words in lower case: perm, canton, the king, porridge.
_NEED_CAPITAL = _keys("perm canton король каши")


@dataclass(frozen=True, slots=True)
class Entry:
    """What the compiled glossary keeps of a term: the forms to look for, and whether it names."""

    is_name: bool
    forms: tuple[str, ...]


def entry_of(term: Term) -> Entry:
    """The entry of ``term``."""
    return Entry(term.kind is not TermKind.TERM, term.hans)


def normalised(text: str) -> str:
    """``text`` in compatibility forms and the single script; case and punctuation stay."""
    return to_single_script(unicodedata.normalize("NFKC", text))


def compact(text: str) -> tuple[str, list[int]]:
    """Normalised text without blanks, dashes, quotes and dots, in lower case, and where it stood.

    One position for every character that is left.
    """
    kept = [(place, c) for place, c in enumerate(text) if not _SKIPPED.match(c)]
    lowered = [c.lower() if len(c.lower()) == 1 else c for _, c in kept]
    return "".join(lowered), [place for place, _ in kept]


def compile_han(terms: Iterable[Term]) -> Forms:
    """The Chinese forms, compact, of two characters or more."""
    forms: Forms = {}
    for number, term in enumerate(terms):
        for form in (*term.hans, *term.hant):
            key = compact(normalised(form))[0]
            if len(key) >= MIN_HAN and _HAS_HAN.search(key):
                _add(forms, key, number)
    return forms


def compile_words(terms: Iterable[Term]) -> Forms:
    """The English and Russian forms as the keys of their words, between blanks."""
    forms: Forms = {}
    for number, term in enumerate(terms):
        for form in (*term.en, *term.ru):
            words = [word.key for word in found_words(normalised(form))]
            if any(len(word) > 1 for word in words):
                _add(forms, " ".join(words), number)
    return forms


def han_weight(entry: Entry) -> float:
    """How sure a Chinese form makes us that another of ``entry``'s is as good."""
    return 0.9 if entry.is_name else 0.5


def word_weight(entry: Entry, key: str, sharing: int) -> float:
    """The same for an English or Russian form that ``sharing`` entries have.

    Higher, because nothing else of the query can match Chinese text.
    """
    if key in _ORDINARY:
        return 0.3
    weight = 1.0 if entry.is_name else 0.8 if " " in key else 0.6
    return weight if sharing == 1 else weight * 0.7


def needs_capital(key: str) -> bool:
    """Whether the form is a name only when written with a capital letter."""
    return key in _NEED_CAPITAL


def _add(forms: Forms, key: str, number: int) -> None:
    numbers = forms.setdefault(key, [])
    if number not in numbers:
        numbers.append(number)

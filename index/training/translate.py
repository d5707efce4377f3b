"""Learns which Chinese tokens English and Russian words stand for: ``index/translation.npz``.

    python -m index.training.translate

Three alignments (English–Chinese, Russian–Chinese, Russian–English) over the parallel sentences,
the dictionary and the names of ``../shared/training``; Russian takes its Chinese half directly and
half by way of English, for direct pairs are few. Six minutes on two cores. The targets are the
tokens that the lexical leg indexes, so that what comes out can be searched for as it is.
"""

from __future__ import annotations

import itertools
import logging
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from index.lexical import tokenise
from index.training.alignment import SentencePair, align
from index.training.glosses import plain_glosses
from index.training.sets import (
    SOFTWARE_SETS,
    Table,
    Translation,
    training_terms,
    training_translations,
)
from index.translation import TABLE, Language, is_han, save_table, stems

logger = logging.getLogger(__name__)

SEED = 20231
SOFTWARE_SHARE = 0.5
SILENT_SHARE = 0.03
"""Words of more than this share of the prose sentences translate nothing."""
SHORT_TARGET = 8
"""Up to so many tokens a Chinese side gives its single characters too, as terms need them."""
LONGEST_GLOSS = 5
LEAST = 0.02
MOST = 8
DIRECT = 0.5

Chances = dict[str, dict[str, float]]


@dataclass(slots=True)
class Bitext:
    """Sentence pairs by direction."""

    english: list[SentencePair] = field(default_factory=list[SentencePair])
    russian: list[SentencePair] = field(default_factory=list[SentencePair])
    between: list[SentencePair] = field(default_factory=list[SentencePair])

    def add(self, row: Translation) -> None:
        """The pairs that one row gives; Russian with English only where Chinese is lacking."""
        chinese = han_tokens(row.get("zh") or row.get("zh_hant"))
        english, russian = stems(row.get("en"), "en"), stems(row.get("ru"), "ru")
        if chinese and english:
            self.english.append(SentencePair(english, chinese))
        if chinese and russian:
            self.russian.append(SentencePair(russian, chinese))
        if english and russian and (not chinese or row.set.startswith(Table.GLOSSARY)):
            self.between.append(SentencePair(russian, english))


def main() -> None:
    """Read, align, join and write."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    bitext = read_bitext()
    silent: dict[Language, frozenset[str]] = {"en": silent_stems("en"), "ru": silent_stems("ru")}
    english = pruned(align(bitext.english, silent=silent["en"], least=LEAST))
    direct = pruned(align(bitext.russian, silent=silent["ru"], least=LEAST))
    between = pruned(align(bitext.between, silent=silent["ru"], least=LEAST))
    russian = joined(direct, pivoted(between, english, silent["en"]))
    for name, chances in (("English", english), ("Russian", russian)):
        logger.info("%s: %d words, %d pairs", name, len(chances), sum(map(len, chances.values())))
    save_table(TABLE, {"en": english, "ru": russian}, silent)


def read_bitext() -> Bitext:
    """Every sentence pair; of the sentences from software a random share."""
    chance = random.Random(SEED)  # noqa: S311  # a choice of rows, no secret
    bitext = Bitext()
    for row in training_translations(open_only=True):
        if row.set not in SOFTWARE_SETS or chance.random() < SOFTWARE_SHARE:
            bitext.add(row)
    for term in training_terms():
        if term.set == Table.CEDICT:
            bitext.english.extend(_glosses(term))
        else:
            bitext.add(term)
    return bitext


def han_tokens(text: str) -> list[str]:
    """The tokens of Han characters; of a longer text its pairs of neighbours alone."""
    tokens = [token for token in tokenise(text) if is_han(token)]
    if len(tokens) <= SHORT_TARGET:
        return tokens
    return [token for token in tokens if len(token) > 1]


def _glosses(term: Translation) -> Iterator[SentencePair]:
    chinese = han_tokens(term.get("zh"))
    for sense in term.get("en").split("; "):
        for gloss in plain_glosses(sense):
            english = stems(gloss, "en")
            if chinese and 0 < len(english) <= LONGEST_GLOSS:
                yield SentencePair(english, chinese)


def silent_stems(language: Language) -> frozenset[str]:
    """The stems of more than `SILENT_SHARE` of the prose sentences."""
    prose = [
        set(stems(row.get(language), language))
        for row in training_translations(open_only=True)
        if row.set not in SOFTWARE_SETS and row.get(language)
    ]
    counts = Counter(itertools.chain.from_iterable(prose))
    return frozenset(word for word, count in counts.items() if count > SILENT_SHARE * len(prose))


def pruned(chances: Iterable[tuple[str, str, float]]) -> Chances:
    """The `MOST` likeliest targets of each source that reach `LEAST`."""
    kept: Chances = {}
    for source, target, chance in chances:
        own = kept.setdefault(source, {})
        if chance >= LEAST and len(own) < MOST:
            own[target] = chance
    return {source: own for source, own in kept.items() if own}


def pivoted(between: Chances, english: Chances, silent: frozenset[str]) -> Chances:
    """From Russian by way of English: the sum over English words of both chances' product."""
    found: Chances = {}
    for russian, words in between.items():
        own: dict[str, float] = {}
        for word, chance in words.items():
            for target, further in () if word in silent else english.get(word, {}).items():
                own[target] = own.get(target, 0.0) + chance * further
        found[russian] = own
    return found


def joined(direct: Chances, roundabout: Chances) -> Chances:
    """Both tables, half and half where a word has both."""
    found: list[tuple[str, str, float]] = []
    for source in sorted(direct.keys() | roundabout.keys()):
        one, other = direct.get(source, {}), roundabout.get(source, {})
        share = DIRECT if one and other else float(bool(one))
        own = {
            target: share * one.get(target, 0.0) + (1 - share) * other.get(target, 0.0)
            for target in one.keys() | other.keys()
        }
        ordered = sorted(own.items(), key=lambda item: (-item[1], item[0]))
        found.extend((source, target, chance) for target, chance in ordered)
    return pruned(found)


if __name__ == "__main__":
    main()

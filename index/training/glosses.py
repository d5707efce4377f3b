"""English bags of words for Chinese sentences, by dictionary: questions that cross the language.

No public set at hand asks in English about a Chinese passage. An encoder that ignores word order
needs no grammar, so the glosses of a sentence's words, from CC-CEDICT, do for training.
"""

from __future__ import annotations

import random
import re
from collections.abc import Container, Iterable, Iterator

from index.training.sets import Table, read_rows

LONGEST_WORD = 8
SHORTEST_WORD = 2
GLOSSES_KEPT = 3
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|\b(to|sth|sb|a|the|of)\b")
_REFERENCE = re.compile(r"^(CL:|surname |variant |old |used in|abbr\. |see )")
_DEFINITION = re.compile(r"[,(]|[\u4e00-\u9fff].*$")


def plain_glosses(sense: str) -> list[str]:
    """The wordings of one sense; of a definition with Chinese in it, the name at its beginning."""
    if _REFERENCE.search(sense):
        return []
    if re.search(r"[\u4e00-\u9fff]", sense):
        return [" ".join(_DEFINITION.split(sense)[0].split()[:2])]
    return [" ".join(_ASIDE.sub(" ", wording).split()) for wording in sense.split(";")]


def read_glosses() -> dict[str, list[str]]:
    """Up to `GLOSSES_KEPT` short English glosses for each dictionary word of two characters on."""
    glosses: dict[str, list[str]] = {}
    for row in read_rows(Table.CEDICT):
        word, senses = row["simp"], row["en"]
        if not isinstance(word, str) or not isinstance(senses, list):
            continue
        if SHORTEST_WORD <= len(word) <= LONGEST_WORD:
            kept = glosses.setdefault(word, [])
            wordings = [text for sense in senses for text in plain_glosses(str(sense)) if text]
            kept += wordings[: GLOSSES_KEPT - len(kept)]
    return {word: kept for word, kept in glosses.items() if kept}


def words_in(text: str, known: Container[str]) -> Iterator[str]:
    """The words of ``text`` that are ``known``, longest match from the left."""
    place = 0
    while place < len(text):
        for length in range(min(LONGEST_WORD, len(text) - place), SHORTEST_WORD - 1, -1):
            if text[place : place + length] in known:
                yield text[place : place + length]
                place += length
                break
        else:
            place += 1


def glossed(text: str, glosses: dict[str, list[str]], chance: random.Random) -> str:
    """One gloss for each known word of ``text``; digits and Latin words stay."""
    kept = re.findall(r"[0-9a-z]+", text)
    return " ".join([*(chance.choice(glosses[word]) for word in words_in(text, glosses)), *kept])


def gloss_all(texts: Iterable[str], seed: int = 0) -> Iterator[str]:
    """Each of ``texts`` (in the single script) as a bag of English glosses."""
    chance = random.Random(seed)  # noqa: S311  # a choice of wordings, no secret
    glosses = read_glosses()
    return (glossed(text.lower(), glosses, chance) for text in texts)

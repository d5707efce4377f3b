"""What holds for the alternatives of every query, and how many slips are mended."""

from __future__ import annotations

import random
from collections import defaultdict
from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from index.expansion import Alternative
from index.glossary import Glossary
from index.glossary_forms import compact, normalised
from index.lexical import tokenise
from index.pinyin import exact_sounds
from index.slips import Slips
from ingest.catalogue import Catalogue
from ingest.glossary import read_glossary

DOCUMENTS = Path(__file__).parents[2] / "documents"
TRIES = 400
MIN_RECOVERED = 0.95  # 0.997 on 2026-11-21
SAMPLES = "青清岛島上合和组织罕汗SCO SamarkandtКазахстане·—“”'？１\n😀𠀀é"
QUERIES = st.text(SAMPLES, max_size=25) | st.text(max_size=25)


@cache
def glossary() -> Glossary:
    return Glossary.of(read_glossary(DOCUMENTS / "glossary.toml"))


@cache
def catalogue_names() -> list[str]:
    entries = Catalogue.open(DOCUMENTS / "catalogue.toml").entries
    return [name for entry in entries for name in entry.names]


@cache
def digests() -> list[str]:
    texts = (path.read_text(encoding="utf-8") for path in sorted(DOCUMENTS.glob("digests/*.txt")))
    return [line for text in texts for line in text.splitlines()]


@cache
def slips() -> Slips:
    vocabulary = {token for line in digests() for token in tokenise(line)}
    return Slips.of(vocabulary, [*glossary().han_names, *catalogue_names()])


@settings(deadline=None)
@given(query=QUERIES)
def test_alternatives_stand_for_the_querys_own_tokens(query: str) -> None:
    own = set(tokenise(query))
    for alternative in [*glossary().alternatives(query), *slips().alternatives(query)]:
        assert alternative.replaced
        assert set(alternative.replaced) <= own
        assert alternative.tokens
        assert alternative.tokens != alternative.replaced
        assert 0 < alternative.weight <= 1


@settings(deadline=None)
@given(query=QUERIES)
def test_the_glossary_gives_the_same_for_traditional_queries(query: str) -> None:
    assert glossary().alternatives(normalised(query)) == glossary().alternatives(query)


def test_what_stands_in_the_library_gives_no_slips() -> None:
    for text in [*digests(), *catalogue_names(), *glossary().han_names]:
        assert slips().alternatives(text) == []


def test_a_homophone_in_a_catalogue_name_is_mended() -> None:
    chance = random.Random(20)
    names = [name for name in catalogue_names() if _places(compact(normalised(name))[0])]
    tried = [_slipped(chance.choice(names), chance) for _ in range(TRIES)]
    mended = sum(
        any(_mends(a, right, wrong) for a in slips().alternatives(f"请介绍{wrong}的情况"))
        for right, wrong in tried
    )
    assert mended >= MIN_RECOVERED * TRIES


def test_homophones_are_not_seen_where_nothing_is_wrong() -> None:
    ordinary = ["今天天气怎么样", "怎样做红烧肉", "苹果手机多少钱", "世界杯谁赢了", "如何学好英语"]
    assert [slips().alternatives(query) for query in ordinary] == [[]] * len(ordinary)


@cache
def _homophones() -> dict[int, list[str]]:
    """The commoner characters (the first level of GB 2312) by sound."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for row in range(0xB0, 0xD7):
        for cell in range(0xA1, 0xFF):
            character = bytes([row, cell]).decode("gb2312")
            for sound in exact_sounds(character):
                found[sound].append(character)
    return found


def _others(character: str) -> list[str]:
    alike = {c for sound in exact_sounds(character) for c in _homophones().get(sound, ())}
    return sorted(alike - {character})


def _places(name: str) -> list[int]:
    return [place for place, character in enumerate(name) if _others(character)]


def _slipped(name: str, chance: random.Random) -> tuple[str, str]:
    """``name`` as it should be, and with one character replaced by one that sounds alike."""
    right = compact(normalised(name))[0]
    place = chance.choice(_places(right))
    return right, right[:place] + chance.choice(_others(right[place])) + right[place + 1 :]


def _mends(alternative: Alternative, right: str, wrong: str) -> bool:
    """Whether the alternative takes back the wrong character together with a neighbour."""
    said = "".join(token for token in alternative.replaced if len(token) == 1)
    meant = "".join(token for token in alternative.tokens if len(token) == 1)
    return said in wrong and meant in right and said != meant

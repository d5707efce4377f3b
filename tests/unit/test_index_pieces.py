"""The quick way to word pieces gives the tokenizer's own."""

from __future__ import annotations

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer, decoders
from tokenizers.models import BPE
from tokenizers.normalizers import NFD, NFKC, Lowercase, Normalizer, Sequence
from tokenizers.pre_tokenizers import ByteLevel

from index.pieces import TEXTS_AT_ONCE, PieceReader
from ingest.script import to_single_script

PUNCTUATION = "×，：；？！（）％\u3000…、。《》“”‘’—·～\u3001\u3029\u302a"
OTHERS = "AbcＡｂ９①ﬁẞİΣς\u0301\u200bй\u1100\u1161𠮷神豈カ\uff9e㎞½"


def byte_tokenizer(normalizer: Normalizer | None) -> Tokenizer:
    """One piece a byte: equal pieces mean equal text after normalisation."""
    vocabulary = {letter: row for row, letter in enumerate(sorted(ByteLevel.alphabet()))}
    tokenizer = Tokenizer(BPE(vocabulary, []))
    if normalizer is not None:
        tokenizer.normalizer = normalizer
    tokenizer.pre_tokenizer = ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    return tokenizer


def as_shipped() -> Tokenizer:
    return byte_tokenizer(Sequence([NFKC(), Lowercase()]))


PLAIN, READER = as_shipped(), PieceReader.taking_over(as_shipped())


def pieces_of(tokenizer: Tokenizer, text: str) -> list[int]:
    return tokenizer.encode(to_single_script(text), add_special_tokens=False).ids


@given(st.text(st.one_of(st.sampled_from(PUNCTUATION + OTHERS + "国论a 1"), st.characters())))
def test_every_text_gets_the_tokenizers_own_pieces(text: str) -> None:
    text = text.encode("utf-8", "replace").decode()
    assert list(READER.read([text])) == [pieces_of(PLAIN, text)]


@pytest.mark.parametrize("character", PUNCTUATION + OTHERS)
def test_neighbours_do_not_change_what_a_character_becomes(character: str) -> None:
    texts = [before + character + after for before in "国a" for after in "A论\u0301"]
    assert list(READER.read(texts)) == [pieces_of(PLAIN, text) for text in texts]


def test_the_outcome_of_plain_text_is_lower_case_with_narrow_punctuation() -> None:
    [pieces] = READER.read(["論壇（SCO），2023…"])
    assert PLAIN.decode(pieces) == "论坛(sco),2023..."


@pytest.mark.parametrize("normalizer", [None, NFD(), Sequence([NFKC()])])
def test_another_normalizer_is_left_in_its_place(normalizer: Normalizer | None) -> None:
    reader = PieceReader.taking_over(byte_tokenizer(normalizer))
    assert reader.normalizer is None
    assert list(reader.read(["É，A"])) == [pieces_of(byte_tokenizer(normalizer), "É，A")]


@pytest.mark.parametrize("count", [0, 1, TEXTS_AT_ONCE, TEXTS_AT_ONCE + 1, 3 * TEXTS_AT_ONCE - 1])
def test_texts_come_back_in_order_whatever_their_number(count: int) -> None:
    texts = [f"论坛{number}" for number in range(count)]
    assert list(READER.read(texts)) == [pieces_of(PLAIN, text) for text in texts]


def test_reading_that_is_given_up_leaves_no_thread() -> None:
    before = set(threading.enumerate())
    reading = READER.read(["论坛"] * 5 * TEXTS_AT_ONCE)
    next(reading)
    reading.close()  # type: ignore[attr-defined]  # it is a generator
    assert set(threading.enumerate()) <= before

from __future__ import annotations

import numpy as np
import pytest

from answer.reading_features import RUNS, pair_features
from answer.reading_text import TokenKind, read_tokens
from answer.reading_vocabulary import NUMBERS, UNKNOWN, WORD, ReadingVocabulary


def test_tokens_are_characters_numbers_words_and_signs() -> None:
    tokens = read_tokens("三人，12.5万 SCO!")
    assert tokens.surface == ("三", "人", ",", "12.5", "万", "sco", "!")
    assert tokens.kinds.tolist() == [
        TokenKind.NUMERAL,
        TokenKind.HAN,
        TokenKind.SIGN,
        TokenKind.DIGITS,
        TokenKind.NUMERAL,
        TokenKind.WORD,
        TokenKind.SIGN,
    ]


@pytest.mark.parametrize(
    "text", ["", " \n\u3000", "㈱ﬁ２０２３年ß", "𠮷野家在東京。", "a\u0301b １２：３０"]
)
def test_every_character_but_blanks_is_in_one_token_at_its_place(text: str) -> None:
    tokens = read_tokens(text)
    covered = np.zeros(len(text), dtype=int)
    for start, end in zip(tokens.starts, tokens.ends, strict=True):
        covered[start:end] += 1
    assert covered.tolist() == [int(not character.isspace()) for character in text]


def test_full_width_and_capitals_are_the_same_token() -> None:
    wide, narrow = read_tokens("ＳＣＯ２０２３"), read_tokens("sco2023")
    assert wide.keys.tolist() == narrow.keys.tolist()


def features(question: str, passage: str, starts: list[int]) -> np.ndarray:
    asked, read = read_tokens(question), read_tokens(passage)
    rarity = np.ones(len(asked), dtype=np.float32), np.ones(len(read), dtype=np.float32)
    nearness = np.zeros((len(read), len(asked)), dtype=np.float32)
    return pair_features(asked, read, np.array(starts, dtype=np.int32), rarity, nearness).passage


def test_a_run_counts_for_all_its_tokens_up_to_its_length() -> None:
    shared = features("城市论坛几届", "友好城市论坛", [0])[:, :RUNS]
    assert shared.sum(axis=1).tolist() == [0, 0, 4, 4, 4, 4]
    shared = features("城市", "友好城", [0])[:, :RUNS]
    assert shared[:, 0].tolist() == [0, 0, 1]
    assert shared[:, 1:].sum() == 0


def test_a_sentence_holds_the_share_of_the_question_that_stands_in_runs_of_two() -> None:
    about = features("论坛开幕", "论坛。闭幕。", [0, 3])[:, -4:]
    assert about[0].tolist() == [0.5, 0.0, 0.0, 1.0]
    assert about[3].tolist() == [0.0, -0.5, 0.5, 0.0]


def test_tokens_have_the_numbers_of_their_characters_or_classes() -> None:
    vocabulary = ReadingVocabulary(
        {"年": 8},
        np.zeros(70_000, dtype=np.float32),
        np.ones((70_000, 4), dtype=np.int8),
        np.full(70_000, 0.5, dtype=np.float32),
    )
    tokens = read_tokens("2023年7SCO鼎")
    assert vocabulary.characters(tokens).tolist() == [NUMBERS + 3, 8, NUMBERS, WORD, UNKNOWN]
    assert np.linalg.norm(vocabulary.vectors(tokens), axis=1).max() == 1.0
    assert vocabulary.vectors(read_tokens("，")).tolist() == [[0.0] * 4]

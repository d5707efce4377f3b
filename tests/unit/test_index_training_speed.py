"""The benchmark's parts; how fast they are is nobody's assertion."""

from __future__ import annotations

import numpy as np
import pytest
from tokenizers import Regex, Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Split

from index.encoder import EmbeddedEncoder
from index.training.speed import passage_speed, query_latency, slices, start_up


@pytest.fixture
def encoder() -> EmbeddedEncoder:
    tokenizer = Tokenizer(WordLevel({"[UNK]": 0, "论": 1, "坛": 2}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Split(Regex("."), behavior="isolated")
    table = np.array([[0, 0], [127, 0], [0, 127]], dtype=np.int8)
    return EmbeddedEncoder(tokenizer, table, np.ones(3, dtype=np.float32))


def test_slices_are_whole_distinct_stretches() -> None:
    assert slices("一二三四五六七", 3, 9) == ["一二三", "四五六"]
    assert slices("一二三四五六七", 3, 1) == ["一二三"]


def test_speed_and_latency_are_positive_and_ordered(encoder: EmbeddedEncoder) -> None:
    assert passage_speed(encoder, ["论坛"] * 500)["passages_per_s"] > 0
    latency = query_latency(encoder, ["论坛"] * 50)
    assert 0 < latency["p50_ms"] <= latency["p95_ms"]


@pytest.mark.model
def test_the_shipped_encoder_opens_without_torch() -> None:
    assert start_up()["imports_torch"] is False

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.encoder import FloatMatrix
from index.remembering import RememberingEncoder
from tests.fakes import FakeEncoder


class CountingEncoder:
    """The fake encoder, and every text that it was given."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.fingerprint = FakeEncoder().fingerprint
        self.dimension = FakeEncoder().dimension

    def encode_queries(self, texts: Sequence[str]) -> FloatMatrix:
        return FakeEncoder().encode_queries(texts)

    def encode_passages(self, texts: Sequence[str]) -> FloatMatrix:
        self.asked += texts
        return FakeEncoder().encode_passages(texts)


def test_vectors_are_those_of_the_encoder_whether_remembered_or_not() -> None:
    encoder = RememberingEncoder(FakeEncoder())
    encoder.encode_passages(["展览", "票价"])
    texts = ["票价", "城市", "展览", "城市"]
    np.testing.assert_array_equal(
        encoder.encode_passages(texts), FakeEncoder().encode_passages(texts)
    )
    assert encoder.encode_passages([]).shape == (0, encoder.dimension)


def test_a_text_is_encoded_once_while_it_is_kept() -> None:
    counting = CountingEncoder()
    encoder = RememberingEncoder(counting, kept=2)
    encoder.encode_passages(["a", "b"])
    encoder.encode_passages(["a", "c"])
    assert counting.asked == ["a", "b", "c"]
    encoder.encode_passages(["a", "b"])
    assert counting.asked == ["a", "b", "c", "b"]

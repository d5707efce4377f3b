from __future__ import annotations

import numpy as np
import pytest

from answer.reading_convolution import TAPS, Convolution
from answer.reading_features import FloatMatrix


def plain_sums(
    x: FloatMatrix, weight: FloatMatrix, bias: FloatMatrix, dilation: int
) -> FloatMatrix:
    padded = np.pad(x, ((dilation, dilation), (0, 0)))
    made = np.tile(bias, (len(x), 1))
    for tap in range(TAPS):
        made += padded[tap * dilation : tap * dilation + len(x)] @ weight[:, :, tap].T
    return made


@pytest.mark.parametrize("dilation", [1, 2, 8])
@pytest.mark.parametrize("length", [1, 2, 4, 5, 31, 32, 33])
def test_a_convolution_is_the_plain_sum_over_its_taps(length: int, dilation: int) -> None:
    random = np.random.default_rng(length)
    x = random.standard_normal((length, 6)).astype(np.float32)
    weight = random.standard_normal((4, 6, TAPS)).astype(np.float32)
    bias = random.standard_normal(4).astype(np.float32)
    made = Convolution(weight, bias, dilation)(x)
    assert made.dtype == np.float32
    np.testing.assert_allclose(made, plain_sums(x, weight, bias, dilation), atol=2e-5)

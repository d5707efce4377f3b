"""signals of the best candidates → whether to answer: a small network and its threshold."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

FloatVector = npt.NDArray[np.float32]
FloatMatrix = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)  # arrays have no truth value
class Refusal:
    """One hidden layer of tanh units over ``s`` signals, and what its confidence means.

    ``hidden`` is (s, h) float32, ``hidden_bias`` and ``output`` (h,), ``bias`` a number. Below
    ``threshold`` nothing is answered, below ``doubt`` an answer says that it may be none.
    """

    hidden: FloatMatrix
    hidden_bias: FloatVector
    output: FloatVector
    bias: float
    threshold: float
    doubt: float

    def confidence(self, signals: FloatVector) -> float:
        """The probability, in [0, 1], that the best candidates answer; of (s,) signals."""
        units = np.tanh(signals @ self.hidden + self.hidden_bias)
        return float(1.0 / (1.0 + np.exp(-(units @ self.output + self.bias))))

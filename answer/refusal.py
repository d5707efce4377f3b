"""signals of the best candidates → whether to answer: small networks and a threshold."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

FloatVector = npt.NDArray[np.float32]
FloatMatrix = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)  # arrays have no truth value
class Network:
    """One hidden layer of tanh units over ``s`` signals.

    ``hidden`` is (s, h) float32, ``hidden_bias`` and ``output`` (h,), ``bias`` a number.
    """

    hidden: FloatMatrix
    hidden_bias: FloatVector
    output: FloatVector
    bias: float

    def probability(self, signals: FloatVector) -> float:
        """In [0, 1]; of (s,) signals."""
        units = np.tanh(signals @ self.hidden + self.hidden_bias)
        return float(1.0 / (1.0 + np.exp(-(units @ self.output + self.bias))))


@dataclass(frozen=True, slots=True)
class Refusal:
    """Networks that must all speak for an answer, and what their confidence means.

    Below ``threshold`` nothing is answered, below ``doubt`` an answer says that it may be none.
    """

    networks: tuple[Network, ...]
    threshold: float
    doubt: float

    def confidence(self, signals: FloatVector) -> float:
        """The probability, in [0, 1], that the best candidates answer; of (s,) signals.

        That of each network stands under the condition that those before it are right.
        """
        return math.prod(network.probability(signals) for network in self.networks)

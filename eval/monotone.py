"""Cases → the refusal's network: no signal that speaks for an answer ever lowers its confidence.

One hidden layer of tanh units whose weights are at least 0 once every signal is turned to speak for
an answer (as in Archer and Wang 1993, "Application of the back propagation neural network algorithm
with monotonicity constraints"). Few topics are known by heart by a free network, which then refuses
a question for sharing more words with its passage; this one cannot.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from answer.refusal import Network

Numbers = npt.NDArray[np.float64]

# Chosen on the development half; DECISIONS.md tells what else was tried.
NETWORKS, UNITS, DECAY, ITERATIONS = 3, 12, 0.001, 200


@dataclass(frozen=True, slots=True)
class Directions:
    """By the name of a signal: what speaks against an answer, and what may speak for either."""

    against: frozenset[str]
    free: frozenset[str]

    def signs(self, names: Sequence[str]) -> Numbers:
        """(s,) −1 for a signal that speaks against, else 1."""
        return np.array([-1.0 if name in self.against else 1.0 for name in names])

    def bounded(self, names: Sequence[str]) -> Sequence[bool]:
        """(s,) whether the weights of a signal must not fall below 0."""
        return [name not in self.free for name in names]


@dataclass(frozen=True, slots=True)
class Task:
    """Scaled and turned signals (n, s), ±1 for answerable or not (n,), weights that add up to 1."""

    signals: Numbers
    sides: Numbers
    weights: Numbers

    def loss(self, parameters: Numbers) -> tuple[float, Numbers]:
        """The weighted logistic loss with its decay, and the slope of each parameter."""
        hidden, hidden_bias, output, bias = _parts(parameters, self.signals.shape[1])
        units = np.tanh(self.signals @ hidden + hidden_bias)
        margins = self.sides * (units @ output + bias)
        loss = self.weights @ np.logaddexp(0, -margins)
        decay = DECAY * (np.sum(hidden**2) + np.sum(output**2)) / 2
        slope = -self.weights * self.sides / (1 + np.exp(margins))
        inner = np.outer(slope, output) * (1 - units**2)
        slopes = [
            (self.signals.T @ inner + DECAY * hidden).ravel(),
            inner.sum(axis=0),
            units.T @ slope + DECAY * output,
            np.array([slope.sum()]),
        ]
        return float(loss + decay), np.concatenate(slopes)


def fit_monotone(
    signals: Numbers,
    answerable: npt.NDArray[np.bool_],
    weights: Numbers,
    names: Sequence[str],
    directions: Directions,
) -> Network:
    """Several networks as one whose logit is the mean of theirs.

    Args:
        signals: (n, s).
        answerable: (n,).
        weights: (n,), above 0.
        names: (s,) of the signals.
        directions: which of them speak against an answer.
    """
    mean, scale = signals.mean(axis=0), signals.std(axis=0) + 1e-6
    turned = directions.signs(names) / scale
    task = Task((signals - mean) * turned, np.where(answerable, 1.0, -1.0), weights / weights.sum())
    fitted = [
        _parts(_fitted(task, seed, directions.bounded(names)), len(names))
        for seed in range(NETWORKS)
    ]
    hidden = np.concatenate([part[0] for part in fitted], axis=1) * turned[:, None]
    hidden_bias = np.concatenate([part[1] for part in fitted]) - mean @ hidden
    return Network(
        hidden.astype(np.float32),
        hidden_bias.astype(np.float32),
        (np.concatenate([part[2] for part in fitted]) / NETWORKS).astype(np.float32),
        float(np.mean([part[3] for part in fitted])),
    )


def _fitted(task: Task, seed: int, bounded: Sequence[bool]) -> Numbers:
    drawing = np.random.default_rng(seed)
    width = len(bounded)
    start = [
        np.abs(drawing.normal(0, 0.3, width * UNITS)),
        drawing.normal(0, 1, UNITS),
        np.abs(drawing.normal(0, 0.5, UNITS)),
        np.zeros(1),
    ]
    least, any_number = (0.0, None), (None, None)
    bounds = [least if is_bounded else any_number for is_bounded in bounded for _ in range(UNITS)]
    bounds += [any_number] * UNITS + [least] * UNITS + [any_number]
    found = minimize(
        task.loss,
        np.concatenate(start),
        jac=True,
        method="L-BFGS-B",
        bounds=bounds,
        options={"maxiter": ITERATIONS},
    )
    return np.asarray(found.x, dtype=np.float64)


def _parts(parameters: Numbers, width: int) -> tuple[Numbers, Numbers, Numbers, float]:
    """Weights (s, h) and biases (h,) of the units, their weights (h,) in the output, its bias."""
    hidden, hidden_bias, output, bias = np.split(
        parameters, np.cumsum([width * UNITS, UNITS, UNITS])
    )
    return hidden.reshape(width, UNITS), hidden_bias, output, float(bias[0])

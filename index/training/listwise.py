"""Lists of candidates, one of them right → weights that put the right ones first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

FloatVector: TypeAlias = NDArray[np.float64]
FloatMatrix: TypeAlias = NDArray[np.float64]

RIDGE = 0.003
MOST_STEPS = 50
SMALLEST_STEP = 1e-9


@dataclass(frozen=True, slots=True, eq=False)  # arrays have no truth value
class Candidates:
    """What is known of one question's candidates.

    Args:
        features: (n_candidates, n_features), in the order of their fused scores.
        right: (n_candidates,) which of them answer.
    """

    features: FloatMatrix
    right: NDArray[np.bool_]


def fit(lists: Sequence[Candidates]) -> FloatVector:
    """(n_features,) weights of least loss.

    The loss of a list is -ln softmax of its first right candidate against the wrong ones (ListNet's
    top one: Cao et al. 2007), and ``RIDGE`` times the squares of the weights of features scaled to
    unit variance. It is convex; Newton's steps find its minimum. Lists without a right or a wrong
    candidate say nothing.
    """
    scale: FloatVector = np.concatenate([one.features for one in lists]).std(axis=0) + 1e-6
    gaps = [_gaps(one) / scale for one in lists if one.right.any() and not one.right.all()]
    weights: FloatVector = np.zeros(len(scale))
    for _ in range(MOST_STEPS):
        gradient, hessian = _slopes(gaps, weights)
        step = np.linalg.solve(hessian, gradient)
        loss = _loss(gaps, weights)
        while _loss(gaps, weights - step) > loss and np.abs(step).max() >= SMALLEST_STEP:
            step /= 2  # far from the minimum a whole step may jump over it
        weights -= step
        if np.abs(step).max() < SMALLEST_STEP:
            break
    return weights / scale


def _gaps(one: Candidates) -> FloatMatrix:
    """What each wrong candidate has more than the first right one, and a row of zeros for that."""
    right = one.features[one.right][0]
    return np.vstack([np.zeros_like(right), one.features[~one.right] - right])


def _loss(gaps: Sequence[FloatMatrix], weights: FloatVector) -> float:
    """The mean loss."""
    wrong = sum(float(np.logaddexp.reduce(rows @ weights)) for rows in gaps)
    return wrong / len(gaps) + RIDGE * float(weights @ weights)


def _slopes(gaps: Sequence[FloatMatrix], weights: FloatVector) -> tuple[FloatVector, FloatMatrix]:
    """Gradient and Hessian of the mean loss."""
    gradient = 2 * RIDGE * weights * len(gaps)
    hessian = 2 * RIDGE * len(gaps) * np.eye(len(weights))
    for rows in gaps:
        scores = rows @ weights
        shares = np.exp(scores - scores.max())
        shares /= shares.sum()
        mean = shares @ rows
        gradient += mean
        hessian += (rows * shares[:, None]).T @ rows - np.outer(mean, mean)
    return gradient / len(gaps), hessian / len(gaps)

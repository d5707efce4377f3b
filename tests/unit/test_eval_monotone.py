from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import check_grad

from eval.monotone import UNITS, Directions, Numbers, Task, fit_monotone

NAMES = ("for", "against", "either")
DIRECTIONS = Directions(against=frozenset({"against"}), free=frozenset({"either"}))


def test_a_network_learns_from_signals_of_every_direction() -> None:
    drawing = np.random.default_rng(0)
    signals = drawing.normal(size=(400, 3))
    answerable = signals @ np.array([2.0, -2.0, -1.0]) > 0
    network = fit_monotone(signals, answerable, np.ones(400), NAMES, DIRECTIONS)
    sure = np.array([network.probability(row.astype(np.float32)) for row in signals])
    assert np.mean((sure > 0.5) == answerable) > 0.95


def test_a_signal_that_speaks_the_wrong_way_is_left_out() -> None:
    signals = np.repeat(np.eye(3), 50, axis=0)
    answerable = signals[:, 1] == 1
    network = fit_monotone(signals, answerable, np.ones(150), NAMES, DIRECTIONS)
    without, with_it = (np.array([0, at, 0], dtype=np.float32) for at in (0.0, 1.0))
    assert network.probability(with_it) <= network.probability(without) + 1e-6


def test_the_slope_is_that_of_the_loss() -> None:
    drawing = np.random.default_rng(1)
    task = Task(drawing.normal(size=(20, 3)), np.repeat([1.0, -1.0], 10), np.full(20, 0.05))
    parameters = drawing.normal(0, 0.5, 3 * UNITS + 2 * UNITS + 1)

    def loss(at: Numbers) -> float:
        return task.loss(at)[0]

    def slope(at: Numbers) -> Numbers:
        return task.loss(at)[1]

    assert check_grad(loss, slope, parameters) == pytest.approx(0, abs=1e-5)

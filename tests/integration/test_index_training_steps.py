"""A training step: its hand-made gradient against torch's own, and the way to the shipped form."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer
from torch.nn import functional

from index.encoder import EMBEDDED_FOLDER, EmbeddedEncoder
from index.training import train
from index.training.batches import Bags
from index.training.export import quantised, write_folder

PIECES = 20
TOKENS = np.random.default_rng(0).integers(0, PIECES, 60)
BAGS = Bags(TOKENS.astype(np.int64), np.array([5, 9, 20, 21, 30, 41, 50, 60]))


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> train.Model:
    monkeypatch.setattr(train, "BATCH", 4)
    monkeypatch.setattr(train, "DIMENSION", 8)
    return train.Model(TOKENS.astype(np.int32), PIECES)


def test_the_step_has_the_gradient_of_the_weighted_bags(small: train.Model) -> None:
    vectors = small.vectors.clone().requires_grad_()
    log_weights = small.log_weights.clone().requires_grad_()
    log_scale = small.log_scale.clone().requires_grad_()
    offsets = torch.from_numpy(np.concatenate([[0], BAGS.ends[:-1]]))
    table = vectors * log_weights.exp()[:, None]
    pooled = functional.embedding_bag(torch.from_numpy(BAGS.tokens), table, offsets, mode="sum")
    loss = train.contrast(pooled, log_scale)
    expected = torch.autograd.grad(loss, [vectors, log_weights, log_scale])

    stepped = small.step(train.count_pieces(BAGS, PIECES), factor=0.0)

    assert stepped == pytest.approx(float(loss.detach()), abs=1e-5)
    for parameter, gradient in zip(small.parameters.values(), expected, strict=True):
        assert parameter.grad is not None
        torch.testing.assert_close(parameter.grad, gradient, atol=1e-5, rtol=1e-4)


def test_steps_on_one_batch_lower_its_loss(small: train.Model) -> None:
    counts = train.count_pieces(BAGS, PIECES)
    losses = [small.step(counts, factor=1.0) for _ in range(30)]
    assert losses[-1] < losses[0] / 2


def test_a_checkpoint_restores_parameters_moments_and_step(
    small: train.Model, tmp_path: Path
) -> None:
    counts = train.count_pieces(BAGS, PIECES)
    small.step(counts, factor=1.0)
    small.save(tmp_path / "checkpoint.safetensors", 1)
    restored = train.Model(TOKENS.astype(np.int32), PIECES)
    assert restored.load(tmp_path / "checkpoint.safetensors") == 1
    small.step(counts, factor=1.0)
    restored.step(counts, factor=1.0)
    torch.testing.assert_close(restored.vectors, small.vectors, atol=0, rtol=0)


def test_quantised_rows_keep_direction_and_weight() -> None:
    rng = np.random.default_rng(1)
    vectors = rng.normal(size=(50, 64)).astype(np.float32)
    log_weights = rng.uniform(-3, 0, size=50).astype(np.float32)
    table, scales = quantised(vectors, log_weights)
    restored = table * scales[:, None]
    expected = vectors * np.exp(log_weights)[:, None]
    lengths = np.linalg.norm(restored, axis=1) / np.linalg.norm(expected, axis=1)
    np.testing.assert_allclose(lengths / lengths[0], 1, atol=0.01)
    cosines = (restored * expected).sum(1) / (
        np.linalg.norm(restored, axis=1) * np.linalg.norm(expected, axis=1)
    )
    assert cosines.min() > 0.9999


def test_a_written_folder_opens(tmp_path: Path) -> None:
    tokenizer = Tokenizer.from_file(str(EMBEDDED_FOLDER / "tokenizer.json"))
    pieces = tokenizer.get_vocab_size()
    vectors = np.ones((pieces, 4), dtype=np.float32)
    table, scales = quantised(vectors, np.zeros(pieces, dtype=np.float32))
    write_folder(tmp_path, tokenizer.to_str(), table, scales)
    vector = EmbeddedEncoder.open(tmp_path).encode_queries(["论坛"])[0]
    np.testing.assert_allclose(vector, 0.5, atol=1e-6)

"""Trains the embedded encoder: token vectors and token weights, contrastively, on the CPU.

    python -m index.training.corpus && python -m index.training.train NAME

Writes ``var/training/NAME/`` (checkpoint, log) and continues a checkpoint that is there.
"""

from __future__ import annotations

import argparse
import json
import math
import shutil
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from index.encoder import EmbeddedEncoder, FloatMatrix
from index.training.batches import BATCH, Bags, Sampler, Task
from index.training.corpus import WORK, Corpus, Rows
from index.training.export import quantised
from index.training.measure import development_figures

DIMENSION = 512
SEED = 20231
RATE = 0.01
WARM_UP = 200
SMOOTHING = 1e-3  # a of a / (a + p), Arora et al. 2017: the first weight of a token of frequency p
FIRST_SCALE = 20.0
LARGEST_SCALE = 80.0
SAVED_EVERY = 1000


@dataclass(frozen=True, slots=True)
class Grid:
    """A sparse matrix by rows: row i has ``values`` at ``columns`` from ``starts[i]`` on."""

    columns: Tensor
    starts: Tensor
    values: Tensor

    def times(self, dense: Tensor, weights: Tensor | None = None) -> Tensor:
        """The product with ``dense``, each column weighted first."""
        values = self.values if weights is None else self.values * weights[self.columns]
        return functional.embedding_bag(
            self.columns, dense, self.starts, mode="sum", per_sample_weights=values
        )


@dataclass(frozen=True, slots=True)
class Counts:
    """How often each piece stands in each text: (texts, pieces), and turned for the gradient.

    Both directions of a step are then sums over bags: on two cores three times as fast as the
    gradient of torch's EmbeddingBag.
    """

    by_text: Grid
    by_piece: Grid


def count_pieces(bags: Bags, pieces: int) -> Counts:
    """The counts of ``bags``."""
    texts = np.repeat(np.arange(len(bags.ends)), np.diff(bags.ends, prepend=0))
    keys, counts = np.unique(texts * pieces + bags.tokens, return_counts=True)
    rows, columns = np.divmod(keys, pieces)
    order = np.argsort(columns, kind="stable")
    return Counts(
        _grid(rows, columns, counts, len(bags.ends)),
        _grid(columns[order], rows[order], counts[order], pieces),
    )


def _grid(rows: Rows, columns: Rows, counts: Rows, height: int) -> Grid:
    starts = np.searchsorted(rows, np.arange(height))
    return Grid(
        torch.from_numpy(columns), torch.from_numpy(starts), torch.from_numpy(counts).float()
    )


def _prepared(sampler: Sampler, pieces: int, first: int, end: int) -> Iterator[tuple[Task, Counts]]:
    """Batches in order, the next one made while the present one is used."""

    def make(number: int) -> tuple[Task, Counts]:
        task, bags = sampler.batch(number)
        return task, count_pieces(bags, pieces)

    with ThreadPoolExecutor(1) as pool:
        ahead = pool.submit(make, first)
        for number in range(first + 1, end + 1):
            ready = ahead.result()
            ahead = pool.submit(make, number)
            yield ready


def first_weights(tokens: NDArray[np.int32], pieces: int) -> Tensor:
    """Logarithms of the smoothed inverse frequencies."""
    frequency = np.bincount(tokens, minlength=pieces) / len(tokens)
    return torch.from_numpy(np.log(SMOOTHING / (SMOOTHING + frequency))).float()


def rate_at(step: int, steps: int) -> float:
    """The learning rate's factor: a linear rise, then a cosine down to 0."""
    if step < WARM_UP:
        return (step + 1) / WARM_UP
    return 0.5 * (1 + math.cos(math.pi * (step - WARM_UP) / max(1, steps - WARM_UP)))


def contrast(pooled: Tensor, log_scale: Tensor) -> Tensor:
    """Symmetric InfoNCE: the first half of the rows against the second, pair by pair."""
    unit = functional.normalize(pooled, dim=1)
    scores = unit[:BATCH] @ unit[BATCH:].T * log_scale.exp().clamp(max=LARGEST_SCALE)
    gold = torch.arange(BATCH)
    return (functional.cross_entropy(scores, gold) + functional.cross_entropy(scores.T, gold)) / 2


class Model:
    """Vectors, log weights and log scale, and Adam's two moments for each."""

    def __init__(self, tokens: NDArray[np.int32], pieces: int) -> None:
        generator = torch.Generator().manual_seed(SEED)
        self.vectors = torch.randn(pieces, DIMENSION, generator=generator) / math.sqrt(DIMENSION)
        self.log_weights = first_weights(tokens, pieces)
        self.log_scale = torch.tensor(math.log(FIRST_SCALE))
        self.parameters = {
            "vectors": self.vectors,
            "log_weights": self.log_weights,
            "log_scale": self.log_scale,
        }
        self.adam = torch.optim.Adam(list(self.parameters.values()), lr=RATE, fused=True)

    def step(self, counts: Counts, factor: float) -> float:
        """One update with the rate times ``factor``; returns the loss."""
        weights = self.log_weights.exp()
        pooled = counts.by_text.times(self.vectors, weights).requires_grad_()
        log_scale = self.log_scale.clone().requires_grad_()
        loss = contrast(pooled, log_scale)
        by_pooled, self.log_scale.grad = torch.autograd.grad(loss, [pooled, log_scale])
        sums = counts.by_piece.times(by_pooled.contiguous())
        self.log_weights.grad = (sums * self.vectors).sum(dim=1) * weights
        self.vectors.grad = sums.mul_(weights[:, None])
        for group in self.adam.param_groups:
            group["lr"] = RATE * factor
        self.adam.step()
        return float(loss.detach())

    def table(self) -> tuple[NDArray[np.int8], FloatMatrix]:
        """The vectors as they would ship."""
        return quantised(self.vectors.numpy(), self.log_weights.numpy())

    def save(self, path: Path, step: int) -> None:
        """Write parameters, moments and the step."""
        tensors = dict(self.parameters)
        for name, value in self.parameters.items():
            state = self.adam.state[value]
            tensors |= {f"{name}.{key}": state[key] for key in ("exp_avg", "exp_avg_sq", "step")}
        save_file(tensors, path, metadata={"step": str(step)})
        path.with_suffix(".step").write_text(str(step))

    def load(self, path: Path) -> int:
        """Restore what `save` wrote; returns the step to go on with."""
        tensors = load_file(path)
        for name, value in self.parameters.items():
            value.copy_(tensors[name])
            keys = ("exp_avg", "exp_avg_sq", "step")
            self.adam.state[value] = {key: tensors[f"{name}.{key}"] for key in keys}
        return int(path.with_suffix(".step").read_text())


def train(folder: Path, source: Path, steps: int) -> None:
    """Train to ``steps``, saving and measuring on the development files on the way."""
    corpus = Corpus.load(source / "corpus.npz")
    tokenizer = Tokenizer.from_file(str(source / "tokenizer.json"))
    pieces = tokenizer.get_vocab_size()
    model = Model(corpus.tokens, pieces)
    checkpoint = folder / "checkpoint.safetensors"
    first = model.load(checkpoint) if checkpoint.exists() else 0
    losses: dict[Task, float] = {}
    began = time.monotonic()
    batches = _prepared(Sampler(corpus, SEED), pieces, first, steps)
    for step, (task, counts) in enumerate(batches, start=first):
        loss = model.step(counts, rate_at(step, steps))
        losses[task] = 0.9 * losses.get(task, loss) + 0.1 * loss
        if (step + 1) % SAVED_EVERY == 0 or step + 1 == steps:
            model.save(checkpoint, step + 1)
            figures = development_figures(EmbeddedEncoder(tokenizer, *model.table()))
            line = {
                "step": step + 1,
                "minutes": round((time.monotonic() - began) / 60, 1),
                "scale": round(float(model.log_scale.exp()), 1),
                "losses": {name: round(value, 3) for name, value in losses.items()},
                "figures": figures,
            }
            print(json.dumps(line), flush=True)
            with (folder / "log.jsonl").open("a", encoding="utf-8") as log:
                log.write(json.dumps(line) + "\n")


def main() -> None:
    """Parse the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name")
    parser.add_argument("--all-sets", action="store_true", help="with sets that state no licence")
    parser.add_argument("--steps", type=int, default=4000)
    options = parser.parse_args()
    torch.set_num_threads(2)
    folder = WORK / options.name
    source = WORK / ("all" if options.all_sets else "open")
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(source / "tokenizer.json", folder)
    train(folder, source, options.steps)


if __name__ == "__main__":
    main()

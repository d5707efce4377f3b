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
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file, save_file
from scipy.sparse import csr_matrix
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from index.encoder import EmbeddedEncoder, FloatMatrix
from index.training.batches import BATCH, Bags, Sampler, Task
from index.training.corpus import WORK, Corpus
from index.training.export import quantised
from index.training.measure import development_figures

DIMENSION = 256
SEED = 20231
RATE = 0.01
WARM_UP = 200
SMOOTHING = 1e-3  # a of a / (a + p), Arora et al. 2017: the first weight of a token of frequency p
FIRST_SCALE = 20.0
LARGEST_SCALE = 80.0
SAVED_EVERY = 500


class Pooled(torch.autograd.Function):
    """Weighted sums of token vectors.

    Both directions are one pass over a sparse matrix of counts, as bags: on two cores this is ten
    times as fast as the gradient of torch's own EmbeddingBag.
    """

    @staticmethod
    def forward(  # type: ignore[override]  # torch types it as *args
        ctx: torch.autograd.function.FunctionCtx,
        vectors: Tensor,
        weights: Tensor,
        counts: csr_matrix,
    ) -> Tensor:
        ctx.save_for_backward(vectors, weights)
        ctx.counts = counts  # type: ignore[attr-defined]
        values = torch.from_numpy(counts.data) * weights[torch.from_numpy(counts.indices).long()]
        return _sums(counts, vectors, values)

    @staticmethod
    def backward(  # type: ignore[override]
        ctx: torch.autograd.function.FunctionCtx, gradient: Tensor
    ) -> tuple[Tensor, Tensor, None]:
        vectors, weights = ctx.saved_tensors  # type: ignore[attr-defined]
        turned: csr_matrix = ctx.counts.T.tocsr()  # type: ignore[attr-defined]
        sums = _sums(turned, gradient.contiguous(), torch.from_numpy(turned.data))
        by_weight = torch.einsum("vd,vd->v", sums, vectors)
        return sums.mul_(weights[:, None]), by_weight, None


def _sums(counts: csr_matrix, rows: Tensor, values: Tensor) -> Tensor:
    return functional.embedding_bag(
        torch.from_numpy(counts.indices).long(),
        rows,
        torch.from_numpy(counts.indptr[:-1]).long(),
        mode="sum",
        per_sample_weights=values,
    )


def count_matrix(bags: Bags, pieces: int) -> csr_matrix:
    """(texts, pieces): how often each token stands in each text."""
    pointers = np.concatenate([[0], bags.ends])
    ones = np.ones(len(bags.tokens), dtype=np.float32)
    counts = csr_matrix((ones, bags.tokens, pointers), shape=(len(bags.ends), pieces))
    counts.sum_duplicates()
    return counts


def _prepared(
    sampler: Sampler, pieces: int, first: int, end: int
) -> Iterator[tuple[Task, csr_matrix]]:
    """Batches in order, the next one made while the present one is used."""

    def make(number: int) -> tuple[Task, csr_matrix]:
        task, bags = sampler.batch(number)
        return task, count_matrix(bags, pieces)

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


class Model:
    """Vectors, log weights and log scale, and Adam's two moments for each."""

    def __init__(self, tokens: NDArray[np.int32], pieces: int) -> None:
        generator = torch.Generator().manual_seed(SEED)
        vectors = torch.randn(pieces, DIMENSION, generator=generator) / math.sqrt(DIMENSION)
        self.parameters = {
            "vectors": vectors.requires_grad_(),
            "log_weights": first_weights(tokens, pieces).requires_grad_(),
            "log_scale": torch.tensor(math.log(FIRST_SCALE)).requires_grad_(),
        }
        self.adam = torch.optim.Adam(list(self.parameters.values()), lr=RATE, fused=True)

    def loss(self, counts: csr_matrix) -> Tensor:
        """Symmetric InfoNCE over the batch."""
        weights = self.parameters["log_weights"].exp()
        pooled = Pooled.apply(self.parameters["vectors"], weights, counts)
        first, second = functional.normalize(pooled, dim=1).split(BATCH)
        scale = self.parameters["log_scale"].exp().clamp(max=LARGEST_SCALE)
        scores = first @ second.T * scale
        gold = torch.arange(BATCH)
        return (
            functional.cross_entropy(scores, gold) + functional.cross_entropy(scores.T, gold)
        ) / 2

    def step(self, counts: csr_matrix, factor: float) -> float:
        """One update; returns the loss."""
        for group in self.adam.param_groups:
            group["lr"] = RATE * factor
        self.adam.zero_grad()
        loss = self.loss(counts)
        loss.backward()
        self.adam.step()
        return float(loss.detach())

    def table(self) -> tuple[NDArray[np.int8], FloatMatrix]:
        """The vectors as they would ship."""
        vectors, log_weights = (
            self.parameters[name].detach().numpy() for name in ("vectors", "log_weights")
        )
        return quantised(vectors, log_weights)

    def save(self, path: Path, step: int) -> None:
        """Write parameters, moments and the step."""
        tensors = {name: value.detach() for name, value in self.parameters.items()}
        for name, value in self.parameters.items():
            state = self.adam.state[value]
            tensors |= {f"{name}.{key}": state[key] for key in ("exp_avg", "exp_avg_sq", "step")}
        save_file(tensors, path, metadata={"step": str(step)})
        path.with_suffix(".step").write_text(str(step))

    def load(self, path: Path) -> int:
        """Restore what `save` wrote; returns the step to go on with."""
        tensors = load_file(path)
        for name, value in self.parameters.items():
            value.data.copy_(tensors[name])
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
                "scale": round(float(model.parameters["log_scale"].detach().exp()), 1),
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

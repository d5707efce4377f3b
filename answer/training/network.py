"""The reader as a torch network; ``answer/reading_network.py`` runs what comes of `Served`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import torch
from torch import Tensor, nn
from torch.nn import functional

from answer.reading_features import PASSAGE_FEATURES, SHARED_FEATURES

LOW = -1e4


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the network: of its vocabulary, its vectors and its stack of convolutions."""

    characters: int
    character_dim: int = 48
    piece_dim: int = 96
    width: int = 96
    shared_dilations: tuple[int, ...] = (1, 2)
    dilations: tuple[int, ...] = (1, 2, 4, 8)


@dataclass(frozen=True, slots=True)
class Batch:
    """``b`` questions of up to ``m`` tokens on passages of up to ``n``; masks are True at tokens.

    ``starts`` and ``ends`` (b, n + 1) are True at right places; column n means no answer.
    """

    question: Tensor
    question_pieces: Tensor
    question_features: Tensor
    question_mask: Tensor
    passage: Tensor
    passage_pieces: Tensor
    passage_features: Tensor
    passage_mask: Tensor
    starts: Tensor
    ends: Tensor


class ChannelDropout(nn.Module):
    """Drops whole channels of a text: drawing a mask for every token took a fifth of the time."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or self.share == 0:
            return x
        mask = torch.rand(x.shape[0], 1, x.shape[2]) >= self.share
        return x * (mask / (1 - self.share))


class Gate(nn.Module):
    """A residual step: normalise, convolve three tokens at a distance, gate.

    The convolution is one product over the three side by side, so that it can be run in 8 bits.
    """

    def __init__(self, width: int, dilation: int, dropout: float) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(width)
        self.mix = nn.Linear(3 * width, 2 * width)
        self.dropout = ChannelDropout(dropout)
        self.dilation = dilation

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        step = self.dilation
        padded = functional.pad(self.norm(x) * mask[..., None], (0, 0, step, step))
        three = (padded[:, : -2 * step], padded[:, step:-step], padded[:, 2 * step :])
        gated = functional.glu(self.mix(torch.cat(three, dim=-1)), dim=-1)
        dropped: Tensor = self.dropout(gated)
        return x + dropped


class ReaderNetwork(nn.Module):
    """Scores every token of a passage as the first and the last one of the answer."""

    def __init__(self, shape: Shape, pieces: Tensor, dropout: float = 0.2) -> None:
        super().__init__()
        self.shape = shape
        width = shape.width
        self.characters = nn.Embedding(shape.characters, shape.character_dim, padding_idx=0)
        self.pieces = nn.Embedding(len(pieces), pieces.shape[1], _weight=pieces, _freeze=True)
        inside = shape.character_dim + shape.piece_dim
        self.read_question = nn.Linear(inside + SHARED_FEATURES, width)
        self.read_passage = nn.Linear(inside + PASSAGE_FEATURES, width)
        self.shared = nn.ModuleList(Gate(width, d, dropout) for d in shape.shared_dilations)
        self.query = nn.Linear(width, width)
        self.key = nn.Linear(width, width)
        self.weigh = nn.Linear(width, 1)
        self.fuse = nn.Linear(4 * width + PASSAGE_FEATURES, width)
        self.stack = nn.ModuleList(Gate(width, d, dropout) for d in shape.dilations)
        self.last = Gate(width, 1, dropout)
        self.norm = nn.LayerNorm(width)
        self.start = nn.Linear(width, 1)
        self.end = nn.Linear(width, 1)
        self.pool = nn.Linear(width, 1)
        self.absent = nn.Sequential(nn.Linear(2 * width, width), nn.ReLU(), nn.Linear(width, 1))
        self.dropout = ChannelDropout(dropout)

    def forward(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """Logits (b, n + 1) of the answer's first and last token; column n: there is none."""
        q = self._embed(batch.question, batch.question_pieces, batch.question_features)
        p = self._embed(batch.passage, batch.passage_pieces, batch.passage_features)
        return self.scored(q, p, batch.passage_features, batch.question_mask, batch.passage_mask)

    def scored(
        self, q: Tensor, p: Tensor, features: Tensor, q_mask: Tensor, p_mask: Tensor
    ) -> tuple[Tensor, Tensor]:
        """As `forward`, of embedded questions ``q`` (b, m, ·) and passages ``p`` (b, n, ·)."""
        q, p = torch.relu(self.read_question(q)), torch.relu(self.read_passage(p))
        for gate in self.shared:
            q, p = gate(q, q_mask), gate(p, p_mask)
        near = self.query(p) @ self.key(q).transpose(1, 2) / q.shape[-1] ** 0.5
        aligned = _attend(near, q_mask[:, None, :]) @ q
        asked = _attend(self.weigh(q).transpose(1, 2), q_mask[:, None, :]) @ q
        parts = [p, aligned, p * aligned, p * asked, features]
        x = torch.relu(self.fuse(self.dropout(torch.cat(parts, dim=-1))))
        for gate in self.stack:
            x = gate(x, p_mask)
        beyond = self.norm(self.last(x, p_mask))
        x = self.norm(x)
        pooled = _attend(self.pool(x).transpose(1, 2), p_mask[:, None, :]) @ x
        absent = self.absent(torch.cat([pooled, asked], dim=-1)).squeeze(1)
        start = self.start(x).squeeze(-1).masked_fill(~p_mask, LOW)
        end = self.end(beyond).squeeze(-1).masked_fill(~p_mask, LOW)
        return torch.cat([start, absent], dim=1), torch.cat([end, absent], dim=1)

    def _embed(self, characters: Tensor, pieces: Tensor, features: Tensor) -> Tensor:
        vectors = [self.characters(characters), self.pieces(pieces)]
        return torch.cat([self.dropout(torch.cat(vectors, dim=-1)), features], dim=-1)


Text: TypeAlias = tuple[Tensor, Tensor, Tensor]
"""One text's characters (n,), vectors of its word pieces (n, ·) and features (n, ·)."""


class Served(nn.Module):
    """A trained network as it is run: one question on one passage, nothing to be masked.

    The vectors of word pieces are looked up before, in the vocabulary that the service keeps.
    """

    def __init__(self, network: ReaderNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, question: Text, passage: Text) -> tuple[Tensor, Tensor]:
        """Logits (n + 1,) as `ReaderNetwork.forward` gives them."""
        q, p = self._embed(*question), self._embed(*passage)
        everywhere = (
            torch.ones_like(text[0], dtype=torch.bool)[None] for text in (question, passage)
        )
        start, end = self.network.scored(q, p, passage[2][None], *everywhere)
        return start[0], end[0]

    def _embed(self, characters: Tensor, pieces: Tensor, features: Tensor) -> Tensor:
        parts = [self.network.characters(characters), pieces, features]
        return torch.cat(parts, dim=-1)[None]


def loss_of(logits: tuple[Tensor, Tensor], batch: Batch) -> Tensor:
    """Minus the log of what probability the right starts and ends got, averaged."""
    losses = [
        (torch.logsumexp(row, 1) - torch.logsumexp(row.masked_fill(~right, 2 * LOW), 1)).mean()
        for row, right in zip(logits, (batch.starts, batch.ends), strict=True)
    ]
    return torch.stack(losses).mean()


def _attend(scores: Tensor, mask: Tensor) -> Tensor:
    return torch.softmax(scores.masked_fill(~mask, LOW), dim=-1)

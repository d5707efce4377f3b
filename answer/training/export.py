"""A trained network and its vocabulary → ``answer/reader.npz``."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from answer.reading_vocabulary import ReadingVocabulary
from answer.training.network import ReaderNetwork

_PIECES = "pieces.weight"  # the vocabulary's own, in eight bits there


def export(network: ReaderNetwork, vocabulary: ReadingVocabulary, path: Path) -> None:
    """Write the reader's file: weights in half precision under the names of the network's state."""
    weights = {
        name: weight.numpy().astype(np.float16)
        for name, weight in network.state_dict().items()
        if name != _PIECES
    }
    about = {
        "characters": "".join(vocabulary.numbers),
        "dilations": [list(network.shape.shared_dilations), list(network.shape.dilations)],
    }
    np.savez_compressed(
        path,
        about=np.array(json.dumps(about, ensure_ascii=False)),
        rarity=vocabulary.rarity.astype(np.float16),
        pieces=vocabulary.pieces,
        scales=vocabulary.scales,
        **weights,
    )

"""A trained network and its vocabulary → ``answer/reader.npz``."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quant_pre_process, quantize_dynamic
from torch.export import Dim

from answer.reading_features import PASSAGE_FEATURES, SHARED_FEATURES
from answer.reading_network import INPUTS, OUTPUTS
from answer.reading_vocabulary import ReadingVocabulary
from answer.training.network import ReaderNetwork, Served, Text


def export(network: ReaderNetwork, vocabulary: ReadingVocabulary, path: Path) -> None:
    """Write the reader's file: the vocabulary, and the network in ONNX with products in 8 bits."""
    np.savez_compressed(
        path,
        characters=np.array("".join(vocabulary.numbers)),
        rarity=vocabulary.rarity.astype(np.float16),
        pieces=vocabulary.pieces,
        scales=vocabulary.scales,
        network=np.frombuffer(_in_onnx(network), dtype=np.uint8),
    )


def _in_onnx(network: ReaderNetwork) -> bytes:
    """The network as `Served` runs it, for texts of any length.

    Weights are whole numbers with a scale for every output, and what they are multiplied with is
    rounded as it comes (https://onnxruntime.ai/docs/performance/model-optimizations/quantization.html).
    """
    sizes = {"question": (2, SHARED_FEATURES), "passage": (3, PASSAGE_FEATURES)}
    example = tuple(_of_ones(network, *size) for size in sizes.values())
    lengths = tuple(({0: Dim(name)}, {0: Dim.AUTO}, {0: Dim.AUTO}) for name in sizes)
    with tempfile.TemporaryDirectory() as folder:
        exact, folded, rounded = (Path(folder, f"{name}.onnx") for name in range(3))
        torch.onnx.export(
            Served(network).eval(),
            example,
            exact,
            input_names=INPUTS,
            output_names=OUTPUTS,
            external_data=False,
            dynamic_shapes=lengths,
        )
        quant_pre_process(exact, folded, skip_symbolic_shape=True)
        quantize_dynamic(
            folded, rounded, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8
        )
        return rounded.read_bytes()


def _of_ones(network: ReaderNetwork, length: int, features: int) -> Text:
    characters = torch.ones(length, dtype=torch.long)
    return characters, torch.ones(length, network.shape.piece_dim), torch.ones(length, features)

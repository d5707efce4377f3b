"""Turns a training run's checkpoint into the folder that ships.

    python -m index.training.export NAME [FOLDER]

Vectors and token weights become one 8-bit row and one scale for each word piece, under the names
that sentence-transformers' StaticEmbedding reads.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file

from index.encoder import EMBEDDED_FOLDER, SCALES, TABLE, TOKENIZER, WEIGHTS, FloatMatrix
from index.training.corpus import WORK

LARGEST = 127
MODULES = (
    "sentence_transformers.sentence_transformer.modules.static_embedding.StaticEmbedding",
    "sentence_transformers.base.modules.normalize.Normalize",
)


def quantised(
    vectors: FloatMatrix, log_weights: FloatMatrix
) -> tuple[NDArray[np.int8], FloatMatrix]:
    """The weighted vectors as 8-bit rows and the scale of each row.

    Rounding moves a vector by less than 1 % of its length.
    """
    peaks = np.maximum(np.abs(vectors).max(axis=1), np.float32(1e-12))
    rows = np.rint(vectors / peaks[:, None] * LARGEST).astype(np.int8)
    scales = np.exp(log_weights) * peaks / LARGEST
    return rows, (scales / scales.max()).astype(np.float32)


def write_folder(
    folder: Path, tokenizer: str, table: NDArray[np.int8], scales: FloatMatrix
) -> None:
    """Write the files of a sentence-transformers model: static embedding, then unit length."""
    (folder / "1_Normalize").mkdir(parents=True, exist_ok=True)
    modules = [
        {"idx": number, "name": str(number), "path": path, "type": kind}
        for number, (path, kind) in enumerate(zip(("", "1_Normalize"), MODULES, strict=True))
    ]
    settings = {
        "model_type": "SentenceTransformer",
        "prompts": {"query": "", "document": ""},
        "default_prompt_name": None,
        "similarity_fn_name": "cosine",
    }
    _write_json(folder / "modules.json", modules)
    _write_json(folder / "config_sentence_transformers.json", settings)
    _write_json(folder / "1_Normalize" / "config.json", {})
    (folder / TOKENIZER).write_text(_compact(tokenizer), encoding="utf-8")
    save_file({TABLE: table, SCALES: scales}, folder / WEIGHTS, metadata={"format": "pt"})
    (folder / WEIGHTS).chmod(0o644)


def _compact(tokenizer: str) -> str:
    return json.dumps(json.loads(tokenizer), ensure_ascii=False, separators=(",", ":"))


def _write_json(path: Path, body: object) -> None:
    path.write_text(json.dumps(body, indent=2) + "\n", encoding="utf-8")


def main() -> None:
    """Export the run named on the command line."""
    run = WORK / sys.argv[1]
    folder = Path(sys.argv[2]) if len(sys.argv) > 2 else EMBEDDED_FOLDER
    tensors = load_file(run / "checkpoint.safetensors")
    table, scales = quantised(tensors["vectors"], tensors["log_weights"])
    write_folder(folder, (run / TOKENIZER).read_text(encoding="utf-8"), table, scales)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    print(f"{folder}: {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()

"""How well an encoder alone finds the paragraph a question was asked about.

    python -m index.training.measure FOLDER [FILE.json ...]

A paragraph's score is that of its best window of consecutive sentences. The full harness, with all
legs and measures, is ``forumqa eval squad``; this one is for watching a training run.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.encoder import EmbeddedEncoder, Encoder, FloatMatrix
from index.training.corpus import sentences_in
from index.training.development import DEVELOPMENT, ParagraphItem

DEVELOPMENT_FILES = ("wide", "ntrex.wide.hant", "ntrex.wide.en", "ntrex.wide.ru")
CUTOFF = 10
WINDOW_SENTENCES = (1, 2, 3)


def windows_of(paragraph: str) -> list[str]:
    """All runs of one, two and three sentences, and the whole paragraph."""
    sentences = sentences_in(paragraph) or [paragraph]
    runs = [
        "".join(sentences[start : start + size])
        for size in WINDOW_SENTENCES
        for start in range(len(sentences) - size + 1)
    ]
    return [*dict.fromkeys(runs), paragraph]


def best_window_scores(
    encoder: Encoder, questions: FloatMatrix, paragraphs: Sequence[str]
) -> FloatMatrix:
    """(questions, paragraphs) cosines of the best window."""
    windows = [windows_of(paragraph) for paragraph in paragraphs]
    firsts = np.cumsum([0] + [len(group) for group in windows[:-1]])
    vectors = encoder.encode_passages([window for group in windows for window in group])
    return np.maximum.reduceat(questions @ vectors.T, firsts, axis=1)


def ndcg(scores: FloatMatrix, gold: Sequence[set[int]]) -> float:
    """Mean nDCG@10 with binary relevance."""
    order = np.argsort(-scores, axis=1, kind="stable")[:, :CUTOFF]
    discounts = 1 / np.log2(np.arange(2, CUTOFF + 2))
    values: list[float] = []
    for row, relevant in zip(order, gold, strict=True):
        gain = sum(discounts[place] for place, item in enumerate(row.tolist()) if item in relevant)
        values.append(gain / discounts[: len(relevant)].sum())
    return float(np.mean(values))


def squad_ndcg(
    encoder: Encoder, paragraphs_file: Path, questions_file: Path | None = None
) -> float:
    """nDCG@10 over the distinct questions of a SQuAD file.

    Args:
        encoder: what is measured.
        paragraphs_file: where the paragraphs are read, and the questions too without
        questions_file: the same file in another language, item by item.
    """
    paragraphs = _paragraphs(paragraphs_file)
    asked = _paragraphs(questions_file or paragraphs_file)
    texts = list(dict.fromkeys(paragraph["context"] for paragraph in paragraphs))
    gold: dict[str, set[int]] = {}
    for paragraph, item in zip(paragraphs, asked, strict=True):
        for question in item["qas"]:
            gold.setdefault(question["question"], set()).add(texts.index(paragraph["context"]))
    questions = encoder.encode_queries(list(gold))
    return ndcg(best_window_scores(encoder, questions, texts), list(gold.values()))


def _paragraphs(path: Path) -> list[ParagraphItem]:
    body = json.loads(path.read_text(encoding="utf-8"))
    return [paragraph for article in body["data"] for paragraph in article["paragraphs"]]


def development_figures(encoder: Encoder) -> dict[str, float]:
    """nDCG@10 on every development file."""
    return {
        name: round(squad_ndcg(encoder, DEVELOPMENT / f"{name}.json"), 4)
        for name in DEVELOPMENT_FILES
    }


def main() -> None:
    """Print the figures of an encoder folder on the development files, or on the named files."""
    encoder = EmbeddedEncoder.open(Path(sys.argv[1]))
    figures = {name: squad_ndcg(encoder, Path(name)) for name in sys.argv[2:]}
    print(json.dumps(figures or development_figures(encoder), indent=1))


if __name__ == "__main__":
    main()

"""Fits ``index/reranker.json``; prints, cross-validated, what it gains.

    python -m index.training.rerank [FILE.json ...]

The rates are counted on the training questions of CMRC 2018 and DRCD; they look at words alone, so
it does no harm that the encoder has seen those. The weights are fitted on questions that it has not
seen, the development files, and measured in five folds by paragraph. Named files, in SQuAD format,
are measured with the final weights and take no part in anything else.
"""

from __future__ import annotations

import hashlib
import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.builder import build_retriever
from index.encoder import Encoder, open_encoder
from index.fusion import VECTOR_WEIGHT, fuse, vector_weight
from index.match_rates import MatchRates
from index.reranking import FEATURES, RERANKED, RERANKER_FILE, Reranker
from index.training.development import DEVELOPMENT, ParagraphItem
from index.training.listwise import Candidates, FloatVector, fit
from index.training.match_counts import count_tokens, match_rates
from index.training.sets import CMRC, DRCD, training_questions
from ingest.document import Source
from ingest.paragraphs import paragraph_document

FILES = ("wide", "cmrc", "drcd")
FOLDS = 5
CUTOFF = 10
RESAMPLES = 2000
_WEIGHT_DECIMALS = 5


@dataclass(frozen=True, slots=True, eq=False)  # arrays have no truth value
class Asked:
    """One question of a file: its candidates, their fused scores, the paragraph it is about."""

    paragraph: str
    candidates: Candidates
    fused: FloatVector
    seconds: float


def ask_all(path: Path, reranker: Reranker, encoder: Encoder) -> list[Asked]:
    """Every distinct question of the file, asked of all its paragraphs."""
    gold: dict[str, set[str]] = {}
    texts: dict[str, None] = {}
    for paragraph in _paragraphs(path):
        texts.setdefault(paragraph["context"])
        for item in paragraph["qas"]:
            gold.setdefault(item["question"], set()).add(paragraph["context"])
    sources = (Source(id=str(number), title="") for number in range(len(texts)))
    documents, passages = zip(*map(paragraph_document, sources, texts), strict=True)
    retriever = build_retriever(documents, passages, encoder)
    asked: list[Asked] = []
    for question, right in gold.items():
        found = fuse(retriever.evidence(question), vector_weight(question))[:RERANKED]
        chosen = [passages[entry.row] for entry in found]
        began = time.perf_counter()
        features = reranker.features(question, found, chosen, retriever)
        seconds = time.perf_counter() - began
        flags = np.array([passage.text in right for passage in chosen], dtype=np.bool_)
        scores = np.array([entry.score for entry in found])
        asked.append(Asked(min(right), Candidates(features, flags), scores, seconds))
    return asked


def _paragraphs(path: Path) -> list[ParagraphItem]:
    body = json.loads(path.read_text(encoding="utf-8"))
    return [paragraph for article in body["data"] for paragraph in article["paragraphs"]]


def cross_validated(files: dict[str, list[Asked]]) -> dict[str, list[FloatVector]]:
    """Scores of all candidates, by weights fitted without any question on the same paragraph."""
    by_fold = [
        fit([a.candidates for asked in files.values() for a in asked if _fold(a) != fold])
        for fold in range(FOLDS)
    ]
    return {
        name: [a.candidates.features @ by_fold[_fold(a)] for a in asked]
        for name, asked in files.items()
    }


def _fold(asked: Asked) -> int:
    return hashlib.sha256(asked.paragraph.encode()).digest()[0] % FOLDS


def measures(asked: Sequence[Asked], scores: Sequence[FloatVector]) -> NDArray[np.float64]:
    """(n_questions, 2): nDCG@10 for the first relevant passage, and Success@1."""
    rows: list[tuple[float, float]] = []
    for one, row in zip(asked, scores, strict=True):
        order = np.argsort(-np.round(row, 6), kind="stable")[:CUTOFF]
        places = np.flatnonzero(one.candidates.right[order])
        gain = 1 / np.log2(places[0] + 2) if places.size else 0.0
        rows.append((float(gain), float(places.size > 0 and places[0] == 0)))
    return np.array(rows)


def interval(asked: Sequence[Asked], gains: FloatVector) -> tuple[float, float]:
    """The 95 % interval of the mean gain, paragraphs resampled with all their questions."""
    names, group = np.unique([one.paragraph for one in asked], return_inverse=True)
    sums, counts = np.bincount(group, gains), np.bincount(group)
    chance = np.random.default_rng(0)
    drawn = chance.integers(0, len(names), (RESAMPLES, len(names)))
    means = sums[drawn].sum(axis=1) / counts[drawn].sum(axis=1)
    low, high = np.percentile(means, [2.5, 97.5])
    return float(low), float(high)


def table_row(name: str, asked: Sequence[Asked], scores: Sequence[FloatVector]) -> str:
    """One line of Markdown: questions, fused, reranked, gain in nDCG@10, milliseconds."""
    before, after = measures(asked, [one.fused for one in asked]), measures(asked, scores)
    low, high = interval(asked, after[:, 0] - before[:, 0])
    old, new = before.mean(axis=0), after.mean(axis=0)
    ms = 1000 * np.median([one.seconds for one in asked])
    return (
        f"| {name} | {len(asked)} | {old[0]:.4f} / {old[1]:.4f} | {new[0]:.4f} / {new[1]:.4f} "
        f"| {new[0] - old[0]:+.4f} [{low:+.4f}, {high:+.4f}] | {ms:.1f} |"
    )


def report(files: dict[str, list[Asked]], others: dict[str, list[Asked]]) -> Iterator[str]:
    """The table; ``others`` by weights fitted on all of ``files``."""
    yield "| file | questions | fused | reranked | nDCG@10 gained (95 %) | ms |"
    yield "|---|---|---|---|---|---|"
    scores = cross_validated(files)
    for name, asked in files.items():
        yield table_row(name, asked, scores[name])
    weights = final_weights(files)
    for name, asked in others.items():
        yield table_row(name, asked, [one.candidates.features @ weights for one in asked])


def final_weights(files: dict[str, list[Asked]]) -> FloatVector:
    """The weights fitted on all questions, scaled so that a score of 1 is the highest possible.

    Raises:
        ValueError: a weight is negative, which no feature means to earn.
    """
    weights = fit([one.candidates for asked in files.values() for one in asked])
    if weights.min() < 0:
        raise ValueError(f"negative weight among {dict(zip(FEATURES, weights, strict=True))}")
    highest = np.ones(len(FEATURES))
    highest[FEATURES.index("lexical")] = 1 - VECTOR_WEIGHT
    highest[FEATURES.index("vector")] = VECTOR_WEIGHT
    unit = 10**_WEIGHT_DECIMALS
    scaled: FloatVector = np.floor(weights / (weights @ highest) * unit) / unit
    return scaled


def _write(rates: MatchRates, weights: FloatVector, path: Path) -> None:
    content = {"features": FEATURES, "weights": weights.tolist(), "rates": asdict(rates)}
    path.write_text(json.dumps(content, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def main() -> None:
    """Count, fit, measure and write."""
    questions = (row for row in training_questions(open_only=True) if row.set in CMRC | DRCD)
    rates = match_rates(count_tokens(questions))
    unfitted = Reranker(rates, np.zeros(len(FEATURES), dtype=np.float64))
    encoder = open_encoder()
    files = {name: ask_all(DEVELOPMENT / f"{name}.json", unfitted, encoder) for name in FILES}
    others = {Path(name).stem: ask_all(Path(name), unfitted, encoder) for name in sys.argv[1:]}
    for line in report(files, others):
        print(line)
    _write(rates, final_weights(files), RERANKER_FILE)


if __name__ == "__main__":
    main()

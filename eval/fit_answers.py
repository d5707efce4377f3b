"""Fits ``answer/model.json``: which sentence answers, and whether any does.

    python -m eval.fit_answers [FILE ...]

Reads the development questions that ``index.training.development`` has kept out of the encoder's
training (var/development/cmrc.json and drcd.json unless others are named); nothing that is reported
on takes part. The chooser is a linear ranker fitted on pairs of the answering sentence and another
one that was found (pairs under a logistic loss, as in RankNet: Burges et al. 2005). The refusal
is a logistic regression over two cases of each question: its paragraph among the indexed ones, and
left out. Only the numbers for questions in Chinese are fitted; those for questions in other
languages stand below, because no such questions about Chinese paragraphs exist in training data.
"""

from __future__ import annotations

import argparse
import json
import logging
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from answer.answerer import DEFAULT_K, Answerer
from answer.choosing import FEATURES, Candidate, FloatVector
from answer.confidence import SIGNALS, signals
from answer.model import MODEL_FILE, AnswerModel, LanguageModel
from eval.squad import Item, Squad, read_squad
from eval.squad_index import indexed
from index.encoder import Encoder, open_encoder
from index.generation import OpenIndex
from index.retriever import Filters

logger = logging.getLogger(__name__)

DEVELOPMENT = (Path("var/development/cmrc.json"), Path("var/development/drcd.json"))
# The share of answerable questions that may be refused; the threshold is set by it.
FALSE_REFUSALS = 0.05


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, default=list(DEVELOPMENT))
    parser.add_argument("--output", type=Path, default=MODEL_FILE)
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    encoder = open_encoder()
    chooser = fit_chooser(arguments.files, encoder)
    refusal, threshold = fit_refusal(arguments.files, encoder, chooser)
    foreign = AnswerModel.load().foreign
    write(arguments.output, LanguageModel(chooser, refusal, threshold), foreign)


def fit_chooser(files: Sequence[Path], encoder: Encoder) -> FloatVector:
    """Weights (len(FEATURES),) that put the answering sentence before those around it.

    Its rivals are the other sentences of its paragraph and those of the other passages found.
    """
    rows: list[FloatVector] = []
    for index, answerer, squad in _collections(files, encoder):
        for item in squad.items:
            hits = index.retriever.retrieve(item.question, DEFAULT_K)
            rows.extend(_differences(answerer.rank(item.question, hits)[1], item))
    matrix = np.stack(rows)
    both = np.concatenate([matrix, -matrix])
    labels = np.repeat([1, 0], len(matrix))
    fitted = LogisticRegression(C=1.0, fit_intercept=False, max_iter=1000).fit(both, labels)
    logger.info("chooser: %d pairs, %s", len(matrix), _named(FEATURES, fitted.coef_[0]))
    return np.float32(fitted.coef_[0])


def fit_refusal(
    files: Sequence[Path], encoder: Encoder, chooser: FloatVector
) -> tuple[FloatVector, float]:
    """Weights (len(SIGNALS),), and the confidence that ``FALSE_REFUSALS`` do not reach."""
    model = LanguageModel(chooser, np.zeros(len(SIGNALS), np.float32), 0.0)
    rows: list[FloatVector] = []
    labels: list[int] = []
    for index, answerer, squad in _collections(files, encoder):
        documents = frozenset(paragraph.id for paragraph in squad.paragraphs)
        for item in squad.items:
            without = Filters(documents=documents - {item.paragraph.id})
            for label, filters in ((1, Filters()), (0, without)):
                hits = index.retriever.retrieve(item.question, DEFAULT_K, filters)
                prepared, ranked = answerer.rank(item.question, hits, model)
                if ranked:
                    rows.append(signals(prepared, ranked))
                    labels.append(label)
    matrix, answerable = np.stack(rows), np.array(labels)
    fitted = LogisticRegression(C=1.0, fit_intercept=False, max_iter=1000).fit(matrix, answerable)
    sure = fitted.predict_proba(matrix)[:, 1]
    threshold = float(np.quantile(sure[answerable == 1], FALSE_REFUSALS))
    answered = float(np.mean(sure[answerable == 0] >= threshold))
    logger.info("refusal: %d cases, %s", len(matrix), _named(SIGNALS, fitted.coef_[0]))
    logger.info("threshold %.4f: %.3f of the removed are answered", threshold, answered)
    return np.float32(fitted.coef_[0]), threshold


def write(path: Path, chinese: LanguageModel, foreign: LanguageModel) -> None:
    """The model file, its numbers rounded to four decimals."""
    content = {
        "features": list(FEATURES),
        "signals": list(SIGNALS),
        "chinese": _plain(chinese),
        "foreign": _plain(foreign),
    }
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def _collections(
    files: Sequence[Path], encoder: Encoder
) -> Iterator[tuple[OpenIndex, Answerer, Squad]]:
    for path in files:
        squad = read_squad(path)
        with indexed(squad, encoder) as index:
            yield index, Answerer(index, encoder), squad


def _differences(ranked: Sequence[Candidate], item: Item) -> list[FloatVector]:
    """Feature differences between the answering sentence and every other candidate."""
    right = [
        candidate
        for candidate in ranked
        if candidate.hit.passage.id == item.paragraph.passage_id
        and any(candidate.sentence.start <= at < candidate.sentence.end for at in item.starts)
    ]
    if not right:
        return []
    return [right[0].features - other.features for other in ranked if other not in right]


def _plain(model: LanguageModel) -> dict[str, list[float] | float]:
    return {
        "chooser": [round(float(weight), 4) for weight in model.chooser],
        "refusal": [round(float(weight), 4) for weight in model.refusal],
        "threshold": round(model.threshold, 4),
    }


def _named(names: Sequence[str], weights: Sequence[float]) -> str:
    return ", ".join(f"{name} {weight:.2f}" for name, weight in zip(names, weights, strict=True))


if __name__ == "__main__":
    main()

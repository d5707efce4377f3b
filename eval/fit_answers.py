"""Fits ``answer/model.json``: which sentence answers, and whether any does.

    python -m eval.fit_answers [--squad FILE …] [--library FOLDER …]

Nothing that is reported on takes part. The chooser is a linear ranker, fitted on pairs of the
answering sentence and another one that was found (pairs under a logistic loss, as in RankNet:
Burges et al. 2005): half of their weight on questions that ``index.training.development`` has kept
out of the encoder's training, half on the development half of the topics. The refusal is a logistic
regression over the cases of ``eval.refusal_cases``, one for Chinese and one for other languages,
with a threshold for each language. The chooser serves all of them, for what a question shares with
a sentence is counted across languages (``answer/coverage.py``).
"""

from __future__ import annotations

import argparse
import json
import logging
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from answer.choosing import FEATURES, FloatVector
from answer.confidence import SIGNALS
from answer.language import Language
from answer.model import MODEL_FILE, AnswerModel, LanguageModel
from eval.choosing_pairs import squad_pairs, topic_pairs
from eval.refusal_cases import Case, Group, forum_cases, squad_cases
from index.encoder import Encoder, open_encoder

Sureness = npt.NDArray[np.float64]

logger = logging.getLogger(__name__)

SQUAD = (Path("var/development/cmrc.json"), Path("var/development/drcd.json"))
LIBRARIES = (Path("documents"), Path("../shared/documents"))
# What may go wrong on the development side; the threshold is the higher of the two they give.
FALSE_REFUSALS = 0.05
FALSE_ANSWERS = 0.01
FOREIGN_FALSE_ANSWERS = 0.03


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--squad", nargs="*", type=Path, default=list(SQUAD))
    parser.add_argument("--library", nargs="*", type=Path, default=list(LIBRARIES))
    parser.add_argument("--output", type=Path, default=MODEL_FILE)
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    encoder = open_encoder()
    chooser = _unfitted(fit_chooser(arguments.squad, arguments.library, encoder))
    model = AnswerModel(chinese=chooser, english=chooser, russian=chooser)
    cases = [
        *squad_cases(arguments.squad, encoder, model),
        *forum_cases(arguments.library, arguments.squad, encoder, model),
    ]
    write(arguments.output, with_refusal(model, cases))


def fit_chooser(files: Sequence[Path], folders: Sequence[Path], encoder: Encoder) -> FloatVector:
    """Weights (len(FEATURES),) that put the answering sentence before all others found."""
    start = _unfitted(np.zeros(len(FEATURES), dtype=np.float32))
    model = AnswerModel(start, start, start)
    parts = [
        np.stack(list(pairs))
        for pairs in (squad_pairs(files, encoder, model), topic_pairs(folders, encoder, model))
    ]
    matrix = np.concatenate(parts)
    share = np.concatenate([np.full(len(part), len(matrix) / len(part)) for part in parts])
    both, labels = np.concatenate([matrix, -matrix]), np.repeat([1, 0], len(matrix))
    fitted = LogisticRegression(C=1.0, fit_intercept=False, max_iter=1000)
    fitted.fit(both, labels, sample_weight=np.tile(share / share.mean(), 2))
    counts = " and ".join(str(len(part)) for part in parts)
    logger.info("chooser: %s pairs, %s", counts, _named(FEATURES, fitted.coef_[0]))
    return np.array(fitted.coef_[0], dtype=np.float32)


def with_refusal(model: AnswerModel, cases: Sequence[Case]) -> AnswerModel:
    """``model`` with the refusal fitted for Chinese and for the rest, each language's threshold."""
    chinese = (Language.ZH_HANS, Language.ZH_HANT)
    own = [case for case in cases if case.language in chinese]
    others = [case for case in cases if case.language not in chinese]
    (at_home,) = fit_refusal(own, [chinese], FALSE_ANSWERS)
    english, russian = fit_refusal(others, [(Language.EN,), (Language.RU,)], FOREIGN_FALSE_ANSWERS)
    return AnswerModel(
        chinese=LanguageModel(model.chinese.chooser, *at_home),
        english=LanguageModel(model.english.chooser, *english),
        russian=LanguageModel(model.russian.chooser, *russian),
    )


def fit_refusal(
    cases: Sequence[Case], families: Sequence[Sequence[Language]], false_answers: float
) -> list[tuple[FloatVector, float]]:
    """For every family of languages the weights, (len(SIGNALS),) and all alike, and its threshold.

    Every group weighs the same, and so do all the answerable and all the others. Paraphrases stay
    out: without a word in common their signals are those of off-topic questions.
    """
    cases = [case for case in cases if case.group is not Group.PARAPHRASE]
    matrix = np.stack([case.signals for case in cases])
    groups = np.array([case.group for case in cases])
    answerable = np.array([case.group.answerable for case in cases])
    weight = np.zeros(len(cases))
    for side in (answerable, ~answerable):
        present = np.unique(groups[side])
        for group in present:
            weight[groups == group] = 1 / (len(present) * (groups == group).sum())
    fitted = LogisticRegression(C=1.0, fit_intercept=False, max_iter=1000)
    fitted.fit(matrix, answerable, sample_weight=weight / weight.mean())
    logger.info("refusal, %d cases: %s", len(cases), _named(SIGNALS, fitted.coef_[0]))
    weights = np.array(fitted.coef_[0], dtype=np.float32)
    sure = fitted.predict_proba(matrix)[:, 1]
    found: list[tuple[FloatVector, float]] = []
    for family in families:
        own = np.array([case.language in family for case in cases])
        found.append((weights, operating_point(groups[own], sure[own], false_answers)))
    return found


def operating_point(groups: npt.NDArray[np.str_], sure: Sureness, false_answers: float) -> float:
    """The confidence from which on answers are given.

    ``FALSE_REFUSALS`` of the topics miss it, or ``false_answers`` of the off-topic questions reach
    it, whichever is higher.
    """
    threshold = max(
        float(np.quantile(sure[groups == Group.TOPIC], FALSE_REFUSALS)),
        float(np.quantile(sure[groups == Group.OFF_TOPIC], 1 - false_answers)),
    )
    answered = {
        str(name): float(np.mean(sure[groups == name] >= threshold)) for name in np.unique(groups)
    }
    logger.info("  threshold %.4f answers %s", threshold, _named(answered, answered.values()))
    return threshold


def write(path: Path, model: AnswerModel) -> None:
    """The model file, its numbers rounded to four decimals."""
    content = {
        "features": list(FEATURES),
        "signals": list(SIGNALS),
        "chinese": _plain(model.chinese),
        "english": _plain(model.english),
        "russian": _plain(model.russian),
    }
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def _unfitted(chooser: FloatVector) -> LanguageModel:
    return LanguageModel(chooser, np.zeros(len(SIGNALS), dtype=np.float32), 0.0)


def _plain(model: LanguageModel) -> dict[str, list[float] | float]:
    return {
        "chooser": [round(float(weight), 4) for weight in model.chooser],
        "refusal": [round(float(weight), 4) for weight in model.refusal],
        "threshold": round(model.threshold, 4),
    }


def _named(names: Iterable[str], weights: Iterable[float]) -> str:
    return ", ".join(f"{name} {weight:.3f}" for name, weight in zip(names, weights, strict=True))


if __name__ == "__main__":
    main()

"""Fits ``answer/model.json``: which sentence answers, and whether any does.

    python -m eval.fit_answers [--squad FILE …] [--library FOLDER …]

Nothing that is reported on takes part. The chooser is a linear ranker, fitted on pairs of the
answering sentence and another one that was found (pairs under a logistic loss, as in RankNet:
Burges et al. 2005): half of their weight on questions that are kept out of the training of encoder
and reader (``index.training.development``), half on the development half of the topics. Chinese has
its own; for English and Russian questions, which the reader does not read, it is fitted without
what the reader says. The refusal is a logistic regression over the cases of
``eval.refusal_cases``: one for Chinese and one for other languages, each once for passages that
curated questions stand for and once for those without, and a threshold for each language.
"""

from __future__ import annotations

import argparse
import logging
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from answer.choosing import FEATURES, FloatVector
from answer.confidence import SIGNALS
from answer.language import Language
from answer.model import MODEL_FILE, AnswerModel, LanguageModel, Refusal
from eval.choosing_pairs import squad_pairs, topic_pairs
from eval.refusal_cases import Case, Group, forum_cases, squad_cases
from index.encoder import Encoder, FloatMatrix, open_encoder

Sureness = npt.NDArray[np.float64]

logger = logging.getLogger(__name__)

SQUAD = (Path("var/development/cmrc.json"), Path("var/development/drcd.json"))
LIBRARIES = (Path("documents"), Path("../shared/documents"))
# What a question's sentences are ranked by: where the reader reads, its word and where the passage
# came from; everything else took from its share (answer/training/README.md).
READ = ("retrieval", "pointed", "reading")
UNREAD = tuple(name for name in FEATURES if name != "reading")
# What may go wrong on the development side; the threshold is the higher of the two they give.
FALSE_REFUSALS = 0.03
FALSE_ANSWERS = 0.02


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
    model = fit_choosers(arguments.squad, arguments.library, encoder)
    cases = [
        *squad_cases(arguments.squad, encoder, model),
        *forum_cases(arguments.library, arguments.squad, encoder, model),
    ]
    with_refusal(model, cases).save(arguments.output)


def fit_choosers(files: Sequence[Path], folders: Sequence[Path], encoder: Encoder) -> AnswerModel:
    """A model whose choosers put the answering sentence before all others found."""
    start = _unfitted(np.zeros(len(FEATURES), dtype=np.float32))
    model = AnswerModel(start, start, start)
    parts = [
        np.stack(list(pairs))
        for pairs in (squad_pairs(files, encoder, model), topic_pairs(folders, encoder, model))
    ]
    chinese = _unfitted(fit_chooser(parts, READ))
    others = _unfitted(fit_chooser(parts, UNREAD))
    return AnswerModel(chinese, others, others)


def fit_chooser(parts: Sequence[FloatMatrix], names: Sequence[str]) -> FloatVector:
    """Weights (len(FEATURES),) of the features of those ``names``, from feature differences.

    Every part has the same say; the other weights are 0.
    """
    kept = np.array([name in names for name in FEATURES], dtype=np.float32)
    matrix = np.concatenate(parts) * kept
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
    refusals: list[list[Refusal]] = []
    for curated in (False, True):
        logger.info("with curated questions:" if curated else "without curated questions:")
        at_home, abroad = (
            [case for case in side if case.curated is curated] for side in (own, others)
        )
        refusals.append(
            [
                *fit_refusal(at_home, [chinese]),
                *fit_refusal(abroad, [(Language.EN,), (Language.RU,)]),
            ]
        )
    choosers = (one.chooser for one in (model.chinese, model.english, model.russian))
    return AnswerModel(*map(LanguageModel, choosers, *refusals))


def fit_refusal(cases: Sequence[Case], families: Sequence[Sequence[Language]]) -> list[Refusal]:
    """For every family of languages the weights, which all share, and its threshold.

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
    found: list[Refusal] = []
    for family in families:
        own = np.array([case.language in family for case in cases])
        threshold = operating_point(groups[own], sure[own])
        found.append(Refusal(weights, threshold))
    return found


def operating_point(groups: npt.NDArray[np.str_], sure: Sureness) -> float:
    """The confidence from which on answers are given.

    ``FALSE_REFUSALS`` of the topics miss it, or ``FALSE_ANSWERS`` of the off-topic questions reach
    it, whichever is higher.
    """
    threshold = max(
        float(np.quantile(sure[groups == Group.TOPIC], FALSE_REFUSALS)),
        float(np.quantile(sure[groups == Group.OFF_TOPIC], 1 - FALSE_ANSWERS)),
    )
    answered = {
        str(name): float(np.mean(sure[groups == name] >= threshold)) for name in np.unique(groups)
    }
    logger.info("  threshold %.4f answers %s", threshold, _named(answered, answered.values()))
    return threshold


def _unfitted(chooser: FloatVector) -> LanguageModel:
    never = Refusal(np.zeros(len(SIGNALS), dtype=np.float32), 0.0)
    return LanguageModel(chooser, never, never)


def _named(names: Iterable[str], weights: Iterable[float]) -> str:
    return ", ".join(f"{name} {weight:.3f}" for name, weight in zip(names, weights, strict=True))


if __name__ == "__main__":
    main()

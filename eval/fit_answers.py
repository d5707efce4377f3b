"""Fits ``answer/model.json``: which sentence answers, and whether any does.

    python -m eval.fit_answers [--squad FILE …] [--library FOLDER …]

Nothing that is reported on takes part. The chooser is a linear ranker, fitted on pairs of the
answering sentence and another one that was found (pairs under a logistic loss, as in RankNet:
Burges et al. 2005), on questions that ``index.training.development`` has kept out of the encoder's
training. Its weights for other languages are no fit: there are too few such questions to fit
twelve weights. The refusal is a logistic regression over the cases of ``eval.refusal_cases``.
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

from answer.answerer import DEFAULT_K, Answerer
from answer.choosing import FEATURES, Candidate, FloatVector
from answer.confidence import SIGNALS
from answer.language import Language
from answer.model import MODEL_FILE, AnswerModel, LanguageModel
from eval.outside.squad import Item, read_squad
from eval.outside.squad_index import indexed
from eval.refusal_cases import Case, Group, forum_cases, squad_cases
from index.encoder import Encoder, open_encoder

logger = logging.getLogger(__name__)

SQUAD = (Path("var/development/cmrc.json"), Path("var/development/drcd.json"))
LIBRARIES = (Path("documents"), Path("../shared/documents"))
# Cosine first: a question shares names and numbers at most with a passage in another language.
FOREIGN = np.array([3.0, 0.6, 0.3, 15.0, 4.5, 3.0, 0.9, 0.9, 0.9, 0.6, 0.9, 0.3], dtype=np.float32)
# Words in common tell nothing across languages, and few questions bear few weights.
FOREIGN_SIGNALS = ("similarity", "one")
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
    chinese = _unfitted(fit_chooser(arguments.squad, encoder))
    foreign = _unfitted(FOREIGN)
    model = AnswerModel(chinese=chinese, english=foreign, russian=foreign)
    cases = [
        *squad_cases(arguments.squad, encoder, model),
        *forum_cases(arguments.library, arguments.squad, encoder, model),
    ]
    write(arguments.output, with_refusal(model, cases))


def fit_chooser(files: Sequence[Path], encoder: Encoder) -> FloatVector:
    """Weights (len(FEATURES),) that put the answering sentence before those around it.

    Its rivals are the other sentences of its paragraph and those of the other passages found.
    """
    start = _unfitted(np.zeros(len(FEATURES), dtype=np.float32))
    rows: list[FloatVector] = []
    for squad in map(read_squad, files):
        with indexed(squad, encoder) as index:
            answerer = Answerer(index, encoder, AnswerModel(start, start, start))
            for item in squad.items:
                hits = index.retriever.retrieve(item.question, DEFAULT_K)
                rows.extend(_differences(answerer.rank(item.question, hits)[1], item))
    matrix = np.stack(rows)
    both = np.concatenate([matrix, -matrix])
    labels = np.repeat([1, 0], len(matrix))
    fitted = LogisticRegression(C=1.0, fit_intercept=False, max_iter=1000).fit(both, labels)
    logger.info("chooser: %d pairs, %s", len(matrix), _named(FEATURES, fitted.coef_[0]))
    return np.array(fitted.coef_[0], dtype=np.float32)


def with_refusal(model: AnswerModel, cases: Sequence[Case]) -> AnswerModel:
    """``model`` with the refusal of each language fitted on its cases."""

    def fitted(base: LanguageModel, languages: Sequence[Language]) -> LanguageModel:
        chinese = Language.ZH_HANS in languages
        used = SIGNALS if chinese else FOREIGN_SIGNALS
        false_answers = FALSE_ANSWERS if chinese else FOREIGN_FALSE_ANSWERS
        own = [case for case in cases if case.language in languages]
        logger.info("refusal in %s, %d cases:", languages[0], len(own))
        return LanguageModel(base.chooser, *fit_refusal(own, used, false_answers))

    return AnswerModel(
        chinese=fitted(model.chinese, [Language.ZH_HANS, Language.ZH_HANT]),
        english=fitted(model.english, [Language.EN]),
        russian=fitted(model.russian, [Language.RU]),
    )


def fit_refusal(
    cases: Sequence[Case], used: Sequence[str], false_answers: float
) -> tuple[FloatVector, float]:
    """Weights (len(SIGNALS),), zero but for the signals ``used``, and the threshold.

    Every group weighs the same, and so do all the answerable and all the others. Paraphrases stay
    out: without a word in common their signals are those of off-topic questions.
    """
    cases = [case for case in cases if case.group is not Group.PARAPHRASE]
    columns = [SIGNALS.index(name) for name in used]
    matrix = np.stack([case.signals for case in cases])[:, columns]
    groups = np.array([case.group for case in cases])
    answerable = np.array([case.group.answerable for case in cases])
    weight = np.zeros(len(cases))
    for side in (answerable, ~answerable):
        present = np.unique(groups[side])
        for group in present:
            weight[groups == group] = 1 / (len(present) * (groups == group).sum())
    fitted = LogisticRegression(C=10.0, fit_intercept=False, max_iter=1000)
    fitted.fit(matrix, answerable, sample_weight=weight / weight.mean())
    weights = np.zeros(len(SIGNALS), dtype=np.float32)
    weights[columns] = fitted.coef_[0]
    logger.info("  %s", _named(SIGNALS, weights))
    return weights, operating_point(groups, fitted.predict_proba(matrix)[:, 1], false_answers)


def operating_point(
    groups: npt.NDArray[np.str_], sure: npt.NDArray[np.float64], false_answers: float
) -> float:
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


def _named(names: Iterable[str], weights: Iterable[float]) -> str:
    return ", ".join(f"{name} {weight:.3f}" for name, weight in zip(names, weights, strict=True))


if __name__ == "__main__":
    main()

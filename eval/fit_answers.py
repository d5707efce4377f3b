"""Fits ``answer/model.json``: which sentence answers, and whether any does.

    python -m eval.fit_answers [--squad FILE …] [--library FOLDER …]

Nothing that is reported on takes part. The chooser is a linear ranker, fitted on pairs of the
answering sentence and another one that was found (pairs under a logistic loss, as in RankNet:
Burges et al. 2005): half of their weight on questions that are kept out of the training of encoder
and reader (``index.training.development``), half on the development half of the topics. Chinese has
its own; for English and Russian questions, which the reader does not read, it is fitted without
what the reader says. The refusal is a small network (``eval.monotone``) over the cases of
``eval.refusal_cases``: one for Chinese and one for other languages, each for every backing of the
best passage by curated questions. Thresholds, one for each language, are read off cases that the
network of a fold has not seen.
"""

from __future__ import annotations

import argparse
import logging
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from answer.choosing import FEATURES, FloatVector
from answer.confidence import SIGNALS, Backing
from answer.language import Language
from answer.model import MODEL_FILE, AnswerModel, LanguageModel
from answer.refusal import Refusal
from eval.choosing_pairs import squad_pairs, topic_pairs
from eval.monotone import Directions, fit_monotone
from eval.refusal_cases import Case, Group, forum_cases, squad_cases
from index.encoder import Encoder, FloatMatrix, open_encoder

Sureness = npt.NDArray[np.float64]
Groups = npt.NDArray[np.str_]

logger = logging.getLogger(__name__)

SQUAD = (Path("var/development/cmrc.json"), Path("var/development/drcd.json"))
LIBRARIES = (Path("documents"), Path("../shared/documents"))
# What a question's sentences are ranked by: where the reader reads, its word and where the passage
# came from; everything else took from its share (answer/training/README.md).
READ = ("retrieval", "pointed", "reading")
UNREAD = tuple(name for name in FEATURES if name != "reading")
# What may go wrong on the development side; the threshold is the higher of the two they give.
FALSE_REFUSALS = 0.04
FALSE_ANSWERS = 0.03
# How many of the answerable questions may be told that the answer may be none.
DOUBTED = 0.2
ON_THE_FORUM = (Group.TOPIC, Group.PARAPHRASE, Group.CURATED)
# What is found through curated questions; a library without any must not be fitted to the few of
# them that found a passage nobody wrote a question for.
THROUGH_QUESTIONS = (Group.PARAPHRASE, Group.CURATED, Group.UNANSWERED)
FOLDS = 5
# Longer questions share more words with a passage by chance, so their length may speak for either.
DIRECTIONS = Directions(
    against=frozenset({"unseen", "lacks", "numbers", "unanswered_words", "unanswered_meaning"}),
    free=frozenset({"tokens"}),
)


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
    refusals: dict[Backing, list[Refusal]] = {}
    for kind in Backing:
        logger.info("%s:", kind)
        at_home, abroad = (
            [case for case in side if case.backing is kind] for side in (own, others)
        )
        refusals[kind] = [
            *fit_refusal(at_home, [chinese]),
            *fit_refusal(abroad, [(Language.EN,), (Language.RU,)]),
        ]
    choosers = [one.chooser for one in (model.chinese, model.english, model.russian)]
    return AnswerModel(
        *(
            LanguageModel(chooser, {kind: refusals[kind][i] for kind in Backing})
            for i, chooser in enumerate(choosers)
        )
    )


def fit_refusal(cases: Sequence[Case], families: Sequence[Sequence[Language]]) -> list[Refusal]:
    """For every family of languages the network, which all share, and its threshold."""
    cases = [
        case
        for case in cases
        if case.backing is not Backing.PLAIN or case.group not in THROUGH_QUESTIONS
    ]
    network = fit_network(cases)
    sure = unseen_confidences(cases)
    found: list[Refusal] = []
    for family in families:
        own = [i for i, case in enumerate(cases) if case.language in family]
        groups = np.array([cases[i].group for i in own])
        threshold = operating_point(groups, sure[own])
        doubt = max(threshold, doubtful_below(groups, sure[own]))
        found.append(replace(network, threshold=threshold, doubt=doubt))
    return found


def unseen_confidences(cases: Sequence[Case]) -> Sureness:
    """(n,) confidences, each by a network that has seen no case of the same question."""
    sure = np.zeros(len(cases))
    questions = [case.question for case in cases]
    for seen, unseen in GroupKFold(FOLDS).split(questions, groups=questions):
        network = fit_network([cases[i] for i in seen])
        sure[unseen] = [network.confidence(cases[i].signals) for i in unseen]
    return sure


def fit_network(cases: Sequence[Case]) -> Refusal:
    """The network of ``cases``; neither its threshold nor its doubt is set."""
    matrix = np.stack([case.signals for case in cases]).astype(np.float64)
    answerable = np.array([case.group.answerable for case in cases])
    return fit_monotone(matrix, answerable, case_weights(cases), SIGNALS, DIRECTIONS)


def case_weights(cases: Sequence[Case]) -> Sureness:
    """(n,) weights: the answerable have half, off-topic questions a quarter, the others the rest.

    Groups share what they have evenly. Paraphrases are topics: by themselves they are too few for a
    share of their own. Off-topic questions have as much as all near misses, for a network that
    learns much of near misses forgets them.
    """
    kinds = [Group.TOPIC if case.group is Group.PARAPHRASE else case.group for case in cases]
    counts = Counter(kinds)
    kinds_of = Counter(map(_family, counts))
    families_of = Counter(family.answerable for family in kinds_of)
    share = {
        kind: 1 / (families_of[kind.answerable] * kinds_of[_family(kind)] * count)
        for kind, count in counts.items()
    }
    weights: Sureness = np.array([share[kind] for kind in kinds])
    weights *= len(cases) / weights.sum()
    return weights


def _family(group: Group) -> Group:
    """One of all that are answerable, one of all that are not but off-topic."""
    if group.answerable:
        return Group.TOPIC
    return group if group is Group.OFF_TOPIC else Group.NEAR


def operating_point(groups: Groups, sure: Sureness) -> float:
    """The confidence from which on answers are given.

    ``FALSE_REFUSALS`` of the answerable questions on the forum miss it, or ``FALSE_ANSWERS`` of the
    off-topic questions reach it, whichever is higher.
    """
    threshold = max(
        float(np.quantile(sure[np.isin(groups, ON_THE_FORUM)], FALSE_REFUSALS)),
        float(np.quantile(sure[groups == Group.OFF_TOPIC], 1 - FALSE_ANSWERS)),
    )
    _tell("threshold", threshold, groups, sure)
    return threshold


def doubtful_below(groups: Groups, sure: Sureness) -> float:
    """The confidence that ``DOUBTED`` of the answerable questions on the forum miss."""
    doubt = float(np.quantile(sure[np.isin(groups, ON_THE_FORUM)], DOUBTED))
    _tell("without doubt from", doubt, groups, sure)
    return doubt


def _tell(what: str, level: float, groups: Groups, sure: Sureness) -> None:
    names = np.unique(groups)
    answered = [float(np.mean(sure[groups == name] >= level)) for name in names]
    logger.info("  %s %.4f: %s", what, level, _named(map(str, names), answered))


def _unfitted(chooser: FloatVector) -> LanguageModel:
    none = np.zeros(0, dtype=np.float32)
    never = Refusal(
        np.zeros((len(SIGNALS), 0), dtype=np.float32), none, none, 0.0, threshold=0.0, doubt=0.0
    )
    return LanguageModel(chooser, dict.fromkeys(Backing, never))


def _named(names: Iterable[str], weights: Iterable[float]) -> str:
    return ", ".join(f"{name} {weight:.3f}" for name, weight in zip(names, weights, strict=True))


if __name__ == "__main__":
    main()

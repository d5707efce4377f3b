"""Fits ``answer/model.json``: which sentence answers, and whether any does.

    python -m eval.fit_answers [--squad FILE …] [--library FOLDER …]

Nothing that is reported on takes part. The chooser is a linear ranker, fitted on pairs of the
answering sentence and another one that was found (pairs under a logistic loss, as in RankNet:
Burges et al. 2005). One is for what no curated question stands for: half of its weight lies on
questions that are kept out of the training of encoder and reader (``index.training.development``),
half on the development half of the topics. The other is fitted on these topics and on curated
questions that the index lacks (``eval.curated_folds``). Chinese has its own; for English and
Russian questions, which the reader does not read, both are fitted without what the reader says.
The refusal is of small networks (``eval.monotone``) over the cases of
``eval.refusal_cases``: one for Chinese and one for other languages, each for every backing of the
best passage by curated questions. Thresholds, one for each language, are read off cases that the
network of a fold has not seen.
"""

from __future__ import annotations

import argparse
import logging
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from answer.choosing import FEATURES, Chooser, FloatVector
from answer.confidence import SIGNALS, Backing
from answer.language import Language
from answer.model import MODEL_FILE, AnswerModel, LanguageModel
from answer.refusal import Network, Refusal
from eval.choosing_pairs import curated_pairs, squad_pairs, topic_pairs
from eval.monotone import Directions, fit_monotone
from eval.refusal_cases import Case, Group, forum_cases, squad_cases
from index.encoder import Encoder, FloatMatrix, open_encoder
from index.retriever import Legs

Sureness = npt.NDArray[np.float64]
Groups = npt.NDArray[np.str_]

logger = logging.getLogger(__name__)

SQUAD = (Path("var/development/cmrc.json"), Path("var/development/drcd.json"))
LIBRARIES = (Path("documents"), Path("../shared/documents"))
# What a question's sentences are ranked by: where the reader reads, its word and where the passage
# came from; everything else took from its share (answer/training/README.md).
READ = ("retrieval", "pointed", "pointed_share", "reading")
UNREAD = tuple(name for name in FEATURES if name != "reading")
# The reader learnt from an encyclopaedia, and where nobody wrote questions for a text its word
# alone is worth less the less the text is like that: DECISIONS.md 9 has the table.
COVERED = 2.0
# What may go wrong on the development side; the threshold is the higher of the two they give.
FALSE_REFUSALS = 0.04
FALSE_ANSWERS = 0.03
# How many of the answerable questions may be told that the answer may be none.
DOUBTED = 0.2
ON_THE_FORUM = (Group.TOPIC, Group.PARAPHRASE, Group.CURATED)
# What is found through curated questions; a library without any must not be fitted to the few of
# them that found a passage nobody wrote a question for.
THROUGH_QUESTIONS = (Group.PARAPHRASE, Group.CURATED, Group.NEW_STATEMENT, Group.UNANSWERED)
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Judge:
    """A network's part: the signals it looks at, and what it tells from what is answered."""

    signals: frozenset[str]
    unanswered: frozenset[Group]


WHOLE = Judge(frozenset(SIGNALS), frozenset(group for group in Group if not group.answerable))
# Where staff know what nothing answers, two things are asked one after the other: whether the
# question is on the library's subject, and whether what it asks of that is told. What speaks for
# the first says nothing of the second, and one network for both let it: DECISIONS.md 30.
TOLD = Judge(
    frozenset({"words_lead", "meaning_lead", "rest_lead", "reading", "reading_most", "lacks"}),
    frozenset({Group.NEAR, Group.UNANSWERED}),
)
SUBJECT = Judge(
    frozenset(SIGNALS)
    - {"unanswered_words", "unanswered_meaning", "words_lead", "meaning_lead", "rest_lead"},
    frozenset({Group.OFF_TOPIC}),
)
JUDGES = {Backing.PLAIN: [WHOLE], Backing.CURATED: [WHOLE], Backing.BOUNDED: [SUBJECT, TOLD]}
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
    nothing = np.zeros(len(FEATURES), dtype=np.float32)
    start = _unfitted(Chooser(nothing, nothing))
    model = AnswerModel(start, start, start)
    plain, curated = (
        [np.stack(list(pairs)) for pairs in parts]
        for parts in (
            (
                squad_pairs(files, encoder, model),
                topic_pairs(folders, encoder, model, Legs.RERANKED),
            ),
            (
                topic_pairs(folders, encoder, model, Legs.CURATED),
                curated_pairs(folders, encoder, model, new=False),
                curated_pairs(folders, encoder, model, new=True),
            ),
        )
    )
    read = fit_chooser(plain, READ)
    read[FEATURES.index("coverage")] += COVERED
    chinese = _unfitted(Chooser(read, fit_chooser(curated, READ)))
    others = _unfitted(Chooser(fit_chooser(plain, UNREAD), fit_chooser(curated, UNREAD)))
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
    judges = JUDGES[cases[0].backing]
    networks = tuple(fit_network(cases, judge) for judge in judges)
    sure = unseen_confidences(cases, judges)
    found: list[Refusal] = []
    for family in families:
        own = [i for i, case in enumerate(cases) if case.language in family]
        groups = np.array([cases[i].group for i in own])
        threshold = operating_point(groups, sure[own])
        doubt = max(threshold, doubtful_below(groups, sure[own]))
        found.append(Refusal(networks, threshold, doubt))
    return found


def unseen_confidences(cases: Sequence[Case], judges: Sequence[Judge]) -> Sureness:
    """(n,) confidences, each by networks that have seen no case of the same question."""
    sure = np.zeros(len(cases))
    questions = [case.question for case in cases]
    for seen, unseen in GroupKFold(FOLDS).split(questions, groups=questions):
        networks = tuple(fit_network([cases[i] for i in seen], judge) for judge in judges)
        refusal = Refusal(networks, threshold=0.0, doubt=0.0)
        sure[unseen] = [refusal.confidence(cases[i].signals) for i in unseen]
    return sure


def fit_network(cases: Sequence[Case], judge: Judge) -> Network:
    """What tells the answerable ones of ``cases`` from those that ``judge`` is there for."""
    own = [case for case in cases if case.group.answerable or case.group in judge.unanswered]
    looked_at = [i for i, name in enumerate(SIGNALS) if name in judge.signals]
    network = fit_monotone(
        np.stack([case.signals[looked_at] for case in own]).astype(np.float64),
        np.array([case.group.answerable for case in own]),
        case_weights(own),
        [SIGNALS[i] for i in looked_at],
        DIRECTIONS,
    )
    hidden = np.zeros((len(SIGNALS), network.hidden.shape[1]), dtype=np.float32)
    hidden[looked_at] = network.hidden
    return replace(network, hidden=hidden)


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


def _unfitted(chooser: Chooser) -> LanguageModel:
    never = Refusal((), threshold=0.0, doubt=0.0)
    return LanguageModel(chooser, dict.fromkeys(Backing, never))


def _named(names: Iterable[str], weights: Iterable[float]) -> str:
    return ", ".join(f"{name} {weight:.3f}" for name, weight in zip(names, weights, strict=True))


if __name__ == "__main__":
    main()

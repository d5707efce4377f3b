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
``eval.refusal_cases``; ``eval.refusal_fitting`` says which.
"""

from __future__ import annotations

import argparse
import logging
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from answer.choosing import FEATURES, Chooser, FloatVector
from answer.confidence import Backing
from answer.model import MODEL_FILE, AnswerModel, LanguageModel
from answer.refusal import Refusal
from eval.choosing_pairs import curated_pairs, squad_pairs, topic_pairs
from eval.refusal_cases import forum_cases, squad_cases
from eval.refusal_fitting import named, with_refusal
from index.encoder import Encoder, FloatMatrix, open_encoder
from index.retriever import Legs

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
    logger.info("chooser: %s pairs, %s", counts, named(FEATURES, fitted.coef_[0]))
    return np.array(fitted.coef_[0], dtype=np.float32)


def _unfitted(chooser: Chooser) -> LanguageModel:
    never = Refusal((), threshold=0.0, doubt=0.0)
    return LanguageModel(chooser, dict.fromkeys(Backing, never))


if __name__ == "__main__":
    main()

"""Fits ``answer/model.json``: which sentence answers, and whether any does.

    python -m eval.fit_answers [--squad FILE …] [--library FOLDER …]

Two sets of questions take part, and nothing that is reported on: those that
``index.training.development`` has kept out of the encoder's training, and the development half of
the forum's topics, on every library named. The chooser is a linear ranker fitted on pairs of the
answering sentence and another one that was found (pairs under a logistic loss, as in RankNet:
Burges et al. 2005). The refusal is a logistic regression on questions whose answer is among the
passages against questions whose documents were left out and questions that nothing answers. The
chooser for questions in other languages is no fit: there are too few such questions to fit thirteen
weights.
"""

from __future__ import annotations

import argparse
import json
import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from answer.answerer import DEFAULT_K, Answerer
from answer.choosing import FEATURES, Candidate, FloatVector
from answer.confidence import SIGNALS, signals
from answer.conversation import standalone
from answer.language import detect_language
from answer.model import MODEL_FILE, AnswerModel, LanguageModel
from eval.answering import turns
from eval.squad import Item, Squad, read_squad
from eval.squad_index import indexed, indexed_library
from eval.topic_files import load_topics
from eval.topics import Half, Kind
from index.encoder import Encoder, open_encoder
from index.generation import OpenIndex
from index.retriever import Filters, Hit
from ingest.catalogue import find_catalogue
from ingest.pipeline import read_library

logger = logging.getLogger(__name__)

# Cosine first: a question shares names and numbers at most with a passage in another language.
FOREIGN = np.array(
    [1.0, 0.2, 0.1, 5.0, 1.5, 1.0, 0.3, 0.3, 0.3, 0.2, 0.3, 0.1, -1.0], dtype=np.float32
)
CATALOGUE = Path("documents/catalogue.toml")
SQUAD = (Path("var/development/cmrc.json"), Path("var/development/drcd.json"))
LIBRARIES = (Path("documents"), Path("../shared/documents"))
TOPICS = Path("eval/topics")
# Shares of the development topics, answerable and off-topic, that may go wrong: the threshold.
FALSE_REFUSALS = 0.05
FALSE_ANSWERS = 0.1
# Words in common tell nothing across languages, and so few questions bear few weights.
FOREIGN_SIGNALS = ("similarity", "similarity_nearby", "one")
_SHARING = frozenset(Kind) - {Kind.PARAPHRASE, Kind.INJECTION}


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
    current = AnswerModel.load()
    chooser = fit_chooser(arguments.squad, encoder)
    fitted = AnswerModel(
        replace(current.chinese, chooser=chooser), replace(current.foreign, chooser=FOREIGN)
    )
    cases = [
        *squad_cases(arguments.squad, encoder, fitted),
        *topic_cases(arguments.library, encoder, fitted),
    ]
    chinese = fit_refusal([case for case in cases if not case.foreign], SIGNALS)
    foreign = fit_refusal([case for case in cases if case.foreign], FOREIGN_SIGNALS)
    write(
        arguments.output,
        LanguageModel(chooser, *chinese),
        LanguageModel(FOREIGN, *foreign),
    )


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
    return np.array(fitted.coef_[0], dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Case:
    """The signals of one question, and whether its answer is among the passages."""

    signals: FloatVector
    answerable: bool
    foreign: bool
    kind: Kind | None  # of a topic; None for a question of a SQuAD file


def squad_cases(files: Sequence[Path], encoder: Encoder, model: AnswerModel) -> Iterator[Case]:
    """Every question twice: with its paragraph among the indexed ones, and without."""
    for index, answerer, squad in _collections(files, encoder):
        documents = frozenset(paragraph.id for paragraph in squad.paragraphs)
        for item in squad.items:
            without = Filters(documents=documents - {item.paragraph.id})
            for answerable, filters in ((True, Filters()), (False, without)):
                hits = index.retriever.retrieve(item.question, DEFAULT_K, filters)
                found = _signals(answerer, item.question, hits, model)
                if found is not None:
                    yield Case(found, answerable, foreign=False, kind=None)


def topic_cases(folders: Sequence[Path], encoder: Encoder, model: AnswerModel) -> Iterator[Case]:
    """Every development topic, and the answerable ones again without the documents that answer."""
    topics = load_topics([TOPICS], half=Half.DEVELOPMENT)
    for folder in folders:
        library = read_library([folder], find_catalogue([folder], None, CATALOGUE))
        documents = frozenset(document.id for document in library.documents)
        with indexed_library(library, encoder) as index:
            answerer = Answerer(index, encoder)
            for topic in topics:
                question = standalone(topic.question, turns(topic))
                without = Filters(documents=documents - set(topic.sources))
                foreign = not topic.language.startswith("zh")
                ways = [(topic.answerable, Filters(), topic.kind)]
                if topic.answerable and not foreign:
                    ways.append((False, without, Kind.FACT))
                for answerable, filters, kind in ways:
                    hits = index.retriever.retrieve(question, DEFAULT_K, filters)
                    found = _signals(answerer, question, hits, model)
                    if found is not None:
                        yield Case(found, answerable, foreign=foreign, kind=kind)


def fit_refusal(cases: Sequence[Case], used: Sequence[str]) -> tuple[FloatVector, float]:
    """Weights (len(SIGNALS),), zero but for the signals ``used``, and the threshold.

    Topics and other questions weigh the same in all, as do the answerable and the others.
    """
    columns = [SIGNALS.index(name) for name in used]
    matrix = np.stack([case.signals for case in cases])[:, columns]
    answerable = np.array([case.answerable for case in cases])
    is_topic = np.array([case.kind is not None for case in cases])
    weight = np.zeros(len(cases))
    for group in (answerable & is_topic, answerable & ~is_topic, ~answerable & is_topic):
        weight[group] = len(cases) / max(1, group.sum())
    others = ~answerable & ~is_topic
    weight[others] = len(cases) / max(1, others.sum())
    fitted = LogisticRegression(C=10.0, fit_intercept=False, max_iter=1000)
    fitted.fit(matrix, answerable, sample_weight=weight / weight.mean())
    weights = np.zeros(len(SIGNALS), dtype=np.float32)
    weights[columns] = fitted.coef_[0]
    logger.info("refusal: %d cases, %s", len(cases), _named(SIGNALS, weights))
    return weights, operating_point(cases, fitted.predict_proba(matrix)[:, 1])


def operating_point(cases: Sequence[Case], sure: npt.NDArray[np.float64]) -> float:
    """The confidence from which on answers are given.

    It is the one that ``FALSE_REFUSALS`` of the answerable development topics miss, or one that
    ``FALSE_ANSWERS`` of the off-topic ones reach, whichever is more. Paraphrases that share no word
    with their passage do not count: their signals are those of off-topic questions.
    """
    wanted = np.array([case.answerable and case.kind in _SHARING for case in cases])
    far = np.array([case.kind is Kind.UNANSWERABLE_FAR for case in cases])
    near = np.array([case.kind is Kind.UNANSWERABLE_NEAR for case in cases])
    threshold = max(
        float(np.quantile(sure[wanted], FALSE_REFUSALS)),
        float(np.quantile(sure[far], 1 - FALSE_ANSWERS)),
    )
    logger.info(
        "threshold %.4f: refuses %.3f of the answerable, answers %.3f of the near misses",
        threshold,
        np.mean(sure[wanted] < threshold),
        np.mean(sure[near] >= threshold),
    )
    return threshold


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


def _signals(
    answerer: Answerer, question: str, hits: Sequence[Hit], model: AnswerModel
) -> FloatVector | None:
    prepared, ranked = answerer.rank(question, hits, model.for_language(detect_language(question)))
    return signals(prepared, ranked) if ranked else None


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


def _named(names: Sequence[str], weights: Iterable[float]) -> str:
    return ", ".join(f"{name} {weight:.2f}" for name, weight in zip(names, weights, strict=True))


if __name__ == "__main__":
    main()

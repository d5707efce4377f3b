"""The question sets → examples: each question with its answer, and on text without it."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from answer.training.cloze import Example, sentences_in
from answer.training.windows import Marked, WindowMaker, marked
from index.training.sets import CMRC, DRCD, Question, held_out, read_questions

ANSWERING_WINDOWS = 2  # drawn for each question
CANDIDATES, DRAWN_FROM = 12, 4  # most similar windows looked at, and those one is drawn from
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Examples:
    """Of one set: the examples with an answer, and those without."""

    answered: Sequence[Example]
    unanswered: Sequence[Example]


def training_examples(seed: int) -> dict[str, Examples]:
    """By the name of the set, without whatever is kept for development."""
    return {name: _examples(rows, seed) for name, rows in _rows(held=False).items()}


def development_questions() -> dict[str, list[Marked]]:
    """By the name of the set, the questions that are kept for development."""
    return {
        name: [row for one in rows if (row := marked(one)) is not None]
        for name, rows in _rows(held=True).items()
    }


def _rows(*, held: bool) -> Mapping[str, list[Question]]:
    rows: dict[str, list[Question]] = {"cmrc": [], "drcd": []}
    for row in read_questions():
        name = "cmrc" if row.set in CMRC else "drcd" if row.set in DRCD else None
        if name is not None and held_out(row.set, row.passage) is held:
            rows[name].append(row)
    return rows


def _examples(rows: Sequence[Question], seed: int) -> Examples:
    maker = WindowMaker(seed)
    found = [row for one in rows if (row := marked(one)) is not None]
    answered = [maker.answering(row) for row in found for _ in range(ANSWERING_WINDOWS)]
    unanswered = [
        example
        for row in found
        for example in (maker.near(row), maker.cut(row))
        if example is not None
    ]
    passages = dict.fromkeys(row.passage for row in rows)
    windows = [window for passage in passages for window in maker.tiles(sentences_in(passage))]
    return Examples(answered, [*unanswered, *_elsewhere(found, windows, seed)])


def _elsewhere(
    rows: Sequence[Marked], windows: Sequence[tuple[str, ...]], seed: int
) -> Iterator[Example]:
    """Each question on a window that shares most with it and does not hold its answer."""
    drawing = random.Random(seed)
    texts = ["".join(window) for window in windows]
    vectorizer = TfidfVectorizer(
        analyzer="char", ngram_range=(1, 2), sublinear_tf=True, max_features=200_000
    )
    matrix = vectorizer.fit_transform(texts)
    for start in range(0, len(rows), _AT_ONCE):
        part = rows[start : start + _AT_ONCE]
        asked = vectorizer.transform([row.question for row in part])
        for row, scores in zip(part, (asked @ matrix.T).toarray(), strict=True):
            nearest = np.argsort(-scores)[:CANDIDATES].tolist()
            others = [i for i in nearest if not any(answer in texts[i] for answer in row.answers)][
                :DRAWN_FROM
            ]
            if others:
                yield Example(row.question, windows[drawing.choice(others)], ())

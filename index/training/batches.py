"""Batches of text pairs for contrastive training, drawn from the corpus by task.

Within a batch every pair's second text is a negative of all other pairs, so each task draws pairs
from different documents. A batch depends on the seed and its number alone: a run that is resumed
sees what an uninterrupted one would have seen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from index.training.corpus import COLUMNS, NONE, Corpus, Rows

Slices: TypeAlias = list[tuple[int, int]]
Pair: TypeAlias = tuple[Slices, Slices]

BATCH = 2048
QUESTIONS_IN_BATCH = 1024
SHORTEST_QUERY = 4
LONGEST_QUERY = 30
SHORTEST_WINDOW = 30
LONGEST_WINDOW = 150
LEFT_IN = 0.5
CROPPED = 0.5
WIDENED = 0.4
DROPPED_TOKENS = 0.1
PASSAGES_OF_QUESTIONS = 0.15


class Task(StrEnum):
    """Where the pairs of a batch come from."""

    CLOZE = "cloze"
    TITLE = "title"
    QUESTION = "question"
    PARALLEL = "parallel"
    TERM = "term"
    QUERY = "query"
    GLOSS = "gloss"


SHARES = {
    Task.CLOZE: 0.31,
    Task.TITLE: 0.08,
    Task.QUESTION: 0.18,
    Task.PARALLEL: 0.30,
    Task.TERM: 0.04,
    Task.QUERY: 0.03,
    Task.GLOSS: 0.09,
}
LANGUAGE_PAIRS = {
    ("zh", "en"): 0.36,
    ("zh", "ru"): 0.30,
    ("en", "ru"): 0.26,
    ("zh_hant", "en"): 0.03,
    ("zh_hant", "zh"): 0.05,
}


@dataclass(frozen=True, slots=True)
class Bags:
    """Token numbers of many texts, one after the other; text i ends at ``ends[i]``."""

    tokens: NDArray[np.int64]
    ends: Rows


class Sampler:
    """Draws batches from a corpus."""

    def __init__(self, corpus: Corpus, seed: int) -> None:
        self._corpus = corpus
        self._seed = seed
        self._starts = corpus.starts
        first, end, title = corpus.documents.T
        long_enough = corpus.starts[end] - corpus.starts[first] >= SHORTEST_WINDOW
        self._documents = np.flatnonzero(long_enough & (end - first > 1))
        self._titled = np.flatnonzero(long_enough & (title != NONE))
        self._asked = np.intersect1d(self._documents, corpus.questions[:, 1])
        self._order = np.argsort(corpus.questions[:, 1], kind="stable")
        self._question_documents, self._question_firsts = np.unique(
            corpus.questions[self._order, 1], return_index=True
        )
        self._translated = {
            pair: np.flatnonzero(
                (corpus.translations[:, [COLUMNS[name] for name in pair]] != NONE).all(1)
            )
            for pair in LANGUAGE_PAIRS
        }
        self._tasks: dict[Task, Callable[[Generator, int], list[Pair]]] = {
            Task.CLOZE: self._cloze,
            Task.TITLE: self._title,
            Task.QUESTION: self._question,
            Task.PARALLEL: self._parallel,
            Task.TERM: self._term,
            Task.QUERY: self._query,
            Task.GLOSS: self._gloss,
        }

    def batch(self, number: int) -> tuple[Task, Bags]:
        """Batch ``number``: 2 x `BATCH` texts, the first texts of all pairs and then the second."""
        rng = np.random.default_rng((self._seed, number))
        shares = {task: share for task, share in SHARES.items() if self._has(task)}
        weights = np.array(list(shares.values()))
        task = list(shares)[rng.choice(len(shares), p=weights / weights.sum())]
        pairs = self._tasks[task](rng, BATCH)
        bags = self._bags([first for first, _ in pairs] + [second for _, second in pairs])
        return task, bags if task is Task.TERM else _dropped(bags, rng)

    def _has(self, task: Task) -> bool:
        return task is not Task.QUERY or len(self._corpus.pairs) > 0

    def _bags(self, texts: list[Slices]) -> Bags:
        tokens = self._corpus.tokens
        parts = [tokens[start:end] for slices in texts for start, end in slices]
        lengths = [sum(end - start for start, end in slices) for slices in texts]
        return Bags(np.concatenate(parts).astype(np.int64), np.cumsum(lengths))

    def _row(self, row: int) -> Slices:
        return [(int(self._starts[row]), int(self._starts[row + 1]))]

    def _rows(self, first: int, end: int) -> tuple[int, int]:
        return int(self._starts[first]), int(self._starts[end])

    def _window(self, rng: Generator, first: int, end: int, inside: int) -> tuple[int, int]:
        """Rows around ``inside`` within [first, end), up to a random number of tokens."""
        size = rng.integers(SHORTEST_WINDOW, LONGEST_WINDOW)
        low, high = inside, inside + 1
        while high - low < end - first:
            downwards = low > first and (high == end or rng.random() < 0.5)
            low, high = (low - 1, high) if downwards else (low, high + 1)
            if self._starts[high] - self._starts[low] >= size:
                break
        return low, high

    def _cropped(self, rng: Generator, start: int, end: int) -> tuple[int, int]:
        length = end - start
        if length > LONGEST_QUERY or (length > SHORTEST_QUERY and rng.random() < CROPPED):
            size = int(rng.integers(SHORTEST_QUERY, min(length, LONGEST_QUERY) + 1))
            start += int(rng.integers(0, length - size + 1))
            return start, start + size
        return start, end

    def _cloze(self, rng: Generator, count: int) -> list[Pair]:
        """A sentence (or part of it) and the text around it, half the time without it."""
        chosen = np.concatenate(
            [
                rng.choice(self._asked, int(count * PASSAGES_OF_QUESTIONS), replace=False),
                rng.choice(self._documents, count, replace=False),
            ]
        )
        pairs: list[Pair] = []
        for number in dict.fromkeys(chosen.tolist()):
            first, end, _ = self._corpus.documents[number].tolist()
            row = int(rng.integers(first, end))
            start, stop = self._rows(row, row + 1)
            if stop - start < SHORTEST_QUERY:
                continue
            low, high = self._window(rng, first, end, row)
            around = [self._rows(low, row), self._rows(row + 1, high)]
            if rng.random() < LEFT_IN:
                around = [self._rows(low, high)]
            if sum(b - a for a, b in around) >= SHORTEST_QUERY:
                pairs.append(([self._cropped(rng, start, stop)], around))
        return self._filled(pairs, count)

    def _filled(self, pairs: list[Pair], count: int) -> list[Pair]:
        # Some draws are too short to use; the draw is generous, and repeats fill the rare gap.
        return (pairs + pairs)[:count]

    def _title(self, rng: Generator, count: int) -> list[Pair]:
        pairs: list[Pair] = []
        for number in rng.choice(self._titled, count, replace=False).tolist():
            first, end, title = self._corpus.documents[number].tolist()
            inside = first if rng.random() < 0.7 else int(rng.integers(first, end))
            pairs.append((self._row(title), [self._rows(*self._window(rng, first, end, inside))]))
        return pairs

    def _question(self, rng: Generator, count: int) -> list[Pair]:
        """Questions on different passages, and cloze pairs so that the passages are not learnt."""
        documents = rng.choice(len(self._question_documents), QUESTIONS_IN_BATCH, replace=False)
        bounds = np.append(self._question_firsts, len(self._order))
        pairs: list[Pair] = []
        for place in documents.tolist():
            number = int(self._order[rng.integers(bounds[place], bounds[place + 1])])
            question, document, answer = self._corpus.questions[number].tolist()
            first, end, _ = self._corpus.documents[document].tolist()
            low, high = first, end
            if answer != NONE and rng.random() < 0.7:
                low, high = self._window(rng, first, end, answer)
            if high > low:
                pairs.append((self._row(question), [self._rows(low, high)]))
        return pairs + self._cloze(rng, count - len(pairs))

    def _parallel(self, rng: Generator, count: int) -> list[Pair]:
        """Translations; some second texts come with the sentences that stand next to them."""
        pairs: list[Pair] = []
        for names, share in LANGUAGE_PAIRS.items():
            rows = self._translated[names]
            size = min(int(count * share), len(rows))
            for row in rng.choice(rows, size, replace=False).tolist():
                one, other = rng.permutation([COLUMNS[name] for name in names]).tolist()
                second = self._translation(row, other)
                if rng.random() < WIDENED:
                    low, high = rng.integers(0, 3, size=2).tolist()
                    for near in range(max(0, row - low), row + high + 1):
                        second += self._translation(near, other) if near != row else []
                pairs.append((self._translation(row, one), second))
        missing = count - len(pairs)
        return pairs + (self._term(rng, missing) if missing else [])

    def _translation(self, row: int, column: int) -> Slices:
        table = self._corpus.translations
        place = int(table[row, column]) if row < len(table) else NONE
        return self._row(place) if place != NONE else []

    def _of_table(self, rng: Generator, table: Rows, count: int) -> list[Pair]:
        chosen = table[rng.choice(len(table), count, replace=False)].tolist()
        flips = rng.random(count) < 0.5
        return [
            (self._row(b), self._row(a)) if flip else (self._row(a), self._row(b))
            for (a, b), flip in zip(chosen, flips, strict=True)
        ]

    def _gloss(self, rng: Generator, count: int) -> list[Pair]:
        """English glosses of a question or sentence, and Chinese text that holds its answer."""
        rows = self._corpus.glossed[rng.choice(len(self._corpus.glossed), 2 * count, replace=False)]
        pairs: dict[int, Pair] = {}
        for gloss, document, inside in rows.tolist():
            first, end, _ = self._corpus.documents[document].tolist()
            low, high = self._window(rng, first, end, first if inside == NONE else inside)
            pairs[document] = (self._row(gloss), [self._rows(low, high)])
        return self._filled(list(pairs.values()), count)

    def _term(self, rng: Generator, count: int) -> list[Pair]:
        return self._of_table(rng, self._corpus.terms, count)

    def _query(self, rng: Generator, count: int) -> list[Pair]:
        return self._of_table(rng, self._corpus.pairs, count)


def _dropped(bags: Bags, rng: Generator) -> Bags:
    """The bags without a random share of their tokens, so that no single word decides."""
    keep = rng.random(len(bags.tokens)) >= DROPPED_TOKENS
    ends = np.concatenate([[0], np.cumsum(keep)])[bags.ends]
    return Bags(bags.tokens[keep], ends)

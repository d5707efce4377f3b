"""Questions with their passages → windows of sentences that answer them, and that do not."""

from __future__ import annotations

import random
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from answer.training.cloze import Example, sentences_in
from index.training.sets import Question
from ingest.script import to_single_script

SHORTEST, LONGEST = 120, 400  # characters of a window, about those of this project's passages


@dataclass(frozen=True, slots=True)
class Marked:
    """A question, the sentences of its passage, and where each of them holds an answer.

    ``held`` maps the number of a sentence to the (start, end) of answers that begin in it, in
    characters of the whole text.
    """

    question: str
    sentences: tuple[str, ...]
    held: dict[int, tuple[tuple[int, int], ...]]
    answers: tuple[str, ...]

    @property
    def starts(self) -> list[int]:
        """Where each sentence starts in the text, and where the text ends."""
        return [0, *accumulate(map(len, self.sentences))]

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        return tuple(span for spans in self.held.values() for span in spans)

    @property
    def likeliest(self) -> int:
        """The sentence with an answer that has most in common with the question.

        The sets give answers without positions, and a short one may occur in passing elsewhere.
        """
        asked = _bigrams(self.question)
        return max(self.held, key=lambda number: len(_bigrams(self.sentences[number]) & asked))


def marked(row: Question) -> Marked | None:
    """``row`` with its answers found in its passage; None where it is answerable but none is."""
    sentences = tuple(sentences_in(row.passage))
    text = "".join(sentences)
    answers = tuple({to_single_script(answer).strip() for answer in row.answers} - {""})
    held: dict[int, tuple[tuple[int, int], ...]] = {}
    starts = [0, *accumulate(map(len, sentences))]
    for start, end in sorted(_places(text, answers)) if row.answerable else ():
        number = sum(at <= start for at in starts[:-1]) - 1
        held[number] = (*held.get(number, ()), (start, end))
    if not sentences or (row.answerable and not held):
        return None
    return Marked(to_single_script(row.question), sentences, held, answers)


def _places(text: str, answers: Collection[str]) -> Iterator[tuple[int, int]]:
    for answer in answers:
        for match in re.finditer(re.escape(answer), text):
            yield match.span()


class WindowMaker:
    """Draws windows of consecutive sentences."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def answering(self, row: Marked) -> Example:
        """A window round the likeliest sentence, with the spans of its answer."""
        at = row.likeliest
        begin, stop = self._around(row.sentences, at)
        starts = row.starts
        spans = {
            (first - starts[begin], last - starts[begin])
            for first, last in row.held[at]
            if last <= starts[stop]
        }
        return Example(row.question, row.sentences[begin:stop], tuple(sorted(spans)))

    def near(self, row: Marked) -> Example | None:
        """A window of the same passage without any answer, about what is asked if it can be."""
        asked = _bigrams(row.question)
        others = [i for i in range(len(row.sentences)) if i not in row.held]
        if not others:
            return None
        drawn = {
            i: len(_bigrams(row.sentences[i]) & asked) + 3 * self._random.random() for i in others
        }
        return self._without(row, max(others, key=drawn.__getitem__))

    def cut(self, row: Marked) -> Example | None:
        """The window round the likeliest sentence, but without every sentence with an answer."""
        return self._without(row, row.likeliest)

    def tiles(self, sentences: Sequence[str]) -> Iterator[tuple[str, ...]]:
        """The whole of a passage as windows, one behind the other."""
        window: list[str] = []
        limit = self._limit()
        for sentence in sentences:
            if window and sum(map(len, window)) + len(sentence) > limit:
                yield tuple(window)
                window, limit = [], self._limit()
            window.append(sentence)
        if window:
            yield tuple(window)

    def _without(self, row: Marked, at: int) -> Example | None:
        begin, stop = self._around(row.sentences, at)
        kept = tuple(row.sentences[i] for i in range(begin, stop) if i not in row.held)
        return Example(row.question, kept, ()) if kept else None

    def _around(self, sentences: Sequence[str], at: int) -> tuple[int, int]:
        """Sentence number ``at`` and neighbours drawn on both sides, up to a drawn length."""
        limit = self._limit()
        begin, stop, size = at, at + 1, len(sentences[at])
        while options := [
            i
            for i in (begin - 1, stop)
            if 0 <= i < len(sentences) and size + len(sentences[i]) <= limit
        ]:
            taken = self._random.choice(options)
            size += len(sentences[taken])
            begin, stop = min(begin, taken), max(stop, taken + 1)
        return begin, stop

    def _limit(self) -> int:
        return self._random.randint(SHORTEST, LONGEST)


def _bigrams(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}

"""The training text as arrays of token numbers, made once and kept in ``var/training``.

Every sentence, title, question and term is one row of a flat token array. Documents are runs of
rows, so any window of sentences is one slice of that array.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from index.training.glosses import gloss_all
from index.training.pieces import train_tokenizer
from index.training.sets import (
    SOFTWARE_SETS,
    Translation,
    training_articles,
    training_query_pairs,
    training_questions,
    training_terms,
    training_translations,
)
from ingest.script import to_single_script

Rows: TypeAlias = NDArray[np.int64]
NONE = -1
WORK = Path(__file__).parents[2] / "var" / "training"
COLUMNS = {"zh": 0, "zh_hant": 1, "en": 2, "ru": 3}
SOFTWARE_SHARE = 0.4
TOKENIZER_ARTICLE_SHARE = 0.25
LONGEST_DOCUMENT_SENTENCES = 60
GLOSSED_SENTENCES = 200_000
SHORTEST_GLOSS = 2
_SENTENCE = re.compile(r"[^。！？!?；\n]*[。！？!?；\n]+[”』」’）》]*|[^。！？!?；\n]+$")


@dataclass(frozen=True, slots=True)
class Corpus:
    """Token rows and what is known of them.

    ``tokens[starts[i]:starts[i + 1]]`` is row i. ``documents`` is (n, 3): first row, row behind the
    last, title row. ``questions`` is (n, 3): question row, document, row of the first answer's
    sentence; ``glossed`` is the same for the English glosses of questions and sentences.
    ``translations`` is (n, 4): a row for each of `COLUMNS`. ``pairs`` and ``terms`` are (n, 2)
    rows. A row that is missing is `NONE`.
    """

    tokens: NDArray[np.int32]
    starts: Rows
    documents: Rows
    questions: Rows
    translations: Rows
    pairs: Rows
    terms: Rows
    glossed: Rows

    def save(self, path: Path) -> None:
        """Write all arrays into one file."""
        np.savez(path, **{item.name: getattr(self, item.name) for item in fields(self)})

    @classmethod
    def load(cls, path: Path) -> Corpus:
        """The corpus that `save` wrote."""
        with np.load(path, allow_pickle=False) as arrays:
            return cls(**{item.name: arrays[item.name] for item in fields(cls)})


def sentences_in(text: str) -> list[str]:
    """The sentences of a training text, blank ones left out."""
    return [part for part in _SENTENCE.findall(text) if part.strip()]


@dataclass(slots=True)
class _Builder:
    """Collects texts in the single script; each becomes one row."""

    texts: list[str] = field(default_factory=list[str])
    documents: list[tuple[int, int, int]] = field(default_factory=list[tuple[int, int, int]])

    def add(self, text: str) -> int:
        self.texts.append(to_single_script(text))
        return len(self.texts) - 1

    def add_document(self, body: str, title: str = "") -> int:
        title_row = self.add(title) if title else NONE
        first = len(self.texts)
        for sentence in sentences_in(body)[:LONGEST_DOCUMENT_SENTENCES]:
            self.add(sentence)
        self.documents.append((first, len(self.texts), title_row))
        return len(self.documents) - 1

    def question_rows(self, *, open_only: bool) -> list[tuple[int, int, int]]:
        numbers: dict[str, int] = {}
        rows: list[tuple[int, int, int]] = []
        for row in training_questions(open_only=open_only):
            if row.passage not in numbers:
                numbers[row.passage] = self.add_document(row.passage)
            number = numbers[row.passage]
            first, end, _ = self.documents[number]
            answer = to_single_script(row.answers[0]) if row.answers else ""
            found = (n for n in range(first, end) if answer and answer in self.texts[n])
            rows.append((self.add(row.question), number, next(found, NONE)))
        return rows

    def translation_rows(self, rows: Iterable[Translation]) -> list[list[int]]:
        chance = random.Random(0)  # noqa: S311  # a sample, no secret
        kept: list[list[int]] = []
        for row in rows:
            if row.set in SOFTWARE_SETS and chance.random() > SOFTWARE_SHARE:
                continue
            places = [NONE] * len(COLUMNS)
            for language, text in row.texts:
                places[COLUMNS[language]] = self.add(text)
            kept.append(places)
        return kept

    def term_rows(self) -> list[tuple[int, int]]:
        pairs: list[tuple[int, int]] = []
        for row in training_terms():
            forms = dict.fromkeys(
                (language, to_single_script(text)) for language, text in row.texts
            )
            places = [self.add(text) for _, text in forms]
            pairs += [(first, other) for n, first in enumerate(places) for other in places[n + 1 :]]
        return pairs

    def glossed_rows(self, questions: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
        """Glosses of every question, and of some sentences for the text around them."""
        chance = random.Random(0)  # noqa: S311  # a sample, no secret
        sources = list(questions)
        for number in chance.choices(range(len(self.documents)), k=GLOSSED_SENTENCES):
            first, end, _ = self.documents[number]
            if end > first:
                row = chance.randrange(first, end)
                sources.append((row, number, row))
        lines = list(gloss_all(self.texts[row] for row, _, _ in sources))
        return [
            (self.add(line), document, inside)
            for line, (_, document, inside) in zip(lines, sources, strict=True)
            if line.count(" ") >= SHORTEST_GLOSS
        ]


def _tokenizer_texts(builder: _Builder) -> list[str]:
    """A share of the documents' sentences, and every other text."""
    chance = random.Random(0)  # noqa: S311  # a sample, no secret
    chosen = [True] * len(builder.texts)
    for first, end, _ in builder.documents:
        if chance.random() > TOKENIZER_ARTICLE_SHARE:
            chosen[first:end] = [False] * (end - first)
    return [text for text, keep in zip(builder.texts, chosen, strict=True) if keep]


def _encode(tokenizer: Tokenizer, texts: list[str]) -> tuple[NDArray[np.int32], Rows]:
    rows: list[NDArray[np.int32]] = []
    for start in range(0, len(texts), 50_000):
        batch = tokenizer.encode_batch_fast(texts[start : start + 50_000])
        rows += [np.array(encoding.ids, dtype=np.int32) for encoding in batch]
    starts = np.zeros(len(rows) + 1, dtype=np.int64)
    np.cumsum([len(row) for row in rows], out=starts[1:])
    return np.concatenate(rows), starts


def build_corpus(*, open_only: bool) -> tuple[Corpus, Tokenizer]:
    """Read, normalise and tokenise everything; trains the tokenizer on the way.

    Args:
        open_only: leave out the sets whose repositories state no licence.
    """
    builder = _Builder()
    for article in training_articles(open_only=open_only):
        builder.add_document(article.body, article.title)
    questions = builder.question_rows(open_only=open_only)
    translations = builder.translation_rows(training_translations(open_only=open_only))
    pairs = [
        (builder.add(pair.first), builder.add(pair.second))
        for pair in training_query_pairs(open_only=open_only)
    ]
    terms = builder.term_rows()
    tokenizer = train_tokenizer(_tokenizer_texts(builder))
    glossed = builder.glossed_rows(questions)
    tokens, starts = _encode(tokenizer, builder.texts)
    corpus = Corpus(
        tokens=tokens,
        starts=starts,
        documents=np.array(builder.documents, dtype=np.int64).reshape(-1, 3),
        questions=np.array(questions, dtype=np.int64).reshape(-1, 3),
        translations=np.array(translations, dtype=np.int64).reshape(-1, len(COLUMNS)),
        pairs=np.array(pairs, dtype=np.int64).reshape(-1, 2),
        terms=np.array(terms, dtype=np.int64).reshape(-1, 2),
        glossed=np.array(glossed, dtype=np.int64).reshape(-1, 3),
    )
    return corpus, tokenizer


def main() -> None:
    """Build the corpus and its tokenizer: ``var/training/open``, or ``all`` with ``--all-sets``."""
    open_only = "--all-sets" not in sys.argv
    folder = WORK / ("open" if open_only else "all")
    folder.mkdir(parents=True, exist_ok=True)
    corpus, tokenizer = build_corpus(open_only=open_only)
    corpus.save(folder / "corpus.npz")
    tokenizer.save(str(folder / "tokenizer.json"))
    for item in fields(corpus):
        print(item.name, getattr(corpus, item.name).shape)


if __name__ == "__main__":
    main()

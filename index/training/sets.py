"""Readers of the training text, and the one rule of what is kept out of it for development.

The files are JSON lines in xz, described by the README beside them. Rows come out as small records,
texts untouched. Whatever `held_out` names goes into the development files and into no training row.
"""

from __future__ import annotations

import hashlib
import json
import lzma
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import cast

TRAINING_TEXT = Path(__file__).parents[3] / "shared" / "training"
LANGUAGES = ("zh", "zh_hant", "en", "ru")

CMRC = frozenset({"cmrc2018-train", "cmrc2018-trial"})
DRCD = frozenset({"drcd-dev"})
NTREX = frozenset({"ntrex"})
DEVELOPMENT_SETS = CMRC | DRCD | NTREX
HELD_OUT_TENTHS = 1

# Interfaces and manuals of programs: two thirds of the parallel rows, so training thins them.
SOFTWARE_SETS = frozenset(
    (
        "mozilla_www",
        "scratch",
        "osm_website",
        "osm_id",
        "stellarium",
        "gnome_help",
        "hf_course",
        "ms_iot",
        "ms_azd",
        "react_docs",
        "yii2_guide",
        "express_docs",
        "php_manual",
        "mdn_docs",
        "kubernetes_docs",
        "tensorflow_docs",
        "tensorflow_nb",
        "python_docs",
        "django_docs",
        "ethereum_org",
        "bitcoin_org",
    )
)
# Left out everywhere: the verses are in an archaic Chinese that no question resembles.
UNUSED_SETS = frozenset({"bible_cuv"})
# Their repositories state no licence; `open_only` readers leave them out. The WMT news tests state
# none either, but stay: without them there is next to no Russian prose.
UNLICENSED_SETS = frozenset(
    (
        "cjrc",
        "ct_mrc",
        "taipei_faq",
        "simclue_pos",
        "simclue_rank",
        "qbqtc_dev",
        "qbqtc_test_public",
        "cn_laws",
        "cpcnews",
    )
)


class Table(StrEnum):
    """The files of training text, by name."""

    NEWS_ARTICLES = "news_articles"
    NEWS_TITLED = "news_titled"
    QUESTION_PASSAGE = "question_passage"
    QUESTIONS_MORE = "questions_more"
    QUERY_PAIRS = "query_pairs"
    PARALLEL = "parallel"
    PARALLEL_MORE = "parallel_more"
    CEDICT = "cedict"
    GLOSSARY = "glossary"
    COUNTRIES = "countries"
    TEXT_MORE = "text_more"


@dataclass(frozen=True, slots=True)
class Question:
    """A question, the passage it was asked about, and the answers ("" positions not given)."""

    set: str
    question: str
    passage: str
    answers: tuple[str, ...]
    answerable: bool


@dataclass(frozen=True, slots=True)
class Article:
    """A text with its title ("" where the set has none)."""

    set: str
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Translation:
    """The same sentence or term in two or more languages: (language, text) pairs."""

    set: str
    texts: tuple[tuple[str, str], ...]

    def get(self, language: str) -> str:
        """The text in ``language``, "" when the row has none."""
        return dict(self.texts).get(language, "")


@dataclass(frozen=True, slots=True)
class QueryPair:
    """Two wordings; ``grade`` 0 means they are not about the same thing."""

    set: str
    first: str
    second: str
    grade: int


def key_of(text: str) -> str:
    """What two copies of a text share: its letters and digits, case folded."""
    return "".join(character for character in text.casefold() if character.isalnum())


def held_out(set_name: str, text: str) -> bool:
    """Whether the row of ``set_name`` with this passage (NTREX: Chinese sentence) is development's.

    A hash of the text decides, so all questions on a passage fall on the same side and the choice
    survives a new order or number of rows.
    """
    if set_name not in DEVELOPMENT_SETS:
        return False
    digest = hashlib.sha256(key_of(text).encode()).digest()
    return digest[0] * 256 + digest[1] < 65536 * HELD_OUT_TENTHS // 10


def read_rows(table: Table, folder: Path = TRAINING_TEXT) -> Iterator[dict[str, object]]:
    """The rows of one file as they are written."""
    path = folder / f"{table.value}.jsonl.xz"
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield cast("dict[str, object]", json.loads(line))


def _text(row: dict[str, object], name: str) -> str:
    value = row.get(name, "")
    return value.strip() if isinstance(value, str) else ""


def _texts(row: dict[str, object], name: str) -> tuple[str, ...]:
    value = row.get(name, [])
    return tuple(cast("list[str]", value)) if isinstance(value, list) else ()


def read_questions(folder: Path = TRAINING_TEXT) -> Iterator[Question]:
    """All question–passage rows, held-out ones included."""
    for table in (Table.QUESTION_PASSAGE, Table.QUESTIONS_MORE):
        for row in read_rows(table, folder):
            yield Question(
                set=_text(row, "set"),
                question=_text(row, "question"),
                passage=_text(row, "passage"),
                answers=_texts(row, "answers"),
                answerable=row.get("answerable", True) is True,
            )


def read_translations(folder: Path = TRAINING_TEXT) -> Iterator[Translation]:
    """All parallel sentences, held-out ones included, in the order of the files."""
    for table in (Table.PARALLEL, Table.PARALLEL_MORE):
        for row in read_rows(table, folder):
            texts = tuple((name, _text(row, name)) for name in LANGUAGES if _text(row, name))
            yield Translation(_text(row, "set"), texts)


@cache
def held_out_keys(folder: Path = TRAINING_TEXT) -> frozenset[str]:
    """Keys of every held-out passage, and of every language's form of a held-out sentence."""
    keys = {key_of(row.passage) for row in read_questions(folder) if held_out(row.set, row.passage)}
    for row in read_translations(folder):
        if held_out(row.set, row.get("zh")):
            keys.update(key_of(text) for _, text in row.texts)
    return frozenset(keys)


def _kept(set_name: str, texts: Collection[str], *, open_only: bool, folder: Path) -> bool:
    if set_name in UNUSED_SETS or (open_only and set_name in UNLICENSED_SETS):
        return False
    keys = held_out_keys(folder)
    return not any(key_of(text) in keys for text in texts)


def training_questions(*, open_only: bool, folder: Path = TRAINING_TEXT) -> Iterator[Question]:
    """Answerable questions whose passage no development file holds."""
    for row in read_questions(folder):
        if row.answerable and _kept(row.set, (row.passage,), open_only=open_only, folder=folder):
            yield row


def training_translations(
    *, open_only: bool, folder: Path = TRAINING_TEXT
) -> Iterator[Translation]:
    """Parallel sentences of which no language's form is held out."""
    for row in read_translations(folder):
        texts = [text for _, text in row.texts]
        if _kept(row.set, texts, open_only=open_only, folder=folder):
            yield row


def training_articles(*, open_only: bool, folder: Path = TRAINING_TEXT) -> Iterator[Article]:
    """News articles with and without title, manuals and laws."""
    for row in read_rows(Table.NEWS_TITLED, folder):
        article = Article(_text(row, "source"), _text(row, "title"), _text(row, "body"))
        if _kept(article.set, (article.body,), open_only=open_only, folder=folder):
            yield article
    for row in read_rows(Table.NEWS_ARTICLES, folder):
        yield Article(Table.NEWS_ARTICLES, "", _text(row, "text"))
    for row in read_rows(Table.TEXT_MORE, folder):
        article = Article(_text(row, "set"), "", _text(row, "text"))
        if _kept(article.set, (article.body,), open_only=open_only, folder=folder):
            yield article


def training_query_pairs(*, open_only: bool, folder: Path = TRAINING_TEXT) -> Iterator[QueryPair]:
    """Pairs of wordings with a grade above 0."""
    for row in read_rows(Table.QUERY_PAIRS, folder):
        pair = QueryPair(
            _text(row, "set"), _text(row, "a"), _text(row, "b"), int(_text(row, "label") or "1")
        )
        texts = (pair.first, pair.second)
        if pair.grade > 0 and _kept(pair.set, texts, open_only=open_only, folder=folder):
            yield pair


def training_terms(folder: Path = TRAINING_TEXT) -> Iterator[Translation]:
    """Words and names: CC-CEDICT glosses, the glossary's names, countries and capitals."""
    for row in read_rows(Table.CEDICT, folder):
        chinese = _text(row, "simp")
        glosses = [text for text in _texts(row, "en") if "variant of" not in text]
        if chinese and glosses:
            yield Translation(Table.CEDICT, (("zh", chinese), ("en", "; ".join(glosses))))
    for row in read_rows(Table.GLOSSARY, folder):
        forms = (("zh", "zh"), ("zh_tw", "zh"), ("zh_hk", "zh"), ("en", "en"), ("ru", "ru"))
        texts = tuple((language, _text(row, name)) for name, language in forms if _text(row, name))
        if len({text for _, text in texts}) > 1:
            yield Translation(f"{Table.GLOSSARY}/{_text(row, 'kind')}", texts)
    for row in read_rows(Table.COUNTRIES, folder):
        for suffix in ("", "_official"):
            texts = tuple(
                (name, _text(row, name + suffix))
                for name in ("zh", "en", "ru")
                if _text(row, name + suffix)
            )
            if len(texts) > 1:
                yield Translation(Table.COUNTRIES, texts)

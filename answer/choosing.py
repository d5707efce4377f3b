"""question + retrieved passages → their sentences, ranked by how likely each one answers.

The score is linear in the features below. Its weights stand in ``answer/model.json``; they are
fitted by ``eval/fit_answers.py`` on questions that neither the encoder, the reader nor any report
has seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from answer.coverage import Wanted, coverage, forms, wanted_of
from answer.language import Language, detect_language
from answer.reader import UNREAD, Reading
from answer.terms import Expected, expected_answer, folded, offers
from answer.vocabulary import Vocabulary
from index.encoder import Encoder, FloatMatrix, unit_rows
from index.lexical import tokenise
from index.retriever import Hit
from ingest.document import Passage, Sentence
from ingest.matching import squeeze
from ingest.script import to_single_script

FloatVector = npt.NDArray[np.float32]

FEATURES = (
    "coverage",  # idf-weighted share of the question's content tokens in the sentence
    "coverage_nearby",  # … in the sentence and its two neighbours
    "coverage_passage",  # … in the passage and its headline
    "similarity",  # cosine of question and sentence vectors
    "similarity_nearby",  # … of the question and the sentence with its neighbours
    "retrieval",  # the passage's retrieval score over the best one's
    "offers_number",  # the question wants a number and the sentence has a new one
    "offers_date",
    "offers_list",
    "offers_person",
    "novelty",  # share of the sentence's tokens that the question does not hold
    "length",  # log of the sentence's length over 40 characters
    "pointed",  # a curated question's part in the hit, where it points at this sentence
    "reading",  # a quarter of the log odds that the reader gives the sentence, within ±3
)
# Further passages are left unread to save time: each takes 4 ms (2026-11-21, one core).
READ_PASSAGES = 5
_ODDS_PER_UNIT = 4.0
_SIMILAR = [FEATURES.index("similarity"), FEATURES.index("similarity_nearby")]


class Reads(Protocol):
    """What reads passages with a question in mind; ``answer.reader.Reader`` is one."""

    def read(self, question: str, passages: Sequence[Passage]) -> list[list[Reading]]:
        """For each passage what reading shows of its sentences, in their order."""
        ...


@dataclass(frozen=True, slots=True, eq=False)  # arrays have no truth value
class Candidate:
    """One sentence of a hit, with its features in the order of ``FEATURES`` and its score."""

    hit: Hit
    sentence: Sentence
    features: FloatVector
    score: float
    reading: Reading = UNREAD

    def feature(self, name: str) -> float:
        return float(self.features[FEATURES.index(name)])

    @property
    def search_text(self) -> str:
        return self.hit.passage.search_text[self.sentence.start : self.sentence.end]


@dataclass(frozen=True, slots=True, eq=False)  # arrays have no truth value
class Question:
    """A question made ready once for all candidates.

    ``text`` is folded and ``single_script`` as asked, in the single script; ``wanted`` is what it
    asks for and ``known`` every token of that in any form; ``vector`` is a unit row of the encoder.
    """

    text: str
    single_script: str
    is_chinese: bool
    wanted: Sequence[Wanted]
    known: frozenset[str]
    expected: Expected
    vector: FloatVector

    @classmethod
    def prepare(cls, text: str, vocabulary: Vocabulary, encoder: Encoder) -> Question:
        wanted = wanted_of(text, vocabulary)
        return cls(
            text=folded(text),
            single_script=to_single_script(text),
            is_chinese=detect_language(text) in (Language.ZH_HANS, Language.ZH_HANT),
            wanted=wanted,
            known=forms(wanted),
            expected=expected_answer(text),
            vector=encoder.encode_queries([text])[0],
        )

    def offered_by(self, sentence: str) -> bool:
        """Whether ``sentence`` holds a new thing of the kind that is asked for."""
        return offers(self.expected, folded(sentence), self.text)

    def coverage(self, tokens: frozenset[str]) -> float:
        """The share, weighted by idf, of what the question asks for that is in ``tokens``."""
        return coverage(self.wanted, tokens)


def candidates(
    question: Question,
    hits: Sequence[Hit],
    encoder: Encoder,
    weights: FloatVector,
    reader: Reads,
) -> list[Candidate]:
    """Every sentence of ``hits`` with its score, the likeliest answer first.

    Headings name what follows and answer nothing, so they are none. Ties keep the order of the hits
    and of the text.
    """
    top = max((hit.score for hit in hits), default=0.0)
    cosines = _cosines(question, hits, encoder)
    found: list[Candidate] = []
    for hit, similar, readings in zip(
        hits, cosines, _readings(question, hits, reader), strict=True
    ):
        features = _features(question, hit.passage)
        features[:, _SIMILAR] = similar
        features[:, FEATURES.index("retrieval")] = hit.score / top if top > 0 else 0.0
        features[:, FEATURES.index("pointed")] = _pointed(hit)
        features[:, FEATURES.index("reading")] = [_certainty(reading) for reading in readings]
        found.extend(
            Candidate(hit, sentence, row, float(row @ weights), reading)
            for sentence, row, reading in zip(
                hit.passage.sentences, features, readings, strict=True
            )
            if not sentence.is_heading
        )
    return sorted(found, key=lambda candidate: -candidate.score)


def _readings(question: Question, hits: Sequence[Hit], reader: Reads) -> list[list[Reading]]:
    """What reading shows of every sentence of the first passages, if the question is Chinese."""
    count = READ_PASSAGES if question.is_chinese else 0
    read = reader.read(question.single_script, [hit.passage for hit in hits[:count]])
    return read + [[UNREAD] * len(hit.passage.sentences) for hit in hits[count:]]


def _certainty(reading: Reading) -> float:
    bound = -UNREAD.odds
    return min(bound, max(-bound, reading.odds)) / _ODDS_PER_UNIT


def _cosines(question: Question, hits: Sequence[Hit], encoder: Encoder) -> list[FloatMatrix]:
    """For every hit (sentences, 2) cosines with the question: of each, and with its neighbours."""
    texts = [
        hit.passage.search_text[s.start : s.end] for hit in hits for s in hit.passage.sentences
    ]
    if not texts:
        return []
    vectors = encoder.encode_passages(texts)
    found: list[FloatMatrix] = []
    at = 0
    for hit in hits:
        own = vectors[at : at + len(hit.passage.sentences)]
        at += len(own)
        around = own.copy()
        around[1:] += own[:-1]
        around[:-1] += own[1:]
        both = np.stack([own @ question.vector, unit_rows(around) @ question.vector], axis=1)
        found.append(both)
    return found


def _pointed(hit: Hit) -> FloatVector:
    """For each sentence of a hit how like the query the curated question is that points at it."""
    passage = hit.passage
    texts = (passage.search_text[s.start : s.end] for s in passage.sentences)
    flags = [bool(hit.pointed) and hit.pointed in squeeze(text) for text in texts]
    return np.array(flags, dtype=np.float32) * np.float32(hit.why.curated)


def _features(question: Question, passage: Passage) -> FloatMatrix:
    """A row of features for each sentence; those of the hit, its cosines and reading stay 0."""
    texts = [passage.search_text[s.start : s.end] for s in passage.sentences]
    tokens = [frozenset(tokenise(text)) for text in texts]
    whole = question.coverage(frozenset(tokenise(passage.headline)).union(*tokens))
    rows = np.zeros((len(texts), len(FEATURES)), dtype=np.float32)
    for i, text in enumerate(texts):
        around = frozenset[str]().union(*tokens[max(0, i - 1) : i + 2])
        has = question.offered_by(text)
        new = sum(token not in question.known for token in tokens[i])
        rows[i] = (
            question.coverage(tokens[i]),
            question.coverage(around),
            whole,
            0.0,
            0.0,
            0.0,
            has and question.expected is Expected.NUMBER,
            has and question.expected is Expected.DATE,
            has and question.expected is Expected.LIST,
            has and question.expected is Expected.PERSON,
            new / max(1, len(tokens[i])),
            np.log(max(1, len(text.strip())) / 40),
            0.0,
            0.0,
        )
    return rows

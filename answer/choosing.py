"""question + retrieved passages → their sentences, ranked by how likely each one answers.

The score is linear in the features below. Its weights stand in ``answer/model.json``; they are
fitted by ``eval/fit_answers.py`` on questions that neither the encoder, the reader nor any report
has seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

import numpy as np
import numpy.typing as npt

from answer.coverage import Flags, Floats, Shares, Wanted, coverage, forms, wanted_of
from answer.language import Language, detect_language
from answer.naming import only_names, with_names
from answer.pointing import pointing
from answer.reader import UNREAD, Reading
from answer.terms import Expected, expected_answer, folded, offers
from answer.vocabulary import Vocabulary
from index.encoder import Encoder, FloatMatrix, unit_rows
from index.lexical import tokenise
from index.retriever import Hit
from index.token_shares import SENTENCES_KEPT
from ingest.document import Passage, Sentence
from ingest.script import to_single_script

FloatVector = npt.NDArray[np.float32]
IntVector = npt.NDArray[np.int64]

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
    "pointed",  # words that a curated question which points at the sentence shares with this one
    "pointed_share",  # the sentence's share of what curated questions point at
    "reading",  # a quarter of the log odds that the reader gives the sentence, within ±3
)
# Further passages are left unread to save time: each takes 4 ms (2026-11-21, one core).
READ_PASSAGES = 3
READ_SHARE = 0.6  # of the best one's score, below which none is read: DECISIONS.md 9
_ODDS_PER_UNIT = 4.0
_OFFERED = {
    Expected.NUMBER: "offers_number",
    Expected.DATE: "offers_date",
    Expected.LIST: "offers_list",
    Expected.PERSON: "offers_person",
}
_SIMILAR = [FEATURES.index("similarity"), FEATURES.index("similarity_nearby")]
_POINTED = [FEATURES.index("pointed"), FEATURES.index("pointed_share")]


class Reads(Protocol):
    """What reads passages with a question in mind; ``answer.reader.Reader`` is one."""

    def read(self, question: str, passages: Sequence[Passage]) -> list[list[Reading]]:
        """For each passage what reading shows of its sentences, in their order."""
        ...


@dataclass(frozen=True, slots=True, eq=False)  # arrays have no truth value
class Chooser:
    """The weights of ``FEATURES``, each (len(FEATURES),) float32.

    ``curated`` where a curated question stands for something that was found, else ``plain``.
    """

    plain: FloatVector
    curated: FloatVector


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
    def place(self) -> tuple[str, int]:
        """Its passage, and where in that it begins."""
        return self.hit.passage.id, self.sentence.start

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
    chooser: Chooser,
    reader: Reads,
) -> list[Candidate]:
    """Every sentence of ``hits`` with its score, the likeliest answer first.

    Headings, questions and what leads in a heading name what follows and answer nothing, so they
    are none. Ties keep the order of the hits and of the text.
    """
    if not hits:
        return []
    weights = chooser.curated if any(hit.why.curated for hit in hits) else chooser.plain
    top = max(hit.score for hit in hits)
    found: list[Candidate] = []
    for hit, features, similar, pointed, readings in zip(
        hits,
        _features(question, [hit.passage for hit in hits]),
        _cosines(question, hits, encoder),
        pointing(hits),
        _readings(question, hits, reader),
        strict=True,
    ):
        features[:, _SIMILAR] = similar
        features[:, FEATURES.index("retrieval")] = hit.score / top if top > 0 else 0.0
        features[:, _POINTED] = pointed
        features[:, FEATURES.index("reading")] = [_certainty(reading) for reading in readings]
        found.extend(
            Candidate(hit, sentence, row, float(row @ weights), reading)
            for sentence, row, reading in zip(
                hit.passage.sentences, features, readings, strict=True
            )
            if not only_names(hit.passage, sentence)
        )
    return sorted(found, key=lambda candidate: -candidate.score)


def _readings(question: Question, hits: Sequence[Hit], reader: Reads) -> list[list[Reading]]:
    """What reading shows of every sentence of the best passages, if the question is Chinese."""
    floor = READ_SHARE * max(hit.score for hit in hits)
    count = READ_PASSAGES if question.is_chinese else 0
    near = [hit.passage for hit in hits[:count] if hit.score >= floor]
    read = reader.read(question.single_script, near)
    found = {passage.id: one for passage, one in zip(near, read, strict=True)}
    return [_of_prose(hit.passage.sentences, found.get(hit.passage.id)) for hit in hits]


def _of_prose(sentences: Sequence[Sentence], readings: Sequence[Reading] | None) -> list[Reading]:
    """``readings`` but for those of code, which the reader never learnt to read; None: unread."""
    if readings is None:
        return [UNREAD] * len(sentences)
    pairs = zip(sentences, readings, strict=True)
    return [UNREAD if sentence.is_code else reading for sentence, reading in pairs]


def _certainty(reading: Reading) -> float:
    bound = -UNREAD.odds
    return min(bound, max(-bound, reading.odds)) / _ODDS_PER_UNIT


def _cosines(question: Question, hits: Sequence[Hit], encoder: Encoder) -> list[FloatMatrix]:
    """For every hit (sentences, 2) cosines with the question: of each, and with its neighbours."""
    texts = [text for hit in hits for text in _sentences(hit.passage)]
    if not texts:
        return []
    vectors = encoder.encode_passages(texts)
    ends = np.cumsum([len(hit.passage.sentences) for hit in hits])
    is_next = np.ones(len(texts), dtype=np.bool_)  # to the sentence before it
    is_next[[0, *(end for end in ends[:-1].tolist() if end < len(texts))]] = False
    around = vectors.copy()
    around[1:] += vectors[:-1] * is_next[1:, None]
    around[:-1] += vectors[1:] * is_next[1:, None]
    both = np.stack([vectors @ question.vector, unit_rows(around) @ question.vector], axis=1)
    return np.split(both, ends[:-1])


def _features(question: Question, passages: Sequence[Passage]) -> list[FloatMatrix]:
    """For each of at least one passage a row of features for each sentence.

    Those of the hit, its cosines and reading stay 0.
    """
    texts = [_sentences(passage) for passage in passages]
    shares = Shares(question.wanted)
    held = np.split(
        shares.held([text for own in texts for text in own]),
        np.cumsum([len(own) for own in texts])[:-1],
    )
    headlines = shares.held([passage.headline for passage in passages])
    seen = [
        _with_surroundings(with_names(passage, own), headline)
        for passage, own, headline in zip(passages, held, headlines, strict=True)
    ]
    covered = shares.coverage(np.concatenate(seen))
    parts = np.split(covered, np.cumsum([len(one) for one in seen])[:-1])
    counts = [rows.sum(axis=1) for rows in held]
    return [_passage_features(question, *rest) for rest in zip(texts, parts, counts, strict=True)]


def _with_surroundings(held: Flags, headline: Flags) -> Flags:
    """Of ``n`` sentences (2n + 1, tokens): what is theirs, their neighbours' too, the passage's.

    The passage's include those of its headline.
    """
    around = held.copy()
    around[1:] |= held[:-1]
    around[:-1] |= held[1:]
    return np.concatenate([held, around, (held.any(axis=0) | headline)[None]])


def _passage_features(
    question: Question, texts: Sequence[str], covered: Floats, known: IntVector
) -> FloatMatrix:
    """The features of a passage's sentences.

    ``covered`` are the coverages of what `_with_surroundings` gives, ``known`` how many of a
    sentence's tokens the question holds.
    """
    count = len(texts)
    tokens = np.array([_token_count(text) for text in texts])
    lengths = np.array([len(text.strip()) for text in texts])
    features = np.zeros((count, len(FEATURES)), dtype=np.float32)
    columns = {
        "coverage": covered[:count],
        "coverage_nearby": covered[count:-1],
        "coverage_passage": covered[-1],
        "novelty": (tokens - known) / np.maximum(1, tokens),
        "length": np.log(np.maximum(1, lengths) / 40),
    }
    if question.expected in _OFFERED:
        offered = [question.offered_by(text) for text in texts]
        columns[_OFFERED[question.expected]] = np.array(offered, dtype=np.float64)
    for name, column in columns.items():
        features[:, FEATURES.index(name)] = column
    return features


def _sentences(passage: Passage) -> list[str]:
    return [passage.search_text[s.start : s.end] for s in passage.sentences]


@lru_cache(maxsize=SENTENCES_KEPT)
def _token_count(text: str) -> int:
    return len(frozenset(tokenise(text)))

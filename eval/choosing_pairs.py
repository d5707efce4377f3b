"""Pairs of the sentence that answers and another one that was found, as feature differences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from answer.answerer import DEFAULT_K, Answerer
from answer.choosing import Candidate, FloatVector
from answer.conversation import standalone
from answer.model import AnswerModel
from eval.answering import turns
from eval.curated_folds import folds
from eval.outside.squad import Item, read_squad
from eval.outside.squad_index import indexed, indexed_library
from eval.refusal_cases import CATALOGUE, TOPICS
from eval.topic_files import load_topics
from eval.topics import Half, Topic
from index.encoder import Encoder
from index.retriever import Legs
from ingest.catalogue import find_catalogue
from ingest.matching import squeeze
from ingest.pipeline import read_library
from ingest.questions import CuratedQuestion
from ingest.script import to_single_script

ASKED = 8  # every eighth of the curated questions, to save time


def squad_pairs(
    files: Iterable[Path], encoder: Encoder, model: AnswerModel
) -> Iterator[FloatVector]:
    """From every question of SQuAD files: the best sentence with an answer, less all without."""
    for squad in map(read_squad, files):
        with indexed(squad, encoder) as index:
            answerer = Answerer(index, encoder, model)
            for item in squad.items:
                hits = index.retriever.retrieve(item.question, DEFAULT_K)
                yield from _pairs(answerer.rank(item.question, hits)[1], _holds_answer(item))


def topic_pairs(
    folders: Iterable[Path], encoder: Encoder, model: AnswerModel, legs: Legs
) -> Iterator[FloatVector]:
    """From every development topic on every library: the one with the evidence, less others."""
    topics = [topic for topic in load_topics([TOPICS], half=Half.DEVELOPMENT) if topic.answerable]
    for folder in folders:
        library = read_library([folder], find_catalogue([folder], None, CATALOGUE))
        with indexed_library(library, encoder) as index:
            answerer = Answerer(index, encoder, model)
            for topic in topics:
                question = standalone(topic.question, turns(topic))
                hits = index.retriever.retrieve(question, DEFAULT_K, legs=legs)
                yield from _pairs(answerer.rank(question, hits)[1], _holds_evidence(topic))


def curated_pairs(
    folders: Iterable[Path], encoder: Encoder, model: AnswerModel, *, new: bool
) -> Iterator[FloatVector]:
    """From curated questions, each asked of an index that lacks it, or its statement where ``new``.

    The sentence with the words that answer it, less others.
    """
    for folder in folders:
        library = read_library([folder], find_catalogue([folder], None, CATALOGUE))
        for fold in (fold for fold in folds(library) if fold.is_new is new):
            with indexed_library(fold.library, encoder) as index:
                answerer = Answerer(index, encoder, model)
                for item in fold.answered[::ASKED]:
                    hits = index.retriever.retrieve(item.text, DEFAULT_K)
                    yield from _pairs(answerer.rank(item.text, hits)[1], _holds_words(item))


def _holds_answer(item: Item) -> Callable[[Candidate], bool]:
    """Whether a sentence of the item's paragraph holds an answer.

    The development sets do not say where answers stand, and the first place may be in passing.
    """
    answers = [squeeze(to_single_script(answer)) for answer in item.answers]

    def holds(candidate: Candidate) -> bool:
        text = squeeze(candidate.search_text)
        here = candidate.hit.passage.id == item.paragraph.passage_id
        return here and any(answer in text for answer in answers)

    return holds


def _holds_evidence(topic: Topic) -> Callable[[Candidate], bool]:
    wanted = [squeeze(words) for one in topic.evidence for words in (one.original, one.digest)]

    def holds(candidate: Candidate) -> bool:
        text = squeeze(candidate.search_text)
        here = candidate.hit.passage.document_id in topic.sources
        return here and any(words in text for words in wanted)

    return holds


def _holds_words(item: CuratedQuestion) -> Callable[[Candidate], bool]:
    def holds(candidate: Candidate) -> bool:
        here = candidate.hit.passage.id in item.passage_ids
        return here and item.words in squeeze(candidate.search_text)

    return holds


def _pairs(
    ranked: Sequence[Candidate], right: Callable[[Candidate], bool]
) -> Iterator[FloatVector]:
    """The first right one less every wrong one; none where nothing right was found."""
    answering = [candidate for candidate in ranked if right(candidate)]
    wrong = [candidate for candidate in ranked if not right(candidate)]
    return (answering[0].features - other.features for other in wrong if answering)

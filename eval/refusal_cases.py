"""Questions that are answered and questions that are not, as the refusal sees them.

Everything here is for fitting: development questions, the development half of the topics, everyday
questions from the training text that no document of the forum answers, and the curated questions,
each asked of an index that lacks it: one that is answered once with the others on its statement and
once with none of them, one that is not with none of its line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice
from pathlib import Path

from answer.answerer import DEFAULT_K, Answerer
from answer.choosing import FloatVector
from answer.confidence import Backing, backing, signals
from answer.conversation import standalone
from answer.language import Language, detect_language
from answer.model import AnswerModel
from eval.answering import turns
from eval.curated_folds import folds
from eval.outside.squad import Squad, read_squad
from eval.outside.squad_index import indexed, indexed_library
from eval.topic_files import load_topics
from eval.topics import Half, Kind, Topic
from index.encoder import Encoder
from index.generation import OpenIndex
from index.retriever import NO_FILTERS, Filters, Legs
from index.training.sets import read_translations
from ingest.catalogue import find_catalogue
from ingest.pipeline import Library, read_library

TOPICS = Path("eval/topics")
CATALOGUE = Path("documents/catalogue.toml")
OFF_TOPIC_QUESTIONS = 400
ASKED_OF_ANSWERED, ASKED_OF_UNANSWERED = 4, 2  # every fourth and every second, to save time
_OFF_TOPIC_SETS = frozenset({"tatoeba", "tatoeba_test", "mdn_docs", "python_docs"})
_LENGTHS = {"zh": (5, 40), "en": (20, 100), "ru": (20, 100)}  # characters


class Group(StrEnum):
    """Where a question comes from, and so whether anything answers it."""

    TOPIC = "topic"
    CURATED = "curated question"
    NEW_STATEMENT = "curated question of a new statement"
    PARAPHRASE = "paraphrase"  # a topic that shares no word with its passage
    SQUAD = "squad"
    REMOVED = "removed"  # its document is left out
    NEAR = "near"
    UNANSWERED = "unanswered curated question"
    OFF_TOPIC = "off-topic"

    @property
    def answerable(self) -> bool:
        return self in _ANSWERABLE


_ANSWERABLE = frozenset(
    {Group.TOPIC, Group.CURATED, Group.NEW_STATEMENT, Group.PARAPHRASE, Group.SQUAD}
)
_OF_KIND = {
    Kind.PARAPHRASE: Group.PARAPHRASE,
    Kind.UNANSWERABLE_NEAR: Group.NEAR,
    Kind.UNANSWERABLE_FAR: Group.OFF_TOPIC,
}


@dataclass(frozen=True, slots=True)
class Case:
    """The signals, shape (len(SIGNALS),), of one ``question`` asked of one library."""

    question: str
    signals: FloatVector
    group: Group
    language: Language
    backing: Backing


class _Observer:
    """Asks an index, and notes what the refusal would see."""

    def __init__(self, index: OpenIndex, encoder: Encoder, model: AnswerModel) -> None:
        self._index = index
        self._answerer = Answerer(index, encoder, model)
        self._model = model

    def see(
        self,
        question: str,
        group: Group,
        filters: Filters = NO_FILTERS,
        legs: Legs = Legs.CURATED,
    ) -> Iterator[Case]:
        """The case of ``question``; none when nothing is found, which is refused unasked."""
        language = detect_language(question)
        hits = self._index.retriever.retrieve(question, DEFAULT_K, filters, legs)
        model = self._model.for_language(language)
        prepared, ranked = self._answerer.rank(question, hits, model)
        if ranked:
            yield Case(question, signals(prepared, ranked), group, language, backing(ranked))


def squad_cases(files: Sequence[Path], encoder: Encoder, model: AnswerModel) -> Iterator[Case]:
    """Every question twice: with its paragraph among the indexed ones, and without."""
    for squad in map(read_squad, files):
        with indexed(squad, encoder) as index:
            observer = _Observer(index, encoder, model)
            documents = frozenset(paragraph.id for paragraph in squad.paragraphs)
            for item in squad.items:
                yield from observer.see(item.question, Group.SQUAD)
                without = Filters(documents=documents - {item.paragraph.id})
                yield from observer.see(item.question, Group.REMOVED, without)


def forum_cases(
    folders: Sequence[Path], files: Sequence[Path], encoder: Encoder, model: AnswerModel
) -> Iterator[Case]:
    """Every development topic and the off-topic questions, asked of every library.

    Topics are asked again without the documents that answer them; everything with curated questions
    and without, for most libraries have none, and without those alone that nothing answers.
    """
    topics = load_topics([TOPICS], half=Half.DEVELOPMENT)
    strange = [
        *_strange_in_chinese(map(read_squad, files)),
        *(question for language in ("zh", "en", "ru") for question in _strange_in(language)),
    ]
    for folder in folders:
        library = read_library([folder], find_catalogue([folder], None, CATALOGUE))
        documents = frozenset(document.id for document in library.documents)
        for asked, legs in (
            (library, Legs.RERANKED),
            (library, Legs.CURATED),
            (replace(library, unanswered=()), Legs.CURATED),
        ):
            with indexed_library(asked, encoder) as index:
                observer = _Observer(index, encoder, model)
                for topic in topics:
                    yield from _topic_cases(topic, observer, documents, legs)
                for question in strange:
                    yield from observer.see(question, Group.OFF_TOPIC, legs=legs)
        yield from _curated_cases(library, encoder, model)


def _curated_cases(library: Library, encoder: Encoder, model: AnswerModel) -> Iterator[Case]:
    """A part of the curated questions, each asked of an index that lacks it.

    Some are asked again of an index without any that nothing answers.
    """
    for number, fold in enumerate(folds(library)):
        group = Group.NEW_STATEMENT if fold.is_new else Group.CURATED
        asked = fold.answered[::ASKED_OF_ANSWERED]
        with indexed_library(fold.library, encoder) as index:
            observer = _Observer(index, encoder, model)
            for item in asked:
                yield from observer.see(item.text, group)
            for question in fold.unanswered[::ASKED_OF_UNANSWERED]:
                yield from observer.see(question.text, Group.UNANSWERED)
        if number == 0:
            with indexed_library(replace(fold.library, unanswered=()), encoder) as index:
                observer = _Observer(index, encoder, model)
                for item in asked:
                    yield from observer.see(item.text, group)


def _topic_cases(
    topic: Topic, observer: _Observer, documents: frozenset[str], legs: Legs
) -> Iterator[Case]:
    question = standalone(topic.question, turns(topic))
    other = Group.TOPIC if topic.answerable else Group.OFF_TOPIC  # an injection may ask nothing
    yield from observer.see(question, _OF_KIND.get(topic.kind, other), legs=legs)
    if topic.answerable:
        without = Filters(documents=documents - set(topic.sources))
        yield from observer.see(question, Group.REMOVED, without, legs)


def _strange_in_chinese(squads: Iterable[Squad]) -> Iterator[str]:
    """Questions about paragraphs of an encyclopaedia, every fourth one to save time."""
    for squad in squads:
        yield from (item.question for item in squad.items[::4])


def _strange_in(language: str) -> list[str]:
    """Everyday and programming questions from the parallel text."""
    found = (
        row.get(language)
        for row in read_translations()
        if row.set in _OFF_TOPIC_SETS and row.get(language).endswith(("?", "？"))
    )
    shortest, longest = _LENGTHS[language]
    long_enough = (text for text in found if shortest <= len(text) <= longest)
    return list(islice(long_enough, 0, OFF_TOPIC_QUESTIONS * 4, 4))

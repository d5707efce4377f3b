"""question + history → cited answer, or an honest "the documents do not say"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from answer.choosing import Candidate, Question, Reads, candidates
from answer.conversation import Turn, asked_apart, meanings
from answer.coverage import passage_coverages, wanted_of
from answer.language import Language, as_asker_writes, detect_language, in_askers_script
from answer.lists.surroundings import Surroundings
from answer.messages import chat, refusal
from answer.model import AnswerModel, Decision, LanguageModel
from answer.question_parts import asked_parts, offered_parts
from answer.quoting import joined, quote
from answer.reader import shared_reader
from answer.selecting import select
from answer.shown import Shown
from answer.small_talk import small_talk, without_greeting
from answer.table_rows import named_rows_first
from answer.types import Answer, Mode, Status
from answer.unmentioned import unmentioned
from index.encoder import Encoder
from index.generation import OpenIndex
from index.remembering import RememberingEncoder
from index.retriever import Hit, Legs
from ingest.document import Document
from ingest.script import to_single_script

DEFAULT_K = 8
# Below this confidence no part of a question is answered either: of 180 refused questions of two
# parts seven were in a part, the least sure of them at 0.07 (2026-11-22).
_HOPELESS = 0.03
JUDGED_HITS = 10
"""How many of the best hits show whether any is close: as many as that was measured with."""

# Of what a follow-up asks for itself, where it was tried what it may lean on: of 66 such answers 31
# of 44 were right from this share on, 10 of 22 below it (2026-11-22).
_OWN = 0.2

# By how much surer a follow-up has to be by itself than with what its form alone makes it borrow:
# of 497 follow-ups 15 were, two of them right only so and none only otherwise (2026-11-22).
_SURER = 0.1

_HALF = 0.5  # of what a query asks for; DECISIONS.md 32 has what it tells apart


@dataclass(frozen=True, slots=True)
class _Found:
    """What was ``asked``, as searched, and what came of it; nothing is ``shown`` if refused."""

    asked: str
    hits: Sequence[Hit]
    decision: Decision
    shown: Sequence[Shown]


class Answerer:
    """Answers questions from one open index; safe to share between threads."""

    def __init__(
        self,
        index: OpenIndex,
        encoder: Encoder,
        model: AnswerModel | None = None,
        legs: Legs = Legs.CURATED,
        reader: Reads | None = None,
    ) -> None:
        self._reader = reader or shared_reader()
        self._index = index
        self._encoder = RememberingEncoder(encoder)
        self._titles = index.titles()
        self._model = model or AnswerModel.load()
        self._legs = legs
        self._surroundings = Surroundings(index.document, index.passages_around)

    def answer(
        self,
        question: str,
        history: Sequence[Turn] = (),
        k: int = DEFAULT_K,
        language: Language | None = None,
    ) -> Answer:
        """The sentences of the ``k`` best passages that answer ``question``, quoted exactly.

        ``history`` is oldest first. ``language`` defaults to the question's own.
        """
        said = [turn.question for turn in history]
        asked_in = detect_language(question, said)
        language = language or asked_in
        if talk := small_talk(question):
            return _unquoted(Status.CHAT, language, chat(talk, self._titles, language), ())
        model = self._model.for_language(asked_in)
        found, is_tried = self._understood(question, history, k, model)
        borrowed = found.asked != without_greeting(question)
        understood_as = (
            as_asker_writes(found.asked, asked_in, [*said, question]) if borrowed else None
        )
        hits, shown, decision = found.hits, found.shown, found.decision
        if not shown:
            message = refusal(self._titles, language, is_near=bool(hits))
            missing = _unquoted(Status.NOT_FOUND, language, message, tuple(hits))
            confidence = 0.0 if decision.answers else decision.confidence
            return replace(missing, confidence=confidence, understood_as=understood_as)
        document_of = cache(self._index.document)
        lacking = self._unmentioned(found.asked, shown, document_of, asked_in)
        sentences, citations = quote(shown, document_of, language)
        return Answer(
            status=Status.ANSWERED,
            mode=Mode.EXTRACTIVE,
            language=language,
            text=joined(sentences, language),
            sentences=tuple(sentences),
            citations=tuple(citations),
            hits=tuple(hits),
            confidence=decision.confidence,
            understood_as=understood_as,
            doubtful=is_tried or decision.is_doubtful or bool(lacking),
            unmentioned=lacking,
        )

    def _understood(
        self, question: str, history: Sequence[Turn], k: int, model: LanguageModel
    ) -> tuple[_Found, bool]:
        """What ``question`` finds after ``history``, and whether that had to be tried out.

        Taken for something else than its words say, it has to find what it asks for itself, not
        only what was spoken of before.
        """
        meant = meanings(question, history)
        found = self._found(meant.likeliest, k, model)
        if meant.itself:
            alone = self._found(meant.itself, k, model)
            if alone.shown and alone.decision.confidence > found.decision.confidence + _SURER:
                return alone, False
        if found.shown:
            return found, False
        retriever = self._index.retriever
        for other in meant.others:
            tried = self._found(other, k, model)
            best = [one.candidate.hit.passage for one in tried.shown[:1]]
            own = passage_coverages(wanted_of(to_single_script(question), retriever), best)
            if max(own, default=0.0) >= _OWN:
                return tried, True
        return found, False

    def _found(self, asked: str, k: int, model: LanguageModel) -> _Found:
        """What the library shows for ``asked`` as it stands; nothing where that is unsure."""
        hits = self._index.retriever.retrieve(asked, k, legs=self._legs)
        prepared, ranked = self.rank(asked, hits, model)
        decision = self._decide(prepared, ranked, k, model)
        shown = select(prepared, ranked, self._surroundings.of) if decision.answers else []
        return _Found(asked, hits, decision, shown)

    def is_close(self, query: str, hits: Sequence[Hit]) -> bool:
        """Whether a search has found something near ``query``, or only what is least far from it.

        A query is close to what would answer it, and to a passage that has half of what it asks
        for: words that somebody looks for need not be a question. ``hits`` are the best of all.
        """
        best = hits[:JUDGED_HITS]
        wanted = wanted_of(query, self._index.retriever)
        covered = passage_coverages(wanted, [hit.passage for hit in best])
        if max(covered, default=0.0) >= _HALF:
            return True  # the common case, told without reading
        model = self._model.for_language(detect_language(query))
        return model.decide(*self.rank(query, best, model)).answers

    def _unmentioned(
        self,
        question: str,
        shown: Sequence[Shown],
        document_of: Callable[[str], Document],
        asked_in: Language,
    ) -> tuple[str, ...]:
        """What ``question`` states and ``shown`` does not, in the asker's script."""
        sources = [document_of(one.candidate.hit.passage.document_id).source for one in shown]
        retriever = self._index.retriever
        lacking = unmentioned(question, shown, sources, self._surroundings.of, retriever)
        return tuple(in_askers_script(text, asked_in) for text in lacking)

    def _decide(
        self, question: Question, ranked: Sequence[Candidate], k: int, model: LanguageModel
    ) -> Decision:
        """Whether ``ranked`` answers ``question``, or else a part of it.

        The refusal was fitted on questions of one part and doubts a sentence that holds half of a
        longer one's words. So each part is asked alone, and has to find the same sentence.
        """
        decision = model.decide(question, ranked)
        if decision.answers or not ranked or decision.confidence < _HOPELESS:
            return decision
        for part in asked_apart(question.single_script):
            hits = self._index.retriever.retrieve(part, k, legs=self._legs)
            prepared, found = self.rank(part, hits, model)
            alone = model.decide(prepared, found)
            if alone.answers and found[0].place == ranked[0].place:
                return replace(
                    alone, is_doubtful=alone.is_doubtful or not _is_whole(question, ranked[0])
                )
        return decision

    def rank(
        self, question: str, hits: Sequence[Hit], model: LanguageModel | None = None
    ) -> tuple[Question, list[Candidate]]:
        """The prepared question and every sentence of ``hits``, the likeliest answer first."""
        model = model or self._model.for_language(detect_language(question))
        prepared = Question.prepare(question, self._index.retriever, self._encoder)
        found = candidates(prepared, hits, self._encoder, model.chooser, self._reader)
        return prepared, named_rows_first(prepared, found)


def _is_whole(question: Question, candidate: Candidate) -> bool:
    """Whether ``candidate`` holds something of every kind that ``question`` is known to ask for."""
    asked = asked_parts(question.single_script)
    return bool(asked) and asked <= offered_parts(candidate.search_text, question.single_script)


def _unquoted(status: Status, language: Language, text: str, hits: tuple[Hit, ...]) -> Answer:
    return Answer(status, Mode.EXTRACTIVE, language, text, (), (), hits, confidence=0.0)

"""question + history → cited answer, or an honest "the documents do not say"."""

from __future__ import annotations

from collections.abc import Sequence

from answer.choosing import Candidate, Question, candidates
from answer.confidence import confidence
from answer.conversation import Turn, standalone
from answer.language import Language, detect_language
from answer.messages import CHAT, NOT_FOUND, NOTHING_NEAR, small_talk
from answer.model import AnswerModel, LanguageModel
from answer.quoting import joined, quote
from answer.selecting import select
from answer.types import Answer, Mode, Status
from index.encoder import Encoder
from index.generation import OpenIndex
from index.retriever import Hit, Legs

DEFAULT_K = 8


class Answerer:
    """Answers questions from one open index; safe to share between threads."""

    def __init__(
        self,
        index: OpenIndex,
        encoder: Encoder,
        model: AnswerModel | None = None,
        legs: Legs = Legs.CURATED,
    ) -> None:
        self._index = index
        self._encoder = encoder
        self._model = model or AnswerModel.load()
        self._legs = legs

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
        asked_in = detect_language(question)
        language = language or asked_in
        if talk := small_talk(question):
            return _unquoted(Status.CHAT, language, CHAT[talk][language], ())
        full = standalone(question, history)
        hits = self._index.retriever.retrieve(full, k, legs=self._legs)
        model = self._model.for_language(asked_in)
        prepared, ranked = self.rank(full, hits, model)
        sure = confidence(prepared, ranked, model.refusal)
        if sure < model.threshold:
            message = NOT_FOUND if hits else NOTHING_NEAR
            return _unquoted(Status.NOT_FOUND, language, message[language], tuple(hits), sure)
        chosen = [
            (candidate, self._index.document(candidate.hit.passage.document_id))
            for candidate in select(prepared, ranked)
        ]
        sentences, citations = quote(chosen, language)
        return Answer(
            status=Status.ANSWERED,
            mode=Mode.EXTRACTIVE,
            language=language,
            text=joined(sentences, language),
            sentences=tuple(sentences),
            citations=tuple(citations),
            hits=tuple(hits),
            confidence=sure,
        )

    def rank(
        self, question: str, hits: Sequence[Hit], model: LanguageModel | None = None
    ) -> tuple[Question, list[Candidate]]:
        """The prepared question and every sentence of ``hits``, the likeliest answer first."""
        model = model or self._model.for_language(detect_language(question))
        prepared = Question.prepare(question, self._index.retriever, self._encoder)
        return prepared, candidates(prepared, hits, self._encoder, model.chooser)


def _unquoted(
    status: Status, language: Language, text: str, hits: tuple[Hit, ...], confidence: float = 0.0
) -> Answer:
    return Answer(status, Mode.EXTRACTIVE, language, text, (), (), hits, confidence)

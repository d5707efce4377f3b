"""What the service does, free of HTTP: the command line and the routes call the same methods."""

from __future__ import annotations

import logging
import time
import unicodedata
from collections.abc import AsyncGenerator, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from answer.answerer import JUDGED_HITS
from answer.conversation import Turn
from answer.language import Language
from api.answering import Drafted, answers, whole_answer
from api.filtering import filters_of
from api.live import LiveIndex
from api.opening import open_live, open_writer
from api.presenting import present_answer, present_hit
from api.problems import invalid
from api.schemas import AskBody, AskResponse, Health, SearchBody, SearchResponse
from api.settings import Settings
from api.shelf import Shelf
from index.lexical import tokenise

if TYPE_CHECKING:
    from api.writing import Writer

_LOG = logging.getLogger(__name__)

# One of every way a question may go. What they say is of no matter, and nobody sees the answers.
FIRST_QUESTIONS = (
    AskBody(question="谁在什么地方说了什么？", language="zh-Hant"),
    AskBody(question="誰在什麼地方說了什麼？", language="zh-Hans"),
    AskBody(question="Who said what, and where?"),
    AskBody(question="Кто, где и что сказал?"),
)


class Service:
    """Answers, searches and shows documents from one live index; safe between threads."""

    def __init__(
        self,
        settings: Settings,
        live: LiveIndex,
        writer: Writer | None = None,
        first: Iterable[AskBody] = (),
    ) -> None:
        """Serves ``live``.

        Args:
            settings: those in force.
            live: the index that answers.
            writer: turns quotations into prose; None leaves them as they are.
            first: what `warm` asks.
        """
        self.settings = settings
        self.live = live
        self.shelf = Shelf(live)
        self.writer = writer
        self._first = tuple(first)

    def warm(self) -> None:
        """Have loaded what the first question of every kind would wait for."""
        began = time.perf_counter()
        for body in self._first:
            self.draft(body)
        _LOG.info("ready for questions of %d kinds in %.0f ms", len(self._first), _since(began))

    def draft(self, body: AskBody) -> Drafted:
        """The extractive answer to a question.

        Raises:
            ProblemError: 422 when the question is empty or too long.
        """
        began = time.perf_counter()
        question = self.accept("/question", body.question)
        turns = tuple(Turn(turn.question, turn.answer) for turn in body.history)
        language = None if body.language is None else Language(body.language)
        with self.live.lease() as opened:
            answer = opened.answers.answer(
                question, turns, body.k or self.settings.k, language=language
            )
            response = present_answer(
                answer, opened.sources, opened.index.generation, {"total": _since(began)}
            )
        return Drafted(answer.understood_as or question, answer, response, began)

    def ask(self, body: AskBody) -> AskResponse:
        """The answer to a question; call it from a thread that runs no event loop.

        Raises:
            ProblemError: 422 when the question is empty or too long.
        """
        drafted = self.draft(body)
        if self.writer is None:
            return drafted.response
        return whole_answer(drafted, self.live, self.writer)

    def answers(self, drafted: Drafted) -> AsyncGenerator[AskResponse]:
        """The answer to a question as it grows; the last one is final."""
        return answers(drafted, self.live, self.writer)

    def search(self, body: SearchBody) -> SearchResponse:
        """The passages nearest to a query.

        Raises:
            ProblemError: 422 when the query is empty or too long, or a filter cannot match.
        """
        began = time.perf_counter()
        query = self.accept("/query", body.query)
        with self.live.lease() as opened:
            limits = filters_of(body, opened.sources)
            hits = opened.index.retriever.retrieve(query, max(body.k, JUDGED_HITS), limits)
            retrieved = _since(began)
            terms = frozenset(tokenise(query))
            return SearchResponse(
                hits=[present_hit(hit, opened.sources, terms) for hit in hits[: body.k]],
                distant=bool(hits) and not opened.answers.is_close(query, hits),
                index=opened.index.generation,
                timings_ms={"retrieve": retrieved, "total": _since(began)},
            )

    def generation(self) -> str:
        """The name of the generation that answers now."""
        with self.live.lease() as opened:
            return opened.index.generation

    def ready(self) -> Health:
        """The generation that answers now and the encoder behind it."""
        with self.live.lease() as opened:
            return Health(index=opened.index.generation, encoder=opened.encoder)

    def accept(self, pointer: str, text: str) -> str:
        """The question or query ``text`` without blanks round it.

        Raises:
            ProblemError: 422 when it is empty or too long.
        """
        stripped = text.strip()
        name = pointer.removeprefix("/")
        if not stripped:
            raise invalid(pointer, f"The {name} is empty.", "Write a question.")
        limit = self.settings.question_max_chars
        if len(unicodedata.normalize("NFKC", stripped)) > limit:
            detail = f"The {name} is longer than {limit} characters."
            raise invalid(pointer, detail, "Shorten it.")
        return stripped


def open_service(settings: Settings, index_dir: Path | None = None) -> Service:
    """The service over the index of ``settings``, or of ``index_dir``, opened once.

    Raises:
        IndexMissingError: there is no index yet.
        IndexDamagedError: its files are not those that were published.
        IndexMismatchError: it was built by another encoder or version.
        EncoderError: the encoder cannot be loaded.
        LanguageModelError: the settings of a language model cannot be used.
    """
    live = open_live(settings, index_dir or settings.index)
    return Service(settings, live, open_writer(settings), FIRST_QUESTIONS)


def _since(began: float) -> float:
    return round((time.perf_counter() - began) * 1000, 2)

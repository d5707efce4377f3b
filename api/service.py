"""What the service does, free of HTTP: the command line and the routes call the same methods."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import AsyncGenerator, Hashable
from pathlib import Path
from typing import TYPE_CHECKING

from answer.answerer import Answerer
from answer.conversation import Turn, standalone
from answer.language import Language
from api.answering import Drafted, answers, whole_answer
from api.live import LiveIndex, Opened
from api.presenting import (
    present_answer,
    present_articles,
    present_cut,
    present_document,
    present_hit,
)
from api.problems import invalid, not_found
from api.schemas import (
    AskBody,
    AskResponse,
    DocumentAbout,
    DocumentResponse,
    DocumentsResponse,
    Health,
    PassagesResponse,
    SearchBody,
    SearchResponse,
    ViewSegment,
)
from api.settings import Settings
from api.viewing import view_segments
from index.encoder import Encoder, open_encoder
from index.generation import OpenIndex, open_index
from index.hub_models import Running
from index.lexical import tokenise
from index.publishing import CURRENT
from index.rerankers import PassageReranker, open_reranker
from index.retriever import Filters
from ingest.document import Document, PassageKind, Script, Source, Span

if TYPE_CHECKING:
    from api.writing import Writer

LIST_STEP = "GET /api/documents lists the documents."


class Service:
    """Answers, searches and shows documents from one live index; safe between threads."""

    def __init__(self, settings: Settings, live: LiveIndex, writer: Writer | None = None) -> None:
        """Serves ``live``; ``writer`` turns quotations into prose, None leaves them as they are."""
        self.settings = settings
        self.live = live
        self.writer = writer

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
        asked = question if self.writer is None else standalone(question, turns)
        return Drafted(asked, answer, response, began)

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
            hits = opened.index.retriever.retrieve(query, body.k, _filters(body, opened))
            retrieved = _since(began)
            terms = frozenset(tokenise(query))
            return SearchResponse(
                hits=[present_hit(hit, opened.sources, terms) for hit in hits],
                index=opened.index.generation,
                timings_ms={"retrieve": retrieved, "total": _since(began)},
            )

    def documents(self) -> DocumentsResponse:
        """What is known of every document."""
        with self.live.lease() as opened:
            return DocumentsResponse(
                documents=[present_document(entry) for entry in opened.index.documents()],
                index=opened.index.generation,
            )

    def about(self, document_id: str) -> DocumentAbout:
        """One document without its text.

        Raises:
            ProblemError: 404 when there is no such document.
        """
        with self.live.lease() as opened:
            document = _document(opened, document_id)
            return DocumentAbout(
                **present_document(document).model_dump(),
                articles=present_articles(document),
                index=opened.index.generation,
            )

    def document(self, document_id: str) -> DocumentResponse:
        """One document with its text.

        Raises:
            ProblemError: 404 when there is no such document.
        """
        with self.live.lease() as opened:
            document = _document(opened, document_id)
            return DocumentResponse(
                **present_document(document).model_dump(),
                articles=present_articles(document),
                text=document.text,
                index=opened.index.generation,
            )

    def passages(self, document_id: str) -> PassagesResponse:
        """How a document was cut into passages, of whatever kind.

        Raises:
            ProblemError: 404 when there is no such document.
        """
        with self.live.lease() as opened:
            document = _document(opened, document_id)
            return PassagesResponse(
                passages=[
                    present_cut(passage) for passage in opened.index.passages_of(document.id)
                ],
                index=opened.index.generation,
            )

    def view(
        self,
        document_id: str,
        start: int | None,
        end: int | None,
        script: Script | None = None,
    ) -> list[ViewSegment]:
        """A document's text cut for display, with ``[start, end)`` as the quotation.

        ``script`` is the one to show it in; None: the one it was printed in.

        Raises:
            ProblemError: 404 when there is no such document, 422 when the text has no such span.
        """
        with self.live.lease() as opened:
            document = _document(opened, document_id)
        return view_segments(document, _span(start, end, len(document.text)), script)

    def has_document(self, document_id: str) -> bool:
        """Whether the index holds a document of that id."""
        with self.live.lease() as opened:
            return document_id in opened.sources

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
    folder = index_dir or settings.index
    running = Running(settings.encoder_device, settings.encoder_batch)
    encoder = open_encoder(settings.encoder, running)
    reranker = open_reranker(settings.reranker, running)
    return Service(
        settings,
        LiveIndex(lambda: _open(folder, encoder, reranker), lambda: _stamp(folder)),
        _writer(settings),
    )


def _writer(settings: Settings) -> Writer | None:
    """What writes prose; None where no language model is configured."""
    if settings.llm_url is None and settings.llm_model is None:
        return None
    from api.model_settings import configured_model  # noqa: PLC0415  most services have none
    from api.writing import Writer  # noqa: PLC0415

    return Writer(configured_model(settings))


def _open(folder: Path, encoder: Encoder, reranker: PassageReranker | None) -> Opened:
    index = open_index(folder, encoder, lambda: reranker)
    return Opened(index, Answerer(index, encoder), _sources(index), encoder.fingerprint)


def _sources(index: OpenIndex) -> dict[str, Source]:
    return {entry.id: entry.source for entry in index.documents()}


def _stamp(folder: Path) -> Hashable:
    try:
        found = (folder / CURRENT).stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns


def _since(began: float) -> float:
    return round((time.perf_counter() - began) * 1000, 2)


def _filters(body: SearchBody, opened: Opened) -> Filters:
    if _later(body.date_from, body.date_to):
        raise invalid("/from", "`from` is later than `to`.", "Exchange the two dates.")
    if body.documents and not opened.sources.keys() >= set(body.documents):
        raise invalid("/documents", "`documents` names a document that is not there.", LIST_STEP)
    return Filters(
        documents=_documents(body, opened),
        date_from=body.date_from,
        date_to=body.date_to,
        script=None if body.script is None else Script(body.script),
        kinds=frozenset({PassageKind.BODY, *map(PassageKind, body.include)}),
    )


def _documents(body: SearchBody, opened: Opened) -> frozenset[str] | None:
    """The documents that a search is limited to; None: all."""
    if not body.publishers:
        return frozenset(body.documents) if body.documents else None
    known = {source.publisher for source in opened.sources.values()}
    if not known >= set(body.publishers):
        detail = "`publishers` names a publisher that is not there."
        raise invalid("/publishers", detail, LIST_STEP)
    return frozenset(
        source.id
        for source in opened.sources.values()
        if source.publisher in body.publishers
        and (not body.documents or source.id in body.documents)
    )


def _later(first: str | None, second: str | None) -> bool:
    """Whether ``first`` begins after ``second`` ends; partial dates agree where they overlap."""
    if not first or not second:
        return False
    common = min(len(first), len(second))
    return first[:common] > second[:common]


def _document(opened: Opened, document_id: str) -> Document:
    if document_id not in opened.sources:
        raise not_found("document", LIST_STEP)
    return opened.index.document(document_id)


def _span(start: int | None, end: int | None, length: int) -> Span | None:
    if start is None and end is None:
        return None
    if start is None or end is None:
        raise invalid("/start", "`start` and `end` go together.", "Give both or neither.")
    if not 0 <= start < end <= length:
        step = f"The text has {length} characters; positions count code points from 0."
        raise invalid("/start", "The document has no such span.", step)
    return Span(start, end)

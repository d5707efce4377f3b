"""A running server as what is evaluated: the same documents, rankings and answers, over HTTP.

The figures are those of the index it serves, to the last digit: questions, histories and queries go
out as they are, and nothing else that could change an answer is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import quote

from answer.conversation import Turn
from answer.types import Answer
from eval.ladder import PRODUCT
from eval.runs import distinct
from eval.server_connection import ServerConnection
from eval.server_errors import QuestionRefusedError, RequestRefusedError, ServerError
from eval.server_reply import Reply
from eval.server_shapes import (
    CutPassage,
    DocumentList,
    Hits,
    PassageList,
    Ready,
    Shape,
    WholeDocument,
)
from index.retriever import Legs
from ingest.document import Document, PassageKind, Span
from ingest.errors import InputError

TIMEOUT_S = 30.0

ShapeT = TypeVar("ShapeT", bound=Shape)


@dataclass(frozen=True, slots=True)
class ServedPassage:
    """A passage as a server tells of it."""

    id: str
    document_id: str
    headline: str
    kind: PassageKind
    span: Span
    search_text: str


class ServerSubject:
    """A server, searched and asked over HTTP. It must serve one index from beginning to end.

    Every method may raise `ServerError`: nothing listens, something else does, the server answers
    with a problem or too late, or its index is another one than before.
    """

    def __init__(
        self, url: str, timeout_s: float = TIMEOUT_S, staff_token: str | None = None
    ) -> None:
        """Asks the server which index it serves.

        Args:
            url: Its address, http or https.
            timeout_s: How long one request may take.
            staff_token: What the server wants for searching; None where it wants nothing.

        Raises:
            InputError: ``url`` is not the address of an HTTP server.
            ServerError: no forumqa server answers there.
        """
        self._connection = ServerConnection(url, timeout_s, staff_token)
        self.url = self._connection.url
        try:
            ready = self._connection.get("/readyz", Ready)
        except ServerError:
            self.close()
            raise
        self.encoder = ready.encoder
        self._index = ready.index
        self._ids: tuple[str, ...] | None = None

    def close(self) -> None:
        """Closes the connection."""
        self._connection.close()

    def documents(self) -> Sequence[Document]:
        return [
            self._same(self._connection.get(_path(key), WholeDocument)).to_document()
            for key in self._document_ids()
        ]

    def passages(self) -> Sequence[ServedPassage]:
        return [
            _served(passage, key)
            for key in self._document_ids()
            for passage in self._same(
                self._connection.get(f"{_path(key)}/passages", PassageList)
            ).passages
        ]

    def ranking(self, query: str, legs: Legs, depth: int) -> tuple[str, ...]:
        if legs is not PRODUCT:
            raise only_the_product()
        found = self._post("/api/search", {"query": query, "k": depth}, Hits, query)
        return distinct(hit.id for hit in found.hits)

    def answer(self, question: str, history: Sequence[Turn]) -> Answer:
        turns = [{"question": turn.question, "answer": turn.answer} for turn in history]
        body = {"question": question, "history": turns}
        return self._post("/api/ask", body, Reply, question).to_answer()

    def _document_ids(self) -> tuple[str, ...]:
        if self._ids is None:
            listed = self._same(self._connection.get("/api/documents", DocumentList))
            self._ids = tuple(document.id for document in listed.documents)
        return self._ids

    def _post(
        self, path: str, body: Mapping[str, object], shape: type[ShapeT], question: str
    ) -> ShapeT:
        try:
            return self._same(self._connection.post(path, body, shape))
        except RequestRefusedError as error:
            raise QuestionRefusedError(error, question) from error

    def _same(self, response: ShapeT) -> ShapeT:
        if response.index != self._index:
            raise ServerError(
                "The server's index changed during the evaluation; run it again.",
                hint=f"It was {self._index} and is {response.index} now.",
            )
        return response


def only_the_product() -> InputError:
    """Why a server cannot be evaluated leg by leg."""
    return InputError(
        f"A server has only the product's leg, {PRODUCT.value}.",
        hint="Evaluate the others on an index, with --index.",
    )


def _path(document_id: str) -> str:
    return f"/api/documents/{quote(document_id, safe='')}"


def _served(passage: CutPassage, document_id: str) -> ServedPassage:
    return ServedPassage(
        id=passage.id,
        document_id=document_id,
        headline=passage.headline,
        kind=passage.kind,
        span=passage.span,
        search_text=passage.search_text,
    )

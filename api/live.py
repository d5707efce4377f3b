"""The index that answers now, and the switch to a newer generation while questions are running.

A question leases one generation and keeps it to its end; a replaced generation is closed when its
last lease ends. So every answer comes from one generation, and re-indexing never stops the service.
"""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable, Generator, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from answer.conversation import Turn
from answer.language import Language
from answer.types import Answer
from index.generation import OpenIndex
from index.retriever import Hit
from ingest.document import Source
from ingest.errors import ForumqaError

_LOG = logging.getLogger(__name__)


class Answers(Protocol):
    """What answers questions: ``answer.answerer.Answerer``."""

    def answer(
        self,
        question: str,
        history: Sequence[Turn] = (),
        k: int = ...,
        language: Language | None = None,
    ) -> Answer:
        """The cited answer to one question."""
        ...

    def is_close(self, query: str, hits: Sequence[Hit]) -> bool:
        """Whether any of the best ``hits`` comes near ``query``."""
        ...


@dataclass(frozen=True, slots=True)
class Opened:
    """One generation, open for questions; ``sources`` are its documents by id.

    ``encoder`` is the fingerprint of the encoder behind it.
    """

    index: OpenIndex
    answers: Answers
    sources: Mapping[str, Source]
    encoder: str


@dataclass(slots=True)
class _Lent:
    opened: Opened
    leases: int = 0
    retired: bool = False


class LiveIndex:
    """Lends the current generation; ``refresh`` follows ``stamp`` when an ingest publishes anew."""

    def __init__(self, open_: Callable[[], Opened], stamp: Callable[[], Hashable]) -> None:
        self._open = open_
        self._stamp = stamp
        self._lock = threading.Lock()
        self._seen = stamp()
        self._current = _Lent(open_())

    @contextlib.contextmanager
    def lease(self) -> Generator[Opened]:
        """The current generation, kept open until the block ends."""
        with self._lock:
            lent = self._current
            lent.leases += 1
        try:
            yield lent.opened
        finally:
            with self._lock:
                lent.leases -= 1
                over = lent.retired and lent.leases == 0
            if over:
                lent.opened.index.close()

    def refresh(self) -> bool:
        """Switch to the generation on disk when it is another one; whether that happened.

        A generation that cannot be opened is logged once, and the present one goes on answering.
        """
        stamp = self._stamp()
        if stamp == self._seen:
            return False
        self._seen = stamp
        try:
            newer = _Lent(self._open())
        except ForumqaError as error:
            _LOG.warning("the new index is not used, the old one goes on: %s", error)
            return False
        with self._lock:
            older, self._current = self._current, newer
        _LOG.info("index %s answers from now on", newer.opened.index.generation)
        self._retire(older)
        return True

    def close(self) -> None:
        """Close the current generation as soon as nothing uses it."""
        self._retire(self._current)

    def _retire(self, lent: _Lent) -> None:
        with self._lock:
            lent.retired = True
            idle = lent.leases == 0
        if idle:
            lent.opened.index.close()

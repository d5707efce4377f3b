"""The errors of an evaluation over HTTP.

ForumqaError
└── ServerError                  cannot be reached or understood, or answers with a problem
    ├── RequestRefusedError      takes no such request: it is too long or not well formed
    └── QuestionRefusedError     the same, of a question or query
"""

from __future__ import annotations

from collections.abc import Iterable

from eval.topics import Topic
from ingest.errors import ForumqaError
from ingest.matching import squeeze

_SHOWN_CHARS = 60


class ServerError(ForumqaError):
    """A server that cannot be reached or understood, or that answers with a problem."""


class RequestRefusedError(ServerError):
    """A server that takes no such request."""


class QuestionRefusedError(ServerError):
    """A server that does not take ``question``, for itself or for its history."""

    def __init__(self, refusal: ServerError, question: str) -> None:
        super().__init__(refusal.message, hint=refusal.hint)
        self.question = question

    def naming(self, topics: Iterable[Topic]) -> ServerError:
        """The same error with the topic that asked: a query ends with its topic's question."""
        asked = squeeze(self.question)
        ends = {topic.id: squeeze(topic.question) for topic in topics}
        fitting = [topic for topic, end in ends.items() if end and asked.endswith(end)]
        if not fitting:
            return ServerError(f"{self.message} Asked was {self._shown!r}.", hint=self.hint)
        topic = max(fitting, key=lambda topic: len(ends[topic]))
        return ServerError(f"Topic {topic}: {self.message}", hint=self.hint)

    @property
    def _shown(self) -> str:
        cut = self.question[:_SHOWN_CHARS]
        return cut if cut == self.question else f"{cut}…"

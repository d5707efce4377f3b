"""An answer as events: `passages`, a `sentence` for each one, `final`; or `error`, and the end.

`passages` also tells what a follow-up was understood as.
"""

from __future__ import annotations

import contextlib
import json
import logging
from collections.abc import AsyncGenerator
from typing import TYPE_CHECKING

from starlette.responses import StreamingResponse

from api.presenting import sentence_events
from api.problems import INTERNAL, Problem, problem_of
from api.schemas import AskResponse
from ingest.errors import ForumqaError

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

_LOG = logging.getLogger(__name__)

HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
MEDIA_TYPE = "text/event-stream"

Event = tuple[str, str]


class EventResponse(StreamingResponse):
    """A stream of events that lets go of what is behind it as soon as the client leaves."""

    def __init__(self, events: AsyncGenerator[Event]) -> None:
        self._encoded = encoded(events)
        super().__init__(self._encoded, media_type=MEDIA_TYPE, headers=HEADERS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Sends it; a client that leaves while it is sent to would leave the generator open."""
        async with contextlib.aclosing(self._encoded):
            await super().__call__(scope, receive, send)


async def answer_events(
    found: AskResponse, answers: AsyncGenerator[AskResponse]
) -> AsyncGenerator[Event]:
    """The events of one answer, as name and JSON.

    Args:
        found: what brings the passages.
        answers: the answer as it grows, at least once; the last one is final.
    """
    yield "passages", found.model_dump_json(include={"understood_as", "passages"})
    final, shown = found, 0
    async with contextlib.aclosing(answers):
        async for final in answers:
            for sentence in sentence_events(final)[shown:]:
                yield "sentence", sentence.model_dump_json()
            shown = len(final.sentences)
    yield "final", final.model_dump_json()


async def encoded(events: AsyncGenerator[Event]) -> AsyncGenerator[bytes]:
    """The bytes of a stream, which always ends with `final` or `error`, whatever fails."""
    try:
        async with contextlib.aclosing(events):
            async for name, payload in events:
                yield f"event: {name}\ndata: {payload}\n\n".encode()
    except ForumqaError as error:
        yield _error(problem_of(error))
    except Exception:  # noqa: BLE001  the status is sent already, and a stream must end well
        _LOG.exception("a stream failed")
        yield _error(INTERNAL)


def _error(problem: Problem) -> bytes:
    body = json.dumps(problem.to_json(), ensure_ascii=False)
    return f"event: error\ndata: {body}\n\n".encode()

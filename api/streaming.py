"""An answer as events: `passages`, a `sentence` for each one, `final`; or `error`, and the end."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator

from api.presenting import sentence_events
from api.problems import INTERNAL, Problem, problem_of
from api.schemas import AskResponse
from ingest.errors import ForumqaError

_LOG = logging.getLogger(__name__)

HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
MEDIA_TYPE = "text/event-stream"

Event = tuple[str, str]


def answer_events(response: AskResponse) -> Iterator[Event]:
    """The events of one answer, as name and JSON."""
    passages = response.model_dump_json(include={"passages"})
    yield "passages", passages
    for sentence in sentence_events(response):
        yield "sentence", sentence.model_dump_json()
    yield "final", response.model_dump_json()


def encoded(events: Callable[[], Iterator[Event]]) -> Iterator[bytes]:
    """The bytes of a stream, which always ends with `final` or `error`, whatever fails."""
    try:
        for name, payload in events():
            yield f"event: {name}\ndata: {payload}\n\n".encode()
    except ForumqaError as error:
        yield _error(problem_of(error))
    except Exception:  # noqa: BLE001  the status is sent already, and a stream must end well
        _LOG.exception("a stream failed")
        yield _error(INTERNAL)


def _error(problem: Problem) -> bytes:
    body = json.dumps(problem.to_json(), ensure_ascii=False)
    return f"event: error\ndata: {body}\n\n".encode()

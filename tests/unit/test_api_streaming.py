from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest

from api.presenting import present_answer
from api.streaming import Event, answer_events, encoded
from ingest.errors import IndexDamagedError
from tests.unit.api_parts import ANSWERED, SOURCE


def parsed(stream: Iterator[bytes]) -> list[tuple[str, dict[str, object]]]:
    text = b"".join(stream).decode()
    assert text.endswith("\n\n")
    events: list[tuple[str, dict[str, object]]] = []
    for block in text[:-2].split("\n\n"):
        first, second = block.split("\n")
        events.append((first.removeprefix("event: "), json.loads(second.removeprefix("data: "))))
    return events


def test_a_stream_brings_passages_then_sentences_then_the_whole_body() -> None:
    body = present_answer(ANSWERED, {"qingdao": SOURCE}, "gen-1", {"total": 1.0})
    events = parsed(encoded(lambda: answer_events(body)))
    assert [name for name, _ in events] == ["passages", "sentence", "final"]
    whole = body.model_dump(mode="json")
    assert events[0][1] == {"passages": whole["passages"]}
    assert events[1][1]["citations"] == whole["citations"]
    assert events[2][1] == whole


def broken(error: Exception) -> Iterator[Event]:
    yield "passages", "{}"
    raise error


def test_a_known_error_ends_the_stream_as_a_problem() -> None:
    error = IndexDamagedError("broken", hint="mend")
    events = parsed(encoded(lambda: broken(error)))
    assert [name for name, _ in events] == ["passages", "error"]
    assert events[1][1]["next"] == "mend"


def test_a_bug_ends_the_stream_without_its_words_and_is_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.ERROR):
        events = parsed(encoded(lambda: broken(RuntimeError("private"))))
    assert events[1][1]["status"] == 500
    assert "private" not in json.dumps(events[1][1])
    assert caplog.records[0].exc_info is not None

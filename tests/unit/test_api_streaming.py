"""The events of an answer: what comes, in which order, and that the stream always ends well."""

from __future__ import annotations

import asyncio
import dataclasses
import json
import logging
from collections.abc import AsyncGenerator

import pytest

from answer.types import Answer, AnswerSentence, Mode
from api.presenting import present_answer
from api.schemas import AskResponse
from api.streaming import Event, answer_events, encoded
from ingest.errors import IndexDamagedError
from tests.unit.api_parts import ANSWERED, SOURCE


def parsed(events: AsyncGenerator[Event]) -> list[tuple[str, dict[str, object]]]:
    async def whole() -> bytes:
        return b"".join([part async for part in encoded(events)])

    text = asyncio.run(whole()).decode()
    assert text.endswith("\n\n")
    found: list[tuple[str, dict[str, object]]] = []
    for block in text[:-2].split("\n\n"):
        first, second = block.split("\n")
        found.append((first.removeprefix("event: "), json.loads(second.removeprefix("data: "))))
    return found


def response(answer: Answer, total: float = 1.0) -> AskResponse:
    return present_answer(answer, {"qingdao": SOURCE}, "gen-1", {"total": total})


async def each(*responses: AskResponse) -> AsyncGenerator[AskResponse]:
    for one in responses:
        yield one


def test_a_stream_brings_passages_then_sentences_then_the_whole_body() -> None:
    asked = "第二届论坛何时举行？"
    body = response(dataclasses.replace(ANSWERED, understood_as=asked, unmentioned=("第九届",)))
    events = parsed(answer_events(body, each(body)))
    assert [name for name, _ in events] == ["passages", "sentence", "final"]
    whole = body.model_dump(mode="json")
    assert events[0][1] == {"understood_as": asked, "passages": whole["passages"]}
    assert whole["unmentioned"] == ["第九届"]
    assert events[1][1]["citations"] == whole["citations"]
    assert events[2][1] == whole


def test_a_growing_answer_brings_each_sentence_once_and_ends_with_the_last_state() -> None:
    said = [AnswerSentence(f"第{n}句。", quoted=False, citations=(1,)) for n in (1, 2)]
    grown = [
        response(dataclasses.replace(ANSWERED, mode=Mode.GENERATED, sentences=tuple(said[:n])))
        for n in (1, 2)
    ]
    final = grown[1].model_copy(update={"timings_ms": {"total": 9.0}})
    events = parsed(answer_events(response(ANSWERED), each(*grown, final)))
    assert [name for name, _ in events] == ["passages", "sentence", "sentence", "final"]
    assert [event["text"] for _, event in events[1:3]] == ["第1句。", "第2句。"]
    assert events[3][1] == final.model_dump(mode="json")


async def broken(error: Exception) -> AsyncGenerator[Event]:
    yield "passages", "{}"
    raise error


def test_a_known_error_ends_the_stream_as_a_problem() -> None:
    error = IndexDamagedError("broken", hint="mend")
    events = parsed(broken(error))
    assert [name for name, _ in events] == ["passages", "error"]
    assert events[1][1]["next"] == "mend"


def test_a_bug_ends_the_stream_without_its_words_and_is_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.ERROR):
        events = parsed(broken(RuntimeError("private")))
    assert events[1][1]["status"] == 500
    assert "private" not in json.dumps(events[1][1])
    assert caplog.records[0].exc_info is not None


def test_leaving_a_stream_closes_what_is_behind_it() -> None:
    closed: list[bool] = []

    async def endless() -> AsyncGenerator[AskResponse]:
        try:
            while True:
                yield response(ANSWERED)
        finally:
            closed.append(True)

    async def leave() -> None:
        stream = encoded(answer_events(response(ANSWERED), endless()))
        for _ in range(2):
            await anext(stream)
        await stream.aclose()

    asyncio.run(leave())
    assert closed == [True]

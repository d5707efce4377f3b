"""Prose by a language model, on a real index and over HTTP: what is shown, and what never is."""

from __future__ import annotations

import asyncio
import json
import logging
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from answer.generated import Generated
from answer.prompting import evidence_of
from answer.prose import Prose
from api.language_model import LanguageModel
from api.schemas import AskBody, AskResponse
from api.service import Service, open_service
from api.settings import Settings
from api.streaming import answer_events, encoded
from api.writing import Writer
from tests.integration.api_server import environment, run_cli, serving
from tests.integration.misbehaving_model import (
    Asked,
    Behaviour,
    Endpoint,
    Reply,
    event,
    events,
    model_endpoint,
    streams,
)

pytestmark = pytest.mark.model

QUESTION = "第一次夜读活动有多少名读者参加？"
GOOD = "海湾图书馆于2021年4月18日举办第一次夜读活动，共有326名读者参加。"
BETTER = "馆长林小满在开幕时介绍了新购的望远镜。"
BAD = "共有3260名读者参加。"
SECRET = "sk-hidden-value"


def cited(asked: Asked, words: str) -> str:
    """The mark of the evidence that holds ``words``."""
    found = re.search(rf"^(\[\d+\]) [^\n]*{words}", asked.fenced[0], re.MULTILINE)
    assert found is not None, asked.text
    return found[1]


def tells(*sentences: str) -> Callable[[Asked], str]:
    """Says ``sentences``, all with the mark of the sentence that names the readers."""
    return lambda asked: "".join(f"{one}{cited(asked, '326')}" for one in sentences)


def saying(text: Callable[[Asked], str], **how: Any) -> Behaviour:
    return lambda asked: streams(text(asked), **how)


@dataclass
class Room:
    """A service, and the endpoint of whatever model a test gives it."""

    service: Service
    endpoint: Endpoint

    def given(self, behaviour: Behaviour, timeout_s: float = 30) -> Service:
        """The service with a model that does as ``behaviour`` says, and that nobody asked yet."""
        self.endpoint.behaviour = behaviour
        self.endpoint.asked.clear()
        model = LanguageModel(self.endpoint.url, "test-model", SECRET, timeout_s)
        self.service.writer = Writer(model)
        return self.service


@pytest.fixture(scope="module")
def room(home: Path) -> Generator[Room]:
    service = open_service(Settings(index=home / "var/index"))
    with model_endpoint(lambda _: Reply()) as endpoint:
        yield Room(service, endpoint)
    service.live.close()


def ask(service: Service, question: str = QUESTION, **body: object) -> AskResponse:
    return service.ask(AskBody.model_validate({"question": question, **body}))


def untimed(response: AskResponse) -> dict[str, object]:
    return response.model_dump(exclude={"timings_ms"})


@pytest.fixture(scope="module")
def quotations(room: Room) -> AskResponse:
    """The answer without a model."""
    room.service.writer = None
    answer = ask(room.service)
    assert answer.mode == "extractive"
    return answer


def test_checked_prose_cites_whole_sentences_exactly(room: Room, quotations: AskResponse) -> None:
    def both(asked: Asked) -> str:
        return f"{GOOD}{cited(asked, '326')}{BETTER}{cited(asked, '林小满')}{cited(asked, '326')}"

    service = room.given(saying(both))
    answer = ask(service)
    asked = room.endpoint.asked[0]
    documents = {
        c.document.id: service.shelf.document(c.document.id).text for c in answer.citations
    }
    assert (answer.status, answer.mode, answer.answer) == ("answered", "generated", GOOD + BETTER)
    assert [(s.text, s.quoted, s.citations) for s in answer.sentences] == [
        (GOOD, False, [1]),
        (BETTER, False, [2, 1]),
    ]
    assert [c.quote for c in answer.citations] == [GOOD, BETTER]
    for citation in answer.citations:
        assert documents[citation.document.id][citation.start : citation.end] == citation.quote
    assert answer.passages == quotations.passages
    assert asked.stream
    assert asked.fenced[1] == QUESTION
    assert asked.headers["authorization"] == f"Bearer {SECRET}"


def test_the_answer_is_in_the_askers_script_and_language(room: Room) -> None:
    def spoken(asked: Asked) -> str:
        told = "326 readers attended." if "English" in asked.instructions else GOOD
        return f"{told} {cited(asked, '326')}"

    service = room.given(saying(spoken))
    traditional = ask(service, language="zh-Hant")
    english = ask(service, language="en")
    assert traditional.mode == "generated"
    assert "舉辦第一次夜讀活動" in traditional.answer
    assert (english.mode, english.answer) == ("generated", "326 readers attended.")


def test_an_unsupported_sentence_is_dropped_and_the_others_stay(room: Room) -> None:
    answer = ask(room.given(saying(tells(BAD, GOOD, GOOD, "请看 http://evil.example 。"))))
    assert (answer.mode, answer.answer) == ("generated", GOOD)


NOTHING_LEFT: dict[str, Callable[[Asked], str]] = {
    "unsupported": tells(BAD),
    "uncited": lambda _: GOOD,
    "no such citation": lambda _: f"{GOOD}[99]",
    "nothing known": lambda _: "0",
    "empty": lambda _: "",
    "only thoughts": lambda _: f"<think>{GOOD}[1][2][3]",
}


@pytest.mark.parametrize("case", NOTHING_LEFT)
def test_where_nothing_is_left_the_quotations_answer(
    case: str, room: Room, quotations: AskResponse
) -> None:
    answer = ask(room.given(saying(NOTHING_LEFT[case])))
    assert len(room.endpoint.asked) == 1
    assert untimed(answer) == untimed(quotations)


def test_refusals_and_small_talk_never_reach_the_model(room: Room) -> None:
    service = room.given(saying(tells(GOOD)))
    statuses = [ask(service, text).status for text in ("你好", "how do I bake sourdough bread")]
    assert statuses == ["chat", "not_found"]
    assert room.endpoint.asked == []


def test_whoever_comes_when_the_model_is_busy_gets_the_quotations(
    room: Room, quotations: AskResponse
) -> None:
    service = room.given(saying(tells(GOOD)))
    model = LanguageModel(room.endpoint.url, "test-model", None, 30)
    service.writer = Writer(model, most_at_once=0)
    assert untimed(ask(service)) == untimed(quotations)
    assert room.endpoint.asked == []


def slowly(first_s: float, gap_s: float) -> Behaviour:
    def reply(asked: Asked) -> Reply:
        first, *rest = events(tells(GOOD)(asked), size=1)
        return Reply(parts=[(first_s, first), *((gap_s, one) for one in rest)])

    return reply


NOISE = event({"content": "很"})
FAULTS: dict[str, Behaviour] = {
    "silent": lambda _: Reply(hang=True),
    "slow first words": slowly(30, 0),
    "gaps": slowly(0, 30),
    "role and no words": lambda _: Reply(parts=[(0, event({"role": "assistant"})), (30, b"")]),
    "comments only": lambda _: Reply(parts=[(0.05, b": still there\n\n")], endless=True),
    "401": lambda _: Reply(b"{}", 401),
    "429": lambda _: Reply(b"{}", 429, {"retry-after": "60"}),
    "500": lambda _: Reply(b"{}", 500),
    "redirect": lambda _: Reply(b"", 302, {"location": "http://evil.example/"}),
    "HTML": lambda _: Reply(b"<html><body>hello</body></html>"),
    "garbage": lambda _: Reply(b"data: \xff\xfe\x00\n\n"),
    "unstreamed": lambda _: Reply(b'{"choices": [{"message": {"content": "x"}}]}'),
    "error event": lambda _: Reply(b'data: {"error": {"message": "overloaded"}}\n\n'),
    "wrong shapes": lambda _: Reply(b'data: {"choices": [7]}\n\n'),
    "deep nesting": lambda _: Reply(b"data: " + b"[" * 50_000 + b"\n\n"),
    "one line without end": lambda _: Reply(parts=[(0, b"data: " + b"x" * 9999)], endless=True),
    "endless": lambda _: Reply(parts=[(0.001, NOISE)], endless=True),
    "empty": lambda _: Reply(parts=[(0, b"")]),
    "announced and cut": lambda _: Reply(b"x" * 100, cut=10),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_model_that_fails_leaves_the_quotations_and_one_warning(
    fault: str, room: Room, quotations: AskResponse, caplog: pytest.LogCaptureFixture
) -> None:
    began = time.monotonic()
    with caplog.at_level(logging.INFO):
        answer = ask(room.given(FAULTS[fault], timeout_s=1))
    assert len(room.endpoint.asked) == 1
    assert untimed(answer) == untimed(quotations)
    assert time.monotonic() - began < 15
    warnings = [r.getMessage() for r in caplog.records if r.name.startswith("api.")]
    assert len(warnings) == 1
    assert "the language model failed" in warnings[0]
    assert QUESTION not in caplog.text
    assert SECRET not in caplog.text


def test_an_endpoint_that_fails_is_left_alone_after_some_failures(
    room: Room, quotations: AskResponse, caplog: pytest.LogCaptureFixture
) -> None:
    service = room.given(lambda _: Reply(b"", 500))
    assert all(untimed(ask(service)) == untimed(quotations) for _ in range(6))
    assert len(room.endpoint.asked) == 3
    assert "it is left alone for a while" in caplog.records[-1].getMessage()


def test_what_was_shown_before_a_fault_stays_the_answer(room: Room) -> None:
    def half(asked: Asked) -> Reply:
        *said, _, _ = events(tells(GOOD)(asked) + BETTER)
        return Reply(parts=[(0, b"".join(said)), (30, b"")])

    answer = ask(room.given(half, timeout_s=3))
    assert (answer.mode, answer.answer) == ("generated", GOOD)


async def streamed(service: Service) -> list[tuple[str, dict[str, Any]]]:
    drafted = service.draft(AskBody(question=QUESTION, stream=True))
    stream = encoded(answer_events(drafted.response, service.answers(drafted)))
    text = b"".join([part async for part in stream]).decode()
    return [
        (lines[0].removeprefix("event: "), json.loads(lines[1].removeprefix("data: ")))
        for lines in (block.split("\n") for block in text.strip().split("\n\n"))
    ]


@given(cut=st.integers(0, 2000))
@examples(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_wherever_a_stream_is_cut_only_whole_checked_sentences_are_shown(
    room: Room, quotations: AskResponse, cut: int
) -> None:
    service = room.given(saying(tells(GOOD, BAD, BETTER.replace("馆长", "")), cut=cut, size=9))
    found = asyncio.run(streamed(service))
    names = [name for name, _ in found]
    assert names == ["passages", *["sentence"] * (len(names) - 2), "final"]
    final = found[-1][1]
    assert [one["text"] for _, one in found[1:-1]] == [s["text"] for s in final["sentences"]]
    if final["mode"] == "generated":
        assert final["answer"] == GOOD
    else:
        del final["timings_ms"]
        assert final == untimed(quotations)


def test_the_stream_ends_with_the_unstreamed_body(home: Path) -> None:
    with (
        model_endpoint(saying(tells(GOOD))) as endpoint,
        serving(home, FORUMQA_LLM_URL=endpoint.url, FORUMQA_LLM_MODEL="m") as server,
        httpx.Client(base_url=server.url, timeout=60, trust_env=False) as http,
    ):
        whole = http.post("/api/ask", json={"question": QUESTION}).json()
        stream = http.post("/api/ask", json={"question": QUESTION, "stream": True}).text
        assert whole["mode"] == "generated"
        blocks = [block.split("\n") for block in stream.strip().split("\n\n")]
        assert [lines[0] for lines in blocks] == [
            "event: passages",
            "event: sentence",
            "event: final",
        ]
        final = json.loads(blocks[-1][1].removeprefix("data: "))
        assert {**final, "timings_ms": 0} == {**whole, "timings_ms": 0}
        assert json.loads(blocks[1][1].removeprefix("data: "))["citations"] == final["citations"]


def test_a_client_that_leaves_ends_the_models_call_within_a_second(home: Path) -> None:
    def begins(asked: Asked) -> Reply:
        *said, _, _ = events(tells(GOOD)(asked) + "后")
        return Reply(parts=[(0, b"".join(said)), (60, b"")])

    body = json.dumps({"question": QUESTION, "stream": True}).encode()
    head = (
        "POST /api/ask HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    with (
        model_endpoint(begins) as endpoint,
        serving(home, FORUMQA_LLM_URL=endpoint.url, FORUMQA_LLM_MODEL="m") as server,
    ):
        with socket.create_connection(("127.0.0.1", server.port), timeout=30) as client:
            client.sendall(head.encode() + body)
            received = b""
            while b"event: sentence" not in received:
                received += client.recv(65536)
            assert httpx.get(f"{server.url}/readyz", trust_env=False).status_code == 200
        assert endpoint.left.wait(1)


def test_the_command_line_answers_in_prose_too(home: Path) -> None:
    with model_endpoint(saying(tells(GOOD))) as endpoint:
        model = {"FORUMQA_LLM_URL": endpoint.url, "FORUMQA_LLM_MODEL": "m"}
        done = run_cli(["ask", QUESTION], home, None, **model)
        broken = run_cli(
            ["ask", QUESTION, "--json"], home, None, **{**model, "FORUMQA_LLM_KEY": "é"}
        )
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.decode().startswith(f"{GOOD} [1]\n")
    assert (broken.returncode, "holds is no key" in broken.stderr.decode()) == (2, True)


def test_without_a_model_its_client_is_never_imported(home: Path) -> None:
    program = (
        "import sys; from api.cli import main; main(['ask', sys.argv[1]]);"
        "print([n for n in ('openai', 'httpx2', 'api.writing') if n in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, QUESTION],
        cwd=home,
        env=environment(),
        capture_output=True,
        check=True,
        timeout=120,
    )
    assert done.stdout.decode().endswith("[]\n")


def test_prose_lacks_no_detail_that_a_sentence_it_cites_states(room: Room) -> None:
    with room.service.live.lease() as opened:
        found = opened.answers.answer(QUESTION)
        quoted = replace(found, unmentioned=("1998年", "326名"))
        evidence = evidence_of(found.hits)
        (telling,) = {one.n for one in evidence if "326" in one.text}
        (other, *_) = (one.n for one in evidence if "326" not in one.text)
        prose = Generated(quoted, evidence, opened.index)
        assert prose.add(Prose("馆长来了。", (other,))).unmentioned == ("1998年", "326名")
        assert prose.add(Prose("共有326名。", (telling,))).unmentioned == ("1998年",)

"""The application over a service that can be held up: what happens when there are too many."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from answer.conversation import Turn
from answer.language import Language
from answer.types import Answer
from api.app import create_app
from api.live import LiveIndex
from api.schemas import AskBody
from api.service import Service
from api.settings import Settings
from ingest.errors import EncoderError
from tests.unit.api_parts import PASSAGE, FakeAnswers, FakeIndex, fake_service, opened


class HeldAnswers(FakeAnswers):
    """Answers once it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.begun = threading.Semaphore(0)
        self.go = threading.Event()

    def answer(
        self,
        question: str,
        history: Sequence[Turn] = (),
        k: int = 8,
        language: Language | None = None,
    ) -> Answer:
        self.begun.release()
        assert self.go.wait(20)
        return super().answer(question, history, k, language)


class BrokenAnswers(FakeAnswers):
    """Fails with an error of the kind ``broken``, whose message is the question."""

    def __init__(self, broken: type[Exception] = RuntimeError) -> None:
        super().__init__()
        self._broken = broken

    def answer(
        self,
        question: str,
        history: Sequence[Turn] = (),
        k: int = 8,
        language: Language | None = None,
    ) -> Answer:
        del history, k, language
        raise self._broken(question)


@asynccontextmanager
async def client(answers: FakeAnswers, settings: Settings) -> AsyncGenerator[httpx.AsyncClient]:
    app = create_app(settings, fake_service(answers, settings=settings))
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://test") as http,
    ):
        yield http


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.chdir(tmp_path)
    return Settings(encoding_concurrency=1, encoding_queue=1)


def test_a_flood_is_refused_while_health_answers_and_all_recovers(settings: Settings) -> None:
    async def scenario() -> None:
        held = HeldAnswers()
        async with client(held, settings) as http:
            body = {"question": "何时？"}
            running = [asyncio.create_task(http.post("/api/ask", json=body)) for _ in range(2)]
            await asyncio.to_thread(held.begun.acquire)
            refused = await http.post("/api/ask", json=body)
            assert refused.status_code == 503
            assert refused.headers["retry-after"] == "1"
            assert refused.headers["content-type"] == "application/problem+json"
            assert (await http.get("/livez")).status_code == 200
            held.go.set()
            assert [(await answer).status_code for answer in running] == [200, 200]
            assert (await http.post("/api/ask", json=body)).status_code == 200

    asyncio.run(scenario())


def test_a_bug_is_a_500_that_repeats_nothing(settings: Settings) -> None:
    async def scenario() -> httpx.Response:
        async with client(BrokenAnswers(), settings) as http:
            return await http.post("/api/ask", json={"question": "秘密的问题"})

    response = asyncio.run(scenario())
    assert response.status_code == 500
    assert response.json()["type"] == "urn:forumqa:problem:internal"
    assert "秘密" not in response.text
    assert response.headers["content-security-policy"]


def test_every_error_is_described_as_a_problem(settings: Settings) -> None:
    described = create_app(settings, fake_service(settings=settings)).openapi()
    assert "HTTPValidationError" not in str(described["paths"])
    assert "Problem" in described["components"]["schemas"]
    for path in ("/api/ask", "/api/search", "/api/feedback"):
        responses = described["paths"][path]["post"]["responses"]
        assert {"400", "413", "415", "422", "503"} <= set(responses)
        for status in set(responses) - {"200"}:
            assert responses[status]["content"] == {
                "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
            }
    for path in ("", "/passages", "/view"):
        one = described["paths"]["/api/documents/{document_id}" + path]["get"]
        assert {"404", "422"} <= set(one["responses"])


def test_a_document_lists_its_own_passages_alone(settings: Settings) -> None:
    found = fake_service(settings=settings).shelf.passages("qingdao")
    assert ([passage.id for passage in found.passages], found.index) == ([PASSAGE.id], "gen-1")


def test_a_service_asks_its_first_questions_itself(settings: Settings) -> None:
    answers = FakeAnswers()
    shelf = opened(FakeIndex(), answers)
    first = [AskBody(question="谁？"), AskBody(question="Who?", language="zh-Hant")]
    Service(settings, LiveIndex(lambda: shelf, lambda: 0), first=first).warm()
    assert [(asked, language) for asked, _, _, language in answers.asked] == [
        ("谁？", None),
        ("Who?", Language.ZH_HANT),
    ]


def test_an_application_that_cannot_warm_up_serves_and_says_so(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    shelf = opened(FakeIndex(), BrokenAnswers(EncoderError))
    first = [AskBody(question="Who?")]
    service = Service(settings, LiveIndex(lambda: shelf, lambda: 0), first=first)

    async def scenario() -> int:
        app = create_app(settings, service)
        transport = httpx.ASGITransport(app)
        async with (
            app.router.lifespan_context(app),
            httpx.AsyncClient(transport=transport, base_url="http://test") as http,
        ):
            return (await http.get("/readyz")).status_code

    assert asyncio.run(scenario()) == 200
    assert "some questions will be answered late or not at all: Who?" in caplog.text


def test_what_answers_is_named_with_its_encoder(settings: Settings) -> None:
    ready = fake_service(settings=settings).ready()
    assert (ready.index, ready.encoder) == ("gen-1", "fake-1")


def test_what_was_asked_reaches_the_answerer(settings: Settings) -> None:
    answers = FakeAnswers()

    async def scenario() -> None:
        async with client(answers, settings) as http:
            body = {
                "question": " 那么谁？ ",
                "history": [{"question": "何时？", "answer": "六月。"}],
                "k": 3,
                "language": "ru",
            }
            assert (await http.post("/api/ask", json=body)).status_code == 200

    asyncio.run(scenario())
    assert answers.asked == [("那么谁？", (Turn("何时？", "六月。"),), 3, Language.RU)]

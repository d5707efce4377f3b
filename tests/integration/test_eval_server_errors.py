"""What an evaluation says of a server that cannot be evaluated."""

from __future__ import annotations

import socket
import threading
from contextlib import closing

import pytest

from answer.conversation import Turn
from eval.server import ServerSubject
from eval.server_errors import QuestionRefusedError, ServerError
from index.retriever import Legs
from ingest.errors import InputError
from tests.integration.stub_server import READY, Canned, stub_server

BUSY = Canned({"title": "Too many questions"}, 503, {"Retry-After": "0"})
CHAT = {
    "status": "chat",
    "mode": "extractive",
    "language": "en",
    "answer": "Hello.",
    "sentences": [],
    "citations": [],
    "confidence": 0.0,
    "index": "gen-1",
}


def test_nothing_listens() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(ServerError, match=rf"Nothing listens at {url} .*`forumqa serve`"):
        ServerSubject(url)


@pytest.mark.parametrize(
    ("canned", "said"),
    [
        (Canned("<html>welcome</html>"), "not what a forumqa server sends .the body: "),
        (Canned([]), "not what a forumqa server sends"),
        (Canned({"status": "ok", "index": "gen-1"}), r"\(encoder: Field required\)"),
        (Canned("<html>nowhere</html>", 404), "status 404 and no problem document"),
        (Canned("", 302, {"Location": "/elsewhere"}), "status 302 and a redirect"),
        (Canned("", 0), r"broke \(Server disconnected"),
        (Canned({"title": "Internal error", "status": 500}, 500), "status 500: Internal error"),
    ],
)
def test_something_else_listens(canned: Canned, said: str) -> None:
    with stub_server(readyz=[canned]) as stub:
        with pytest.raises(ServerError, match=said):
            ServerSubject(stub.url)
        assert stub.asked == [("/readyz", None)]


def test_a_server_that_takes_too_long() -> None:
    over = threading.Event()
    with stub_server(readyz=[Canned("", wait=over)]) as stub:
        with pytest.raises(ServerError, match=r"/readyz did not answer within 0\.2 s"):
            ServerSubject(stub.url, timeout_s=0.2)
        over.set()


def test_a_problem_is_shown_with_its_next_step() -> None:
    problem = {"title": "Damaged index", "detail": "A file changed.", "next": "Run `ingest`."}
    with (
        stub_server(api_documents=[Canned(problem, 503)]) as stub,
        closing(ServerSubject(stub.url)) as subject,
        pytest.raises(ServerError, match=r"status 503: A file changed\. Run `ingest`\."),
    ):
        subject.documents()


def test_a_busy_server_is_asked_again() -> None:
    with stub_server(api_ask=[BUSY, BUSY, Canned(CHAT)]) as stub:
        with closing(ServerSubject(stub.url)) as subject:
            assert subject.answer("hello", ()).text == "Hello."
        assert [path for path, _ in stub.asked] == ["/readyz", *["/api/ask"] * 3]


def test_a_server_that_stays_busy_is_left() -> None:
    with stub_server(api_ask=[BUSY]) as stub:
        with (
            closing(ServerSubject(stub.url)) as subject,
            pytest.raises(ServerError, match="status 503: Too many questions"),
        ):
            subject.answer("hello", ())
        assert [path for path, _ in stub.asked] == ["/readyz", *["/api/ask"] * 6]


def test_an_index_that_changes_ends_the_evaluation() -> None:
    said = r"index changed during the evaluation; run it again\. It was gen-1 and is gen-2 now\."
    with (
        stub_server(api_ask=[Canned(CHAT), Canned({**CHAT, "index": "gen-2"})]) as stub,
        closing(ServerSubject(stub.url)) as subject,
    ):
        subject.answer("hello", ())
        with pytest.raises(ServerError, match=said):
            subject.answer("hello", ())


@pytest.mark.parametrize("status", [413, 422])
def test_a_question_the_server_does_not_take(status: int) -> None:
    with (
        stub_server(api_ask=[Canned({"title": "No", "detail": "Too long."}, status)]) as stub,
        closing(ServerSubject(stub.url)) as subject,
        pytest.raises(QuestionRefusedError, match=rf"status {status}: Too long\.") as refused,
    ):
        subject.answer("长" * 600, ())
    assert refused.value.question == "长" * 600


def test_only_the_question_and_its_history_are_sent() -> None:
    with stub_server(api_ask=[Canned(CHAT)], api_search=[Canned({**READY, "hits": []})]) as stub:
        with closing(ServerSubject(stub.url)) as subject:
            subject.answer(" 谁？", [Turn("何时？", "六月\r\n𠀀。")])
            assert subject.ranking("桥", Legs.CURATED, 7) == ()
        assert stub.asked[1:] == [
            (
                "/api/ask",
                {
                    "question": " 谁？",
                    "history": [{"question": "何时？", "answer": "六月\r\n𠀀。"}],
                },
            ),
            ("/api/search", {"query": "桥", "k": 7}),
        ]


def test_legs_are_not_asked_of_a_server() -> None:
    with (
        stub_server() as stub,
        closing(ServerSubject(stub.url)) as subject,
        pytest.raises(InputError, match="only the product's leg"),
    ):
        subject.ranking("桥", Legs.LEXICAL, 10)


def test_proxies_of_the_environment_are_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    with stub_server() as stub, closing(ServerSubject(stub.url)) as subject:
        assert subject.encoder == "fake-1"

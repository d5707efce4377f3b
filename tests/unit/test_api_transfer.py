"""What goes over the wire: compressed, tagged, and never held back."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from typing import TYPE_CHECKING, Any

import pytest
from starlette.middleware.gzip import GZipMiddleware

from api.transfer import LEVEL, MIN_BYTES, SENT_AS_IT_IS, Tagging, etag_of, is_held

if TYPE_CHECKING:
    from starlette.types import Message, Receive, Scope, Send

TEXT = "论坛在青岛举行。".encode() * 200
JSON = "application/json"


@pytest.mark.parametrize(
    ("header", "held"),
    [
        ('W/"a"', True),
        ('"a"', True),
        ('"b", W/"a"', True),
        ("*", True),
        ("", False),
        ('"b"', False),
        ("a", False),
    ],
)
def test_what_a_client_holds_is_compared_weakly(header: str, held: bool) -> None:
    assert is_held('W/"a"', header) is held


class Responding:
    """An application that sends ``pieces`` with ``headers``."""

    def __init__(self, *pieces: bytes, status: int = 200, **headers: str) -> None:
        self.pieces = pieces
        self.head: Message = {
            "type": "http.response.start",
            "status": status,
            "headers": [
                (name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()
            ],
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        del scope, receive
        await send({**self.head, "headers": list(self.head["headers"])})
        for at, piece in enumerate(self.pieces, 1):
            more = at < len(self.pieces)
            await send({"type": "http.response.body", "body": piece, "more_body": more})


def sent(app: Responding, method: str = "POST", **asked: str) -> list[Message]:
    """The messages that reach the client."""
    found: list[Message] = []
    scope: dict[str, Any] = {
        "type": "http",
        "method": method,
        "headers": [
            (name.replace("_", "-").encode(), text.encode()) for name, text in asked.items()
        ],
    }

    async def receive() -> Message:
        raise AssertionError("nothing is read")

    async def send(message: Message) -> None:
        found.append(message)

    compressing = GZipMiddleware(
        Tagging(app), MIN_BYTES, LEVEL, exclude_content_types=SENT_AS_IT_IS
    )
    asyncio.run(compressing(scope, receive, send))
    return found


def headers_of(messages: list[Message]) -> dict[str, str]:
    return {name.decode(): value.decode() for name, value in messages[0]["headers"]}


def test_a_text_is_compressed_for_who_takes_it() -> None:
    app = Responding(TEXT, content_type=JSON, content_length=str(len(TEXT)))
    messages = sent(app, accept_encoding="gzip")
    headers = headers_of(messages)
    assert gzip.decompress(messages[1]["body"]) == TEXT
    assert headers["content-encoding"] == "gzip"
    assert headers["content-length"] == str(len(messages[1]["body"]))
    assert headers["vary"] == "Accept-Encoding"
    assert len(messages[1]["body"]) < len(TEXT) / 10


def test_who_does_not_take_it_gets_the_text_and_caches_are_told() -> None:
    messages = sent(Responding(TEXT, content_type=JSON))
    assert messages[1]["body"] == TEXT
    assert headers_of(messages) == {"content-type": JSON, "vary": "Accept-Encoding"}


@pytest.mark.parametrize(
    "app",
    [
        Responding(b"x" * (MIN_BYTES - 1), content_type=JSON),
        Responding(TEXT, content_type="image/png"),
        Responding(TEXT, content_type=JSON, content_encoding="br"),
    ],
)
def test_what_gains_nothing_stays_as_it_is(app: Responding) -> None:
    messages = sent(app, accept_encoding="gzip")
    assert messages[1]["body"] == app.pieces[0]
    assert headers_of(messages).get("content-encoding") in {None, "br"}


def test_every_piece_of_a_stream_can_be_read_when_it_comes() -> None:
    pieces = [f"event: sentence\ndata: {n}\n\n".encode() for n in range(5)]
    app = Responding(*pieces, b"", content_type="text/event-stream; charset=utf-8")
    messages = sent(app, accept_encoding="gzip")
    reader = zlib.decompressobj(16 + zlib.MAX_WBITS)
    assert [reader.decompress(message["body"]) for message in messages[1:]] == [*pieces, b""]
    assert reader.eof
    assert [message["more_body"] for message in messages[1:]] == [True] * 5 + [False]
    assert "content-length" not in headers_of(messages)


def test_what_may_be_fetched_again_is_tagged_and_sent_once() -> None:
    app = Responding(TEXT, content_type=JSON, content_length=str(len(TEXT)))
    first = headers_of(sent(app, "GET"))
    assert (first["etag"], first["cache-control"]) == (etag_of(TEXT), "no-cache")
    again = sent(app, "GET", if_none_match=first["etag"], accept_encoding="gzip")
    assert (again[0]["status"], again[1]["body"]) == (304, b"")
    assert headers_of(again) == {
        "etag": first["etag"],
        "cache-control": "no-cache",
        "vary": "Accept-Encoding",
    }
    changed = sent(app, "GET", if_none_match='W/"another"')
    assert (changed[0]["status"], changed[1]["body"]) == (200, TEXT)


@pytest.mark.parametrize(
    ("app", "method"),
    [
        (Responding(TEXT, content_type=JSON), "POST"),
        (Responding(TEXT, content_type=JSON, cache_control="no-store"), "GET"),
        (Responding(TEXT, content_type=JSON, status=404), "GET"),
    ],
)
def test_what_must_not_be_kept_gets_no_tag(app: Responding, method: str) -> None:
    messages = sent(app, method, if_none_match="*")
    assert messages[0]["status"] == app.head["status"]
    assert "etag" not in headers_of(messages)


def test_a_long_text_is_compressed_beside_the_event_loop() -> None:
    text = TEXT * 50
    messages = sent(Responding(text, content_type="text/plain"), accept_encoding="gzip")
    assert gzip.decompress(messages[1]["body"]) == text

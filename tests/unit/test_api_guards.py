from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

import pytest

from api.guards import (
    CONTENT_SECURITY_POLICY,
    LOOPBACK_NAMES,
    BodyGuard,
    HostGuard,
    OuterGuard,
    RequestRefusedError,
)
from api.serving import own_names

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send


def scope(headers: list[tuple[bytes, bytes]] | None = None) -> dict[str, Any]:
    return {
        "type": "http",
        "method": "POST",
        "raw_path": b"/api/ask?secret=1",
        "headers": headers or [],
    }


async def call(
    app: ASGIApp, receive: Receive, given: dict[str, Any] | None = None
) -> list[Message]:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    await app(given or scope(), receive, send)
    return sent


def feeding(*chunks: bytes) -> Callable[[], Awaitable[Message]]:
    messages = [
        {"type": "http.request", "body": chunk, "more_body": at + 1 < len(chunks)}
        for at, chunk in enumerate(chunks)
    ]

    async def receive() -> Message:
        return messages.pop(0)

    return receive


async def reading(scope: Scope, receive: Receive, send: Send) -> None:
    del scope
    while (await receive()).get("more_body"):
        pass
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"ok"})


async def failing(scope: Scope, receive: Receive, send: Send) -> None:
    del scope, receive, send
    raise RuntimeError("private words")


def test_every_response_carries_the_policy() -> None:
    start = asyncio.run(call(OuterGuard(reading), feeding(b"")))[0]
    headers = dict(start["headers"])
    assert headers[b"content-security-policy"].decode() == CONTENT_SECURITY_POLICY
    assert headers[b"x-content-type-options"] == b"nosniff"


def test_a_bug_is_a_plain_problem_and_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    start, body = asyncio.run(call(OuterGuard(failing), feeding(b"")))
    assert start["status"] == 500
    assert json.loads(body["body"])["type"] == "urn:forumqa:problem:internal"
    assert b"private" not in body["body"]
    assert dict(start["headers"])[b"content-security-policy"]
    assert "RuntimeError" in caplog.text


def test_the_log_line_has_no_query(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="api.guards"):
        asyncio.run(call(OuterGuard(reading), feeding(b"")))
    assert caplog.messages[0].startswith("POST /api/ask 200 ")


def status_under(*hosts: bytes) -> int:
    guard = HostGuard(reading, names=LOOPBACK_NAMES)
    given = scope([(b"host", host) for host in hosts])
    status: int = asyncio.run(call(guard, feeding(b""), given))[0]["status"]
    return status


@pytest.mark.parametrize(
    "host", [b"localhost", b"LOCALHOST:80", b"127.0.0.1", b"127.0.0.1:8000", b"[::1]", b"[::1]:9"]
)
def test_this_machine_is_served(host: bytes) -> None:
    assert status_under(host) == 200


@pytest.mark.parametrize(
    "host",
    [
        b"",
        b"evil.example",
        b"evil.example:8000",
        b"localhost.evil.example",
        b"localhost:80:80",
        b"localhost@evil.example",
        b"127.0.0.2",
        b"::1",
        b"[::1",
        b"[::2]",
        b"\xff",
    ],
)
def test_any_other_host_is_misdirected(host: bytes) -> None:
    assert status_under(host) == 421


def test_no_host_and_two_hosts_are_misdirected() -> None:
    assert status_under() == 421
    assert status_under(b"localhost", b"evil.example") == 421


def test_only_a_loopback_address_limits_the_names() -> None:
    assert own_names("Laptop", "127.0.1.1") == LOOPBACK_NAMES | {"laptop"}
    assert own_names("::1", "::1") == LOOPBACK_NAMES
    assert own_names("0.0.0.0", "0.0.0.0") is None
    assert own_names("host", "fe80::1%eth0") is None


def test_an_announced_long_body_is_refused_unread() -> None:
    guard = BodyGuard(reading, max_bytes=10, timeout_s=1)
    start, body = asyncio.run(call(guard, feeding(), scope([(b"content-length", b"11")])))
    assert start["status"] == 413
    assert json.loads(body["body"])["status"] == 413


def test_a_chunked_body_is_stopped_where_it_gets_too_long() -> None:
    guard = BodyGuard(reading, max_bytes=10, timeout_s=1)
    with pytest.raises(RequestRefusedError) as refusal:
        asyncio.run(call(guard, feeding(b"12345", b"123456", b"never read")))
    assert refusal.value.problem.status == 413


def test_a_body_at_the_bound_passes() -> None:
    guard = BodyGuard(reading, max_bytes=10, timeout_s=1)
    assert asyncio.run(call(guard, feeding(b"12345", b"12345")))[0]["status"] == 200


def test_a_body_that_does_not_come_is_given_up() -> None:
    async def silent() -> Message:
        return await asyncio.Future()

    guard = BodyGuard(reading, max_bytes=10, timeout_s=0.01)
    with pytest.raises(RequestRefusedError) as refusal:
        asyncio.run(call(guard, silent))
    assert refusal.value.problem.status == 408

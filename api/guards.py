"""What stands round every request, as pure ASGI (anything else would buffer the event stream).

Outermost: security headers, one log line per request, and the answer to what nobody caught. Then
the names a server on a loopback address goes by, and the bounds on a request's body, in bytes and
in time, kept while it is read.
"""

from __future__ import annotations

import asyncio
import json
import logging
import re
import time
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException

from api.problems import INTERNAL, MEDIA_TYPE, Problem

if TYPE_CHECKING:
    from collections.abc import Collection

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_LOG = logging.getLogger(__name__)

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'"
)
SECURITY_HEADERS: tuple[tuple[bytes, bytes], ...] = (
    (b"content-security-policy", CONTENT_SECURITY_POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
)


LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
MISDIRECTED = Problem(
    421,
    "misdirected",
    "Misdirected request",
    "This server listens for its own machine only, under none but its own names.",
    "Use http://localhost or http://127.0.0.1; a proxy must send one of them as Host.",
)
_HOST = re.compile(r"(?:\[([0-9A-Fa-f:.]+)\]|([^:\[\]]+))(?::[0-9]*)?")


class RequestRefusedError(HTTPException):
    """A request stopped while its body was read; FastAPI hands HTTPExceptions through."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.status, problem.detail, {"Connection": "close"})
        self.problem = problem


class OuterGuard:
    """Security headers on every response, and a plain 500 for whatever nobody caught."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        status = 0

        async def guarded(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], *SECURITY_HEADERS]
            await send(message)

        try:
            await self._app(scope, receive, guarded)
        except Exception:
            _LOG.exception("a bug while answering %s", _path(scope))
            if status:
                raise
            await _send_problem(guarded, INTERNAL)
        finally:
            elapsed_ms = (time.perf_counter() - began) * 1000
            _LOG.info("%s %s %d %.0f ms", scope["method"][:16], _path(scope), status, elapsed_ms)


class HostGuard:
    """Answers to the names of this machine alone (421), for a server bound to a loopback address.

    A foreign page whose name is made to point at 127.0.0.1 (DNS rebinding) could otherwise read
    everything here: to the browser it would be the same site.
    """

    def __init__(self, app: ASGIApp, *, names: Collection[str]) -> None:
        self._app = app
        self._names = frozenset(name.lower() for name in names)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not self._is_here(scope):
            await _send_problem(send, MISDIRECTED)
            return
        await self._app(scope, receive, send)

    def _is_here(self, scope: Scope) -> bool:
        given: list[bytes] = [value for name, value in scope["headers"] if name == b"host"]
        found = _HOST.fullmatch(given[0].decode("latin-1")) if len(given) == 1 else None
        return found is not None and (found[1] or found[2]).lower() in self._names


class BodyGuard:
    """Refuses a request body that is too long (413) or too slow (408), while it is being read."""

    def __init__(self, app: ASGIApp, *, max_bytes: int, timeout_s: float) -> None:
        self._app = app
        self._max_bytes = max_bytes
        self._timeout_s = timeout_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        announced = dict(scope["headers"]).get(b"content-length", b"0")
        if not announced.isdigit() or int(announced[:20]) > self._max_bytes:
            await _send_problem(send, self._too_long())
            return
        await self._app(scope, self._bounded(receive), send)

    def _bounded(self, receive: Receive) -> Receive:
        loop = asyncio.get_running_loop()
        deadline = loop.time() + self._timeout_s
        received = 0
        complete = False

        async def bounded() -> Message:
            nonlocal received, complete
            if complete:
                return await receive()
            try:
                async with asyncio.timeout_at(deadline):
                    message = await receive()
            except TimeoutError as error:
                raise RequestRefusedError(self._too_slow()) from error
            received += len(message.get("body", b""))
            complete = not message.get("more_body", False)
            if received > self._max_bytes:
                raise RequestRefusedError(self._too_long())
            return message

        return bounded

    def _too_long(self) -> Problem:
        detail = f"The body is longer than {self._max_bytes} bytes."
        return Problem(413, "body-too-long", "Content too large", detail, "Send a shorter body.")

    def _too_slow(self) -> Problem:
        detail = f"The body did not arrive within {self._timeout_s:g} s."
        return Problem(408, "body-too-slow", "Request timeout", detail, "Send the body at once.")


async def _send_problem(send: Send, problem: Problem) -> None:
    body = json.dumps(problem.to_json(), ensure_ascii=False).encode()
    headers = [
        (b"content-type", MEDIA_TYPE.encode()),
        (b"content-length", str(len(body)).encode()),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": problem.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _path(scope: Scope) -> str:
    """The path without the query, as it came over the wire (so without line ends), cut short."""
    raw: bytes = scope.get("raw_path") or b""
    return raw.split(b"?")[0][:200].decode("ascii", "replace")

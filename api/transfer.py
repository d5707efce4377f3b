"""What leaves over the wire: no text twice that a client still holds, and none longer than needed.

Starlette compresses, event streams too: it flushes every piece, so that an event is read when it is
sent.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.gzip import DEFAULT_EXCLUDED_CONTENT_TYPES

from api.problems import MEDIA_TYPE

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LEVEL = 6  # zlib's own middle: 9 takes twice the time for a hundredth less
MIN_BYTES = 500  # below, the header that says so would eat what is saved
SENT_AS_IT_IS = (
    *(one for one in DEFAULT_EXCLUDED_CONTENT_TYPES if one != "text/event-stream"),
    MEDIA_TYPE,  # short, and a page may be made of it
)


def is_held(etag: str, if_none_match: str) -> bool:
    """Whether a client that sent this ``If-None-Match`` holds what ``etag`` names."""
    held = [one.strip().removeprefix("W/") for one in if_none_match.split(",")]
    return etag.removeprefix("W/") in held or held == ["*"]


def etag_of(content: bytes) -> str:
    """A weak tag, since it names the content in any encoding."""
    return f'W/"{hashlib.sha256(content).hexdigest()[:20]}"'


class Tagging:
    """Tags what may be fetched again, and says 304 to who holds it; streams pass as they are."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "GET":
            send = _Sending(Headers(scope=scope).get("if-none-match", ""), send)
        await self._app(scope, receive, send)


class _Sending:
    """One response on its way; its head waits for the first piece of the body."""

    def __init__(self, if_none_match: str, send: Send) -> None:
        self._if_none_match = if_none_match
        self._send = send
        self._head: Message | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._head = message
            return
        head, self._head = self._head, None
        if head is not None:
            headers = MutableHeaders(raw=head["headers"])
            body, is_whole = message.get("body", b""), not message.get("more_body", False)
            if is_whole and self._tags(head["status"], headers, body):
                head, message = _not_modified(headers), {**message, "body": b""}
            await self._send(head)
        await self._send(message)

    def _tags(self, status: int, headers: MutableHeaders, body: bytes) -> bool:
        """Tag what may be kept; whether the client holds it already."""
        if status != 200 or headers.get("cache-control") == "no-store":
            return False
        headers.setdefault("etag", etag_of(body))
        headers.setdefault("cache-control", "no-cache")
        return is_held(headers["etag"], self._if_none_match)


def _not_modified(headers: MutableHeaders) -> Message:
    for name in ("content-length", "content-type", "content-encoding"):
        del headers[name]
    headers.add_vary_header("Accept-Encoding")
    return {"type": "http.response.start", "status": 304, "headers": headers.raw}

"""What leaves over the wire: no text twice that a client still holds, and none longer than needed.

Pure ASGI, and nothing is held back: every piece of a stream is compressed and flushed as it comes,
so that an event is read when it is sent.
"""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import zlib
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LEVEL = 6  # zlib's own middle: 9 takes twice the time for a hundredth less
MIN_BYTES = 500  # below, the header that says so would eat what is saved
MAX_BYTES_AT_ONCE = 65_536  # more is compressed in a thread: it would hold up the event loop
_GZIP = 16 + zlib.MAX_WBITS
_TEXTS = ("text/", "application/json", "application/problem+json", "image/svg+xml")


def takes_gzip(accept_encoding: str) -> bool:
    """Whether a client that sent this ``Accept-Encoding`` takes gzip (RFC 9110, 12.5.3)."""
    weights: dict[str, bool] = {}
    for offer in accept_encoding.lower().split(","):
        coding, _, weight = offer.partition(";")
        weights[coding.strip()] = weight.strip().rstrip("0.") != "q="
    return weights.get("gzip", weights.get("*", False))


def is_held(etag: str, if_none_match: str) -> bool:
    """Whether a client that sent this ``If-None-Match`` holds what ``etag`` names."""
    held = [one.strip().removeprefix("W/") for one in if_none_match.split(",")]
    return etag.removeprefix("W/") in held or held == ["*"]


def etag_of(content: bytes) -> str:
    """A weak tag, since it names the content in any encoding."""
    return f'W/"{hashlib.sha256(content).hexdigest()[:20]}"'


class Transfer:
    """Compresses texts for clients that take gzip; tags what may be fetched again, and says 304."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            send = _Sending(scope, send)
        await self._app(scope, receive, send)


class _Sending:
    """One response on its way; its head waits for the first piece of the body."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self._asked = Headers(scope=scope)
        self._is_get = scope["method"] == "GET"
        self._send = send
        self._head: Message | None = None
        self._stream: _Stream | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._head = message
        elif message["type"] != "http.response.body":
            await self._send(message)
        elif self._head is not None:
            head, self._head = self._head, None
            await self._begin(head, message)
        else:
            await self._send(self._packed(message))

    async def _begin(self, head: Message, first: Message) -> None:
        headers = MutableHeaders(raw=head["headers"])
        if first.get("more_body", False):
            if self._compresses(headers):
                self._stream = _Stream()
                headers["content-encoding"] = "gzip"
                del headers["content-length"]
            first = self._packed(first)
        elif self._tags(head["status"], headers, first["body"]):
            head, first = _not_modified(headers), {**first, "body": b""}
        elif len(first["body"]) >= MIN_BYTES and self._compresses(headers):
            body = await _compressed(first["body"])
            headers["content-encoding"] = "gzip"
            headers["content-length"] = str(len(body))
            first = {**first, "body": body}
        await self._send(head)
        await self._send(first)

    def _compresses(self, headers: MutableHeaders) -> bool:
        """Whether this response is compressed; if it might be for others, caches are told."""
        if not headers.get("content-type", "").startswith(_TEXTS) or "content-encoding" in headers:
            return False
        headers.add_vary_header("Accept-Encoding")
        return takes_gzip(self._asked.get("accept-encoding", ""))

    def _tags(self, status: int, headers: MutableHeaders, body: bytes) -> bool:
        """Tag what may be kept; whether the client holds it already."""
        if not self._is_get or status != 200 or headers.get("cache-control") == "no-store":
            return False
        headers.setdefault("etag", etag_of(body))
        headers.setdefault("cache-control", "no-cache")
        return is_held(headers["etag"], self._asked.get("if-none-match", ""))

    def _packed(self, message: Message) -> Message:
        if self._stream is None:
            return message
        is_last = not message.get("more_body", False)
        return {**message, "body": self._stream.packed(message.get("body", b""), is_last=is_last)}


class _Stream:
    """A body in pieces, each of which can be read as soon as it has arrived."""

    def __init__(self) -> None:
        self._compressor = zlib.compressobj(LEVEL, zlib.DEFLATED, _GZIP)

    def packed(self, piece: bytes, *, is_last: bool) -> bytes:
        until = zlib.Z_FINISH if is_last else zlib.Z_SYNC_FLUSH
        return self._compressor.compress(piece) + self._compressor.flush(until)


async def _compressed(body: bytes) -> bytes:
    if len(body) > MAX_BYTES_AT_ONCE:
        return await asyncio.to_thread(gzip.compress, body, LEVEL, mtime=0)
    return gzip.compress(body, LEVEL, mtime=0)


def _not_modified(headers: MutableHeaders) -> Message:
    for name in ("content-length", "content-type", "content-encoding"):
        del headers[name]
    headers.add_vary_header("Accept-Encoding")
    return {"type": "http.response.start", "status": 304, "headers": headers.raw}

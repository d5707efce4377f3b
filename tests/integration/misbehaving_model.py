"""A local OpenAI-compatible endpoint that does what a test tells it to, well or badly."""

from __future__ import annotations

import contextlib
import itertools
import json
import re
import select
import socket
import threading
import time
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

_FENCED = re.compile(r"^(=====[0-9a-f]+=====)\n(.*)\n\1$", re.DOTALL)
_ANY_FENCED = re.compile(r"^(=====[0-9a-f]+=====)\n(.*?)\n\1$", re.DOTALL | re.MULTILINE)
_POLL_S = 0.02


@dataclass(frozen=True)
class Reply:
    """One response: its status, headers and body, and how it goes wrong on the way.

    ``cut`` sends so many bytes and closes the connection, ``drip_s`` waits before every byte, and
    with ``hang`` nothing is sent until the endpoint closes. ``parts`` are sent behind ``body``,
    each after its wait in seconds, with ``endless`` again and again; their length is not announced.
    """

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    cut: int | None = None
    drip_s: float = 0.0
    hang: bool = False
    parts: Sequence[tuple[float, bytes]] = ()
    endless: bool = False


@dataclass(frozen=True)
class Asked:
    """What a client sent: path, headers in lower case, and the two messages."""

    path: str
    headers: Mapping[str, str]
    model: str
    instructions: str
    text: str
    stream: bool = False

    @property
    def fenced(self) -> list[str]:
        """What stands between fences in ``text``, in order."""
        return [found[2] for found in _ANY_FENCED.finditer(self.text)]

    @property
    def passage(self) -> str:
        """What stands between the fences of ``text``."""
        found = _FENCED.match(self.text)
        assert found is not None, self.text
        return found[2]


Behaviour = Callable[[Asked], Reply]


@dataclass
class Endpoint:
    """Where it answers, how, and what it was asked."""

    behaviour: Behaviour
    url: str = ""
    asked: list[Asked] = field(default_factory=list[Asked])
    closing: threading.Event = field(default_factory=threading.Event)
    left: threading.Event = field(default_factory=threading.Event)
    """Set when a client has gone before its answer ended."""


def says(text: str) -> Reply:
    """A well-formed completion that says ``text``."""
    message = {"role": "assistant", "content": text}
    body = {
        "id": "1",
        "object": "chat.completion",
        "created": 1,
        "model": "test",
        "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
    }
    return Reply(json.dumps(body).encode())


def event(delta: Mapping[str, object], reason: str | None = None) -> bytes:
    """One event of a streamed completion."""
    choice = {"index": 0, "delta": delta, "finish_reason": reason}
    chunk = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "test"}
    return f"data: {json.dumps({**chunk, 'choices': [choice]})}\n\n".encode()


def events(text: str, size: int = 4, reason: str = "stop") -> list[bytes]:
    """The events of a well-formed stream that says ``text``, ``size`` characters in each."""
    pieces = ("".join(batch) for batch in _batches(text, size))
    return [
        event({"role": "assistant", "content": ""}),
        *(event({"content": piece}) for piece in pieces),
        event({}, reason),
        b"data: [DONE]\n\n",
    ]


def streams(text: str, size: int = 4, reason: str = "stop", cut: int | None = None) -> Reply:
    """A streamed completion that says ``text``; with ``cut`` it ends after so many bytes."""
    body = b"".join(events(text, size, reason))
    return Reply(parts=[(0.0, body[:cut])])


def _batches(text: str, size: int) -> Iterable[str]:
    return (text[at : at + size] for at in range(0, len(text), size))


def in_turn(replies: Sequence[Reply]) -> Behaviour:
    """One reply after the other, the last again and again."""
    left = list(replies)
    return lambda _: left.pop(0) if len(left) > 1 else left[0]


class _Handler(BaseHTTPRequestHandler):
    endpoint: ClassVar[Endpoint]

    def do_POST(self) -> None:
        asked = self._read()
        self.endpoint.asked.append(asked)
        reply = self.endpoint.behaviour(asked)
        with contextlib.suppress(ConnectionError):  # the client may have had enough
            if reply.hang:
                self._wait(20)
            else:
                self._send(reply)

    def do_GET(self) -> None:
        raise AssertionError("redirects are not followed")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class's name
        del format, args

    def _read(self) -> Asked:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        system, user = body["messages"]
        headers = {name.lower(): value for name, value in self.headers.items()}
        return Asked(
            self.path,
            headers,
            body["model"],
            system["content"],
            user["content"],
            body.get("stream", False),
        )

    def _wait(self, seconds: float) -> None:
        """Waits, unless the endpoint closes or the client leaves, which ends the reply."""
        until = time.monotonic() + seconds
        while not self.endpoint.closing.is_set() and time.monotonic() < until:
            if select.select([self.connection], [], [], min(_POLL_S, seconds))[0]:
                peeked = self.connection.recv(1, socket.MSG_PEEK)
                if not peeked:
                    self.endpoint.left.set()
                    raise ConnectionAbortedError
        if self.endpoint.closing.is_set():
            raise ConnectionAbortedError

    def _send(self, reply: Reply) -> None:
        self.send_response(reply.status)
        length = {} if reply.parts else {"content-length": str(len(reply.body))}
        for name, value in {**length, **reply.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        if reply.parts:
            self._send_parts(reply)
            return
        if not reply.drip_s:
            self.wfile.write(reply.body[: reply.cut])
            return
        for byte in reply.body:
            self.wfile.write(bytes([byte]))
            if self.endpoint.closing.wait(reply.drip_s):
                return

    def _send_parts(self, reply: Reply) -> None:
        parts = [(0.0, reply.body), *reply.parts] if reply.body else reply.parts
        for wait_s, part in itertools.cycle(parts) if reply.endless else parts:
            self._wait(wait_s)
            try:
                self.wfile.write(part)
            except ConnectionError:
                self.endpoint.left.set()
                raise


@contextlib.contextmanager
def model_endpoint(behaviour: Behaviour) -> Generator[Endpoint]:
    """An endpoint on a free port of this machine, closed at the end."""
    endpoint = Endpoint(behaviour)
    handler = type("_Handler", (_Handler,), {"endpoint": endpoint})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        endpoint.url = f"http://127.0.0.1:{server.server_port}/v1"
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield endpoint
        finally:
            endpoint.closing.set()
            server.shutdown()
            thread.join()

"""A local OpenAI-compatible endpoint that does what a test tells it to, well or badly."""

from __future__ import annotations

import contextlib
import json
import re
import threading
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

_FENCED = re.compile(r"^(=====[0-9a-f]+=====)\n(.*)\n\1$", re.DOTALL)


@dataclass(frozen=True)
class Reply:
    """One response: its status, headers and body, and how it goes wrong on the way.

    ``cut`` sends so many bytes and closes the connection, ``drip_s`` waits before every byte, and
    with ``hang`` nothing is sent until the endpoint closes.
    """

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    cut: int | None = None
    drip_s: float = 0.0
    hang: bool = False


@dataclass(frozen=True)
class Asked:
    """What a client sent: path, headers in lower case, and the two messages."""

    path: str
    headers: Mapping[str, str]
    model: str
    instructions: str
    text: str

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
        if reply.hang:
            self.endpoint.closing.wait(20)
            return
        with contextlib.suppress(ConnectionError):  # the client may have had enough
            self._send(reply)

    def do_GET(self) -> None:
        raise AssertionError("redirects are not followed")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class's name
        del format, args

    def _read(self) -> Asked:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        system, user = body["messages"]
        headers = {name.lower(): value for name, value in self.headers.items()}
        return Asked(self.path, headers, body["model"], system["content"], user["content"])

    def _send(self, reply: Reply) -> None:
        self.send_response(reply.status)
        for name, value in {"content-length": str(len(reply.body)), **reply.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        if not reply.drip_s:
            self.wfile.write(reply.body[: reply.cut])
            return
        for byte in reply.body:
            self.wfile.write(bytes([byte]))
            if self.endpoint.closing.wait(reply.drip_s):
                return


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

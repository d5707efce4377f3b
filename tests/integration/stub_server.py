"""A small HTTP server that answers what a test tells it to."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

READY = {"status": "ok", "index": "gen-1", "encoder": "fake-1"}


@dataclass(frozen=True)
class Canned:
    """One response; without a status the connection is closed."""

    body: object
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    wait: threading.Event | None = None

    @property
    def content(self) -> bytes:
        return self.body.encode() if isinstance(self.body, str) else json.dumps(self.body).encode()


@dataclass
class Stub:
    """What is answered by path, the last of several again and again, and what was asked."""

    canned: dict[str, list[Canned]]
    url: str = ""
    asked: list[tuple[str, object]] = field(default_factory=list[tuple[str, object]])

    def take(self, path: str, body: object) -> Canned:
        self.asked.append((path, body))
        waiting = self.canned.get(path) or [Canned("nothing here", 404)]
        return waiting.pop(0) if len(waiting) > 1 else waiting[0]


class _Handler(BaseHTTPRequestHandler):
    stub: ClassVar[Stub]

    def do_GET(self) -> None:
        self._answer(None)

    def do_POST(self) -> None:
        self._answer(json.loads(self.rfile.read(int(self.headers["content-length"]))))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class's name
        del format, args

    def _answer(self, body: object) -> None:
        canned = self.stub.take(self.path, body)
        if canned.wait is not None:
            canned.wait.wait(20)
            return
        if not canned.status:
            return
        self.send_response(canned.status)
        for name, value in canned.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(canned.content)


@contextlib.contextmanager
def stub_server(**canned: list[Canned]) -> Generator[Stub]:
    """A server over ``canned``: ``api_ask`` stands for ``/api/ask``."""
    stub = Stub({f"/{name.replace('_', '/')}": responses for name, responses in canned.items()})
    stub.canned.setdefault("/readyz", [Canned(READY)])
    handler = type("_Handler", (_Handler,), {"stub": stub})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        stub.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield stub
        finally:
            server.shutdown()
            thread.join()

"""uvicorn's HTTP/1.1 protocol with a deadline for the request head and one answer a request.

uvicorn alone keeps a connection for ever on which no request, or half of one, was sent (FACTS.md:
60 of 60 still open after 75 s).
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, cast

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    from typing import Any

    from uvicorn.config import Config
    from uvicorn.protocols.http.h11_impl import RequestResponseCycle
    from uvicorn.server import ServerState

HEAD_TIMEOUT_S = 8.0


class BoundedH11Protocol(H11Protocol):
    """Closes a connection whose next request head is not complete in time."""

    head_timeout_s = HEAD_TIMEOUT_S

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._head_deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._await_head()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.conn.their_state is h11.IDLE:
            self._await_head()
        else:
            self._head_arrived()

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no HTTP, once: uvicorn let the application answer after it, or before."""
        cycle = cast("RequestResponseCycle | None", self.cycle)  # None until the first request
        if cycle is not None:
            cycle.disconnected = True
            cycle.message_event.set()
        if self.conn.our_state in {h11.IDLE, h11.SEND_RESPONSE}:
            super().send_400_response(msg)
        else:
            self.transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        self._head_arrived()
        super().connection_lost(exc)

    def _await_head(self) -> None:
        """Start the clock; bytes that trickle in do not restart it."""
        if self._head_deadline is None:
            self._head_deadline = self.loop.call_later(self.head_timeout_s, self._close_headless)

    def _head_arrived(self) -> None:
        if self._head_deadline is not None:
            self._head_deadline.cancel()
            self._head_deadline = None

    def _close_headless(self) -> None:
        self._head_deadline = None
        if not self.transport.is_closing():
            self.transport.close()

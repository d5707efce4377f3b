"""`forumqa serve`: the pages and the HTTP interface on one address."""

from __future__ import annotations

import errno
import ipaddress
import logging
import socket
import sys
from typing import TYPE_CHECKING

import uvicorn

from api.app import create_app
from api.connection import BoundedH11Protocol
from api.guards import LOOPBACK_NAMES
from api.progress import Progress
from api.service import Service, open_service
from api.upkeep import build
from ingest.errors import IndexMissingError, InputError

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from fastapi import FastAPI

    from api.settings import Settings

_LOG = logging.getLogger(__name__)

KEEP_ALIVE_S = 5
SHUTDOWN_S = 8  # the promise is 10 s from SIGTERM to exit
MAX_CONNECTIONS = 2000
BACKLOG = 1024


def serve(args: argparse.Namespace, settings: Settings) -> int:
    """Serve until a signal comes; ingests the documents first when there is no index."""
    host = args.host or settings.host
    listener = listen(host, settings.port if args.port is None else args.port)
    with listener:
        service = _open(settings, args.index)
        address, port = listener.getsockname()[:2]
        names = own_names(host, address)
        shown = f"[{host}]" if ":" in host else host
        app = create_app(settings, service, names)
        _Server(config(app), f"http://{shown}:{port}").run(sockets=[listener])
    return 0


class _Server(uvicorn.Server):
    """Says where it answers once it does: a signal before that would meet no handler yet."""

    def __init__(self, configured: uvicorn.Config, url: str) -> None:
        super().__init__(configured)
        self._url = url

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            sys.stderr.write(f"forumqa answers at {self._url} (Ctrl-C stops it)\n")
            sys.stderr.flush()


def config(app: FastAPI) -> uvicorn.Config:
    """How uvicorn runs the application: bounded in time and in connections."""
    return uvicorn.Config(
        app,
        http=BoundedH11Protocol,
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=KEEP_ALIVE_S,
        timeout_graceful_shutdown=SHUTDOWN_S,
        limit_concurrency=MAX_CONNECTIONS,
        h11_max_incomplete_event_size=32_768,
    )


def own_names(host: str, address: str) -> frozenset[str] | None:
    """The names a server bound to ``address`` by ``host`` goes by; None for any name."""
    if not ipaddress.ip_address(address.partition("%")[0]).is_loopback:
        return None
    return LOOPBACK_NAMES | {host.lower()}


def listen(host: str, port: int) -> socket.socket:
    """A socket bound to the address.

    Raises:
        InputError: the port is taken or not permitted, or the host is not one of this machine.
    """
    if not 0 <= port <= 65535:
        raise InputError(f"{port} is no port.", hint="Give --port a number from 0 to 65535.")
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, kind, protocol, _, address = found[0]
        listener = socket.socket(family, kind, protocol)
    except (OSError, UnicodeError) as error:
        raise InputError(f"{host} is not an address here.", hint="Give --host another.") from error
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        reason = "is in use" if error.errno == errno.EADDRINUSE else f"failed: {error.strerror}"
        raise InputError(
            f"Listening on {host} port {port} {reason}.",
            hint="Stop the other program or give --port another number (0 takes a free one).",
        ) from error
    return listener


def _open(settings: Settings, index_dir: Path | None) -> Service:
    folder = index_dir or settings.index
    with Progress(f"opening {folder}") as progress:
        try:
            return open_service(settings, folder)
        except IndexMissingError:
            missing = f"There is no index in {folder} yet: ingesting {settings.documents}.\n"
            sys.stderr.write(missing)
        build([settings.documents], folder, settings, None, progress.tell)
        progress.tell(f"opening {folder}")
        return open_service(settings, folder)

"""The doors' tests share one small library, its index and one running server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.integration.api_server import RunningServer, run_cli, serving, write_library


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working folder with ``documents/`` and their index in ``var/index``."""
    folder = tmp_path_factory.mktemp("home")
    write_library(folder / "documents")
    done = run_cli(["ingest"], folder)
    assert done.returncode == 0, done.stderr.decode()
    return folder


@pytest.fixture(scope="session")
def server(home: Path) -> Iterator[RunningServer]:
    """Whatever the tests send it, it meets no bug."""
    with serving(home, FORUMQA_READ_TIMEOUT_S="3") as running:
        yield running
    assert "Traceback" not in "".join(running.log)


@pytest.fixture
def http(server: RunningServer) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.url, timeout=30, trust_env=False) as client:
        yield client

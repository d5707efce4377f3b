"""A real server and Debian's Chromium; skipped aloud without it, and then a failure in CI."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.absent import skip_aloud
from tests.integration.api_server import RunningServer, run_cli, serving, write_library

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        skip_aloud(f"there is no {CHROMIUM}: no page was tested")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def server(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    del browser  # without one there is nothing to serve
    folder = tmp_path_factory.mktemp("browser")
    write_library(folder / "documents")
    done = run_cli(["ingest"], folder)
    assert done.returncode == 0, done.stderr.decode()
    with serving(folder) as running:
        yield running


@pytest.fixture
def context(browser: Browser, server: RunningServer) -> Iterator[BrowserContext]:
    made = browser.new_context(base_url=server.url, locale="zh-CN")
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext, server: RunningServer) -> Iterator[Page]:
    """A page that may talk to its own server alone, and must not report an error."""
    made = context.new_page()
    made.set_default_timeout(10_000)
    foreign: list[str] = []
    errors: list[str] = []
    made.on(
        "request",
        lambda request: None if request.url.startswith(server.url) else foreign.append(request.url),
    )
    made.on("pageerror", lambda error: errors.append(str(error)))
    made.on(
        "console",
        lambda entry: errors.append(entry.text) if "Content Security" in entry.text else None,
    )
    yield made
    assert foreign == []
    assert errors == []

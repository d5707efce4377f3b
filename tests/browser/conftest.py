"""A real server and Debian's Chromium; skipped aloud without it, and then a failure in CI."""

from __future__ import annotations

import contextlib
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Dialog,
    Page,
    expect,
    sync_playwright,
)

from tests.absent import skip_aloud
from tests.integration.api_server import ROOT, RunningServer, run_cli, serving, write_library

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

PATIENCE_MS = 30_000  # on a machine that trains a model at the same time, pages are slow
expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        skip_aloud(f"there is no {CHROMIUM}: no page was tested")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that ``server`` works in, with its documents and what it writes."""
    folder = tmp_path_factory.mktemp("browser")
    write_library(folder / "documents")
    return folder


@pytest.fixture(scope="session")
def server(browser: Browser, home: Path) -> Iterator[RunningServer]:
    del browser  # without one there is nothing to serve
    with serving_documents(home) as running:
        yield running


@pytest.fixture(scope="session")
def digests(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A server over the documents that come with the repository."""
    del browser
    folder = tmp_path_factory.mktemp("digests")
    (folder / "documents").symlink_to(ROOT / "documents")
    with serving_documents(folder) as running:
        yield running


@contextlib.contextmanager
def serving_documents(folder: Path) -> Generator[RunningServer]:
    """A server over ``folder/documents``, indexed first."""
    done = run_cli(["ingest"], folder)
    assert done.returncode == 0, done.stderr.decode()
    with serving(folder) as running:
        yield running


@dataclass(frozen=True, slots=True)
class Seat:
    """What a visitor sits before; ``is_still`` stops motion, which a check could run into."""

    locale: str = "zh-CN"
    width: int = 1280
    height: int = 720
    scheme: Literal["light", "dark"] = "light"
    is_phone: bool = False
    is_still: bool = False


SEAT = Seat()


@contextlib.contextmanager
def visiting(browser: Browser, server: RunningServer, seat: Seat = SEAT) -> Generator[Page]:
    """A page that may talk to ``server`` alone, and must not report an error."""
    context = browser.new_context(
        base_url=server.url,
        locale=seat.locale,
        viewport={"width": seat.width, "height": seat.height},
        color_scheme=seat.scheme,
        reduced_motion="reduce" if seat.is_still else "no-preference",
        has_touch=seat.is_phone,
        is_mobile=seat.is_phone,
    )
    page = context.new_page()
    with watched(page, server.url):
        yield page
    context.close()


@pytest.fixture
def page(browser: Browser, server: RunningServer) -> Iterator[Page]:
    """A visitor of the small library."""
    with visiting(browser, server) as made:
        yield made


@pytest.fixture(params=["light", "dark"])
def still(request: pytest.FixtureRequest) -> Seat:
    """A seat in the light, and one in the dark."""
    return Seat(scheme="dark" if request.param == "dark" else "light", is_still=True)


@contextlib.contextmanager
def watched(page: Page, origin: str) -> Generator[None]:
    """At the end: no request left ``origin``, no dialog opened, no script or policy failed."""
    page.set_default_timeout(PATIENCE_MS)
    faults: list[str] = []

    def note_console(entry: ConsoleMessage) -> None:
        if "Content Security" in entry.text or "TrustedHTML" in entry.text:
            faults.append(entry.text)

    def note_dialog(dialog: Dialog) -> None:
        faults.append(dialog.message)
        dialog.dismiss()

    page.on(
        "request",
        lambda request: None if request.url.startswith(origin) else faults.append(request.url),
    )
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", note_console)
    page.on("dialog", note_dialog)
    yield
    assert faults == []

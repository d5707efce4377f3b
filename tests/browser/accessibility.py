"""axe-core in the page under test; ``tests/install_tools.sh`` fetches it."""

from __future__ import annotations

from pathlib import Path
from typing import TypedDict, cast

from playwright.sync_api import Page

from tests.absent import skip_aloud
from tests.integration.api_server import ROOT

LANGUAGES = ("zh-Hans", "zh-Hant", "en", "ru")


class Violation(TypedDict):
    """What axe-core says of one broken rule."""

    id: str
    nodes: list[dict[str, object]]


def violations(page: Page) -> list[str]:
    """Every rule broken on ``page`` as it stands, with the elements that break it."""
    # Evaluated by the debugger, so that the page's own policy on scripts stays in force.
    page.evaluate(_axe().read_text(encoding="utf-8"))
    found = cast(
        "list[Violation]",
        page.evaluate("async () => (await axe.run(document, {resultTypes: []})).violations"),
    )
    return [
        f"{one['id']}: {[(node['html'], node['failureSummary']) for node in one['nodes']]}"
        for one in found
    ]


def _axe() -> Path:
    found = sorted((ROOT / "var/axe").glob("axe-*.js"))
    if not found:
        skip_aloud(
            "there is no axe-core in var/axe (make test-tools): accessibility was not tested"
        )
    return found[-1]

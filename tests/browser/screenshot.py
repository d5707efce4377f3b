"""A picture of the chat page over an index: ``python -m tests.browser.screenshot FILE [QUESTION]``.

The index is that of the settings (``var/index``), and is made from ``documents/`` when missing.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from tests.browser.conftest import CHROMIUM, FLAGS
from tests.integration.api_server import ROOT, serving

EXAMPLES = ROOT / "api/pages/examples.json"


def first_example() -> str:
    """The example question that a visitor sees first."""
    examples: dict[str, list[str]] = json.loads(EXAMPLES.read_text(encoding="utf-8"))
    return examples["zh-Hans"][0]


def take(file: Path, question: str) -> None:
    """Ask ``question`` on the page and keep what a visitor sees in ``file``."""
    with serving(ROOT) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(
            base_url=server.url, locale="zh-CN", viewport={"width": 900, "height": 900}
        )
        page.goto("/")
        page.get_by_role("textbox", name="您的问题").fill(question)
        page.get_by_role("button", name="提问").click()
        expect(page.get_by_role("status")).to_contain_text("回答已到")
        page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
        file.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=file)
        browser.close()


if __name__ == "__main__":
    take(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else first_example())

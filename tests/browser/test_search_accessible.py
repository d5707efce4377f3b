"""The staff's pages for those who do not see them well or at all: axe-core, in every dress."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.accessibility import LANGUAGES, violations
from tests.browser.conftest import Seat, visiting
from tests.browser.staff_library import staff_serving
from tests.integration.api_server import RunningServer

pytestmark = [pytest.mark.browser, pytest.mark.model]

TOKEN = "an accessible token"


@pytest.fixture(scope="module")
def shelf(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    del browser  # without one there is nothing to serve
    settings = {"FORUMQA_STAFF_TOKEN": TOKEN}
    with staff_serving(tmp_path_factory.mktemp("accessible"), settings) as running:
        yield running


@pytest.fixture
def dressed(browser: Browser, shelf: RunningServer, still: Seat) -> Iterator[Page]:
    with visiting(browser, shelf, still) as page:
        yield page


@pytest.mark.parametrize("tag", LANGUAGES)
def test_search_and_sign_in_break_no_rule_of_accessibility(dressed: Page, tag: str) -> None:
    dressed.goto(f"/search?lang={tag}")
    token = dressed.locator("#token")
    expect(token).to_be_visible()
    assert violations(dressed) == []
    token.fill("wrong")
    token.press("Enter")
    expect(dressed.get_by_role("alert")).not_to_be_empty()
    assert violations(dressed) == []
    token.fill(TOKEN)
    token.press("Enter")
    expect(dressed.locator("#hint")).not_to_be_empty()
    assert violations(dressed) == []
    dressed.set_viewport_size({"width": 360, "height": 740})
    dressed.goto(f"/search?q=石桥节&include=furniture&include=spillover&lang={tag}")
    dressed.locator("#panel").evaluate("one => (one.open = true)")
    dressed.locator(".hit").first.wait_for()
    with dressed.expect_response("**/api/judgements"):
        dressed.locator("[data-verdict=relevant]").first.click()
    expect(dressed.locator(".verdicts [aria-pressed=true]")).not_to_have_count(0)
    assert violations(dressed) == []
    dressed.locator("[name=topic]").fill("? ?")
    expect(dressed.locator("#problem")).not_to_be_empty()
    assert violations(dressed) == []


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_source_viewer_breaks_no_rule_of_accessibility(dressed: Page, tag: str) -> None:
    for name in ("gazette", "attack", "letter"):
        dressed.goto(f"/source/{name}?start=0&end=5&removed=1&lang={tag}")
        expect(dressed.get_by_role("article").locator("mark")).to_be_focused()
        assert violations(dressed) == []
    dressed.set_viewport_size({"width": 360, "height": 740})
    dressed.goto(f"/source/tea?script=Hans&lang={tag}")
    dressed.locator("#panel").evaluate("one => (one.open = true)")
    expect(dressed.locator("#converted")).to_be_visible()
    assert violations(dressed) == []
    dressed.goto(f"/source/nowhere?lang={tag}")
    expect(dressed.get_by_role("status")).not_to_be_empty()
    assert violations(dressed) == []


def test_each_search_is_announced_once(dressed: Page) -> None:
    dressed.goto("/search")
    dressed.locator("#token").fill(TOKEN)
    dressed.keyboard.press("Enter")
    expect(dressed.get_by_role("searchbox")).to_be_focused()
    dressed.evaluate("""() => {
      window.said = [];
      const status = document.querySelector("[role=status]");
      new MutationObserver(() => status.textContent && window.said.push(status.textContent))
        .observe(status, { childList: true, characterData: true, subtree: true });
    }""")
    dressed.keyboard.type("樱花树")
    dressed.locator(".hit").first.wait_for()
    expect(dressed.locator(".hit")).to_have_count(10)
    assert dressed.evaluate("window.said") == ["显示前 10 段"]

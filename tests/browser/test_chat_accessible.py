"""The chat for those who do not see it, do not use a mouse, or want it dark."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.accessibility import LANGUAGES, violations
from tests.browser.asking import QUESTION, UNANSWERABLE, answered, ask, ask_in_any_language
from tests.browser.conftest import Seat, visiting
from tests.integration.api_server import RunningServer

pytestmark = [pytest.mark.browser, pytest.mark.model]

QUESTIONS = {
    "zh-Hans": QUESTION,
    "zh-Hant": "第一次夜讀活動有多少名讀者參加？",
    "en": "How many readers came to the first night reading?",
    "ru": "Сколько читателей было на первом ночном чтении?",
}
SAID = """() => {
  window.said = [];
  const status = document.querySelector("[role=status]");
  new MutationObserver(() => status.textContent && window.said.push(status.textContent))
    .observe(status, { childList: true, characterData: true, subtree: true });
}"""


@pytest.fixture
def dressed(browser: Browser, server: RunningServer, still: Seat) -> Iterator[Page]:
    with visiting(browser, server, still) as page:
        yield page


@pytest.mark.parametrize("tag", LANGUAGES)
def test_no_rule_of_accessibility_is_broken(dressed: Page, tag: str) -> None:
    dressed.goto(f"/?lang={tag}")
    dressed.locator("#library li").first.wait_for()
    assert violations(dressed) == []
    for question in (QUESTIONS[tag], QUESTION, UNANSWERABLE):
        ask_in_any_language(dressed, question)
    dressed.locator("details").last.evaluate("one => (one.open = true)")
    dressed.locator(".actions").last.locator("button").last.click()
    dressed.locator(".reasons").wait_for()
    dressed.locator(".marker").first.hover()
    dressed.locator(".card").wait_for()
    assert violations(dressed) == []
    dressed.route("**/api/ask", lambda route: route.abort())
    dressed.locator("#question").fill("问" * 501)
    assert violations(dressed) == []
    dressed.locator("#question").fill(QUESTION)
    dressed.locator("#question").press("Enter")
    dressed.locator(".failure").wait_for()
    assert violations(dressed) == []


def test_dark_is_dark_and_light_is_light(dressed: Page, still: Seat) -> None:
    dressed.goto("/")
    lightness = dressed.evaluate("""() => {
      const { backgroundColor, color } = getComputedStyle(document.body);
      return [backgroundColor, color].map((one) => Math.max(...one.match(/\\d+/g).map(Number)));
    }""")
    paper, ink = lightness
    assert (paper < 60 and ink > 200) if still.scheme == "dark" else (paper > 240 and ink < 60)


def test_an_answer_is_announced_once_and_politely(page: Page) -> None:
    page.goto("/")
    page.evaluate(SAID)
    ask(page, QUESTION)
    answered(page)
    said = page.evaluate("window.said")
    assert len(said) == 1
    assert "326名读者" in said[0]
    regions = page.locator("[aria-live], [role=status], [role=alert], [role=log], output")
    expect(regions).to_have_count(1)
    expect(regions).to_have_attribute("aria-live", "polite")


def test_an_announcement_names_the_language_of_the_words(page: Page) -> None:
    page.goto("/?lang=en")
    ask_in_any_language(page, "How many readers came to the first night reading?")
    ask_in_any_language(page, QUESTION)
    status = page.get_by_role("status")
    expect(status).to_contain_text("The answer is here.")
    expect(status.locator("span")).to_have_attribute("lang", "zh-Hans")


def test_everything_on_an_answer_is_reached_and_used_by_keyboard(page: Page) -> None:
    page.goto("/")
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    answered(page)
    expect(page.get_by_role("textbox", name="您的问题")).to_be_focused()
    page.locator(".marker").first.focus()
    reached = list[str]()
    for _ in range(12):
        reached.append(page.evaluate("document.activeElement.textContent.trim()"))
        page.keyboard.press("Tab")
    for control in (
        "[1]",
        "在原文中查看",
        "复制引文",
        "复制回答",
        "复制链接",
        "有帮助",
        "没有帮助",
    ):
        assert control in reached
    assert reached.index("复制回答") < reached.index("没有帮助")

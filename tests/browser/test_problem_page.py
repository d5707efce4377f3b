"""What a visitor finds at an address that holds nothing, in every language and dress."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from api.problem_words import WORDS
from tests.browser.accessibility import LANGUAGES, violations
from tests.browser.asking import answered, ask
from tests.browser.conftest import Seat, visiting
from tests.integration.api_server import RunningServer

pytestmark = [pytest.mark.browser, pytest.mark.model]


def opened(page: Page, path: str) -> int:
    """The status of ``path``, opened as a visitor does."""
    response = page.goto(path)
    assert response is not None
    return response.status


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_page_breaks_no_rule_of_accessibility_and_fits_a_telephone(
    browser: Browser, server: RunningServer, still: Seat, tag: str
) -> None:
    with visiting(browser, server, still) as page:
        page.set_viewport_size({"width": 360, "height": 640})
        for path, status in ((f"/nothing?lang={tag}", 404), (f"/search.csv?k=0&lang={tag}", 422)):
            assert opened(page, path) == status
            words = WORDS[tag]
            title, told = words.told.get(status, words.told[0])
            expect(page.get_by_role("heading", level=1)).to_have_text(title)
            expect(page.get_by_text(told)).to_be_visible()
            assert page.title() == title
            assert violations(page) == []
            assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_the_page_wears_what_the_others_wear(page: Page) -> None:
    opened(page, "/nothing")
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.goto("/")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == paper
    assert paper not in {"rgba(0, 0, 0, 0)", "rgb(255, 255, 255)"}


@pytest.mark.parametrize(
    ("locale", "title"),
    [("zh-CN", "没有这个页面"), ("zh-TW", "沒有這個頁面"), ("en-US", "There is no such page")],
)
def test_the_browser_tells_the_language(
    browser: Browser, server: RunningServer, locale: str, title: str
) -> None:
    with visiting(browser, server, Seat(locale=locale)) as page:
        opened(page, "/nothing")
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        page.get_by_role("link", name="Русский").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Такой страницы нет")


def test_its_links_lead_to_the_chat_the_documents_and_the_search(page: Page) -> None:
    opened(page, "/nothing")
    page.get_by_role("link", name="提问", exact=True).click()
    expect(page.get_by_role("textbox")).to_be_visible()
    opened(page, "/nothing")
    page.get_by_role("link", name="馆藏检索").click()
    expect(page.get_by_role("searchbox")).to_be_visible()
    opened(page, "/nothing")
    page.get_by_role("link", name="馆藏文档").click()
    expect(page.locator("#library").get_by_role("link")).to_have_count(4)


def test_the_documents_are_listed_below_a_conversation_too(page: Page) -> None:
    page.goto("/")
    ask(page, "第一次夜读活动有多少名读者参加？")
    answered(page)
    opened(page, "/source/nowhere")
    page.get_by_role("link", name="馆藏文档").click()
    library = page.locator("#library")
    expect(library.get_by_role("link")).to_have_count(4)
    expect(library.get_by_role("link").first).to_be_in_viewport()
    expect(page.locator("#exchanges article")).to_have_count(1)
    ask(page, "渡轮每天有多少班？")
    expect(library).to_be_hidden()

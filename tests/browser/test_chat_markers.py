"""Citation markers: shown by hover, focus and tap, and leading to the quotation in its source."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.asking import QUESTION, answered, ask
from tests.browser.conftest import Seat, visiting
from tests.integration.api_server import RunningServer

pytestmark = [pytest.mark.browser, pytest.mark.model]


@pytest.fixture
def phone(browser: Browser, server: RunningServer) -> Iterator[Page]:
    """A touch screen 360 px wide."""
    with visiting(browser, server, Seat(width=360, height=740, is_phone=True)) as page:
        yield page


def marker(page: Page) -> Locator:
    return page.get_by_role("link", name=re.compile(r"^\[1\]")).first


def card(page: Page) -> Locator:
    return page.get_by_role("group", name="引文 1")


def opened(page: Page) -> Page:
    page.goto("/")
    ask(page, QUESTION)
    answered(page)
    return page


def test_hovering_shows_the_quotation_and_leaving_hides_it(page: Page) -> None:
    opened(page)
    quote = page.locator(".quotations .quote").first.text_content()
    marker(page).hover()
    expect(card(page).locator(".quote")).to_have_text(quote or "")
    expect(card(page).locator(".quote")).to_have_attribute("lang", "zh-Hans")
    expect(card(page).locator(".source")).to_contain_text("海湾图书馆的夜读活动")
    card(page).hover()
    expect(card(page)).to_be_visible()
    page.mouse.move(1, 1)
    expect(card(page)).to_have_count(0)


def test_focus_shows_it_tab_enters_it_and_escape_closes_it(page: Page) -> None:
    opened(page)
    page.get_by_role("textbox", name="您的问题").focus()
    for _ in range(30):
        page.keyboard.press("Shift+Tab")
        if marker(page).evaluate("one => one === document.activeElement"):
            break
    expect(card(page)).to_be_visible()
    page.keyboard.press("Tab")
    expect(card(page).get_by_role("link", name="在原文中查看")).to_be_focused()
    page.keyboard.press("Escape")
    expect(card(page)).to_have_count(0)
    expect(marker(page)).to_be_focused()


def test_enter_on_a_marker_opens_the_source_at_the_quotation(page: Page) -> None:
    opened(page)
    quote = page.locator(".quotations .quote").first.text_content()
    marker(page).press("Enter")
    expect(page.get_by_role("article").locator("mark")).to_be_in_viewport()
    assert page.get_by_role("article").locator("mark").text_content() == quote


def test_a_tap_shows_it_within_the_screen_and_its_link_opens_the_source(phone: Page) -> None:
    opened(phone)
    quote = phone.locator(".quotations .quote").first.text_content()
    marker(phone).tap()
    expect(card(phone)).to_be_visible()
    expect(phone).to_have_url(re.compile(r"/\?lang=zh-Hans#q="))
    edges: dict[str, float] = card(phone).evaluate("one => one.getBoundingClientRect().toJSON()")
    assert edges["left"] >= 0
    assert edges["right"] <= 360
    card(phone).get_by_role("link", name="在原文中查看").tap()
    expect(phone.get_by_role("article").locator("mark")).to_have_text(quote or "")


def test_a_tap_elsewhere_hides_it_and_a_second_tap_opens_the_source(phone: Page) -> None:
    opened(phone)
    marker(phone).tap()
    expect(card(phone)).to_be_visible()
    phone.get_by_role("heading", level=2).tap()
    expect(card(phone)).to_have_count(0)
    marker(phone).tap()
    expect(card(phone)).to_be_visible()
    marker(phone).tap()
    expect(phone).to_have_url(re.compile("/source/night-reading"))


def test_an_answer_on_a_touch_screen_does_not_bring_up_the_keyboard(phone: Page) -> None:
    phone.goto("/")
    phone.get_by_role("textbox", name="您的问题").fill(QUESTION)
    phone.get_by_role("button", name="提问").tap()
    answered(phone)
    expect(phone.get_by_role("textbox", name="您的问题")).not_to_be_focused()

"""The staff's page behind a token."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import visiting
from tests.browser.staff_library import found, staff_serving
from tests.integration.api_server import RunningServer

pytestmark = [pytest.mark.browser, pytest.mark.model]

TOKEN = "灯塔看守人的口令：风平浪静 no. 7"
QUERY = "石桥节"


@pytest.fixture(scope="module")
def guarded(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    del browser
    settings = {"FORUMQA_STAFF_TOKEN": TOKEN}
    with staff_serving(tmp_path_factory.mktemp("token"), settings) as running:
        yield running


@pytest.fixture
def visitor(browser: Browser, guarded: RunningServer) -> Iterator[Page]:
    with visiting(browser, guarded) as page:
        yield page


def sign_in(page: Page, token: str) -> None:
    page.get_by_label("职员口令").fill(token)
    page.keyboard.press("Enter")


def test_the_page_that_was_wanted_opens_behind_the_token(visitor: Page) -> None:
    response = visitor.goto(f"/search?q={QUERY}&document=tea")
    assert response is not None
    assert response.status == 401
    expect(visitor.get_by_role("searchbox")).to_have_count(0)
    sign_in(visitor, "not the token at all")
    expect(visitor.get_by_role("alert")).to_have_text("口令不对。")
    expect(visitor.get_by_label("职员口令")).to_be_focused()
    sign_in(visitor, TOKEN)
    found(visitor)
    expect(visitor.get_by_role("searchbox")).to_have_value(QUERY)
    assert visitor.evaluate("document.cookie") == ""
    (cookie,) = visitor.context.cookies()
    assert (cookie.get("httpOnly"), cookie.get("sameSite")) == (True, "Strict")
    assert TOKEN not in str(cookie)
    expect(visitor.get_by_role("link", name="CSV")).to_be_visible()
    assert visitor.request.get(f"/search.json?q={QUERY}").status == 200


def test_signing_out_closes_the_page_again(visitor: Page) -> None:
    visitor.goto(f"/search?q={QUERY}")
    sign_in(visitor, TOKEN)
    found(visitor)
    visitor.get_by_role("button", name="退出登录").click()
    expect(visitor.get_by_label("职员口令")).to_be_visible()
    for path in (f"/search.json?q={QUERY}", f"/search.csv?q={QUERY}", "/qrels.txt"):
        assert visitor.request.get(path).status == 401


def test_a_session_that_ended_leads_back_to_the_token(visitor: Page) -> None:
    visitor.goto(f"/search?q={QUERY}")
    sign_in(visitor, TOKEN)
    found(visitor)
    visitor.context.clear_cookies()
    visitor.get_by_role("searchbox").fill("樱花树")
    sign_in(visitor, TOKEN)
    expect(visitor.get_by_role("searchbox")).to_have_value("樱花树")


def test_a_link_from_another_site_opens_without_signing_in_again(
    visitor: Page, guarded: RunningServer
) -> None:
    visitor.goto("/search")
    sign_in(visitor, TOKEN)
    expect(visitor.get_by_role("searchbox")).to_be_visible()
    # Another site to the browser: the cookie, SameSite=Strict, does not go with the first request.
    foreign = guarded.url.replace("127.0.0.1", "localhost")
    page = visitor.context.new_page()
    page.goto(f"{foreign}/livez")
    page.evaluate("to => location.assign(to)", f"{guarded.url}/search?q={QUERY}")
    found(page)
    page.close()


def test_visitors_ask_and_read_without_a_token(visitor: Page) -> None:
    visitor.goto("/")
    visitor.get_by_role("textbox", name="您的问题").fill("石桥节有多少位客人参加？")
    visitor.keyboard.press("Enter")
    expect(visitor.get_by_role("status")).to_contain_text("回答已到")
    visitor.goto("/source/gazette?start=0&end=5")
    expect(visitor.get_by_role("article").locator("mark")).to_have_text("石桥节开幕")

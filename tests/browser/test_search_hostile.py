"""Hostile strings in queries, documents, catalogues and addresses: text, and nothing but text."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import visiting
from tests.browser.staff_library import ATTACK, HOSTILE, found, staff_serving
from tests.integration.api_server import RunningServer

pytestmark = [pytest.mark.browser, pytest.mark.model]

FORBIDDEN = "script:not([src]), style, iframe, object, embed, img, svg, video, audio, base, portal"


@pytest.fixture(scope="module")
def shelf(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    del browser  # without one there is nothing to serve
    with staff_serving(tmp_path_factory.mktemp("hostile")) as running:
        yield running


@pytest.fixture
def staff(browser: Browser, shelf: RunningServer) -> Iterator[Page]:
    with visiting(browser, shelf) as page:
        yield page


def unharmed(page: Page) -> None:
    """Nothing ran, nothing was built, nobody was sent away."""
    assert page.evaluate("[window.broken, {}.broken]") == [None, None]
    assert page.locator(FORBIDDEN).count() == 0


def test_there_are_sixty_hostile_strings() -> None:
    assert len(set(HOSTILE)) >= 60


def test_hostile_queries_find_what_they_find_and_do_nothing(staff: Page) -> None:
    staff.goto("/search")
    box = staff.get_by_role("searchbox")
    for text in HOSTILE:
        with staff.expect_response("**/api/search"):
            box.fill(text)
            staff.keyboard.press("Enter")
        expect(box).to_have_value(text)
        expect(staff.locator("#summary")).not_to_be_empty()
        unharmed(staff)


def test_hostile_words_of_documents_and_catalogues_are_shown_as_text(staff: Page) -> None:
    staff.goto("/search?q=来信&k=100")
    found(staff)
    shown = "".join(staff.locator(".hit blockquote").all_text_contents())
    expect(staff.get_by_label('<b onclick="window.broken=1">社</b>')).to_be_visible()
    expect(staff.locator(".hit cite").first).to_have_text("<img src=x onerror=window.broken=1>来信")
    assert sum(text in shown for text in HOSTILE) >= 50
    unharmed(staff)
    staff.goto(f"/source/attack?start=0&end={len(ATTACK) - 1}&removed=1")
    expect(staff.get_by_role("heading", level=1)).to_have_text(
        "<img src=x onerror=window.broken=1>来信"
    )
    assert staff.get_by_role("article").text_content() == ATTACK
    unharmed(staff)
    staff.get_by_role("radio", name="轉為繁體").check()
    expect(staff.get_by_role("article")).to_contain_text("來信說：<script>window.broken=1</script>")
    unharmed(staff)


@pytest.mark.parametrize("text", HOSTILE[::4])
def test_hostile_addresses_do_nothing(staff: Page, text: str) -> None:
    word = quote(text, safe="")
    staff.goto(f"/search?q={word}&document={word}&publisher={word}&script={word}#{word}")
    expect(staff.locator("#summary")).to_have_text("筛选条件不能用，请改正或清除。")
    unharmed(staff)
    staff.goto(f"/search?q={word}&topic={word}&include={word}&from={word}&k={word}&lang={word}")
    expect(staff.locator("#problem")).to_have_text("题号只能含拉丁字母、数字和 . _ -")
    unharmed(staff)
    staff.goto(f"/source/tea?start={word}&end={word}&script={word}&from={word}&lang={word}#{word}")
    expect(staff.get_by_role("article")).to_contain_text("櫻花樹")
    unharmed(staff)
    staff.goto(f"/source/{word}")
    unharmed(staff)

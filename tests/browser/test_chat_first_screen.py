"""What a visitor meets: the language, what the machine says of itself, what to ask; its weight."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from tests.browser.asking import QUESTION, answered, ask, ask_in_any_language
from tests.browser.conftest import Seat, visiting
from tests.integration.api_server import ROOT, RunningServer

pytestmark = [pytest.mark.browser, pytest.mark.model]

PAGES = ROOT / "api/pages"
EXAMPLES: dict[str, list[str]] = json.loads((PAGES / "examples.json").read_text(encoding="utf-8"))
FIRST_LOAD_MAX_BYTES = 100_000


@pytest.fixture
def visit(browser: Browser, digests: RunningServer) -> Iterator[Page]:
    """A page over the documents that come with the repository."""
    with visiting(browser, digests) as page:
        yield page


@pytest.mark.parametrize("tag", list(EXAMPLES))
def test_every_example_is_answered_with_a_quotation(visit: Page, tag: str) -> None:
    visit.goto(f"/?lang={tag}")
    examples = visit.locator("#examples").get_by_role("button")
    expect(examples).to_have_text(EXAMPLES[tag])
    for number, question in enumerate(EXAMPLES[tag]):
        examples.nth(number).click()
        expect(visit.get_by_role("heading", name=question)).to_be_visible()
        answer = visit.locator(".answer:not([aria-busy])")
        expect(answer).to_have_attribute("data-status", "answered")
        expect(answer).to_have_attribute("lang", tag)
        expect(answer.locator(".quote").first).not_to_be_empty()
        expect(answer.locator(".quotations .source time").first).to_be_visible()
        visit.locator("#new").click()


def test_the_first_load_is_light(visit: Page) -> None:
    requests: list[Request] = []

    def note(request: Request) -> None:
        requests.append(request)

    visit.on("requestfinished", note)
    visit.goto("/")
    visit.locator("#library li").first.wait_for()
    visit.wait_for_load_state("networkidle")
    sizes = [request.sizes() for request in requests]
    assert len(sizes) > 10
    total = sum(one["responseBodySize"] + one["responseHeadersSize"] for one in sizes)
    assert total < FIRST_LOAD_MAX_BYTES


def test_the_first_screen_lists_the_library(visit: Page) -> None:
    visit.goto("/")
    entries = visit.locator("#library").get_by_role("listitem")
    expect(entries).to_have_count(5)
    expect(visit.get_by_role("heading", name="馆藏文档（5）")).to_be_visible()
    for entry in entries.all():
        expect(entry).to_contain_text(re.compile("^.+本项目摘编 · .*20[0-9]{2}年"))
    entries.first.get_by_role("link").click()
    expect(visit).to_have_url(re.compile("/source/.+lang=zh-Hans"))


def test_another_library_gets_no_examples_and_a_neutral_title(page: Page) -> None:
    page.goto("/")
    expect(page.locator("#library li")).to_have_count(4)
    expect(page.locator("#examples").get_by_role("button")).to_have_count(0)
    expect(page).to_have_title("文献问答")


@pytest.mark.parametrize(
    ("tag", "button", "says"),
    [
        ("zh-Hans", "提问", "这是一台引用原文的机器"),
        ("zh-Hant", "提問", "這是一臺引用原文的機器"),
        ("en", "Ask", "This is a machine that quotes"),
        ("ru", "Спросить", "Это машина, которая цитирует"),
    ],
)
def test_the_page_says_in_four_languages_that_it_is_a_machine_that_quotes(
    page: Page, tag: str, button: str, says: str
) -> None:
    page.goto(f"/?lang={tag}")
    expect(page.get_by_role("button", name=button, exact=True)).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", tag)
    expect(page.get_by_text(says)).to_be_visible()
    page.locator("#library li").first.wait_for()
    assert page.evaluate("document.body.innerText.includes('undefined')") is False


@pytest.mark.parametrize(
    ("locale", "tag"),
    [
        ("zh-CN", "zh-Hans"),
        ("zh-TW", "zh-Hant"),
        ("zh-HK", "zh-Hant"),
        ("en-US", "en"),
        ("ru-RU", "ru"),
        ("fr-FR", "zh-Hans"),
    ],
)
def test_the_browsers_language_decides_and_stands_in_the_address(
    browser: Browser, server: RunningServer, locale: str, tag: str
) -> None:
    with visiting(browser, server, Seat(locale=locale)) as page:
        page.goto("/")
        expect(page.locator("html")).to_have_attribute("lang", tag)
        expect(page).to_have_url(re.compile(rf"/\?lang={tag}$"))


def test_switching_the_language_keeps_the_question_and_is_kept(page: Page) -> None:
    page.goto("/")
    ask(page, QUESTION)
    answered(page)
    for tag, name in (("zh-Hant", "繁體"), ("ru", "Русский"), ("en", "English")):
        page.get_by_role("navigation").get_by_role("link", name=name).click()
        expect(page.locator("html")).to_have_attribute("lang", tag)
        expect(page).to_have_url(re.compile(rf"lang={tag}#q="))
        expect(page.get_by_role("heading", name=QUESTION)).to_be_visible()
        expect(page.get_by_role("article")).to_have_count(1)
        current = page.get_by_role("navigation").locator("[aria-current]")
        expect(current).to_have_text(name)
    page.reload()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("link", name=re.compile(r"^\[1\]")).first.click()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_a_traditional_question_is_answered_in_traditional(visit: Page) -> None:
    visit.goto("/?lang=zh-Hant")
    ask_in_any_language(visit, "扶貧培訓班有多少名學員？")
    expect(visit.locator(".sentence").first).to_contain_text("學員")
    expect(visit.locator(".sentence").first).to_have_attribute("lang", "zh-Hant")
    expect(visit.locator(".quotations .quote").first).to_contain_text("学员")
    expect(visit.locator(".quotations blockquote").first).to_have_attribute("lang", "zh-Hans")

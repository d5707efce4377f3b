"""The visitors' page in a real browser, by role and label."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.asking import QUESTION, answered, ask
from tests.integration.api_server import RunningServer

pytestmark = [pytest.mark.browser, pytest.mark.model]

ROOT = Path(__file__).parents[2]

HOSTILE = [
    "<script>window.broken=1</script>",
    "<img src=x onerror=window.broken=1>",
    "<svg onload=window.broken=1>",
    "\"><iframe srcdoc='<script>parent.broken=1</script>'>",
    "javascript:window.broken=1",
    "<a href=javascript:window.broken=1>望远镜</a>",
    "{{constructor.constructor('window.broken=1')()}}",
    "</textarea><script>window.broken=1</script>",
    "<style>@import 'https://foreign.invalid/x.css'</style>",
    "<link rel=stylesheet href=https://foreign.invalid/x.css>",
    "<base href=https://foreign.invalid/>",
    "<form action=https://foreign.invalid><button>提问</button></form>",
]


def test_a_question_gets_an_answer_with_quotations(page: Page) -> None:
    page.goto("/")
    ask(page, QUESTION)
    answered(page)
    article = page.get_by_role("article")
    expect(article.get_by_role("heading", name=QUESTION)).to_be_visible()
    expect(article.get_by_role("blockquote").first).to_contain_text("326名读者")
    expect(page.get_by_role("textbox", name="您的问题")).to_be_focused()


@pytest.mark.parametrize(
    ("question", "lang"), [(QUESTION, "zh-Hans"), ("茶会由哪个协会主办？", "zh-Hant")]
)
def test_a_citation_opens_the_source_at_exactly_the_quotation(
    page: Page, question: str, lang: str
) -> None:
    page.goto("/")
    ask(page, question)
    answered(page)
    quote = page.locator(".quotations .quote").first
    expected = quote.text_content()
    assert expected
    expect(page.locator(".quotations blockquote").first).to_have_attribute("lang", lang)
    page.get_by_role("link", name=re.compile(r"^\[1\]")).first.click()
    highlighted = page.get_by_role("article").locator("mark")
    expect(highlighted).to_have_count(1)
    assert highlighted.text_content() == expected
    expect(highlighted).to_be_in_viewport()
    expect(page.get_by_role("article")).to_have_attribute("lang", lang)


def test_the_highlight_holds_behind_four_byte_characters(page: Page) -> None:
    page.goto("/")
    ask(page, "茶會由誰主辦？")
    answered(page)
    expected = page.locator(".quotations .quote").first.text_content()
    assert expected
    assert "𠮷" in expected
    page.get_by_role("link", name=re.compile(r"^\[1\]")).first.click()
    highlighted = page.get_by_role("article").locator("mark")
    expect(highlighted).to_have_text(re.compile(re.escape(expected.strip())))
    assert highlighted.text_content() == expected


def test_a_refusal_shows_the_nearest_passages(page: Page) -> None:
    page.goto("/")
    ask(page, "量子计算机的价格是多少？")
    answered(page)
    expect(page.get_by_role("heading", name="最接近的段落")).to_be_visible()
    expect(page.locator(".passages li").first).to_be_visible()
    expect(page.locator(".marker")).to_have_count(0)


def test_enter_sends(page: Page) -> None:
    page.goto("/")
    box = page.get_by_role("textbox", name="您的问题")
    box.fill(QUESTION)
    box.press("Enter")
    answered(page)


@pytest.mark.parametrize(
    "event", [{"key": "Enter", "isComposing": True}, {"key": "Enter", "keyCode": 229}]
)
def test_enter_while_composing_does_not_send(page: Page, event: dict[str, object]) -> None:
    page.goto("/")
    box = page.get_by_role("textbox", name="您的问题")
    box.fill("夜读")
    box.dispatch_event("keydown", {**event, "bubbles": True, "cancelable": True})
    expect(box).to_have_value("夜读")
    expect(page.get_by_role("article")).to_have_count(0)


def test_follow_ups_carry_the_conversation(page: Page) -> None:
    page.goto("/")
    ask(page, QUESTION)
    answered(page)
    with page.expect_request("**/api/ask") as sent:
        ask(page, "馆长是谁？")
    body = json.loads(sent.value.post_data or "")
    assert body["question"] == "馆长是谁？"
    assert [turn["question"] for turn in body["history"]] == [QUESTION]
    assert "326" in body["history"][0]["answer"]
    expect(page.get_by_role("article")).to_have_count(2)


@pytest.mark.parametrize(
    ("tag", "button"),
    [("zh-Hans", "提问"), ("zh-Hant", "提問"), ("en", "Ask"), ("ru", "Спросить")],
)
def test_the_interface_speaks_four_languages(page: Page, tag: str, button: str) -> None:
    page.goto(f"/?lang={tag}")
    expect(page.get_by_role("button", name=button, exact=True)).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", tag)


def test_the_browsers_language_decides_unless_the_address_does(
    browser: Browser, server: RunningServer
) -> None:
    context = browser.new_context(base_url=server.url, locale="zh-TW")
    page = context.new_page()
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hant")
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    context.close()


@pytest.mark.parametrize(("tag", "lang"), [("en", "zh-Hans"), ("zh-Hant", "zh-Hant")])
def test_sentences_are_marked_with_the_language_they_are_in(
    page: Page, tag: str, lang: str
) -> None:
    page.route(
        "**/api/ask",
        lambda route: route.continue_(
            post_data=json.dumps({**json.loads(route.request.post_data or ""), "language": tag})
        ),
    )
    page.goto("/")
    ask(page, QUESTION)
    answered(page)
    expect(page.locator(".sentence").first).to_have_attribute("lang", lang)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_questions_stay_text(page: Page, text: str) -> None:
    page.goto("/")
    ask(page, text)
    expect(page.get_by_role("heading", level=2)).to_have_text(text)
    answered(page)
    assert page.evaluate("window.broken") is None


def test_hostile_documents_stay_text(page: Page) -> None:
    page.goto("/")
    ask(page, "山顶气象站由谁在哪一年建成？")
    answered(page)
    page.get_by_role("link", name="在原文中查看").first.click()
    expect(page.get_by_role("article")).to_contain_text("<script>window.broken=1</script>")
    assert page.evaluate("window.broken") is None


@pytest.mark.parametrize("path", ["/", "/search", "/source/tea?start=0&end=4"])
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_scrolls_sideways(page: Page, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 720})
    page.goto(path)
    if path == "/":
        ask(page, QUESTION)
        answered(page)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_an_unknown_source_says_so(page: Page) -> None:
    response = page.goto("/source/nowhere")
    assert response is not None
    assert response.status == 404
    expect(page.get_by_role("status")).to_have_text("没有这篇文档。")


def test_a_failure_can_be_tried_again(page: Page) -> None:
    page.goto("/")
    page.route("**/api/ask", lambda route: route.abort())
    ask(page, QUESTION)
    expect(page.get_by_role("status")).to_contain_text("没有得到回答")
    page.unroute("**/api/ask")
    page.get_by_role("button", name="重试").click()
    answered(page)


def test_staff_find_passages_with_marks(page: Page) -> None:
    page.goto("/search")
    page.get_by_role("searchbox", name="检索").fill("望遠鏡")
    page.get_by_role("button", name="检索").click()
    expect(page.locator("#hits mark").first).to_have_text("望远镜")


def test_a_screenshot_is_taken(page: Page) -> None:
    page.goto("/")
    ask(page, QUESTION)
    answered(page)
    folder = ROOT / "var/screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=folder / "chat.png")
    assert (folder / "chat.png").stat().st_size > 5000

"""The visitors' page in a real browser, by role and label."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.asking import QUESTION, answered, ask

pytestmark = [pytest.mark.browser, pytest.mark.model]


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


def test_enter_sends(page: Page) -> None:
    page.goto("/")
    box = page.get_by_role("textbox", name="您的问题")
    box.fill(QUESTION)
    box.press("Enter")
    answered(page)


def test_enter_that_ends_a_composition_does_not_send(page: Page) -> None:
    page.goto("/")
    box = page.get_by_role("textbox", name="您的问题")
    box.focus()
    keyboard = page.context.new_cdp_session(page)
    keyboard.send(
        "Input.imeSetComposition", {"text": "yedu", "selectionStart": 4, "selectionEnd": 4}
    )
    enter = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13}
    keyboard.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **enter})
    keyboard.send("Input.dispatchKeyEvent", {"type": "keyUp", **enter})
    expect(page.get_by_role("article")).to_have_count(0)
    keyboard.send("Input.insertText", {"text": QUESTION})
    expect(box).to_have_value(QUESTION)
    box.press("Enter")
    answered(page)


def test_enter_with_the_key_code_of_a_composition_does_not_send(page: Page) -> None:
    page.goto("/")
    box = page.get_by_role("textbox", name="您的问题")
    box.fill("夜读")
    box.dispatch_event("keydown", {"key": "Enter", "keyCode": 229, "bubbles": True})
    expect(box).to_have_value("夜读")
    expect(page.get_by_role("article")).to_have_count(0)


def test_shift_and_enter_begin_a_line(page: Page) -> None:
    page.goto("/")
    box = page.get_by_role("textbox", name="您的问题")
    box.fill("夜读")
    box.press("Shift+Enter")
    expect(box).to_have_value("夜读\n")
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
    expect(page.get_by_role("heading", level=1)).to_have_text("没有这篇文档")


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

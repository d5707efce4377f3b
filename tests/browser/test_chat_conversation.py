"""A conversation on the visitors' page: what stays in sight, what is kept, what is said of it."""

from __future__ import annotations

import json
import re
from typing import TypedDict

import pytest
from playwright.sync_api import Page, expect

from tests.browser.asking import QUESTION, SECOND, UNANSWERABLE, answered, ask

pytestmark = [pytest.mark.browser, pytest.mark.model]


IN_SIGHT = """() => {
  const newest = document.querySelector("#exchanges article:last-child");
  const question = newest.querySelector("h2").getBoundingClientRect();
  const sentence = newest.querySelector(".sentence").getBoundingClientRect();
  const form = document.querySelector("#ask").getBoundingClientRect();
  return question.top >= 0 && question.top < 60 && sentence.bottom <= form.top;
}"""


class Box(TypedDict):
    """A rectangle as the browser measures it, in CSS pixels."""

    width: float
    height: float


@pytest.mark.parametrize("size", [(360, 640), (900, 900), (1280, 720)])
@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_every_answer_is_in_sight_above_the_form(
    page: Page, size: tuple[int, int], motion: str
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(reduced_motion="reduce" if motion == "reduce" else "no-preference")
    page.goto("/")
    for number, question in enumerate([QUESTION, SECOND, "馆长是谁？"], start=1):
        ask(page, question)
        answered(page, number)
        page.wait_for_function(IN_SIGHT)
    moves = page.evaluate("getComputedStyle(document.documentElement).scrollBehavior")
    assert moves == ("auto" if motion == "reduce" else "smooth")


def test_a_question_as_long_as_the_screen_does_not_hide_its_answer(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto("/")
    ask(page, "夜读" * 235 + QUESTION)
    answered(page)
    page.wait_for_function("""() => {
      const answer = document.querySelector(".sentences").getBoundingClientRect();
      const form = document.querySelector("#ask").getBoundingClientRect();
      return answer.top >= 0 && answer.bottom <= form.top;
    }""")


def test_the_way_back_from_a_source_keeps_the_conversation(page: Page) -> None:
    page.goto("/")
    ask(page, QUESTION)
    answered(page)
    shown = page.get_by_role("article").text_content()
    assert shown
    page.get_by_role("link", name=re.compile(r"^\[1\]")).first.click()
    page.get_by_role("link", name="返回提问").click()
    expect(page.get_by_role("article")).to_have_text(shown)
    page.wait_for_function(IN_SIGHT)
    page.reload()
    expect(page.get_by_role("article")).to_have_text(shown)
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("article")).to_have_text(shown)


@pytest.mark.parametrize("size", [(360, 640), (1280, 720)])
@pytest.mark.parametrize("way", ["link", "button", "reload"])
def test_who_comes_back_is_where_they_were(page: Page, size: tuple[int, int], way: str) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(reduced_motion="reduce")  # nothing is on its way when places are compared
    page.goto("/")
    for number, question in enumerate([QUESTION, SECOND, "馆长是谁？"], start=1):
        ask(page, question)
        answered(page, number)
    marker = page.get_by_role("article").first.get_by_role("link", name=re.compile(r"^\[1\]")).first
    newest = page.evaluate("scrollY")
    page.evaluate("scrollTo({ top: 120, behavior: 'instant' })")
    before = page.evaluate("scrollY")
    assert before < newest - 100
    if way == "reload":
        page.reload()
    else:
        marker.click()
        page.wait_for_url(re.compile("/source/"))
        if way == "link":
            page.get_by_role("link", name="返回回答").click()
        else:
            page.go_back()
    expect(page.get_by_role("article")).to_have_count(3)
    page.wait_for_function("before => Math.abs(scrollY - before) <= 2", arg=before)


def test_a_restored_conversation_is_carried_on_and_can_be_ended(page: Page) -> None:
    page.goto("/")
    expect(page.get_by_role("button", name="新对话")).to_be_hidden()
    ask(page, QUESTION)
    answered(page)
    page.reload()
    with page.expect_request("**/api/ask") as sent:
        ask(page, SECOND)
    body = json.loads(sent.value.post_data or "")
    assert [turn["question"] for turn in body["history"]] == [QUESTION]
    answered(page, 2)
    page.get_by_role("button", name="新对话").click()
    expect(page.get_by_role("article")).to_have_count(0)
    page.reload()
    expect(page.get_by_role("article")).to_have_count(0)
    expect(page.get_by_role("button", name="新对话")).to_be_hidden()


def test_what_is_kept_is_bounded_and_stays_text(page: Page) -> None:
    page.goto("/")
    hostile = "<img src=x onerror=window.broken=1>"
    ask(page, hostile)
    answered(page)
    page.evaluate("""() => {
      const [one] = JSON.parse(sessionStorage.getItem("forumqa.conversation"));
      const many = JSON.stringify(Array(25).fill(one));
      sessionStorage.setItem("forumqa.conversation", many);
    }""")
    page.reload()
    expect(page.get_by_role("heading", level=2).first).to_have_text(hostile)
    ask(page, QUESTION)
    answered(page, 26)
    kept = page.evaluate("JSON.parse(sessionStorage.getItem('forumqa.conversation')).length")
    assert kept == 20
    assert page.evaluate("window.broken") is None


@pytest.mark.parametrize("kept", ["not JSON", "{}", "[1]", '[{"question": "q", "body": {}}]'])
def test_entries_of_another_version_are_dropped(page: Page, kept: str) -> None:
    page.goto("/")
    page.evaluate("kept => sessionStorage.setItem('forumqa.conversation', kept)", kept)
    page.reload()
    ask(page, QUESTION)
    answered(page)


def test_a_question_that_is_too_long_is_kept_and_not_sent(page: Page) -> None:
    page.goto("/")
    box = page.get_by_role("textbox", name="您的问题")
    box.fill("问" * 507)
    expect(box).to_have_value("问" * 507)
    expect(page.locator("#limit")).to_contain_text("507")
    expect(page.get_by_role("button", name="提问")).to_be_disabled()
    box.press("Enter")
    expect(page.get_by_role("article")).to_have_count(0)
    box.fill("问" * 500)
    expect(page.locator("#limit")).to_be_hidden()
    expect(page.get_by_role("button", name="提问")).to_be_enabled()


def test_chat_and_search_lead_to_each_other(page: Page) -> None:
    page.goto("/?lang=en")
    page.get_by_role("link", name="Search the library").click()
    expect(page.get_by_role("searchbox")).to_be_visible()
    page.get_by_role("link", name="Back to the questions").click()
    expect(page.get_by_role("button", name="Ask", exact=True)).to_be_visible()


@pytest.mark.parametrize(
    ("tag", "send", "said"),
    [
        ("zh-Hans", "提问", "无法连接服务器"),
        ("zh-Hant", "提問", "無法連線到伺服器"),
        ("en", "Ask", "The server cannot be reached"),
        ("ru", "Спросить", "Сервер недоступен"),
    ],
)
def test_a_lost_connection_is_told_in_the_interface_language(
    page: Page, tag: str, send: str, said: str
) -> None:
    page.goto(f"/?lang={tag}")
    page.route("**/api/ask", lambda route: route.abort())
    page.get_by_role("textbox").fill(QUESTION)
    page.get_by_role("button", name=send, exact=True).click()
    expect(page.locator(".failure")).to_contain_text(said)
    expect(page.locator(".answer")).not_to_contain_text("fetch")


def test_markers_are_large_enough_for_a_finger(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto("/")
    ask(page, QUESTION)
    answered(page)
    box: Box = page.locator(".marker").first.evaluate("one => one.getBoundingClientRect().toJSON()")
    assert box["width"] >= 24
    assert box["height"] >= 24
    with_padding, without = page.evaluate("""() => {
      const sentences = document.querySelector(".sentences");
      const before = sentences.offsetHeight;
      for (const one of sentences.querySelectorAll(".marker")) one.style.paddingBlock = "0";
      return [before, sentences.offsetHeight];
    }""")
    assert with_padding == without


def test_a_refusal_shows_three_short_passages_and_the_rest_on_demand(page: Page) -> None:
    page.goto("/")
    ask(page, UNANSWERABLE)
    answered(page)
    body = page.evaluate("JSON.parse(sessionStorage.getItem('forumqa.conversation'))[0].body")
    count = len(body["passages"])
    assert count > 3
    visible = page.locator(".passages li:visible")
    expect(visible).to_have_count(3)
    page.get_by_text(f"其余 {count - 3} 段").click()
    expect(visible).to_have_count(count)
    lines = page.locator(".nearest blockquote").evaluate_all(
        "all => all.map(one => one.offsetHeight / parseFloat(getComputedStyle(one).lineHeight))"
    )
    assert max(lines) <= 4.1


@pytest.mark.parametrize(
    ("tag", "heading", "leads"),
    [("en", "Quotations", 1), ("ru", "Цитаты", 1), ("zh-Hant", "引文", 0)],
)
def test_the_frame_of_an_answer_speaks_its_language(
    page: Page, tag: str, heading: str, leads: int
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
    answer = page.locator(".answer")
    expect(answer).to_have_attribute("lang", tag)
    expect(answer.get_by_role("heading")).to_have_text(heading)
    expect(answer.get_by_role("blockquote").first).to_have_attribute("lang", "zh-Hans")
    expect(answer.locator(".lead")).to_have_count(leads)

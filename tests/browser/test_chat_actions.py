"""What a visitor can do with an answer: copy it, link to it, say what was wrong with it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import cast
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.asking import QUESTION, SECOND, UNANSWERABLE, answered, ask
from tests.browser.bodies import answer_with, body, citation, reference, sentence
from tests.browser.conftest import visiting
from tests.integration.api_server import RunningServer

pytestmark = [pytest.mark.browser, pytest.mark.model]

QUOTE = "石桥节在临海城开幕。"


@pytest.fixture
def reader(browser: Browser, server: RunningServer) -> Iterator[Page]:
    """A page whose clipboard may be read."""
    with visiting(browser, server) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=server.url)
        yield page


def clipboard(page: Page) -> str:
    return cast("str", page.evaluate("navigator.clipboard.readText()"))


def one_answer(page: Page, question: str = QUESTION) -> None:
    page.goto("/")
    ask(page, question)
    answered(page)


def test_an_answer_is_copied_with_its_citations(reader: Page) -> None:
    cited = citation(1, QUOTE, document=reference(source="digest"))
    answer_with(reader, body([sentence("石橋節在臨海城開幕。", 1)], [cited]))
    one_answer(reader)
    reader.get_by_role("button", name="复制回答").click()
    expect(reader.get_by_role("status")).to_have_text("已复制")
    origin = urlsplit(reader.url)
    assert clipboard(reader) == (
        f"{QUESTION}\n\n石橋節在臨海城開幕。 [1]\n\n[1] {QUOTE}\n"
        "本项目摘编自 《石桥节开幕》，临海日报，2024年5月6日\n"
        f"http://{origin.netloc}/source/bridge?start=10&end={10 + len(QUOTE)}&lang=zh-Hans"
    )


def test_a_quotation_is_copied_exactly_with_its_source(reader: Page) -> None:
    one_answer(reader)
    quote = reader.locator(".quotations .quote").first.text_content()
    reader.get_by_role("button", name="复制引文").first.click()
    expect(reader.get_by_role("button", name="已复制")).to_be_visible()
    first, source, link = clipboard(reader).split("\n")
    assert first == f"[1] {quote}"
    assert source == "原文 《海湾图书馆的夜读活动》，日期不详"
    reader.goto(link)
    assert reader.get_by_role("article").locator("mark").text_content() == quote


def test_what_a_model_wrote_is_copied_with_that_said(reader: Page) -> None:
    written = sentence("节日开幕了。", 1, quoted=False)
    answer_with(reader, body([written], [citation(1, QUOTE)], mode="generated"))
    one_answer(reader)
    reader.get_by_role("button", name="复制回答").click()
    expect(reader.get_by_role("status")).to_have_text("已复制")
    assert "由语言模型撰写" in clipboard(reader)


def test_without_a_clipboard_the_selection_serves(reader: Page) -> None:
    reader.add_init_script(
        "window.kept = navigator.clipboard;"
        "Object.defineProperty(navigator, 'clipboard', {get: () => undefined})"
    )
    one_answer(reader)
    reader.get_by_role("button", name="复制回答").click()
    expect(reader.get_by_role("status")).to_have_text("已复制")
    assert reader.evaluate("window.kept.readText()").startswith(QUESTION)


def test_a_link_asks_again_and_no_server_sees_the_question_in_it(
    reader: Page, server: RunningServer
) -> None:
    one_answer(reader)
    shown = reader.locator(".sentences").text_content()
    reader.get_by_role("button", name="复制链接").click()
    expect(reader.get_by_role("status")).to_contain_text("打开即重新提问")
    link = clipboard(reader)
    address = urlsplit(link)
    assert address.query == ""
    assert parse_qs(address.fragment) == {"q": [QUESTION]}
    reader.evaluate("sessionStorage.clear()")
    reader.goto("about:blank")
    reader.goto(link)
    answered(reader)
    expect(reader.get_by_role("heading", level=2)).to_have_text(QUESTION)
    assert reader.locator(".sentences").text_content() == shown
    assert "夜读" not in "".join(server.log)
    assert "%E5%A4%9C" not in "".join(server.log)


def test_a_link_to_a_follow_up_takes_along_what_it_follows(reader: Page) -> None:
    one_answer(reader)
    ask(reader, "馆长是谁？")
    answered(reader, 2)
    shown = reader.locator(".sentences").last.text_content()
    reader.get_by_role("button", name="复制链接").last.click()
    expect(reader.get_by_role("status")).to_contain_text("也带有此前的问题")
    link = clipboard(reader)
    assert parse_qs(urlsplit(link).fragment) == {"q": ["馆长是谁？"], "after": [QUESTION]}
    reader.evaluate("sessionStorage.clear()")
    reader.goto("about:blank")
    with reader.expect_request("**/api/ask") as sent:
        reader.goto(link)
    asked = json.loads(sent.value.post_data or "")
    assert asked["history"] == [{"question": QUESTION, "answer": ""}]
    answered(reader)
    expect(reader.get_by_text(f"接着问：{QUESTION}")).to_be_visible()
    assert reader.locator(".sentences").text_content() == shown


def test_the_address_always_names_the_newest_question(page: Page) -> None:
    one_answer(page)
    assert parse_qs(urlsplit(page.url).fragment) == {"q": [QUESTION]}
    ask(page, SECOND)
    answered(page, 2)
    assert parse_qs(urlsplit(page.url).fragment) == {"q": [SECOND], "after": [QUESTION]}
    page.reload()
    expect(page.get_by_role("article")).to_have_count(2)
    expect(page.locator("[aria-busy]")).to_have_count(0)


def test_a_question_put_into_the_address_by_hand_is_asked(page: Page) -> None:
    page.goto("/")
    page.locator("#library li").first.wait_for()
    page.evaluate("question => (location.hash = `q=${question}`)", QUESTION)
    answered(page)
    page.evaluate("question => (location.hash = `q=${question}`)", SECOND)
    answered(page, 2)


class Held:
    """Questions on their way to the server, which they reach when the test says so."""

    def __init__(self, page: Page) -> None:
        self._routes: list[Route] = []
        page.route("**/api/ask", lambda route: self._routes.append(route))  # noqa: PLW0108  playwright sets attributes of it

    def let_go(self, page: Page) -> None:
        """The oldest one arrives."""
        while not self._routes:
            page.wait_for_timeout(20)
        self._routes.pop(0).continue_()


def test_a_question_typed_while_a_link_is_asked_again_is_asked_behind_it(page: Page) -> None:
    held = Held(page)
    page.goto(f"/#{urlencode({'q': QUESTION})}")
    box = page.get_by_role("textbox", name="您的问题")
    box.fill(SECOND)
    box.press("Enter")
    box.press("Enter")
    expect(page.locator("#limit")).to_have_text("已排队：上一个问题答完，就问这一个。")
    expect(page.get_by_role("status")).to_contain_text("已排队")
    expect(box).to_have_value(SECOND)
    expect(page.get_by_role("article")).to_have_count(1)
    held.let_go(page)
    expect(page.get_by_role("article")).to_have_count(2)
    expect(box).to_have_value("")
    expect(page.locator("#limit")).to_have_text("")
    held.let_go(page)
    answered(page, 2)
    expect(page.get_by_role("heading", level=2)).to_have_text([QUESTION, SECOND])
    assert parse_qs(urlsplit(page.url).fragment) == {"q": [SECOND], "after": [QUESTION]}


def test_stopping_lets_the_question_that_waits_go_and_a_new_conversation_drops_it(
    page: Page,
) -> None:
    held = Held(page)
    page.goto(f"/#{urlencode({'q': QUESTION})}")
    box = page.get_by_role("textbox", name="您的问题")
    box.fill(SECOND)
    box.press("Enter")
    page.get_by_role("button", name="停止").click()
    expect(page.get_by_role("heading", level=2)).to_have_text([QUESTION, SECOND])
    box.fill("馆长是谁？")
    box.press("Enter")
    page.get_by_role("button", name="新对话").click()
    expect(page.locator("#limit")).to_have_text("")
    expect(page.get_by_role("article")).to_have_count(0)
    expect(page.get_by_role("button", name="提问")).to_be_visible()
    expect(page.get_by_role("article")).to_have_count(0)
    expect(box).to_have_value("馆长是谁？")
    del held


def test_a_link_followed_while_another_is_asked_leaves_what_is_typed(page: Page) -> None:
    held = Held(page)
    page.goto(f"/#{urlencode({'q': QUESTION})}")
    expect(page.get_by_role("article")).to_have_count(1)
    box = page.get_by_role("textbox", name="您的问题")
    box.fill("馆长是")
    page.evaluate("question => (location.hash = `q=${question}`)", SECOND)
    expect(box).to_have_value("馆长是")
    held.let_go(page)
    expect(page.get_by_role("heading", level=2)).to_have_text([QUESTION, SECOND])
    held.let_go(page)
    answered(page, 2)
    expect(box).to_have_value("馆长是")


def feedback(home: Path) -> list[dict[str, object]]:
    """What the server has kept, oldest first."""
    file = home / "var/feedback.jsonl"
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def test_a_good_answer_is_praised_with_one_press(page: Page, home: Path) -> None:
    one_answer(page)
    page.get_by_role("button", name="有帮助", exact=True).click()
    expect(page.get_by_role("status")).to_have_text("谢谢，已记下。")
    expect(page.get_by_role("button", name="没有帮助")).to_have_count(0)
    kept = feedback(home)[-1]
    assert (kept["question"], kept["verdict"]) == (QUESTION, "good")
    assert "reason" not in kept


def test_a_bad_answer_is_told_with_a_reason(page: Page, home: Path) -> None:
    one_answer(page)
    opener = page.get_by_role("button", name="没有帮助")
    opener.click()
    expect(opener).to_have_attribute("aria-expanded", "true")
    form = page.get_by_role("form", name="哪里不对？")
    expect(form.get_by_role("radio").first).to_be_focused()
    form.get_by_role("button", name="取消").click()
    expect(form).to_have_count(0)
    expect(opener).to_be_focused()
    opener.click()
    form.get_by_role("radio", name="不完整").check()
    form.get_by_role("textbox", name="补充说明").fill("少了一场<b>活动</b>")
    form.get_by_role("button", name="提交").click()
    expect(page.get_by_text("谢谢，已记下。").first).to_be_visible()
    expect(form).to_have_count(0)
    kept = feedback(home)[-1]
    assert kept["verdict"] == "bad"
    assert kept["reason"] == "incomplete: 少了一场<b>活动</b>"


def test_a_passage_that_answers_after_all_is_pointed_out(page: Page, home: Path) -> None:
    one_answer(page, UNANSWERABLE)
    page.get_by_role("button", name="这段就是答案").first.click()
    expect(page.get_by_role("status")).to_have_text("谢谢，已记下。")
    kept = feedback(home)[-1]
    assert (kept["question"], kept["verdict"]) == (UNANSWERABLE, "relevant")
    shown = page.evaluate("JSON.parse(sessionStorage.getItem('forumqa.conversation'))[0].body")
    assert kept["passage_id"] == shown["passages"][0]["id"]


def test_feedback_that_is_not_taken_is_told_and_may_be_given_again(page: Page) -> None:
    one_answer(page)
    good = page.get_by_role("button", name="有帮助", exact=True)
    page.route("**/api/feedback", lambda route: route.fulfill(status=507, json={"title": "Full"}))
    good.click()
    expect(page.get_by_role("status")).to_have_text("没能记下您的评价。")
    expect(page.locator(".failure")).to_have_text("没能记下您的评价。")
    page.unroute("**/api/feedback")
    good.click()
    expect(page.get_by_role("status")).to_have_text("谢谢，已记下。")
    expect(page.locator(".failure")).to_have_count(0)


def test_an_answer_is_judged_once_also_after_a_reload(page: Page) -> None:
    one_answer(page)
    sent: list[str | None] = []
    page.on(
        "request",
        lambda request: sent.append(request.post_data) if "/api/feed" in request.url else None,
    )
    good = page.get_by_role("button", name="有帮助", exact=True)
    good.evaluate("one => { one.click(); one.click(); }")
    expect(page.locator(".thanks")).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="复制回答")).to_be_visible()
    expect(page.locator(".thanks")).to_have_text("谢谢，已记下。")
    expect(page.get_by_role("button", name="帮助")).to_have_count(0)
    assert len(sent) == 1


def test_a_passage_is_pointed_out_once_also_after_a_reload(page: Page) -> None:
    one_answer(page, UNANSWERABLE)
    buttons = page.get_by_role("button", name="这段就是答案")
    before = buttons.count()
    buttons.first.click()
    expect(buttons).to_have_count(before - 1)
    page.reload()
    expect(page.locator(".nearest .thanks")).to_have_count(1)
    expect(buttons).to_have_count(before - 1)


def test_a_verdict_on_a_follow_up_takes_along_what_it_follows(page: Page, home: Path) -> None:
    one_answer(page)
    shown = page.locator(".sentences").inner_text()
    ask(page, "馆长是谁？")
    answered(page, 2)
    page.get_by_role("button", name="有帮助", exact=True).last.click()
    expect(page.locator(".thanks")).to_be_visible()
    kept = feedback(home)[-1]
    assert kept["question"] == "馆长是谁？"
    (turn,) = cast("list[dict[str, str]]", kept["history"])
    assert turn["question"] == QUESTION
    assert "326" in turn["answer"]
    assert "326" in shown

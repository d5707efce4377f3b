"""What the page says of a question: how it was understood, that it is too long, that it failed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.asking import QUESTION, answered, ask, ask_in_any_language
from tests.browser.bodies import answer_with, body, citation, sentence
from tests.browser.conftest import Seat, visiting
from tests.integration.api_server import RunningServer, serving

pytestmark = [pytest.mark.browser, pytest.mark.model]

MOST = 12


@pytest.fixture
def phone(browser: Browser, server: RunningServer) -> Iterator[Page]:
    with visiting(browser, server, Seat(width=360, height=640, is_still=True)) as page:
        yield page


def test_a_follow_up_says_what_it_was_taken_for(page: Page) -> None:
    page.goto("/")
    ask(page, QUESTION)
    answered(page)
    expect(page.locator(".understood")).to_have_count(0)
    ask(page, "它的馆长是谁？")
    answered(page, 2)
    kept = page.evaluate("JSON.parse(sessionStorage.getItem('forumqa.conversation'))[1].body")
    assert "夜读" in kept["understood_as"]
    said = f"理解为：{kept['understood_as']}"
    expect(page.locator(".understood")).to_have_text(said)
    page.reload()
    expect(page.locator(".understood")).to_have_text(said)


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("zh-Hans", "这是文档中最接近的原句，不一定直接回答了问题。"),
        ("zh-Hant", "這是文件中最接近的原句，不一定直接回答了問題。"),
        ("en", "These are the nearest words in the documents; they may not answer the question."),
        ("ru", "Это ближайшие слова документов; они могут и не отвечать на вопрос."),
    ],
)
def test_a_doubtful_answer_says_that_it_may_be_none(page: Page, tag: str, said: str) -> None:
    sure = body([sentence("甲。", 1)], [citation(1, "甲。")], language=tag)
    answer_with(page, {**sure, "doubtful": True})
    page.goto("/?lang=en")
    ask_in_any_language(page, QUESTION)
    expect(page.locator(".said .note")).to_have_text(said)
    answer_with(page, sure)
    ask_in_any_language(page, QUESTION)
    expect(page.locator("article").last.locator(".said .note")).to_have_count(0)


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("zh-Hans", "引文没有提到“2018年”、“巴西”；这是文档中最接近的原句。"),
        ("zh-Hant", "引文沒有提到「2018年」、「巴西」；這是文件中最接近的原句。"),
        ("en", "What is quoted does not mention “2018年”, “巴西”; "),
        ("ru", "В цитате не упомянуто: «2018年», «巴西»; "),
    ],
)
def test_what_the_source_does_not_mention_stands_before_its_words(
    page: Page, tag: str, said: str
) -> None:
    lacking = {"doubtful": True, "unmentioned": ["2018年", "巴西"]}
    answer_with(
        page, {**body([sentence("甲。", 1)], [citation(1, "甲。")], language=tag), **lacking}
    )
    page.goto("/?lang=en")
    ask_in_any_language(page, QUESTION)
    expect(page.locator(".answer > :first-child")).to_contain_text(said)
    expect(page.locator(".said .note")).to_have_count(0)
    expect(page.get_by_role("status")).to_contain_text(said)


def test_a_year_that_the_library_does_not_tell_of_is_named(page: Page) -> None:
    page.goto("/")
    ask(page, "1998年第一次夜读活动有多少名读者参加？")
    answered(page)
    expect(page.locator(".answer .lacking")).to_contain_text("“1998年”")
    ask(page, QUESTION)
    answered(page, 2)
    expect(page.get_by_role("article").last.locator(".answer .lacking")).to_have_count(0)


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("zh-Hans", "理解为：石桥"),
        ("zh-Hant", "理解為：石桥"),
        ("en", "Understood as: 石桥"),
        ("ru", "Понято как: 石桥"),
    ],
)
def test_it_says_so_in_the_language_of_the_answer(page: Page, tag: str, said: str) -> None:
    answer_with(
        page,
        body([sentence("甲。", 1)], [citation(1, "甲。")], understood_as="石桥", language=tag),
    )
    page.goto("/?lang=en")
    ask_in_any_language(page, QUESTION)
    expect(page.locator(".understood")).to_have_text(said)


@pytest.mark.parametrize(
    ("status", "tag", "said"),
    [
        (503, "zh-Hans", "没有得到回答。现在提问的人太多，请稍候重试。"),
        (429, "zh-Hant", "沒有得到回答。現在提問的人太多，請稍候重試。"),
        (503, "en", "There is no answer. Too many questions are being asked just now."),
        (500, "ru", "Ответа нет. Неполадка на сервере. Повторите позже."),
        (500, "zh-Hans", "没有得到回答。服务器出了故障，请稍候重试。"),
    ],
)
def test_a_server_that_does_not_answer_is_explained_in_the_readers_language(
    page: Page, status: int, tag: str, said: str
) -> None:
    problem = {"title": "Trouble", "status": status, "detail": "Words of the server."}
    page.route(
        "**/api/ask",
        lambda route: route.fulfill(
            status=status, body=json.dumps(problem), content_type="application/problem+json"
        ),
    )
    page.goto(f"/?lang={tag}")
    page.locator("#question").fill(QUESTION)
    page.locator("#question").press("Enter")
    expect(page.locator(".failure")).to_contain_text(said)
    expect(page.locator(".failure")).not_to_contain_text("Words of the server")
    page.unroute("**/api/ask")
    page.locator(".retry").click()
    expect(page.locator(".answer")).to_have_attribute("data-status", "answered")


def test_the_server_says_how_long_a_question_may_be(browser: Browser, home: Path) -> None:
    with (
        serving(home, FORUMQA_QUESTION_MAX_CHARS=str(MOST)) as server,
        visiting(browser, server) as page,
    ):
        page.goto("/")
        page.locator("#question").fill("问" * MOST)
        expect(page.get_by_role("button", name="提问")).to_be_enabled()
        page.locator("#question").fill("问" * (MOST + 1))
        expect(page.get_by_role("button", name="提问")).to_be_disabled()
        expect(page.locator("#limit")).to_contain_text(f"有 {MOST + 1} 个字符，最多 {MOST} 个")
        page.goto("/search")
        page.locator("#query").fill("问" * (MOST + 1))
        expect(page.locator("#problem")).to_contain_text(f"最多 {MOST} 个")


def test_what_is_reached_by_keyboard_is_not_under_the_form(phone: Page) -> None:
    phone.goto("/")
    ask(phone, QUESTION)
    answered(phone)
    phone.locator(".verdicts button").last.focus()
    phone.keyboard.press("Enter")
    phone.locator(".reasons").wait_for()
    for _ in range(4):
        held, form = phone.evaluate("""() => [document.activeElement, document.forms.ask]
          .map((one) => one.getBoundingClientRect()).map(({ top, bottom }) => ({ top, bottom }))""")
        assert 0 <= held["top"] < held["bottom"] <= form["top"]
        phone.keyboard.press("Tab")


def test_a_second_visit_fetches_no_script_and_no_style_again(page: Page) -> None:
    page.goto("/")
    page.locator("#library li").first.wait_for()
    page.goto("/?again")
    page.locator("#library li").first.wait_for()
    transferred = page.evaluate("""() => performance.getEntriesByType("resource")
      .filter(({ name }) => name.includes("/static/")).map((one) => one.transferSize)""")
    assert len(transferred) > 10
    assert set(transferred) == {0}

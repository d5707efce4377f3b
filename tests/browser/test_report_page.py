"""The page of a report, opened as a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from eval.reports.page import write_page
from tests.reports import HOSTILE, sample_report

pytestmark = pytest.mark.browser


@pytest.fixture
def report_page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """The open page; it must ask for nothing but itself and say nothing on the console."""
    file = tmp_path / "report.html"
    write_page(sample_report(), file)
    context = browser.new_context(viewport={"width": 1000, "height": 800})
    page = context.new_page()
    page.set_default_timeout(10_000)
    requests: list[str] = []
    said: list[str] = []

    def note(message: ConsoleMessage) -> None:
        said.append(message.text)

    page.on("request", lambda request: requests.append(request.url))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", note)
    page.goto(file.as_uri())
    yield page
    assert page.evaluate("window.broken") is None
    context.close()
    assert requests == [file.as_uri()]
    assert said == []


def test_a_figure_opens_its_failing_question_first_and_that_shows_why(report_page: Page) -> None:
    button = report_page.get_by_role("button", name="Success@1: 2 questions, 1 at 0")
    expect(button).to_have_attribute("aria-expanded", "false")
    button.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    questions = report_page.locator("[data-figure='Success@1'] .questions > li")
    expect(questions.locator("summary .text")).to_have_text(
        [f"石桥节哪天开幕？{HOSTILE}", "茶園由誰照看？"]
    )
    expect(questions.first.locator("summary .text")).to_have_attribute("lang", "zh-Hans")
    questions.first.locator("summary").click()
    detail = questions.first.locator("dl")
    expect(detail).to_be_visible()
    expect(detail.locator("dt")).to_have_text(
        ["asked before", "wanted", "outcome", "shown", "found", "values", "topic"]
    )
    expect(detail.locator("dd").nth(3)).to_have_text(f"石桥节在临海城开幕。{HOSTILE}")
    expect(detail.locator(".mark")).to_have_text(["✓ relevant", "not relevant"])
    button.click()
    expect(questions.first).to_be_hidden()


def test_a_slice_opens_by_the_measure_chosen(report_page: Page) -> None:
    report_page.get_by_role("button", name="fact: 2 questions").click()
    opened = report_page.locator("[data-slice='fact']")
    chosen = opened.get_by_role("button", name="Success@1")
    expect(chosen).to_have_attribute("aria-pressed", "true")
    expect(opened.locator("summary .value")).to_have_text(["0", "1"])
    opened.get_by_role("button", name="false_refusal").press("Enter")
    expect(opened.get_by_role("button", name="false_refusal")).to_be_focused()
    expect(opened.locator("summary .value")).to_have_text(["0", "0"])


def test_a_refusal_figure_opens_its_questions_by_confidence(report_page: Page) -> None:
    report_page.get_by_role("button", name="refusal_auroc: 4 questions by confidence").click()
    opened = report_page.locator("[data-figure='refusal_auroc']")
    expect(opened.locator("summary .value")).to_have_text(["0.7", "0.9", "0.8", "0.1"])


@pytest.mark.parametrize("width", [360, 1280])
def test_the_page_is_never_wider_than_the_screen(report_page: Page, width: int) -> None:
    report_page.set_viewport_size({"width": width, "height": 800})
    for button in report_page.locator("button[aria-controls]").all():
        button.click()
    for summary in report_page.locator("summary").all():
        summary.click()
    assert report_page.evaluate("document.documentElement.scrollWidth") == width

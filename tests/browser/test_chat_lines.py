"""Where the lines and blocks of an answer stand: items of a list, and the notes beside a source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.accessibility import violations
from tests.browser.asking import QUESTION, answered, ask
from tests.browser.bodies import answer_with, body, citation, sentence
from tests.browser.conftest import Seat, visiting
from tests.browser.test_chat_streaming import as_streamed, feed, streaming
from tests.integration.api_server import RunningServer

pytestmark = [pytest.mark.browser, pytest.mark.model]

ROWS = ["会议室一览", "泰山厅 | 三楼 | 40人", "黄河厅 | 二楼 | 120人"]
HIGH = "石桥节在临海城开幕。" * 60  # quoted, it makes the evidence higher than the answer
HEIGHT_OF_TEXT = """note => {
  const range = document.createRange();
  range.selectNodeContents(note);
  return note.getBoundingClientRect().height - range.getBoundingClientRect().height;
}"""
GAP = """() => {
  const edges = (one) => document.querySelector(one).getBoundingClientRect();
  return edges(".actions").top - edges(".sentences").bottom;
}"""
SELECTED = """() => {
  getSelection().selectAllChildren(document.querySelector(".sentences"));
  return getSelection().toString().split("\\n").map((line) => line.trim());
}"""


def answer_of(texts: Sequence[str], **changed: object) -> dict[str, object]:
    """An answer of ``texts``, each with a citation of its own."""
    numbered = list(enumerate(texts, 1))
    return body(
        [sentence(text, n) for n, text in numbered],
        [citation(n, text) for n, text in numbered],
        **changed,
    )


def shown(page: Page, answer: dict[str, object]) -> None:
    answer_with(page, answer)
    page.goto("/")
    ask(page, QUESTION)
    answered(page)


def lines(page: Page) -> list[str]:
    """The answer as it is broken into lines, without its markers."""
    texts = page.locator(".sentences .line").evaluate_all(
        "all => all.map(one => [...one.children].map(each => each.firstChild.data).join(''))"
    )
    return cast("list[str]", texts)


@pytest.mark.parametrize("width", [360, 800, 1100, 1400])
@pytest.mark.parametrize("taken", ["石桥节有多少座桥参加？", None])
def test_what_stands_beside_a_high_source_is_as_high_as_its_words(
    browser: Browser, server: RunningServer, width: int, taken: str | None
) -> None:
    with visiting(browser, server, Seat(width=width)) as page:
        answer = body([sentence("石桥节开幕。", 1)], [citation(1, HIGH)], understood_as=taken)
        shown(page, answer)
        if taken:
            note = page.locator(".understood")
            assert note.evaluate(HEIGHT_OF_TEXT) == pytest.approx(0, abs=8)
        if width >= 1100:
            assert page.evaluate(GAP) < 40


@pytest.mark.parametrize(
    "texts",
    [
        ROWS,
        ["倡议有两点：", "第一点，修桥。", "第二点，种树。"],
        ["（一）修桥；", "（二）种树。"],
        ["1. 修桥。", "2、种树。", "①守望。", "- 读书。", "•唱歌。", "三是喝茶。", "四、钓鱼。"],
        ["Three rooms are open", "• Taishan Hall", "• Yellow River Hall"],
    ],
)
def test_items_rows_and_what_leads_into_them_stand_on_lines_of_their_own(
    page: Page, texts: list[str]
) -> None:
    shown(page, answer_of(texts))
    assert lines(page) == texts
    tops = page.locator(".sentences .line").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().top)"
    )
    assert len(set(tops)) == len(texts)
    assert violations(page) == []


@pytest.mark.parametrize(
    "texts",
    [
        ["石桥节开幕。", "“有四十座桥！”", "3.5万人参加；", "第一次夜读有326人。", "2024年再办……"],
        ["It opened.", "“Who came?”", "1998 was the year (so they say.)"],
    ],
)
def test_prose_runs_on(page: Page, texts: list[str]) -> None:
    shown(page, answer_of(texts))
    assert lines(page) == ["".join(texts)]


def test_a_second_sentence_of_an_item_stays_with_it(page: Page) -> None:
    shown(page, answer_of(["第一点，修桥。", "每年两座。", "第二点，种树。"]))
    assert lines(page) == ["第一点，修桥。每年两座。", "第二点，种树。"]


def test_a_selection_of_the_answer_has_a_line_for_each_item(page: Page) -> None:
    shown(page, answer_of(ROWS))
    selected = page.evaluate(SELECTED)
    assert selected == [f"{text}[{n}]" for n, text in enumerate(ROWS, 1)]


def test_the_lines_stand_while_the_answer_arrives(page: Page) -> None:
    streaming(page)
    for n, text in enumerate(ROWS, 1):
        feed(page, "sentence", as_streamed(text, n))
        expect(page.locator(".sentences .line")).to_have_count(n)
    assert lines(page) == ROWS


def test_the_list_within_an_item_stands_line_by_line_and_its_quotation_close_together(
    page: Page,
) -> None:
    quote = "1. 报到\n\n    1. 交表\n\n    2. 领证"
    shown(page, body([sentence(quote.replace("\n\n", "\n"), 1)], [citation(1, quote)]))
    said, quoted = page.locator(".sentence"), page.locator(".quotations .quote")
    assert said.inner_text().split("\n")[:2] == ["1. 报到", "    1. 交表"]
    assert quoted.text_content() == quote
    line = quoted.evaluate("one => parseFloat(getComputedStyle(one).lineHeight)")
    assert quoted.locator("..").evaluate("one => one.getBoundingClientRect().height") < 4 * line

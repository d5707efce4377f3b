"""What a visitor sees while an answer arrives piece by piece, and when it is stopped or fails.

The stream is the test's: the page's ``fetch`` hands it a body into which the test writes.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.asking import QUESTION, answered, ask
from tests.browser.bodies import body, citation, event, sentence

pytestmark = [pytest.mark.browser, pytest.mark.model]

FIRST = "石桥节在临海城开幕。"
SECOND = "有四十座桥参加。"
STREAM = """() => {
  const real = window.fetch;
  const encoder = new TextEncoder();
  window.asked = [];
  window.fetch = (resource, options) => {
    if (resource !== "/api/ask") return real(resource, options);
    window.asked.push(JSON.parse(options.body));
    const stream = new ReadableStream({
      start(controller) {
        window.feed = (bytes) => controller.enqueue(Uint8Array.from(bytes));
        window.cut = () => controller.close();
        options.signal.addEventListener("abort", () => controller.error(options.signal.reason));
      },
    });
    return Promise.resolve(new Response(stream, { status: 200 }));
  };
}"""


def streaming(page: Page) -> Page:
    page.goto("/")
    page.locator("#library li").first.wait_for()
    page.evaluate(STREAM)
    ask(page, QUESTION)
    expect(page.locator(".waiting")).to_have_text("正在查找……")
    return page


def feed(page: Page, name: str, payload: object) -> None:
    page.evaluate("bytes => window.feed(bytes)", list(event(name, payload).encode()))


def as_streamed(text: str, n: int, *, quoted: bool = True) -> dict[str, object]:
    return {
        "text": text,
        "quoted": quoted,
        "citations": [citation(n, text)],
        "phrase": None,
        "also": [],
    }


def whole() -> dict[str, object]:
    return body(
        [sentence(FIRST, 1), sentence(SECOND, 2)], [citation(1, FIRST), citation(2, SECOND)]
    )


def test_sentences_appear_as_they_arrive(page: Page) -> None:
    streaming(page)
    feed(page, "passages", {"passages": [{}] * 7})
    expect(page.locator(".waiting")).to_contain_text("已找到 7 段")
    feed(page, "sentence", as_streamed(FIRST, 1))
    expect(page.locator(".sentence")).to_have_text([f"{FIRST}[1]"])
    expect(page.locator(".answer")).to_have_attribute("aria-busy", "true")
    expect(page.get_by_role("status")).to_be_empty()
    feed(page, "sentence", as_streamed(SECOND, 2))
    expect(page.locator(".sentence")).to_have_count(2)
    feed(page, "final", whole())
    answered(page)
    expect(page.locator(".quotations .quote")).to_have_text([FIRST, SECOND])
    expect(page.locator(".waiting")).to_have_count(0)


def test_an_event_cut_inside_a_character_is_read_whole(page: Page) -> None:
    streaming(page)
    for byte in event("final", body([sentence("𠮷野", 1)], [citation(1, "𠮷野")])).encode():
        page.evaluate("byte => window.feed([byte])", byte)
    answered(page)
    expect(page.locator(".quotations .quote")).to_have_text("𠮷野")


def test_a_sentence_that_a_model_wrote_is_marked_before_the_answer_ends(page: Page) -> None:
    streaming(page)
    feed(page, "sentence", as_streamed(FIRST, 1, quoted=False))
    expect(page.locator(".by-model")).to_be_visible()


@pytest.mark.parametrize("way", ["button", "Escape"])
def test_stopping_keeps_what_has_come_and_offers_another_try(page: Page, way: str) -> None:
    streaming(page)
    feed(page, "sentence", as_streamed(FIRST, 1))
    expect(page.get_by_role("button", name="提问")).to_be_hidden()
    if way == "button":
        page.get_by_role("button", name="停止").click()
    else:
        page.keyboard.press("Escape")
    expect(page.get_by_role("status")).to_have_text("已停止。")
    expect(page.locator(".failure")).to_contain_text("已停止。")
    expect(page.locator(".sentence")).to_have_text([f"{FIRST}[1]"])
    expect(page.get_by_role("button", name="停止")).to_be_hidden()
    page.get_by_role("button", name="重试").click()
    expect(page.locator(".failure")).to_have_count(0)
    feed(page, "final", whole())
    answered(page)
    first, second = page.evaluate("window.asked")
    assert first == second
    assert first["question"] == QUESTION


def test_a_stream_that_breaks_off_is_told_and_can_be_tried_again(page: Page) -> None:
    streaming(page)
    feed(page, "sentence", as_streamed(FIRST, 1))
    page.evaluate("window.cut()")
    expect(page.locator(".failure")).to_contain_text("无法连接服务器")
    expect(page.locator(".sentence")).to_have_count(1)
    page.get_by_role("button", name="重试").click()
    feed(page, "final", whole())
    answered(page)


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (422, "没有得到回答。问题太长。 请缩短。"),
        (503, "没有得到回答。现在提问的人太多，请稍候重试。"),
    ],
)
def test_an_error_event_is_explained_like_an_error_response(
    page: Page, status: int, said: str
) -> None:
    streaming(page)
    problem = {"title": "No", "status": status, "detail": "问题太长。", "next": "请缩短。"}
    feed(page, "error", problem)
    expect(page.locator(".failure")).to_contain_text(said)


def test_a_second_question_waits_for_the_first(page: Page) -> None:
    streaming(page)
    box = page.get_by_role("textbox", name="您的问题")
    box.fill("馆长是谁？")
    box.press("Enter")
    expect(page.get_by_role("article")).to_have_count(1)
    expect(box).to_have_value("馆长是谁？")
    assert len(page.evaluate("window.asked")) == 1
    feed(page, "final", whole())
    expect(page.get_by_role("article")).to_have_count(2)
    expect(box).to_have_value("")
    asked = page.evaluate("window.asked.map(({ question }) => question)")
    assert asked == [QUESTION, "馆长是谁？"]


def test_a_new_conversation_stops_the_running_answer(page: Page) -> None:
    streaming(page)
    page.get_by_role("button", name="新对话").click()
    expect(page.get_by_role("article")).to_have_count(0)
    expect(page.get_by_role("button", name="停止")).to_be_hidden()
    expect(page.get_by_role("button", name="提问")).to_be_enabled()
    assert page.evaluate("location.hash") == ""

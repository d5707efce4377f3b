"""How answers look: whose words they are, in which script, from when, and which part answers."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.asking import QUESTION, UNANSWERABLE, answered, ask, ask_in_any_language
from tests.browser.bodies import answer_with, body, citation, reference, sentence

pytestmark = [pytest.mark.browser, pytest.mark.model]

QUOTE = "石桥节在临海城开幕，有四十座桥参加。"
TRADITIONAL = "石橋節在臨海城開幕。"


def test_the_answering_phrase_is_marked_inside_the_quotation(page: Page) -> None:
    answer_with(page, body([sentence(QUOTE, 1)], [citation(1, QUOTE, mark="四十座")]))
    page.goto("/")
    ask(page, QUESTION)
    answered(page)
    quote = page.locator(".quotations .quote")
    assert quote.text_content() == QUOTE
    expect(quote.locator("mark")).to_have_text("四十座")


def test_each_citation_names_its_source_and_tells_digest_from_original(page: Page) -> None:
    citations = [
        citation(1, QUOTE),
        citation(
            2, TRADITIONAL, document=reference(script="Hant", date="2024-05", source="digest")
        ),
        citation(3, QUOTE, document=reference(publisher="", date="2023", date_inferred=True)),
        citation(4, QUOTE, document=reference(date="")),
    ]
    answer_with(page, body([sentence(QUOTE, 1, 2, 3, 4)], citations))
    page.goto("/")
    ask(page, QUESTION)
    answered(page)
    expect(page.locator(".sentence .marker")).to_have_text(["[1]", "[2]", "[3]", "[4]"])
    expect(page.locator(".quotations .source")).to_have_text(
        [
            "原文 石桥节开幕 · 临海日报 · 2024年5月6日",
            "本项目摘编自 石桥节开幕 · 临海日报 · 2024年5月",
            "原文 石桥节开幕 · 2023年（推断）",
            "原文 石桥节开幕 · 临海日报 · 日期不详",
        ]
    )
    langs = page.locator(".quotations blockquote").evaluate_all("all => all.map(one => one.lang)")
    assert langs == ["zh-Hans", "zh-Hant", "zh-Hans", "zh-Hans"]
    dates = page.locator(".quotations time").evaluate_all("all => all.map(one => one.dateTime)")
    assert dates == ["2024-05-06", "2024-05", "2023"]


@pytest.mark.parametrize(
    ("tag", "date", "source", "lead"),
    [
        (
            "en",
            "2024-05-06",
            "original",
            "In Chinese, in the words of 石桥节开幕, 临海日报, 6 May 2024:",
        ),
        (
            "en",
            "2024-05",
            "digest",
            "In Chinese, from this project’s digest of 石桥节开幕, 临海日报, May 2024:",
        ),
        ("ru", "2024", "original", "По-китайски, слова источника: 石桥节开幕, 临海日报, 2024:"),
    ],
)
def test_readers_of_other_languages_are_led_into_the_chinese_words(
    page: Page, tag: str, date: str, source: str, lead: str
) -> None:
    cited = citation(1, QUOTE, document=reference(date=date, source=source))
    answer_with(page, body([sentence(QUOTE, 1)], [cited], language=tag))
    page.goto(f"/?lang={tag}")
    ask_in_any_language(page, QUESTION)
    answer = page.locator(".answer")
    expect(answer).to_have_attribute("lang", tag)
    expect(answer.locator(".lead")).to_have_text(lead)
    expect(answer.locator(".lead cite")).to_have_attribute("lang", "zh-Hans")
    expect(answer.locator(".sentence")).to_have_attribute("lang", "zh-Hans")


def test_sentences_of_two_documents_are_led_into_one_by_one(page: Page) -> None:
    citations = [
        citation(1, QUOTE),
        citation(2, QUOTE),
        citation(3, QUOTE, document=reference(id="pier", title="码头")),
    ]
    sentences = [sentence(QUOTE, 1), sentence(QUOTE, 2), sentence(QUOTE, 3)]
    answer_with(page, body(sentences, citations, language="en"))
    page.goto("/?lang=en")
    ask_in_any_language(page, QUESTION)
    expect(page.locator(".lead cite")).to_have_text(["石桥节开幕", "码头"])
    expect(page.locator(".sentences").first.locator(".sentence")).to_have_count(2)


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("zh-Hans", "由语言模型撰写，每句都已与所注引文核对"),
        ("zh-Hant", "由語言模型撰寫，每句都已與所註引文核對"),
        (
            "en",
            "A language model wrote what follows; each sentence was checked against its citation",
        ),
        ("ru", "написан языковой моделью; каждое предложение сверено с цитатой"),
    ],
)
def test_what_a_model_wrote_says_so_and_looks_unlike_a_quotation(
    page: Page, tag: str, said: str
) -> None:
    written = sentence("节日由四十座桥组成。", 1, quoted=False)
    answer_with(page, body([written], [citation(1, QUOTE)], mode="generated", language=tag))
    page.goto("/")
    ask(page, QUESTION)
    answered(page)
    expect(page.locator(".by-model")).to_contain_text(said)
    expect(page.locator(".by-model")).to_be_visible()
    expect(page.locator(".sentence.written .marker")).to_have_text("[1]")
    written_font, quoted_font = page.evaluate("""() => [".sentence.written", ".quote"].map(
      (one) => getComputedStyle(document.querySelector(one)).fontFamily)""")
    assert written_font != quoted_font
    expect(page.locator(".lead")).to_have_count(0)


def test_a_quoted_answer_does_not_speak_of_a_model(page: Page) -> None:
    page.goto("/")
    ask(page, QUESTION)
    answered(page)
    expect(page.locator(".by-model")).to_have_count(0)
    expect(page.get_by_text("这是一台引用原文的机器")).to_be_visible()


def test_a_refusal_shows_the_nearest_passages_with_their_sources(page: Page) -> None:
    page.goto("/")
    ask(page, UNANSWERABLE)
    answered(page)
    nearest = page.get_by_role("listitem").filter(has=page.get_by_role("blockquote"))
    expect(page.get_by_role("heading", name="最接近的段落")).to_be_visible()
    expect(nearest.first).to_contain_text("日期不详")
    expect(nearest.first.get_by_role("link", name="在原文中查看")).to_be_visible()
    scripts = page.locator(".passages blockquote").evaluate_all("all => all.map(one => one.lang)")
    assert {"zh-Hans", "zh-Hant"} == set(scripts)
    nearest.first.get_by_role("link", name="在原文中查看").click()
    expect(page.get_by_role("article").locator("mark")).to_be_in_viewport()


def test_small_talk_has_neither_quotations_nor_verdicts(page: Page) -> None:
    page.goto("/")
    ask(page, "你好")
    answered(page)
    expect(page.locator(".evidence")).to_have_count(0)
    expect(page.get_by_role("button", name="有帮助", exact=True)).to_have_count(0)

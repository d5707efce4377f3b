"""The source viewer: the quotation in its text, in either script, with what lies round it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from ingest.document import Script
from ingest.script import to_script
from tests.browser.conftest import Seat, visiting
from tests.browser.staff_library import GAZETTE, TEA, found, staff_serving
from tests.integration.api_server import RunningServer

pytestmark = [pytest.mark.browser, pytest.mark.model]

QUOTE = "第一讲由𠮷野先生主持。"
GLOSSED = "𠮷野山的茶會(huì)在十月舉(jǔ)行"


@pytest.fixture(scope="module")
def shelf(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    del browser  # without one there is nothing to serve
    with staff_serving(tmp_path_factory.mktemp("source")) as running:
        yield running


@pytest.fixture
def reader(browser: Browser, shelf: RunningServer) -> Iterator[Page]:
    with visiting(browser, shelf, Seat(height=600)) as page:
        yield page


def place(text: str, words: str) -> str:
    """``words`` in ``text`` as the address names them, in code points."""
    start = text.index(words)
    return f"start={start}&end={start + len(words)}"


def text_of(page: Page) -> str | None:
    """All of the source's text that the page holds, shown or not."""
    return page.get_by_role("article").text_content()


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("gazette", GAZETTE, QUOTE),
        ("gazette", GAZETTE, GAZETTE[: GAZETTE.index("，沿河")]),
        ("tea", TEA, GLOSSED),
        ("tea", TEA, "𠮷"),
        ("tea", TEA, TEA),
    ],
)
def test_the_highlight_is_the_quotation_to_the_character(
    reader: Page, name: str, text: str, words: str
) -> None:
    reader.goto(f"/source/{name}?{place(text, words)}")
    mark = reader.get_by_role("article").locator("mark")
    expect(mark).to_have_count(1)
    assert mark.text_content() == words
    expect(mark).to_be_in_viewport()
    expect(mark).to_be_focused()
    assert text_of(reader) == text


def test_the_text_is_converted_on_request_and_says_so(reader: Page) -> None:
    reader.goto(f"/source/tea?{place(TEA, GLOSSED)}")
    mark = reader.get_by_role("article").locator("mark")
    note = reader.get_by_text("由机器转换了字形")
    expect(mark).to_have_text(GLOSSED)
    expect(note).to_be_hidden()
    reader.get_by_role("radio", name="转为简体").check()
    expect(mark).to_have_text(to_script(GLOSSED, Script.HANS))
    assert text_of(reader) == to_script(TEA, Script.HANS)
    expect(note).to_be_visible()
    expect(reader.get_by_role("article")).to_have_attribute("lang", "zh-Hans")
    assert parse_qs(urlsplit(reader.url).query)["script"] == ["Hans"]
    reader.reload()
    expect(mark).to_have_text(to_script(GLOSSED, Script.HANS))
    expect(reader.get_by_role("radio", name="转为简体")).to_be_checked()
    reader.keyboard.press("Shift+Tab")
    reader.get_by_role("radio", name="转为简体").focus()
    reader.keyboard.press("ArrowLeft")
    expect(mark).to_have_text(GLOSSED)
    expect(note).to_be_hidden()
    assert text_of(reader) == TEA
    reader.get_by_role("radio", name="轉為繁體").check()
    expect(note).to_be_hidden()
    assert text_of(reader) == TEA


def test_converting_keeps_the_place_in_the_text(reader: Page) -> None:
    reader.set_viewport_size({"width": 360, "height": 400})
    reader.goto("/source/gazette")
    reader.get_by_role("heading", name="石桥节开幕", level=1).wait_for()
    reader.locator("summary").click()
    before = reader.evaluate("scrollY")
    reader.get_by_role("radio", name="轉為繁體").check()
    expect(reader.get_by_role("article")).to_contain_text("石橋節五月六日")
    assert reader.evaluate("scrollY") == before


def test_what_cleaning_left_out_is_shown_on_request_with_its_reason(reader: Page) -> None:
    reader.goto("/source/gazette")
    caption = reader.get_by_text("图为点灯仪式现场。 周二摄")
    expect(caption).to_be_hidden()
    switch = reader.get_by_label("显示清理时略去的文字（3 处）")
    switch.check()
    expect(caption).to_be_visible()
    assert caption.get_attribute("data-reason") == "图片说明"
    shown = caption.evaluate("one => getComputedStyle(one, '::before').content")
    assert shown == '"图片说明"'
    expect(switch).to_have_accessible_description(re.compile("署名 1，图片说明 1，转版提示 1"))
    reader.reload()
    expect(caption).to_be_visible()
    switch.uncheck()
    expect(caption).to_be_hidden()
    assert "removed" not in reader.url
    assert text_of(reader) == GAZETTE


def test_a_list_of_articles_leads_to_each(reader: Page) -> None:
    reader.goto("/source/gazette")
    contents = reader.get_by_role("navigation", name="目录")
    expect(contents.get_by_role("link")).to_have_text(
        ["石桥节开幕", "城南读书会开讲", "第 3 篇（无题）"]
    )
    contents.get_by_role("link", name="城南读书会开讲").click()
    second = reader.get_by_role("region", name="城南读书会开讲")
    expect(second).to_be_in_viewport()
    expect(second.get_by_role("heading", level=2)).to_have_text("城南读书会开讲")
    expect(second).to_contain_text(QUOTE)
    expect(second).not_to_contain_text("渔港")


def test_a_digest_and_an_inferred_date_are_named_as_such(reader: Page) -> None:
    reader.goto("/source/attack")
    expect(reader.get_by_text("不是出版者的原文")).to_be_visible()
    reader.goto("/source/tea")
    expect(reader.get_by_text("这是原文的文字")).to_be_visible()
    expect(reader.get_by_text("2023年10月（推断）")).to_be_visible()
    expect(reader.get_by_role("heading", level=1)).to_have_attribute("lang", "zh-Hant")


def test_an_english_source_offers_no_chinese_script(reader: Page) -> None:
    reader.goto("/source/letter")
    expect(reader.get_by_role("article")).to_contain_text("The keeper of the stone bridge")
    expect(reader.get_by_role("article")).to_have_attribute("lang", "en")
    expect(reader.get_by_role("radio")).to_have_count(0)


def test_hits_are_walked_through_in_the_order_of_the_search(reader: Page) -> None:
    reader.goto("/search?q=石桥节&include=furniture")
    found(reader)
    links = reader.locator(".to-source")
    wanted: list[str] = links.evaluate_all("all => all.map(one => one.pathname + one.search)")
    assert len(wanted) > 3
    links.first.click()
    trail = reader.get_by_role("navigation", name="检索结果中的位置")
    for number, address in enumerate(wanted, start=1):
        expect(trail).to_contain_text(f"{number} / {len(wanted)}")
        assert sorted(_parameters(reader.url)) == sorted(_parameters(address))
        if number < len(wanted):
            trail.get_by_role("link", name="下一处").click()
    expect(trail.get_by_role("link", name="下一处")).to_have_count(0)
    trail.get_by_role("link", name="上一处").click()
    expect(trail).to_contain_text(f"{len(wanted) - 1} / {len(wanted)}")
    reader.get_by_role("link", name="English").click()
    trail = reader.get_by_role("navigation", name="Place among the results")
    trail.get_by_role("link", name="Back to the results").click()
    expect(reader.get_by_role("searchbox", name="Search")).to_have_value("石桥节")


def test_what_was_chosen_for_one_source_goes_on_to_the_next(reader: Page) -> None:
    reader.goto("/search?q=石桥节&document=tea&document=gazette")
    found(reader)
    reader.locator(".to-source").first.click()
    reader.get_by_role("radio", name="轉為繁體").check()
    reader.get_by_role("link", name="下一处").click()
    expect(reader.get_by_text("2 / ")).to_be_visible()
    expect(reader.get_by_role("radio", name="轉為繁體")).to_be_checked()


def test_an_answers_citations_are_walked_through(reader: Page) -> None:
    reader.goto("/")
    reader.get_by_role("textbox", name="您的问题").fill("石桥节的主办方是谁？")
    reader.keyboard.press("Enter")
    expect(reader.get_by_role("status")).to_contain_text("回答已到")
    body = reader.evaluate("JSON.parse(sessionStorage['forumqa.conversation']).at(-1).body")
    places = body["citations"] or body["passages"]
    first = places[0]
    reader.goto(f"/source/{first['document']['id']}?start={first['start']}&end={first['end']}")
    trail = reader.get_by_role("navigation", name="回答引文中的位置")
    expect(trail).to_contain_text(f"1 / {len(places)}")
    trail.get_by_role("link", name="返回回答").click()
    expect(reader.get_by_role("article")).to_have_count(1)


@pytest.mark.parametrize("kept", ["not JSON", "{}", "[]", '{"places": 7}', "null"])
def test_a_trail_of_another_version_is_no_trail(reader: Page, kept: str) -> None:
    reader.goto("/livez")
    reader.evaluate("kept => { sessionStorage['forumqa.search'] = kept; }", kept)
    reader.goto(f"/source/gazette?{place(GAZETTE, QUOTE)}&from=search")
    expect(reader.get_by_role("article").locator("mark")).to_have_text(QUOTE)
    expect(reader.locator("#trail")).to_be_hidden()


@pytest.mark.parametrize(
    "place", ["start=0&end=99999", "start=5", "start=9&end=3", "start=x&end=y"]
)
def test_an_address_that_names_no_place_still_shows_the_text(reader: Page, place: str) -> None:
    reader.goto(f"/source/gazette?{place}")
    expect(reader.get_by_role("status")).to_have_text("链接所指的位置不在这篇文字里，下面是全文。")
    expect(reader.get_by_role("article")).not_to_be_empty()
    assert text_of(reader) == GAZETTE


def test_an_unknown_source_says_so_in_the_language_of_the_page(reader: Page) -> None:
    response = reader.goto("/source/nowhere?lang=ru")
    assert response is not None
    assert response.status == 404
    expect(reader.get_by_role("heading", level=1)).to_have_text("Такого документа нет")
    expect(reader).to_have_title("Такого документа нет")
    expect(reader.get_by_role("status")).to_contain_text("По этому адресу документа нет")


def test_a_quotation_longer_than_a_phone_is_shown_from_its_beginning(reader: Page) -> None:
    reader.set_viewport_size({"width": 360, "height": 320})
    words = GAZETTE[GAZETTE.index("石桥节五月") : GAZETTE.index("\n\n（上接")]
    reader.goto(f"/source/gazette?{place(GAZETTE, words)}")
    mark = reader.get_by_role("article").locator("mark")
    expect(mark).to_be_focused()
    top = mark.evaluate("one => one.getClientRects()[0].top")
    assert 0 <= top < 160
    assert reader.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_viewer_loads_in_less_than_100_kb(reader: Page) -> None:
    sizes: list[int] = []
    reader.on("response", lambda one: sizes.append(len(one.body())))
    reader.goto(f"/source/gazette?{place(GAZETTE, QUOTE)}")
    reader.wait_for_load_state("networkidle")
    assert len(sizes) > 8
    assert sum(sizes) < 100_000


def _parameters(address: str) -> list[tuple[str, list[str]]]:
    return list(parse_qs(urlsplit(address).query).items())

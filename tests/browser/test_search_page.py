"""The staff's search, by keyboard, role and label."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, Route, expect

from tests.browser.conftest import Seat, visiting
from tests.browser.staff_library import found, staff_serving
from tests.integration.api_server import RunningServer

pytestmark = [pytest.mark.browser, pytest.mark.model]

QUERY = "石桥节"
OPENING = "来自九个国家的三百二十位客人"
JUDGED_FIRST = re.compile(r"第 1 段是否相关")


@pytest.fixture(scope="module")
def shelf(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    del browser  # without one there is nothing to serve
    with staff_serving(tmp_path_factory.mktemp("search")) as running:
        yield running


@pytest.fixture
def staff(browser: Browser, shelf: RunningServer) -> Iterator[Page]:
    with visiting(browser, shelf, Seat(height=900)) as page:
        yield page


def box(page: Page) -> None:
    """Wait for the search box; the page puts the keyboard there."""
    expect(page.get_by_role("searchbox", name="检索")).to_be_focused()


def searched(page: Page, query: str = QUERY) -> None:
    page.goto("/search")
    box(page)
    page.keyboard.type(query)
    found(page)
    page.wait_for_url(re.compile(r"[?&]q="))


def state(page: Page) -> dict[str, list[str]]:
    """What the address says, but for the language."""
    parameters = parse_qs(urlsplit(page.url).query, keep_blank_values=True)
    parameters.pop("lang")
    return parameters


def sources(page: Page) -> set[str]:
    """The documents of the hits."""
    links = page.locator(".hit .to-source").evaluate_all("all => all.map(one => one.pathname)")
    return {link.removeprefix("/source/") for link in links}


def tab_to(page: Page, name: str) -> None:
    """Go on by Tab until the control with that label has the focus."""
    button = page.get_by_role("button", name=name, exact=True)
    wanted = page.get_by_label(name, exact=True).or_(button)
    for _ in range(60):
        page.keyboard.press("Tab")
        if wanted.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"Tab does not lead to {name}")


def test_results_come_while_one_types_with_marks_and_reasons(staff: Page) -> None:
    searched(staff, "点灯仪式")
    first = staff.locator(".hit").first
    expect(first).to_contain_text(OPENING)
    expect(first.locator("mark")).to_have_text("点灯仪式")
    expect(first.get_by_role("heading", name="石桥节开幕")).to_be_visible()
    expect(first.locator(".source")).to_have_text("原文 石桥节开幕 · 临海日报 · 2024年5月6日")
    why = first.get_by_role("list", name="为何命中")
    expect(why.get_by_role("listitem")).to_have_text(
        [re.compile(r"^词语 \d\.\d{3}$"), re.compile(r"^语义 \d\.\d{3}$")]
    )
    expect(first.locator(".total")).to_have_text(re.compile(r"^得分 \d\.\d{3}$"))
    expect(staff.get_by_role("status")).to_have_text("显示前 10 段")


def test_a_burst_of_keys_asks_once_and_a_later_one_aborts_the_earlier(staff: Page) -> None:
    staff.goto("/search")
    box(staff)
    asked: list[Request] = []
    failed: list[Request] = []
    staff.on("request", lambda one: asked.append(one) if "/api/search" in one.url else None)
    # Playwright takes no method of a built-in type.
    staff.on("requestfailed", lambda one: failed.append(one) if one.failure else None)
    held: list[str] = []
    staff.route("**/api/search", lambda route: held.append(route.request.url), times=1)
    staff.keyboard.type("石桥", delay=20)
    with staff.expect_request("**/api/search"):
        pass
    staff.keyboard.type("节", delay=20)
    found(staff)
    assert [json.loads(one.post_data or "")["query"] for one in asked] == ["石桥", "石桥节"]
    assert [one.failure for one in failed] == ["net::ERR_ABORTED"]
    assert len(held) == 1


def test_letters_of_a_word_being_composed_are_no_query_and_enter_does_not_search(
    staff: Page,
) -> None:
    staff.goto("/search")
    box(staff)
    asked: list[Request] = []
    staff.on("request", lambda one: asked.append(one) if "/api/search" in one.url else None)
    keyboard = staff.context.new_cdp_session(staff)
    for letters in ("s", "shi", "shi q", "shi qiao"):
        composed = {"text": letters, "selectionStart": len(letters), "selectionEnd": len(letters)}
        keyboard.send("Input.imeSetComposition", composed)
    for event in ({"isComposing": True}, {"keyCode": 229}):
        staff.get_by_role("searchbox").dispatch_event(
            "keydown", {"key": "Enter", "bubbles": True, "cancelable": True, **event}
        )
    staff.wait_for_timeout(600)  # more than the pause: nothing may come of it
    assert asked == []
    keyboard.send("Input.insertText", {"text": "石桥"})
    found(staff)
    assert [json.loads(one.post_data or "")["query"] for one in asked] == ["石桥"]


@pytest.mark.parametrize(
    ("label", "key", "expected", "documents"),
    [
        ("茶會散記 2023年10月（推断）", "Space", {"document": ["tea"]}, {"tea"}),
        ("临海日报", "Space", {"publisher": ["临海日报"]}, {"gazette"}),
        ("未署出版者", "Space", {"publisher": [""]}, {"letter"}),
        ("印刷文字", "ArrowDown", {"script": ["Hant"]}, {"tea"}),
    ],
)
def test_each_filter_is_set_by_the_keyboard_alone(
    staff: Page, label: str, key: str, expected: dict[str, list[str]], documents: set[str]
) -> None:
    searched(staff)
    everywhere = sources(staff)
    assert everywhere > documents
    tab_to(staff, label)
    while state(staff) != {"q": [QUERY], **expected}:
        with staff.expect_response("**/api/search"):
            staff.keyboard.press(key)
    found(staff)
    assert sources(staff) == documents
    expect(staff.get_by_text("筛选（1）")).to_be_visible()
    tab_to(staff, "清除筛选")
    with staff.expect_response("**/api/search"):
        staff.keyboard.press("Enter")
    found(staff)
    assert sources(staff) == everywhere
    assert state(staff) == {"q": [QUERY]}


def test_dates_are_set_by_the_keyboard_and_leave_undated_sources_out(staff: Page) -> None:
    searched(staff)
    tab_to(staff, "从")
    staff.keyboard.type("01012023")
    staff.wait_for_url(re.compile("from=2023-01-01"))
    found(staff)
    assert sources(staff) == {"tea", "gazette"}
    tab_to(staff, "到")
    staff.keyboard.type("12312023")
    expect(staff.locator(".hit")).to_have_count(1)
    assert sources(staff) == {"tea"}
    assert state(staff) == {"q": [QUERY], "from": ["2023-01-01"], "to": ["2023-12-31"]}


def test_a_date_typed_a_moment_before_searching_counts(staff: Page) -> None:
    searched(staff)
    in_one_moment = """() => {
        const date = document.querySelector("#filters [name=from]");
        date.value = "2023-01-01";
        date.dispatchEvent(new Event("input", { bubbles: true }));
        document.querySelector("#search").requestSubmit();
    }"""
    staff.evaluate(in_one_moment)
    found(staff)
    assert sources(staff) == {"tea", "gazette"}
    assert state(staff) == {"q": [QUERY], "from": ["2023-01-01"]}


def test_dates_that_cross_are_told_and_not_asked(staff: Page) -> None:
    staff.goto(f"/search?q={QUERY}&from=2024-01-01&to=2023-01-01")
    box(staff)
    expect(staff.get_by_role("status")).to_have_text("起始日期晚于截止日期。")
    expect(staff.locator(".hit")).to_have_count(0)
    expect(staff.get_by_role("searchbox")).to_have_attribute("aria-invalid", "true")


def test_furniture_and_spill_over_are_shown_on_request_and_named(staff: Page) -> None:
    searched(staff, "渔港的冷库 点灯仪式现场")
    kinds = staff.locator(".hit .kind")
    expect(kinds).to_have_count(0)
    tab_to(staff, "含页面附属文字")
    staff.keyboard.press("Space")
    expect(kinds).to_have_text(["页面附属文字"])
    tab_to(staff, "含混入的其他文章")
    staff.keyboard.press("Space")
    expect(kinds).to_have_count(2)
    assert sorted(kinds.all_text_contents()) == ["混入的其他文章", "页面附属文字"]
    assert state(staff)["include"] == ["furniture", "spillover"]


def test_slash_arrows_and_enter_lead_from_the_box_to_the_source_and_back(staff: Page) -> None:
    searched(staff)
    links = staff.locator(".to-source")
    staff.keyboard.press("ArrowDown")
    expect(links.nth(0)).to_be_focused()
    staff.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    staff.keyboard.press("End")
    expect(links.last).to_be_focused()
    staff.keyboard.press("ArrowDown")
    expect(links.last).to_be_focused()
    staff.keyboard.press("Home")
    expect(links.first).to_be_focused()
    staff.keyboard.press("ArrowUp")
    box(staff)
    staff.keyboard.press("ArrowDown")
    staff.keyboard.press("/")
    box(staff)
    expect(staff.get_by_role("searchbox")).to_have_value(QUERY)
    staff.keyboard.press("ArrowDown")
    staff.keyboard.press("Enter")
    expect(staff.get_by_role("article").locator("mark")).to_be_in_viewport()
    staff.get_by_role("link", name="返回检索结果").click()
    found(staff)
    expect(staff.get_by_role("searchbox")).to_have_value(QUERY)


def test_a_slash_in_the_box_is_a_slash(staff: Page) -> None:
    searched(staff, "石桥/节")
    expect(staff.get_by_role("searchbox")).to_have_value("石桥/节")


def test_the_address_holds_all_state_over_a_reload_and_steps_back(staff: Page) -> None:
    address = (
        f"/search?q={QUERY}&document=tea&document=gazette&publisher=山城晚報&include=furniture"
        "&from=2020-01-01&to=2025-01-01&script=Hant&topic=T-7&k=20&lang=zh-Hans"
    )
    staff.goto(address)
    for _ in range(2):
        found(staff)
        assert sources(staff) == {"tea"}
        expect(staff.get_by_role("searchbox")).to_have_value(QUERY)
        expect(staff.get_by_label("茶會散記 2023年10月（推断）")).to_be_checked()
        expect(staff.get_by_label("山城晚報")).to_be_checked()
        expect(staff.get_by_label("含页面附属文字")).to_be_checked()
        expect(staff.get_by_label("含混入的其他文章")).not_to_be_checked()
        expect(staff.get_by_label("从")).to_have_value("2020-01-01")
        expect(staff.get_by_label("印刷文字")).to_have_value("Hant")
        expect(staff.get_by_label("评测题号")).to_have_value("T-7")
        expect(staff.get_by_label("最多显示")).to_have_value("20")
        staff.reload()
    staff.get_by_role("searchbox").fill("樱花树")
    staff.keyboard.press("Enter")
    expect(staff.locator(".hit mark").first).to_have_text("櫻花樹")
    staff.get_by_label("印刷文字").select_option("")
    assert "script" not in state(staff)
    staff.go_back()
    expect(staff.get_by_label("印刷文字")).to_have_value("Hant")
    staff.go_back()
    expect(staff.get_by_role("searchbox")).to_have_value(QUERY)
    staff.get_by_role("link", name="English").click()
    expect(staff.get_by_role("searchbox", name="Search")).to_have_value(QUERY)
    expect(staff.get_by_label("Topic of the evaluation")).to_have_value("T-7")


def test_passages_are_judged_by_keyboard_and_come_out_as_qrels(staff: Page) -> None:
    staff.goto(f"/search?q={QUERY}&topic=browser-1")
    found(staff)
    first = staff.get_by_role("group", name=JUDGED_FIRST)
    staff.get_by_role("searchbox").press("ArrowDown")
    with staff.expect_response("**/api/judgements"):
        staff.keyboard.press("+")
    expect(first.get_by_role("button", name="相关", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    expect(staff.get_by_role("status")).to_have_text("第 1 段已标为相关。")
    staff.keyboard.press("ArrowDown")
    tab_to_second = staff.get_by_role("group", name="第 2 段是否相关")
    with staff.expect_response("**/api/judgements"):
        tab_to_second.get_by_role("button", name="不相关").press("Enter")
    staff.reload()
    found(staff)
    pressed = staff.locator(".verdicts [aria-pressed=true]")
    expect(pressed).to_have_text(["相关", "不相关"])
    ids = [hit["id"] for hit in staff.request.get(f"/search.json?q={QUERY}").json()["hits"]]
    qrels = staff.request.get("/qrels.txt").text().splitlines()
    judged = [line for line in qrels if line.startswith("browser-1 ")]
    assert judged == [f"browser-1 0 {ids[0]} 1", f"browser-1 0 {ids[1]} 0"]


def test_a_verdict_that_was_not_kept_is_not_shown(staff: Page) -> None:
    searched(staff, "樱花树")
    staff.route("**/api/judgements", lambda route: route.abort())
    group = staff.get_by_role("group", name=JUDGED_FIRST)
    group.get_by_role("button", name="相关", exact=True).click()
    expect(staff.get_by_role("status")).to_have_text("没能记下判断，请重试。")
    expect(group.locator(".failure")).to_have_text("没能记下判断，请重试。")
    expect(group.locator("[aria-pressed=true]")).to_have_count(0)


def test_the_twins_hold_what_the_page_shows(staff: Page) -> None:
    staff.goto(f"/search?q={QUERY}&include=furniture&document=gazette")
    found(staff)
    shown = staff.locator(".hit blockquote").all_text_contents()
    link = staff.get_by_role("link", name="JSON").get_attribute("href")
    assert link is not None
    assert urlsplit(link).path == "/search.json"
    assert parse_qs(urlsplit(link).query) == parse_qs(urlsplit(staff.url).query)
    texts = [hit["text"] for hit in staff.request.get(link).json()["hits"]]
    assert [re.sub(r"\s*\n\s*\n", "\n", text) for text in texts] == shown, "blank lines apart"
    with staff.expect_download() as download:
        staff.get_by_role("link", name="CSV").click()
    assert download.value.suggested_filename == "search.csv"
    table = download.value.path().read_bytes().decode("utf-8-sig")
    assert [row["text"] for row in csv.DictReader(io.StringIO(table, newline=""))] == texts


@pytest.mark.parametrize(
    ("tag", "none"),
    [
        ("zh-Hans", "没有找到段落。"),
        ("zh-Hant", "沒有找到段落。"),
        ("en", "No passage found."),
        ("ru", "Отрывков не найдено."),
    ],
)
def test_nothing_found_is_said_in_the_language_of_the_page(
    staff: Page, tag: str, none: str
) -> None:
    staff.goto(f"/search?q=？！&lang={tag}")
    expect(staff.get_by_role("status")).to_have_text(none)
    expect(staff.locator("html")).to_have_attribute("lang", tag)
    expect(staff.get_by_role("link", name="CSV")).to_be_hidden()


def test_what_fails_is_said_and_typing_on_mends_it(staff: Page) -> None:
    staff.goto("/search")
    box(staff)
    staff.route("**/api/search", lambda route: route.abort())
    staff.keyboard.type("石桥")
    expect(staff.get_by_role("status")).to_contain_text("无法连接服务器")
    staff.unroute("**/api/search")
    staff.keyboard.type("节")
    found(staff)


def test_a_query_that_is_too_long_is_kept_and_not_asked(staff: Page) -> None:
    staff.goto("/search")
    staff.get_by_role("searchbox").fill("石" * 501)
    expect(staff.get_by_role("status")).to_contain_text("501")
    expect(staff.get_by_role("searchbox")).to_have_attribute("aria-invalid", "true")
    expect(staff.locator(".hit")).to_have_count(0)


def test_everything_is_reached_on_a_small_phone(staff: Page) -> None:
    staff.set_viewport_size({"width": 360, "height": 640})
    staff.goto(f"/search?q={QUERY}&include=furniture&include=spillover")
    found(staff)
    staff.get_by_text("筛选（2）").click()
    expect(staff.get_by_label("评测题号")).to_be_visible()
    assert staff.evaluate("document.documentElement.scrollWidth") <= 360
    boxes = staff.locator(".verdicts button, #send").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().height)"
    )
    assert min(boxes) >= 24


def test_the_page_loads_in_less_than_100_kb(staff: Page) -> None:
    sizes: list[int] = []
    staff.on("response", lambda one: sizes.append(len(one.body())))
    staff.goto("/search")
    staff.wait_for_load_state("networkidle")
    assert len(sizes) > 10
    assert sum(sizes) < 100_000


def test_what_was_typed_while_the_page_was_loading_is_searched_for(staff: Page) -> None:
    def later(route: Route) -> None:
        staff.locator("#query").press_sequentially(QUERY)
        staff.locator("#query").press("Enter")
        route.continue_()

    staff.route("**/static/*/search.js", later)
    staff.goto("/search")
    found(staff)
    expect(staff.get_by_role("searchbox")).to_have_value(QUERY)
    assert staff.locator(".hit").count() > 3


@pytest.mark.parametrize(
    ("tag", "cut", "more", "whole"),
    [
        ("zh-Hans", "显示前 10 段", "显示更多", "共 {} 段"),
        ("zh-Hant", "顯示前 10 段", "顯示更多", "共 {} 段"),
        ("en", "The first 10 passages", "Show more", "{} passages"),
        ("ru", "Показаны первые отрывки: 10", "Показать ещё", "Отрывков: {}"),
    ],
)
def test_a_list_that_is_cut_says_so_and_goes_on_where_it_ended(  # noqa: PLR0913, PLR0917  a table
    browser: Browser, digests: RunningServer, tag: str, cut: str, more: str, whole: str
) -> None:
    with visiting(browser, digests) as page:
        page.goto(f"/search?q=青岛&lang={tag}")
        expect(page.get_by_role("status")).to_have_text(cut)
        expect(page.locator(".hit")).to_have_count(10)
        page.get_by_role("button", name=more).press("Enter")
        expect(page.locator(".hit")).to_have_count(20)
        expect(page.locator(".hit").nth(10).locator(".to-source")).to_be_focused()
        expect(page.locator("[name=k]")).to_have_value("20")
        assert state(page) == {"q": ["青岛"], "k": ["20"]}
        page.go_back()
        expect(page.get_by_role("status")).to_have_text(cut)
        page.goto(f"/search?q=青岛&document=sco-qingdao-initiative-2023&lang={tag}")
        count = len(page.request.get(f"/search.json?{urlsplit(page.url).query}").json()["hits"])
        assert 0 < count < 10
        expect(page.get_by_role("status")).to_have_text(whole.format(count))
        expect(page.get_by_role("button", name=more)).to_be_hidden()


@pytest.mark.parametrize("filtered", ["document=nowhere", "from=2024-13-45", "script=Xxxx"])
def test_an_address_with_filters_that_cannot_be_used_is_told_what_to_do(
    staff: Page, filtered: str
) -> None:
    staff.goto(f"/search?q={QUERY}&{filtered}")
    expect(staff.get_by_role("status")).to_have_text("筛选条件不能用，请改正或清除。")
    staff.get_by_role("button", name="清除筛选").click()
    found(staff)


def test_a_telephone_is_not_told_of_keys(browser: Browser, shelf: RunningServer) -> None:
    with visiting(browser, shelf, Seat(width=360, height=640, is_phone=True)) as page:
        page.goto(f"/search?q={QUERY}")
        found(page)
        expect(page.locator("#hint")).to_have_text("")
    with visiting(browser, shelf) as page:
        page.goto(f"/search?q={QUERY}")
        found(page)
        expect(page.locator("#hint")).to_contain_text("Enter 打开原文")


def test_a_search_far_from_all_documents_says_that_nothing_is_close(staff: Page) -> None:
    searched(staff, "美联储加息对黄金期货的影响")
    summary = staff.locator("#summary")
    expect(summary).to_contain_text("没有与检索词接近的段落，下面只是相对最近的。")
    expect(staff.get_by_role("status")).to_contain_text("没有与检索词接近的段落")
    staff.get_by_role("searchbox", name="检索").fill(QUERY)
    expect(summary).not_to_contain_text("接近")
    expect(staff.locator(".hit").first).to_be_visible()

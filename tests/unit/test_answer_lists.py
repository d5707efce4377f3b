"""Lists are found by how they are printed: numbers, bullets, or lines under what leads in."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from answer.lists.markers import Marker, marker_of
from answer.lists.surroundings import lists_of
from answer.lists.text_places import places_of
from ingest.cleaning import clean
from ingest.document import Document
from ingest.loaders import Markup
from ingest.splitting import split
from tests.fakes import make_document, make_source

Printed = list[tuple[str | None, list[str]]]


def lists_in(text: str, *, target_chars: int = 250, headings: Sequence[str] = ()) -> Printed:
    """Each list of ``text``, as ingest would cut it: what leads in, and the items.

    ``headings`` are lines of which the file says that they are such.
    """
    document: Document = make_document(make_source("a"), text)
    markup = Markup(tuple(map(text.index, headings)))
    passages = split(document, clean(text, markup=markup), target_chars=target_chars)
    places = places_of(passages, text)
    return [
        (
            None if one.lead is None else places[one.lead].text,
            [" ".join(p.text for p in places[first : last + 1]) for first, last in one.items],
        )
        for one in lists_of(places)
    ]


@pytest.mark.parametrize(
    ("text", "marker"),
    [
        ("第一，修路。", Marker("ordinal", 1)),
        ("第二点，修桥", Marker("ordinal点", 2)),
        ("三是种树。", Marker("copula是", 3)),
        ("（十二）其他事项；", Marker("brackets", 12)),
        ("④ 发奖", Marker("circled", 4)),
        ("二十一、附则", Marker("comma", 21)),
        ("7. 加盐", Marker("figure.", 7)),
        ("8)加糖", Marker("figure)", 8)),
        ("c) add salt", Marker("letter)", 3)),
        ("B. Park", Marker("capital.", 2)),
        ("e.g. salt", None),
        ("Third, add salt.", Marker("English", 3)),
        ("Во-вторых, добавьте соль.", Marker("Russian", 2)),
        ("要办两件事：一是修路。", Marker("copula是", 1, is_inner=True)),
        ("第三届论坛在青岛举行。", None),
        ("3.5升水", None),
        ("一九四九年以前的书", None),
    ],
)
def test_a_marker_is_read_with_its_style_and_number(text: str, marker: Marker | None) -> None:
    assert marker_of(text, opens_line=True) == marker


def test_figures_count_only_where_a_line_begins() -> None:
    assert marker_of("7. 加盐", opens_line=False) is None
    assert marker_of("第七，加盐", opens_line=False) == Marker("ordinal", 7)


def test_ordinals_in_running_text_make_a_list_with_the_sentence_that_counts_them() -> None:
    lead, items = "会议提出三个要求。", ["第一，准时到场。", "第二，带好材料。", "第三，不得喧哗。"]
    text = f"{lead}{items[0]}大家都同意。{items[1]}{items[2]}\n散会以后合影。"
    assert lists_in(text) == [(lead, items)]


def test_a_lead_in_may_hold_the_first_item() -> None:
    first = "镇里要办两件事：一是修好通往山上的路。"
    assert lists_in(f"{first}二是给学校盖一座楼。") == [(first, [first, "二是给学校盖一座楼。"])]


def test_headings_that_count_are_the_items() -> None:
    long = (
        "这里的说明写得比较长，为的是让它看上去像一个正常的段落，而不是一个标题或者清单里的一项。"
    )
    items = ["第一点，修路", "第二点，架桥", "第三点，种树"]
    paragraphs = [
        "三点倡议",
        "论坛提出三点倡议。",
        *(part for item in items for part in (item, long)),
    ]
    assert lists_in("\n\n".join(paragraphs)) == [("论坛提出三点倡议。", items)]


def test_a_numbered_list_may_run_over_passages() -> None:
    items = [f"（{n}）这是第几项要求，写得稍微长一点；" for n in "一二三四五六"]
    text = "\n".join(["办证须满足下列要求：", *items])
    assert lists_in(text, target_chars=60) == [("办证须满足下列要求：", items)]


def test_a_list_within_an_item_of_another_is_its_own() -> None:
    items = "（一）身份证；\n（二）照片。"
    found = lists_in(f"第一条　本馆免费开放。\n第二条　读者须带：\n{items}\n第三条　周一闭馆。")
    assert ("第二条　读者须带：", ["（一）身份证；", "（二）照片。"]) in found


def test_numbers_that_do_not_begin_at_one_make_no_list() -> None:
    assert lists_in("第四条　本馆免费开放。\n第五条　周一闭馆。\n第六条　读者须带证件。") == []


@pytest.mark.parametrize("bullet", ["-", "*", "•", "·"])
def test_bulleted_lines_are_items_under_the_line_above(bullet: str) -> None:
    text = f"请带\n{bullet} 一瓶水\n{bullet} 一件雨衣\n{bullet} 一张地图\n"
    items = [f"{bullet} {item}" for item in ("一瓶水", "一件雨衣", "一张地图")]
    assert lists_in(text) == [("请带", items)]


def test_lines_without_marks_are_items_under_a_line_that_leads_in() -> None:
    text = "下列情况不保修：\n\n摔坏的；\n\n进水的；\n\n过了保修期的。\n\n本店在和平路。\n"
    assert lists_in(text) == [("下列情况不保修：", ["摔坏的；", "进水的；", "过了保修期的。"])]


def test_a_title_over_lines_of_one_kind_leads_them_in_and_ends_the_list_above() -> None:
    ingredients, steps = (
        ["米 2 两", "水 1 升", "盐 1 克"],
        ["先洗米。", "再加水煮开。", "最后放盐。"],
    )
    text = "\n\n".join(["两个人吃正好。", "材料", *ingredients, "步骤", *steps])
    assert lists_in(text) == [("材料", ingredients), ("步骤", steps)]


def test_a_line_that_is_not_set_off_goes_on_with_its_item() -> None:
    text = "Bring these things:\n\na paper map, since\nphones do not work\n\na whistle\n\na coat\n"
    assert lists_in(text) == [
        ("Bring these things:", ["a paper map, since phones do not work", "a whistle", "a coat"])
    ]


def test_paragraphs_are_no_list() -> None:
    long = (
        "港口去年完成了扩建，新的码头可以停靠更大的船，来自各地的货物在这里换装，"
        "以后再运往内陆的城市，吞吐量比前一年增长了三成，就业的人也多了。"
    )
    assert lists_in(f"他说：\n{long}\n{long}\n{long}\n") == []
    assert lists_in("今天晴。明天有雨。后天转晴。\n周末多云。气温下降。\n") == []


NESTED = """要办三件事：
1. 到人事处报到
   1. 交复印件
   2. 填写表格
2. 领电脑
   - 电脑一台
   - 电源一条
3. 领用品
   1. 签字
   2. 领取
"""


@pytest.mark.parametrize("break_", ["\n", "\n\n"])
def test_an_item_holds_the_list_that_is_set_in_below_it(break_: str) -> None:
    assert lists_in(NESTED.replace("\n", break_)) == [
        (
            "要办三件事：",
            [
                "1. 到人事处报到 1. 交复印件 2. 填写表格",
                "2. 领电脑 - 电脑一台 - 电源一条",
                "3. 领用品 1. 签字 2. 领取",
            ],
        ),
        ("1. 到人事处报到", ["1. 交复印件", "2. 填写表格"]),
        ("2. 领电脑", ["- 电脑一台", "- 电源一条"]),
        ("3. 领用品", ["1. 签字", "2. 领取"]),
    ]


def test_an_inner_list_that_counts_as_far_as_the_outer_one_ends_with_its_item() -> None:
    text = "要办两件事：\n1. 报到\n   1. 交表\n2. 领电脑\n   1. 签字\n   2. 开机\n"
    assert lists_in(text) == [
        ("要办两件事：", ["1. 报到 1. 交表", "2. 领电脑 1. 签字 2. 开机"]),
        ("2. 领电脑", ["1. 签字", "2. 开机"]),
    ]


def test_bullets_set_in_under_bullets_are_their_own_list() -> None:
    text = "请带\n- 证件\n  - 身份证\n  - 照片\n- 雨衣\n- 步骤单\n  1. 先看\n  2. 后签\n"
    assert lists_in(text) == [
        ("请带", ["- 证件 - 身份证 - 照片", "- 雨衣", "- 步骤单 1. 先看 2. 后签"]),
        ("- 证件", ["- 身份证", "- 照片"]),
        ("- 步骤单", ["1. 先看", "2. 后签"]),
    ]


@pytest.mark.parametrize(
    "text", ["两件事：\n1. 报到\n  2. 领电脑\n", "两件事：\n  1. 报到\n2. 领电脑\n"]
)
def test_a_list_counts_on_where_its_items_are_set_in_unevenly(text: str) -> None:
    assert lists_in(text) == [("两件事：", ["1. 报到", "2. 领电脑"])]


def test_sections_with_lists_of_their_own_stay_without_them() -> None:
    inner = [f"{n}. {'这是一条写得很长的规定' * 8}。" for n in (1, 2, 3)]
    text = "\n\n".join(["本馆规定：", "一、借书", *inner, "二、还书", *inner])
    assert lists_in(text)[0] == ("本馆规定：", ["一、借书", "二、还书"])


def test_items_may_count_in_letters() -> None:
    text = (
        "To sign in:\n1. Go to the office.\n   a. Show it.\n   b. Take a badge.\n2. Find a tent.\n"
    )
    assert lists_in(text) == [
        ("To sign in:", ["1. Go to the office. a. Show it. b. Take a badge.", "2. Find a tent."]),
        ("1. Go to the office.", ["a. Show it.", "b. Take a badge."]),
    ]


def test_numbers_that_run_on_over_headings_make_a_list_below_each() -> None:
    text = "一般规定\n1. 戴帽\n2. 穿鞋\n有人触电时\n3. 断电\n4. 报警\n"
    assert lists_in(text, headings=("一般规定", "有人触电时")) == [
        ("一般规定", ["1. 戴帽", "2. 穿鞋"]),
        ("有人触电时", ["3. 断电", "4. 报警"]),
    ]


def test_questions_and_answers_are_no_list() -> None:
    assert lists_in("问答\n\n问：有网吗？\n答：有。\n问：收费吗？\n答：不收。\n") == []


def test_one_field_under_a_heading_is_of_what_that_names() -> None:
    text = "欢迎来信。\n\n安全科\n电话：6612 0001\n医务室\n电话：6612 0120\n传真：6612 0121\n"
    assert lists_in(text) == [
        ("安全科", ["电话：6612 0001"]),
        ("医务室", ["电话：6612 0120", "传真：6612 0121"]),
    ]

"""What is shown of ranked sentences: whole lists, every part of a question, leads of lone items."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

import numpy as np
import pytest

from answer.choosing import FEATURES, Candidate, Question
from answer.lists.listing import MAX_ITEMS
from answer.lists.surroundings import Surroundings
from answer.selecting import MAX_SENTENCES, select
from answer.shown import Shown
from index.clauses import Clause, as_clauses
from index.lexical import tokenise
from index.retriever import Hit, Why
from ingest.cleaning import clean
from ingest.document import Document, Passage
from ingest.splitting import split
from tests.fakes import FakeEncoder, make_document, make_source

RULES = (
    "借阅规则\n\n本规则由管理处制定，自三月起施行。\n\n办证须带：\n\n（一）身份证；\n（二）居住证明；\n（三）照片。\n\n"
    "下列图书不外借：\n\n一、工具书；\n二、地图；\n三、家谱。\n\n逾期每天收一角。\n"
)
EVENTS = (
    "镇里的大事有好几件，下面一件一件地说。\n\n植树节办在北山林场。3月12日，居民种下侧柏。活动由林业站组织。\n\n"
    "龙舟赛于6月22日在月亮湾水库举行。比赛由会长高明德主持。\n\n丰收展9月23日在文化广场开幕。参观的有八千人次。\n"
)


class Words:
    """A collection in which every token is as rare as any other."""

    passage_count = 9

    def document_frequency(self, token: str) -> int:
        return 1 if token else 0

    def clauses(self, query: str) -> list[Clause]:
        return as_clauses(tokenise(query))

    def reach(self, clause: Clause) -> float:
        return float(len(clause.tokens))


@dataclass(frozen=True, slots=True)
class Library:
    """Documents of invented text, cut as ingest cuts them."""

    documents: dict[str, Document]
    passages: dict[str, list[Passage]]

    @classmethod
    def of(cls, *texts: str, target_chars: int = 250) -> Library:
        documents = {
            f"d{i}": make_document(make_source(f"d{i}"), text)
            for i, text in zip(count(), texts, strict=False)
        }
        return cls(
            documents,
            {
                name: split(document, clean(document.text), target_chars=target_chars)
                for name, document in documents.items()
            },
        )

    def shown(self, question: str, *best: str, found: int = 9) -> list[Shown]:
        """What is shown where the sentences with the words ``best`` are the likeliest in turn.

        The others are far behind; passages after the first ``found`` were not found.
        """
        passages = [p for own in self.passages.values() for p in own][:found]
        candidates = [_candidate(p, i, best) for p in passages for i in range(len(p.sentences))]
        ranked = sorted(
            (one for one in candidates if not one.sentence.is_heading), key=lambda one: -one.score
        )
        around = Surroundings(self.documents.__getitem__, self._around)
        return select(Question.prepare(question, Words(), FakeEncoder()), ranked, around.of)

    def _around(self, passage_id: str, reach: int) -> Sequence[Passage]:
        own = next(own for own in self.passages.values() if any(p.id == passage_id for p in own))
        at = next(i for i, passage in enumerate(own) if passage.id == passage_id)
        return own[max(0, at - reach) : at + reach + 1]


def _candidate(passage: Passage, at: int, best: Sequence[str]) -> Candidate:
    sentence = passage.sentences[at]
    text = passage.search_text[sentence.start : sentence.end]
    place = next((i for i, words in enumerate(best) if words in text), 20)
    features = np.zeros(len(FEATURES), dtype=np.float32)
    return Candidate(Hit(passage, 1.0, 1, Why(1.0, 0.0)), sentence, features, -float(place))


def texts(shown: Sequence[Shown]) -> list[str]:
    return [one.candidate.search_text.strip() for one in shown]


def test_a_question_for_a_list_gets_the_lead_in_and_every_item() -> None:
    shown = Library.of(RULES).shown("办证要带哪些？", "居住证明")
    assert texts(shown) == ["办证须带：", "（一）身份证；", "（二）居住证明；", "（三）照片。"]


def test_the_list_that_is_named_as_the_question_says_is_the_one() -> None:
    shown = Library.of(RULES).shown("哪些图书不外借？", "居住证明")
    assert texts(shown) == ["下列图书不外借：", "一、工具书；", "二、地图；", "三、家谱。"]


def test_a_list_that_runs_into_a_passage_not_found_comes_whole() -> None:
    items = [f"（{n}）这是第几项要求，写得稍微长一点；" for n in "一二三四五六"]
    library = Library.of("\n".join(["办证须满足下列要求：", *items]), target_chars=60)
    assert len(library.passages["d0"]) > 1
    shown = library.shown("办证有哪些要求？", "（一）", found=1)
    assert texts(shown) == ["办证须满足下列要求：", *items]


def test_a_sentence_that_only_leads_in_brings_its_list() -> None:
    shown = Library.of(RULES).shown("办证须带的东西", "办证须带")
    assert len(shown) == 4


POINTS = (
    "城市公约\n\n会议提出以下三点公约：\n一是爱护树木。每年春天种一次树。\n二是节约用水。水价按季调整。"
    "夏天限时浇花。\n三是少用塑料。商店备有布袋。\n以上各点自明年起生效。\n"
)


@pytest.mark.parametrize(
    ("question", "item"),
    [
        ("会议公约的第二点是什么？", ["二是节约用水。", "水价按季调整。", "夏天限时浇花。"]),
        ("会议公约最后一点是什么？", ["三是少用塑料。", "商店备有布袋。"]),
    ],
)
def test_one_item_that_is_asked_for_comes_whole_behind_the_lead_in(
    question: str, item: list[str]
) -> None:
    shown = Library.of(POINTS).shown(question, "爱护树木", "以上各点")
    assert texts(shown) == ["会议提出以下三点公约：", *item]


def test_an_item_behind_the_last_one_is_not_there() -> None:
    for question in ("会议公约的第四点是什么？", "会议公约的第零点是什么？"):
        assert Library.of(POINTS).shown(question, "爱护树木") == []


def test_a_list_that_does_not_say_how_long_it_is_may_go_on() -> None:
    shown = Library.of(POINTS.replace("三点", "如下")).shown("会议公约的第四点是什么？", "树木")
    assert texts(shown) != []


def test_an_item_of_a_list_that_nobody_spoke_of_is_not_meant() -> None:
    shown = Library.of(POINTS).shown("图书馆规则的第二点是什么？", "商店")
    assert "二是节约用水。" not in texts(shown)


def test_a_list_of_another_length_than_asked_for_is_not_meant() -> None:
    shown = Library.of(RULES).shown("办证要带哪两种？", "逾期")
    assert texts(shown) == ["逾期每天收一角。"]


def test_a_sentence_that_says_it_better_than_any_list_stands_without_items() -> None:
    shown = Library.of(RULES).shown("逾期每天收哪些费用？", "逾期", "工具书", "地图")
    assert texts(shown) == ["逾期每天收一角。"]


@pytest.mark.parametrize(("answering", "last"), [(3, MAX_ITEMS), (MAX_ITEMS + 4, MAX_ITEMS + 4)])
def test_of_a_long_list_the_first_items_are_shown_and_the_best(answering: int, last: int) -> None:
    items = [f"{n}. 第{'甲' * n}类读者" for n in range(1, MAX_ITEMS + 6)]
    library = Library.of("\n".join(["读者的种类如下：", *items]))
    shown = texts(library.shown("读者有哪些种类？", items[answering - 1]))
    assert shown == ["读者的种类如下：", *items[: MAX_ITEMS - 1], items[last - 1]]


def test_a_lone_item_comes_behind_what_leads_it_in() -> None:
    shown = Library.of(RULES).shown("地图可以外借吗？", "地图")
    assert texts(shown) == ["下列图书不外借：", "二、地图；"]


def test_a_lead_in_comes_on_top_of_the_likeliest_sentences() -> None:
    shown = Library.of(RULES).shown("地图可以外借吗？", "地图", "逾期", "管理处")
    lead, *rest = [text for text in texts(shown) if not text.startswith("本规则")]
    assert [lead, *rest] == ["下列图书不外借：", "二、地图；", "逾期每天收一角。"]
    assert len(shown) == MAX_SENTENCES + 1


def test_an_item_is_cited_where_another_source_says_it_too() -> None:
    first = "要求如下：\n（一）读者须带身份证原件；\n（二）读者须满十四岁。\n"
    second = "读者须带身份证原件。\n"
    lead, one, two = Library.of(first, second).shown("有哪些要求？", "（一）")
    assert [other.hit.passage.document_id for other in one.also] == ["d1"]
    assert lead.also == two.also == ()


def test_a_sentence_that_answers_every_part_goes_before_a_likelier_one() -> None:
    shown = Library.of(EVENTS).shown("比赛什么时候在哪里举行？", "高明德", "月亮湾")
    assert texts(shown) == ["龙舟赛于6月22日在月亮湾水库举行。"]


def test_the_part_that_is_missing_comes_from_the_same_paragraph() -> None:
    shown = Library.of(EVENTS).shown("丰收展什么时候办，来了多少人？", "丰收展", "八千", "种下")
    assert texts(shown) == ["丰收展9月23日在文化广场开幕。", "参观的有八千人次。"]
    shown = Library.of(EVENTS).shown("比赛由谁主持，什么时候办？", "高明德", "3月12日")
    assert texts(shown) == ["龙舟赛于6月22日在月亮湾水库举行。", "比赛由会长高明德主持。"]


def test_a_part_that_nothing_nearby_answers_leaves_the_usual_choice() -> None:
    text = "展览很大。\n\n中间隔着一段话。\n\n又隔着一段话。\n\n票价二十元。\n"
    shown = Library.of(text).shown("展览什么时候办，在哪里？", "展览很大", "票价")
    assert texts(shown) == ["展览很大。", "票价二十元。"]


def test_two_subjects_are_answered_apart_even_by_two_documents() -> None:
    other = "图书楼一共五层，由学校自己管理。\n"
    shown = Library.of(EVENTS, other).shown("龙舟赛几月举行，图书楼有几层？", "龙舟赛")
    assert texts(shown) == ["龙舟赛于6月22日在月亮湾水库举行。", "图书楼一共五层，由学校自己管理。"]


def test_nothing_is_shown_of_no_candidates() -> None:
    assert Library.of().shown("谁？") == []


HEAD = "票种 | 平日 | 周末"
PRICES = (
    f"游泳馆全年开放。\n\n{HEAD}\n\n成人票 | 30元 | 40元\n\n儿童票 | 15元 | 20元\n\n"
    "老人票 | 10元 | 15元\n\n票价每年调整一次。\n"
)


@pytest.mark.parametrize(
    ("best", "shown"),
    [
        (("儿童票", "成人票"), [f"{HEAD}\n成人票 | 30元 | 40元\n儿童票 | 15元 | 20元"]),
        (("儿童票", "票种"), [HEAD, "儿童票 | 15元 | 20元"]),
        (("老人票", "票价"), [HEAD, "老人票 | 10元 | 15元", "票价每年调整一次。"]),
    ],
)
def test_rows_that_stand_below_one_another_are_one_quotation(
    best: tuple[str, ...], shown: list[str]
) -> None:
    assert texts(Library.of(PRICES).shown("多少钱？", *best)) == shown


def test_a_sentence_that_only_says_that_something_follows_is_no_answer_for_a_list() -> None:
    text = "图书馆十月搬到新馆，搬迁的安排如下。\n\n搬迁步骤\n\n1. 清点古籍\n\n2. 装箱编号\n"
    shown = Library.of(text).shown("图书馆搬到新馆有哪些步骤？", "图书馆十月", "清点")
    assert texts(shown) == ["搬迁步骤", "1. 清点古籍", "2. 装箱编号"]


OFFICE = (
    "欢迎加入我们的公司，请先读完这本手册。\n\n办公环境\n\n办公室不许带宠物。\n\n会议室在网上预订。\n\n访客在前台登记。\n\n"
    "餐饮\n\n- 早餐\n- 午餐\n\n下面是各处的电话。\n\n客服中心\n电话：8765 4321\n"
)


def test_a_heading_stands_over_an_item_that_says_nothing_by_itself_and_over_no_sentence() -> None:
    library = Library.of(OFFICE)
    assert texts(library.shown("可以带宠物吗？", "宠物")) == ["办公室不许带宠物。"]
    assert texts(library.shown("客服的电话？", "8765")) == ["客服中心", "电话：8765 4321"]


def test_a_sentence_of_a_section_without_marks_is_shown_without_the_others() -> None:
    assert texts(Library.of(OFFICE).shown("怎么订会议室？", "会议室")) == ["会议室在网上预订。"]


def test_a_row_of_a_small_table_below_a_sentence_has_its_header() -> None:
    text = "每月五日前转账。\n\n房型 | 面积 | 月租\n\n单间 | 18 | 1800\n\n套间 | 42 | 3200\n"
    shown = Library.of(text).shown("套间多少钱？", "套间")
    assert texts(shown) == ["房型 | 面积 | 月租", "套间 | 42 | 3200"]


def test_a_row_of_two_cells_needs_no_header() -> None:
    text = "灯号说明如下表，请对照。\n\n灯号 | 意思\n\n红灯 | 断网\n\n蓝灯 | 正常\n"
    assert texts(Library.of(text).shown("蓝灯的意思", "蓝灯")) == ["蓝灯 | 正常"]

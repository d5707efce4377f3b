"""What a question states and the source does not: years, days, editions, numbers and names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from answer.choosing import FEATURES, Candidate
from answer.lists.surroundings import Surroundings
from answer.shown import Shown
from answer.unmentioned import unmentioned
from index.clauses import Clause, as_clauses
from index.expansion import Alternative
from index.lexical import tokenise
from index.retriever import Hit, Why
from ingest.cleaning import clean
from ingest.document import Passage
from ingest.splitting import split
from tests.fakes import make_document, make_source

REPORT = (
    "临海市外贸公报\n\n"
    "2022年全市进出口额为386亿元。\n其中出口额为251亿元。\n2021年全市进出口额为340亿元，是2010年的三倍。\n"
    "目前全市有企业1,204家。\n去年新开两条航线。\n对俄罗斯的出口额为21亿元，中乌贸易也有增长。\n"
    "第三届外贸洽谈会于6月15日举行。\n洽谈会由陈立群主任主持，艾达洛娃·索勒到会。\n"
    "会议室设在八楼。\n4、5月走访企业30多家。\n当天下午签约。\n"
)


class Words:
    """A collection that holds every pair of REPORT, and knows another name of one city."""

    passage_count = 9

    def document_frequency(self, token: str) -> int:
        return int(token in REPORT)

    def clauses(self, query: str) -> list[Clause]:
        if "羊城" in query:
            return [Clause(("羊城",), others=(Alternative(("临", "海"), ("临海",), 1.0),))]
        return as_clauses(tokenise(query))

    def reach(self, clause: Clause) -> float:
        return float(len(clause.tokens))


def lacking(
    question: str, sentence: str, text: str = REPORT, date: str = "2023-03-01", title: str = "公报"
) -> list[str]:
    """What ``question`` states in vain where the sentence with the words ``sentence`` is shown."""
    source = replace(make_source("report"), date=date, title=title)
    document = make_document(source, text)
    passages = split(document, clean(document.text))
    found = [
        _candidate(passage, at)
        for passage in passages
        for at, one in enumerate(passage.sentences)
        if sentence in passage.search_text[one.start : one.end]
    ]
    assert found, "the sentence stands in the text"

    def around(_id: str, _reach: int) -> Sequence[Passage]:
        return passages

    articles = Surroundings(lambda _id: document, around)
    return unmentioned(question, [Shown(found[0])], [source], articles.of, Words())


def _candidate(passage: Passage, at: int) -> Candidate:
    features = np.zeros(len(FEATURES), dtype=np.float32)
    return Candidate(Hit(passage, 1.0, 1, Why(1.0, 0.0)), passage.sentences[at], features, 0.0)


@pytest.mark.parametrize(
    ("question", "sentence", "found"),
    [
        ("2018年的进出口额是多少？", "386", ["2018年"]),
        ("二〇一八年的进出口额是多少？", "386", ["二〇一八年"]),
        ("2025年进出口额", "386", ["2025年"]),
        ("What was the trade in 2018?", "386", ["2018"]),
        # the sentence tells of another year, whatever stands around it
        ("2021年全市进出口额是多少？", "386", ["2021年"]),
        ("2023年全市进出口额是多少？", "386", ["2023年"]),
        ("2018年新开几条航线？", "航线", ["2018年"]),
        ("第五届洽谈会何时举行？", "第三届", ["第五届"]),
        ("第三届洽谈会8月20日在哪里举行？", "第三届", ["8月20日"]),
        ("第七届和第九届洽谈会", "第三届", ["第七届", "第九届"]),
        ("When was the fifth trade fair held?", "第三届", ["fifth"]),
        ("Когда прошла пятая ярмарка?", "第三届", ["пятая"]),
        ("九千家企业分布在哪里？", "企业1", ["九千家"]),
        ("对巴西的出口额是多少？", "俄罗斯", ["巴西"]),
        ("云山镇的出口额是多少？", "俄罗斯", ["云山镇"]),
        ("洽谈会由赵小红主任主持吗？", "主持", ["赵小红"]),
        ("王海燕在洽谈会上说了什么？", "主持", ["王海燕"]),
        ("伊万·彼得罗夫到会了吗？", "主持", ["伊万·彼得罗夫"]),
        ("《远洋航运协定》何时签署？", "签约", ["远洋航运协定"]),
        ("羊城县的会议室在几楼？", "会议室", []),
    ],
)
def test_what_the_source_does_not_state_is_named_as_the_question_says_it(
    question: str, sentence: str, found: Sequence[str]
) -> None:
    assert lacking(question, sentence) == found


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("2022年的进出口额是多少？", "386"),
        ("二〇二二年的进出口额是多少？", "386"),
        ("2022年的出口额是多少？", "其中"),  # the sentence before tells the year
        ("2023年有多少企业？", "目前"),  # its source's date does
        ("2022年新开几条航线？", "航线"),  # last year, of a text of 2023
        ("与2010年相比增长多少？", "2010年"),
        ("2021年是2010年的几倍？", "2010年"),
        ("2022年与2021年的进出口额各是多少？", "386"),
        ("第3届洽谈会几时举行？", "第三届"),
        ("When was the 3rd trade fair held?", "第三届"),
        ("Когда прошла третья ярмарка?", "第三届"),
        ("What is the fifth point?", "第三届"),
        ("Who was on the fifth floor on 15 June?", "第三届"),
        ("洽谈会2023年6月15日在哪里举行？", "第三届"),
        ("6月15日签约了吗？", "当天"),
        ("四月走访了多少企业？", "走访"),
        ("三十多家企业是哪些？", "走访"),
        ("1204家企业", "企业1"),
        ("对乌兹别克斯坦的出口额是多少？", "俄罗斯"),  # 中乌
        ("临海市对俄罗斯的出口额是多少？", "俄罗斯"),
        ("陈立群主任主持了什么？", "主持"),
        ("索勒·艾达洛娃到会了吗？", "主持"),
        ("二三年有多少企业？", "目前"),
        ("初一三班有三四十家企业吗？", "走访"),  # a class, and a guess
        ("第二次走访在几月？", "走访"),
        ("第七条规定什么？", "会议室"),  # the text numbers no articles
        ("刘副主任主持了什么？", "主持"),
        ("Who is Anna Smith?", "主持"),  # a Chinese text may print that name in Chinese
    ],
)
def test_what_the_source_states_in_any_form_is_not_named(question: str, sentence: str) -> None:
    assert lacking(question, sentence) == []


def test_a_title_or_heading_supplies_the_year_of_a_sentence_without_one() -> None:
    text = "港口货物吞吐量为4,300万吨。\n"
    assert lacking("2019年的吞吐量是多少？", "吞吐量", text, "", "港口") == ["2019年"]
    assert lacking("2019年的吞吐量是多少？", "吞吐量", text, "", "2019年港口公报") == []
    assert lacking("2019年的吞吐量是多少？", "吞吐量", text, "2019-12", "港口") == []


def test_last_year_of_a_text_without_a_date_may_be_any_year() -> None:
    text = "去年新开两条航线。\n"
    assert lacking("2018年新开几条航线？", "航线", text, "") == []
    assert lacking("2018年新开几条航线？", "航线", text, "2023") == ["2018年"]


def test_in_a_text_of_the_askers_script_unknown_capitals_are_named_whole() -> None:
    text = "Director Margaret Holloway thanked the forty volunteers.\n"
    assert lacking("What did Director Jonathan Parker say?", "thanked", text) == ["Jonathan Parker"]
    assert lacking("What did Director Margaret Holloway say?", "thanked", text) == []


def test_nothing_shown_lacks_nothing() -> None:
    around = Surroundings(lambda _id: make_document(make_source("x"), ""), lambda _id, _n: [])
    assert unmentioned("2018年的进出口额？", [], [], around.of, Words()) == []

"""What a question asks for at once, and whether a sentence has it."""

from __future__ import annotations

import pytest

from answer.question_parts import (
    Part,
    asked_clauses,
    asked_count,
    asked_parts,
    asks_for_list,
    dates_exactly,
    offered_parts,
)

TIME, PLACE, PERSON, NUMBER = Part.TIME, Part.PLACE, Part.PERSON, Part.NUMBER


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("龙舟赛是什么时候在哪里举行的？", {TIME, PLACE}),
        ("座談會由誰主持，在什麼地方開？", {PERSON, PLACE}),
        ("有多少学员，办几天？", set()),
        ("花了多少钱，哪年完工？", {NUMBER, TIME}),
        ("When and where was it opened, and by whom?", {TIME, PLACE, PERSON}),
        ("Когда и где прошёл форум?", {TIME, PLACE}),
        ("在哪些领域合作？", set()),
        ("论坛在哪里举行？", set()),
    ],
)
def test_several_parts_are_told_apart(question: str, parts: set[Part]) -> None:
    assert asked_parts(question) == parts


@pytest.mark.parametrize(
    ("sentence", "offered", "lacking"),
    [
        ("比赛于6月22日在月亮湾水库举行。", {TIME, PLACE}, {PERSON, NUMBER}),
        ("代表大家签字的是镇长许文涛。", {PERSON}, {TIME, NUMBER}),
        ("工程由建筑队承建。", {PERSON}, {TIME, PLACE, NUMBER}),
        ("来的有四十人。", {NUMBER}, {TIME, PLACE, PERSON}),
        ("时间：2024年11月16日下午两点半", {TIME}, {PLACE, PERSON, NUMBER}),
        ("Opened on 2 May 2019 at the mill by Ada Reyes.", {TIME, PLACE, PERSON}, {NUMBER}),
        ("Tickets cost five euros.", {NUMBER}, {TIME, PLACE, PERSON}),
        ("由于天气不好，活动取消。", set(), set(Part)),
    ],
)
def test_a_sentence_offers_what_it_holds(
    sentence: str, offered: set[Part], lacking: set[Part]
) -> None:
    found = offered_parts(sentence, "")
    assert offered <= found
    assert not found & lacking


def test_what_the_question_holds_is_not_offered() -> None:
    assert offered_parts("6月22日比赛。", "6月22日谁赢了？") == frozenset()


def test_a_day_is_an_exact_date_and_a_month_is_not() -> None:
    assert dates_exactly("3月12日种树。")
    assert dates_exactly("It starts on 8 October.")
    assert not dates_exactly("三月种树。")


@pytest.mark.parametrize(
    "question",
    [
        "步骤有哪些？",
        "倡议提出了哪五点？",
        "番茄牛腩怎么做？",
        "議程是什麼？",
        "四件实事都是什么？",
        "What are the rules?",
        "Which documents do I need?",
        "Какие документы нужны?",
        "报到要带什么材料？",
        "申請補助需要什麼證件？",
    ],
)
def test_a_question_for_several_things_asks_for_a_list(question: str) -> None:
    assert asks_for_list(question)


@pytest.mark.parametrize("question", ["论坛在哪里举行？", "谁主持？", "What was said?", "Кто вёл?"])
def test_a_question_for_one_thing_asks_for_no_list(question: str) -> None:
    assert not asks_for_list(question)


@pytest.mark.parametrize(
    ("question", "count"),
    [("提出了哪五点？", 5), ("哪两种情况？", 2), ("四件实事都是什么？", 4), ("步骤有哪些？", None)],
)
def test_a_question_may_say_how_many_things_it_wants(question: str, count: int | None) -> None:
    assert asked_count(question) == count


def test_clauses_that_each_ask_are_told_apart() -> None:
    assert asked_clauses("龍舟賽誰贏了，豐收展有多少人？") == ("龙舟赛谁赢了", "丰收展有多少人")
    assert asked_clauses("去年六月，论坛在哪里举行？") == ()

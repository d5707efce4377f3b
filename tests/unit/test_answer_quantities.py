"""Numbers, shares and dates compare across digits, Chinese numerals, words and languages."""

from __future__ import annotations

from fractions import Fraction

import pytest

from answer.numerals import han_value, spoken_value, word_value
from answer.quantities import Date, found_in, stated_in


@pytest.mark.parametrize(
    ("run", "value"),
    [
        ("四十二", 42),
        ("十五", 15),
        ("二〇二三", 2023),
        ("三百零五", 305),
        ("两千", 2000),
        ("三百五十万", 3_500_000),
        ("一亿二千万", 120_000_000),
        ("万", 10_000),
    ],
)
def test_chinese_numerals_have_their_values(run: str, value: int) -> None:
    assert han_value(run) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("forty two", 42),
        ("four hundred twenty", 420),
        ("two thousand three hundred five", 2305),
        ("двадцать пять", 25),
        ("двести тридцать", 230),
        ("три тысячи", 3000),
        ("пятнадцати", 15),
    ],
)
def test_words_said_in_a_row_are_one_number(words: str, value: int) -> None:
    values = [word_value(word) for word in words.split()]
    assert spoken_value([one for one in values if one is not None]) == value
    assert None not in values


@pytest.mark.parametrize(
    ("sentence", "numbers"),
    [
        ("共有326名读者", {326}),
        ("四十二位茶农", {42}),
        ("1,234 people", {1234}),
        ("5.2万人", {52_000}),
        ("3.5 million people", {3_500_000}),
        ("2 тысячи человек", {2000}),
        ("第一次", {1}),
        ("四大板块", {4}),
        ("五点四十分", {5, 40}),
        ("一带一路，一起做一个统一的", set()),
        ("十分高兴", set()),
        ("It may be one of them", set()),
        ("twenty-five or more", {25}),
    ],
)
def test_a_sentence_claims_its_numbers_and_no_numerals_inside_words(
    sentence: str, numbers: set[int]
) -> None:
    assert stated_in(sentence).numbers == {Fraction(number) for number in numbers}


@pytest.mark.parametrize("text", ["333%", "百分之三百三十三", "333 percent", "333 процента"])
def test_a_share_is_no_plain_number(text: str) -> None:
    stated = stated_in(text)
    assert stated.percentages == {Fraction(333)}
    assert not stated.numbers


@pytest.mark.parametrize(
    "text",
    [
        "2023年6月15日",
        "二〇二三年六月十五日",
        "２０２３年６月１５日",
        "2023-06-15",
        "June 15, 2023",
        "15 June 2023",
        "the 15th of June 2023",
        "15 июня 2023 года",
    ],
)
def test_a_date_is_the_same_however_it_is_written(text: str) -> None:
    stated = stated_in(text)
    assert stated.dates == {Date(2023, 6, 15)}
    assert stated.numbers == frozenset()


@pytest.mark.parametrize("text", ["6月15日至16日", "June 15–16", "June 15 and 16"])
def test_a_later_day_goes_on_with_the_month(text: str) -> None:
    assert found_in(text).dates == {Date(None, 6, 15), Date(None, 6, 16)}


SOURCE = "2023年6月15日，论坛召开，400余人参加，增幅333%；7月16日，第二届有四十二位茶农。"


@pytest.mark.parametrize(
    ("sentence", "is_supported"),
    [
        ("June 15", True),
        ("15 июня 2023 года", True),
        ("in June 2023", True),
        ("July 16", True),
        ("2023", True),
        ("over 400 people and 42 farmers", True),
        ("the second one", True),
        ("June 16", False),
        ("July 15", False),
        ("June 15, 2024", False),
        ("333 people", False),
        ("42%", False),
        ("400%", False),
        ("41 farmers", False),
        ("сорок один", False),
        ("4000人", False),
    ],
)
def test_no_quantity_may_be_new_or_of_another_kind(sentence: str, is_supported: bool) -> None:
    assert found_in(SOURCE).supports(stated_in(sentence)) is is_supported

"""The single script: what it changes, what it keeps, and how fast it says "nothing to do"."""

from __future__ import annotations

import time

import pytest
from opencc import OpenCC

from ingest.document import Script
from ingest.script import detect_script, to_script, to_single_script


@pytest.mark.parametrize(
    ("printed", "single"),
    [
        ("論壇發佈倡議", "论坛发布倡议"),
        ("反覆思量", "反复思量"),
        ("乾清宮", "干清宫"),
        ("論壇Forum發佈2023年", "论坛Forum发布2023年"),
        ("好友𠮷野家", "好友𠮷野家"),
        ("", ""),
    ],
)
def test_text_is_converted_character_by_character(printed: str, single: str) -> None:
    assert to_single_script(printed) == single
    assert len(single) == len(printed)


def test_a_second_conversion_changes_nothing() -> None:
    once = to_single_script("乾清宮與瞭望臺")
    assert to_single_script(once) == once


def test_every_entry_of_the_dictionaries_is_converted_as_opencc_does_it() -> None:
    opencc = OpenCC("t2s")
    entries = [key for _, _, entries in opencc.dict_cache.values() for key in entries]
    assert len(entries) > 4000
    for entry in entries:
        expected = entry
        while (again := opencc.convert(expected)) != expected:
            expected = again
        assert to_single_script(f"在{entry}里") == f"在{expected}里"


def test_both_scripts_of_a_name_become_the_same() -> None:
    assert to_single_script("乾清宮") == to_single_script("乾清宫")


def test_text_in_the_readers_script_is_shown_as_printed() -> None:
    assert to_script("乾清宫的皇后", Script.HANS) == "乾清宫的皇后"
    assert to_script("他在臺灣的後面", Script.HANT) == "他在臺灣的後面"


def test_display_converts_between_the_scripts() -> None:
    assert to_script("论坛发布倡议", Script.HANT) == "論壇發佈倡議"
    assert to_script("論壇發佈倡議", Script.HANS) == "论坛发布倡议"


def test_readers_of_other_scripts_see_the_source_script() -> None:
    assert to_script("論壇", Script.LATN) == "論壇"
    assert to_script("論壇", Script.CYRL) == "論壇"


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("论坛在青岛举行", Script.HANS),
        ("論壇在青島舉行", Script.HANT),
        ("中文", Script.HANS),
        ("他在后面", Script.HANS),
        ("上合组织（Shanghai Cooperation Organisation）成立于上海", Script.HANS),
        ("The forum was held in Qingdao (青岛).", Script.LATN),
        ("Форум прошёл в Циндао (青岛).", Script.CYRL),
        ("", Script.HANS),
    ],
)
def test_the_script_of_most_of_a_text_is_found(text: str, script: Script) -> None:
    assert detect_script(text) is script


def test_a_long_run_without_punctuation_is_converted_in_linear_time() -> None:
    started = time.perf_counter()
    assert to_single_script("發" * 100_000) == "发" * 100_000
    assert time.perf_counter() - started < 10

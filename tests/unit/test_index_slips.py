"""Wrong characters in names, and right ones left alone."""

from __future__ import annotations

import pytest

from index.expansion import Alternative
from index.known_pairs import KnownPairs
from index.lexical import tokenise
from index.neighbours import Neighbours, one_slip_apart
from index.pinyin import exactly_alike, fold_syllable, folded_sounds
from index.slips import MAX_ALTERNATIVES, Slips

NAMES = [
    "青岛",
    "上合组织",
    "撒马尔罕",
    "鲁班工坊",
    "彼尔姆",
    "友好城市",
    "京剧",
    "青岛日报",
    "安德烈·科罗尔",
    "上海合作组织睦邻友好合作委员会",
    "哈薩克斯坦",
]
TEXT = "青岛的友好城市论坛请问在哪里有多少成员国"
SLIPS = Slips.of(tokenise(TEXT), NAMES)


def _found(query: str) -> list[tuple[str, str, float]]:
    alternatives = SLIPS.alternatives(query)
    return [(_text(a.replaced), _text(a.tokens), a.weight) for a in alternatives]


def _text(tokens: tuple[str, ...]) -> str:
    return "".join(token for token in tokens if len(token) == 1)


@pytest.mark.parametrize(
    ("query", "said", "meant", "weight"),
    [
        ("上和组织有多少成员国", "上和组织", "上合组织", 0.9),
        ("你知道鲁斑工坊吗", "鲁斑工坊", "鲁班工坊", 0.9),
        ("魯斑工坊", "鲁斑工坊", "鲁班工坊", 0.9),
        ("彼尔母", "彼尔母", "彼尔姆", 0.9),
        ("撒马而汗", "撒马而汗", "撒马尔罕", 0.9),
        ("山合组织", "山合组织", "上合组织", 0.8),
        ("鲁班公房", "鲁班公房", "鲁班工坊", 0.9),
        ("撒马罕", "撒马罕", "撒马尔罕", 0.7),
        ("撒马马尔罕", "撒马马尔罕", "撒马尔罕", 0.7),
        ("撒尔马罕", "撒尔马罕", "撒马尔罕", 0.7),
        ("哈萨克斯土", "哈萨克斯土", "哈萨克斯坦", 0.5),
        ("哈薩克斯談", "哈萨克斯谈", "哈萨克斯坦", 0.9),
        ("清岛", "清岛", "青岛", 0.5),
        ("安得烈·科罗尔", "安得烈科罗尔", "安德烈科罗尔", 0.9),
        ("睦邻有好合作", "睦邻有好", "睦邻友好", 0.9),
    ],
)
def test_a_slip_finds_the_name(query: str, said: str, meant: str, weight: float) -> None:
    assert (said, meant, weight) in _found(query)


def test_tokens_are_those_of_tokenise() -> None:
    assert SLIPS.alternatives("在清岛") == [
        Alternative(("清", "清岛", "岛"), ("青", "青岛", "岛"), 0.5)
    ]


def test_what_dots_part_is_no_pair_of_either_side() -> None:
    assert SLIPS.alternatives("安得烈·科罗尔") == [
        Alternative(tuple(tokenise("安得烈·科罗尔")), tuple(tokenise("安德烈·科罗尔")), 0.9)
    ]
    assert _found("安德烈科罗尔") == _found("安德烈·科罗尔") == []


@pytest.mark.parametrize(
    "query",
    [
        "青岛的友好城市论坛",
        "上合组织有多少成员国",
        "上合组织组织",
        "问上合组织是",
        "青岛。的“友好”城市",
        "星岛日报",
        "金剧",
        "今天天气怎么样",
        "What is SCO？",
        "青",
        "",
        "𠀀𠀁清岛",
    ],
)
def test_what_is_no_slip_gives_nothing(query: str) -> None:
    assert _found(query) == []


def test_a_homophone_that_the_index_holds_is_no_slip() -> None:
    slips = Slips.of(tokenise("清岛"), ["青岛"])
    assert slips.alternatives("清岛") == []


def test_the_surest_of_overlapping_guesses_stands_alone() -> None:
    slips = Slips.of((), ["上合组织", "上合"])
    assert [a.tokens for a in slips.alternatives("上和组织")] == [tuple(tokenise("上合组织"))]


def test_names_that_sound_alike_are_all_offered_up_to_a_limit() -> None:
    names = [f"{first}岛" for first in "青清轻倾卿氢蜻情晴擎"]
    found = Slips.of((), names).alternatives("请岛")
    assert len(found) == MAX_ALTERNATIVES
    assert len({a.tokens for a in found}) == MAX_ALTERNATIVES


def test_stored_slips_find_what_they_found() -> None:
    content = SLIPS.to_bytes()
    opened = Slips.from_bytes(content)
    assert opened.to_bytes() == content
    for query in ("上和组织", "撒马罕", "清岛", "睦邻有好合作", TEXT):
        assert opened.alternatives(query) == SLIPS.alternatives(query)


def test_without_names_there_is_nothing() -> None:
    assert Slips.from_bytes(Slips.of(()).to_bytes()).alternatives("清岛") == []


@pytest.mark.parametrize(
    ("syllable", "folded"),
    [
        ("zhang", "zan"),
        ("chi", "ci"),
        ("sheng", "sen"),
        ("ning", "lin"),
        ("huang", "huan"),
        ("liang", "lian"),
        ("song", "song"),
        ("nv", "lv"),
        ("fei", "fei"),
    ],
)
def test_confusions_are_folded(syllable: str, folded: str) -> None:
    assert fold_syllable(syllable) == folded


def test_sounds_are_compared_without_tone_and_with_living_readings_only() -> None:
    assert exactly_alike("合", "和")
    assert exactly_alike("重", "虫")
    assert exactly_alike("重", "中")
    assert not exactly_alike("重", "同")
    assert not exactly_alike("京", "金")
    assert folded_sounds("京") == folded_sounds("金")
    assert folded_sounds("a") == "" != folded_sounds("阿")
    assert exactly_alike("𠀀", "𠀀")
    assert not exactly_alike("𠀀", "𠀁")


def test_strange_pairs_are_those_the_index_lacks() -> None:
    pairs = KnownPairs.of(["青岛", "岛", "论坛", "ab", "𠀀", "青岛"])
    assert len(pairs) == 2
    assert pairs.strange("青岛论坛ab上") == [1]
    assert KnownPairs.from_bytes(pairs.to_bytes()).strange("青岛论坛ab上") == [1]
    assert pairs.strange("论") == pairs.strange("𠀀岛论") == []


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("abc", "axc", True),
        ("abc", "ac", True),
        ("abc", "acb", True),
        ("aab", "ab", True),
        ("abc", "abc", False),
        ("abc", "cba", False),
        ("abc", "bca", False),
        ("abc", "a", False),
        ("", "a", True),
    ],
)
def test_one_slip_is_one_change(one: str, other: str, *, apart: bool) -> None:
    assert one_slip_apart(one, other) is one_slip_apart(other, one) is apart


def test_neighbours_are_the_words_one_slip_away() -> None:
    neighbours = Neighbours(["samarkand", "samara", "qingdao"])
    assert neighbours.of("samarkant") == ["samarkand"]
    assert neighbours.of("qindao") == ["qingdao"]
    assert neighbours.of("qingdao") == []


def test_the_readings_are_what_pypinyin_says() -> None:
    from index.pinyin import READINGS_PATH
    from index.pinyin_source import readings_text

    assert READINGS_PATH.read_text(encoding="utf-8") == readings_text()

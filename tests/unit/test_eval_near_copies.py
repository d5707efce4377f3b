from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from eval.checking import NEAR_COPY_JACCARD
from eval.near_copies import NearCopies
from eval.overlap import bigrams, jaccard


def test_the_same_question_is_found_across_scripts_and_signs() -> None:
    known = NearCopies()
    known.add("论坛在哪里举行？", "venue")
    assert known.find("論壇在哪裡舉行") == "venue"
    assert known.find("论坛何时结束？") is None


def test_the_nearest_copy_wins() -> None:
    known = NearCopies()
    known.add("第一次夜读活动有多少名读者参加了呢", "far")
    known.add("第一次夜读活动有多少名读者参加", "near")
    assert known.find("第一次夜读活动有多少名读者参加吗") == "near"


def test_who_came_first_keeps_a_question() -> None:
    known = NearCopies()
    known.add("论坛在哪里？", "first")
    known.add("論壇在哪裡？", "second")
    assert known.find("论坛在哪里") == "first"


@given(st.lists(st.text(alphabet="甲乙丙丁", min_size=1, max_size=12), max_size=12))
def test_exactly_the_near_copies_are_found(questions: list[str]) -> None:
    for known, asked in itertools.product(questions, repeat=2):
        copies = NearCopies()
        copies.add_near(known, known)
        near = jaccard(bigrams(known), bigrams(asked)) >= NEAR_COPY_JACCARD
        assert copies.find(asked) == (known if near else None)

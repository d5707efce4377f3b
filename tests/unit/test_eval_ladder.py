"""Which legs an evaluation looks at."""

from __future__ import annotations

import pytest

from eval.ladder import Choice, Rung, choose
from index.retriever import Legs
from ingest.errors import InputError


def test_the_product_is_the_curated_leg_where_questions_take_part() -> None:
    assert choose(None, curated=True) == Choice(Rung.CURATED, (), Legs.CURATED)
    assert choose(None) == Choice(Rung.FUSED, (), Legs.FUSED)


def test_of_all_legs_the_fused_one_stands_before_the_curated_one() -> None:
    assert choose("all", curated=True).rungs[-2:] == (Rung.FUSED, Rung.CURATED)
    assert choose("all").rungs[-2:] == (Rung.VECTOR, Rung.FUSED)
    assert Rung.CURATED.against is Rung.FUSED


def test_answers_are_measured_of_the_product_alone() -> None:
    assert choose(None).measures_answers
    assert choose("all", curated=True).measures_answers
    assert choose("fused").measures_answers
    assert not choose("fused", curated=True).measures_answers


def test_a_leg_that_takes_no_part_is_refused() -> None:
    with pytest.raises(InputError, match=r"take no part.*lexical, vector, fused, all"):
        choose("curated")
    with pytest.raises(InputError, match=r"no leg 'reranked'.*curated"):
        choose("reranked", curated=True)

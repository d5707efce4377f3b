"""Which legs an evaluation looks at."""

from __future__ import annotations

import pytest

from eval.ladder import Choice, Rung, choose
from index.retriever import Legs
from ingest.errors import InputError


def test_the_product_is_the_curated_leg_where_questions_take_part() -> None:
    assert choose(None, curated=True) == Choice(Rung.CURATED, (), Legs.CURATED)
    assert choose(None) == Choice(Rung.RERANKED, (), Legs.RERANKED)


def test_each_rung_stands_behind_the_one_it_has_to_beat() -> None:
    assert choose("all", curated=True).rungs == tuple(Rung)
    assert choose("all").rungs == tuple(Rung)[:-1]
    assert [rung.against for rung in Rung] == [
        None,
        Rung.RANDOM,
        Rung.LEXICAL,
        Rung.LEXICAL,
        Rung.FUSED,
        Rung.RERANKED,
    ]


def test_answers_are_measured_of_the_product_alone() -> None:
    assert choose(None).measures_answers
    assert choose("all", curated=True).measures_answers
    assert choose("reranked").measures_answers
    assert not choose("reranked", curated=True).measures_answers


def test_a_leg_that_takes_no_part_is_refused() -> None:
    with pytest.raises(InputError, match=r"take no part.*lexical, vector, fused, reranked, all"):
        choose("curated")
    with pytest.raises(InputError, match=r"no leg 'magic'.*curated"):
        choose("magic", curated=True)

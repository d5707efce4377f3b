"""Which curated questions a fold leaves out, and that each is left out once in either way."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eval.curated_folds import FOLDS, Fold, folds
from ingest.pipeline import Library
from ingest.questions import UnansweredQuestion
from tests.fakes import curate, make_library


@pytest.fixture(scope="module")
def library() -> Library:
    """Twelve statements, of which the questions come three in a row, and seven unanswered ones."""
    statements = [f"第{number}件事说完了。" for number in "一二三四五六七八九甲乙丙"]
    plain = make_library({"facts": "\n".join(statements)})
    asked = {f"{text[:4]}怎样{wording}": text[:4] for text in statements for wording in "了吗呢"}
    unanswered = tuple(
        UnansweredQuestion(f"没说的{line}", "zh", "facts", line) for line in range(1, 8)
    )
    return replace(curate(plain, asked), unanswered=unanswered)


def texts(questions: tuple[object, ...]) -> list[str]:
    return sorted(getattr(item, "text", "") for item in questions)


def split(fold: Fold, library: Library) -> None:
    both = (*fold.library.questions, *fold.answered)
    assert texts(both) == texts(library.questions)


def test_every_question_is_left_out_once_in_either_way(library: Library) -> None:
    found = list(folds(library))
    assert len(found) == 2 * FOLDS
    for is_new in (False, True):
        own = [fold for fold in found if fold.is_new is is_new]
        assert texts(tuple(item for fold in own for item in fold.answered)) == texts(
            library.questions
        )
        for fold in own:
            split(fold, library)


def test_a_new_statement_keeps_no_question_a_wording_keeps_the_others(library: Library) -> None:
    for fold in folds(library):
        kept = {item.words for item in fold.library.questions}
        left = {item.words for item in fold.answered}
        assert kept.isdisjoint(left) if fold.is_new else left <= kept


def test_what_nothing_answers_is_left_out_of_both_and_asked_in_one(library: Library) -> None:
    asked = [fold.unanswered for fold in folds(library) if not fold.is_new]
    assert asked == [()] * FOLDS
    lines = sorted(item.line for fold in folds(library) for item in fold.unanswered)
    assert lines == list(range(1, 8))
    for fold in folds(library):
        assert {item.line for item in fold.library.unanswered}.isdisjoint(
            {item.line for item in fold.unanswered}
        )

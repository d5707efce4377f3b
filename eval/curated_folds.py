"""A library → the same without some of its curated questions, and those: what staff did not write.

Answered questions are left out in two ways. Without single wordings most others on the same
statement stay; without whole statements a question is as new as a visitor's about something that
nobody thought of. Questions that nothing answers are left out by whole matters.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.pipeline import Library
from ingest.questions import CuratedQuestion, UnansweredQuestion

FOLDS = 5


@dataclass(frozen=True, slots=True)
class Fold:
    """A ``library`` without the questions ``answered`` and ``unanswered``.

    ``is_new`` where no other question on the statements of ``answered`` is left in it.
    """

    library: Library
    answered: Sequence[CuratedQuestion]
    unanswered: Sequence[UnansweredQuestion]
    is_new: bool


def folds(library: Library) -> Iterator[Fold]:
    """Every question of ``library`` once in either way; a fifth of them is left out at a time."""
    questions = library.questions
    statements = list(dict.fromkeys(map(_statement, questions)))
    for part in range(FOLDS):
        absent = tuple(item for item in library.unanswered if item.line % FOLDS == part)
        told = tuple(item for item in library.unanswered if item.line % FOLDS != part)
        wordings = frozenset(id(item) for item in questions[part::FOLDS])
        new = frozenset(statements[part::FOLDS])
        for is_new, out in (
            (False, [id(item) in wordings for item in questions]),
            (True, [_statement(item) in new for item in questions]),
        ):
            yield Fold(
                replace(library, questions=_where(questions, out, False), unanswered=told),
                _where(questions, out, True),
                absent if is_new else (),
                is_new,
            )


def _where(
    questions: Sequence[CuratedQuestion], flags: Sequence[bool], wanted: bool
) -> tuple[CuratedQuestion, ...]:
    return tuple(item for item, flag in zip(questions, flags, strict=True) if flag is wanted)


def _statement(item: CuratedQuestion) -> tuple[str, str]:
    return item.document_id, item.words

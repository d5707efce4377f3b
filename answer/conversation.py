"""question + conversation → the question as it would be asked without one.

No language model: closed word classes say how a question leans on the turn before
(`answer.references`), and it borrows no more than it lacks: the earlier question with one detail
changed (`answer.details`), or that question's subject in the place of a pronoun
(`answer.borrowing`). The earlier interrogative is never borrowed with a subject, so that what the
new question asks for decides what may answer it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from answer.borrowing import referent, subject
from answer.details import with_detail, without_rivals
from answer.generic_words import specific
from answer.references import Lean, Leaning, Pointer, leaning
from answer.small_talk import small_talk, without_greeting
from ingest.script import to_single_script

_TURNS = 8  # further back nobody points
_MAX_LEANING = 160  # characters; who writes more says what it is about
_MAX_TOLD = 400  # characters of an earlier question or answer that are looked at
_MAX_TOPIC = 160  # characters


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier exchange of the conversation."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class _Understood:
    """A question as it would be asked alone; ``topic`` is the subject that its chain began with."""

    text: str
    topic: str


def standalone(question: str, history: Sequence[Turn]) -> str:
    """``question`` as it is searched: what it leans on put in, and no greeting before it.

    A question that leans on nothing keeps its words as they are; another is in the single script.
    """
    asked = without_greeting(question)
    earlier = _earlier(history)
    return _understood(asked, earlier[-1], _chain(earlier)).text if earlier else asked


def _earlier(history: Sequence[Turn]) -> list[Turn]:
    """The last turns that asked something, in the single script, without greetings, cut short."""
    asking = [turn for turn in history[-_TURNS:] if small_talk(turn.question) is None]
    return [
        Turn(
            to_single_script(without_greeting(turn.question[:_MAX_TOLD])),
            to_single_script(turn.answer[:_MAX_TOLD]),
        )
        for turn in asking
    ]


def _chain(turns: Sequence[Turn]) -> _Understood:
    """The last of ``turns`` understood, each from the one before it."""
    last = _alone(turns[0].question)
    for before, turn in pairwise(turns):
        last = _understood(turn.question, before, last)
    return last


def _alone(question: str) -> _Understood:
    return _Understood(question, subject(to_single_script(question[:_MAX_TOLD])))


def _understood(question: str, before: Turn, last: _Understood) -> _Understood:
    """``question`` after the turn ``before``, whose question was understood as ``last``."""
    if len(question) > _MAX_LEANING:
        return _alone(question)
    lean = leaning(to_single_script(question), f"{last.text}\n{before.answer}")
    match lean.how:
        case Lean.ALONE:
            return _alone(question)
        case Lean.AGAIN:
            return last
        case Lean.DETAIL:
            changed = with_detail(last.text, lean.detail)
            text = f"{subject(changed)} {lean.rest}" if lean.rest else changed
            return _Understood(text, subject(changed))
        case Lean.REFERENCE:
            return _referring(lean, before, last)


def _referring(lean: Leaning, before: Turn, last: _Understood) -> _Understood:
    """A question with the subject that it lacks, in the place of its pronoun if it has one."""
    named = referent(lean.pointer, before.question, before.answer, last.topic)
    own = subject(_without(lean.rest, lean.pointer))
    topic = _Understood(_with(lean, without_rivals(named, lean.rest)), named)
    is_new = bool(specific(own)) and len(named) + len(own) < _MAX_TOPIC
    return replace(topic, topic=f"{named} {own}") if is_new else topic


def _without(text: str, pointer: Pointer | None) -> str:
    return text if pointer is None else text[: pointer.start] + text[pointer.end :]


def _with(lean: Leaning, named: str) -> str:
    pointer = lean.pointer
    if pointer is None or pointer.noun:
        parts = [named, lean.rest]
    else:
        parts = [lean.rest[: pointer.start], named, lean.rest[pointer.end :]]
    return " ".join(" ".join(parts).split())

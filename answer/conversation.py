"""question + conversation → the question as it would be asked without one.

No language model: closed word classes say how a question leans on the turn before
(`answer.references`), and it borrows no more than it lacks: the earlier question with one detail
changed (`answer.details`), or that question's subject in the place of a pronoun
(`answer.borrowing`). The earlier interrogative is never borrowed with a subject, so that what the
new question asks for decides what may answer it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from answer.borrowing import heading, person, referent, subject
from answer.details import with_detail, without_rivals
from answer.follow_forms import MEASURED
from answer.follow_interrogatives import asked_instead
from answer.follow_joining import joined
from answer.follow_phrases import spelled_out
from answer.follow_subject import is_bare_ordinal
from answer.follow_topic import about, without_loose_ends
from answer.generic_words import names, size, specific
from answer.language import Language
from answer.messages import refusal
from answer.question_parts import asked_clauses, opening_question
from answer.references import (
    ENOUGH,
    Lean,
    Leaning,
    Pointer,
    as_written,
    is_of_person,
    leaning,
    without_opening,
)
from answer.small_talk import small_talk, without_greeting
from ingest.script import to_single_script

_TURNS = 8  # further back nobody points
_WORTH = 1.0  # words of its own with which a question may mean itself
_OTHERS = 2  # subjects that a question is asked of where it may lean on one
_MAX_LEANING = 160  # characters; who writes more says what it is about
_MAX_TOLD = 400  # characters of an earlier question or answer that are looked at
_MAX_TOPIC = 160  # characters
_ABOUT_PERSON = re.compile(r"谁|什么人|何人|哪位|什么职[务位]|^who\b|^кто\b", re.IGNORECASE)
_THERE = re.compile(
    r"(?:there|там|туда|оттуда)\b", re.IGNORECASE
)  # no noun takes its place as it is
_CLAUSE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|do|does|did|will|can)\b|"
    r"\b[а-яё]{3,}(?:[аяиеыу]л(?:а|о|и)?)(?:сь|ся)?\b|"
    r"(?:^| )(?!(?:of|in|at|on|to|for|from|with|by|about|and|or|after|before|between|than|as) )"
    r"[a-z]+ (?:the|an?) "
)  # "the cities sign the agreement" stands for no pronoun
_REFUSALS = tuple(
    to_single_script(re.split("[。.]", refusal((), language, is_near=True))[0])
    for language in Language
)


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier exchange of the conversation."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class _Understood:
    """A question as it would be asked alone, and what the next one may borrow of it.

    Args:
        text: the question as it would be asked alone.
        about: the question that its chain began with, or what an answer named since.
        own: what it asks besides, "" where there is none.
        detail: the changed detail, "" where none was changed.
    """

    text: str
    about: str
    own: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Meanings:
    """All that a question may mean, each as it would be asked alone.

    Args:
        likeliest: what its words say it leans on put in.
        itself: the question as it is, where its form alone makes it lean; "" otherwise.
        others: the question asked of subjects spoken of, the last one first, for where nothing
            answers the likeliest: it may lean on one in a way that its words do not show. None
            where it says enough to stand alone.
    """

    likeliest: str
    itself: str = ""
    others: tuple[str, ...] = ()


def standalone(question: str, history: Sequence[Turn]) -> str:
    """``question`` as it is searched: what it leans on put in, and no greeting before it.

    A question that leans on nothing keeps its words as they are; another is in the single script.
    """
    return meanings(question, history).likeliest


def meanings(question: str, history: Sequence[Turn]) -> Meanings:
    """What ``question`` may mean after ``history``, whose turns are oldest first."""
    asked = without_greeting(question)
    earlier = _earlier(history)
    if not earlier or len(asked) > _MAX_LEANING:
        return Meanings(asked)
    states = list(_states(earlier))
    lean = leaning(to_single_script(asked), states[-1].text, earlier[-1].answer)
    likeliest = _leaning_so(asked, lean, earlier[-1], states[-1]).text
    by_form = lean.how is Lean.REFERENCE and lean.pointer is None
    itself = asked if by_form and size(specific(lean.rest)) >= _WORTH else ""
    own = without_opening(as_written(to_single_script(asked)))
    if _says_of_what(own):
        return Meanings(likeliest, itself)
    topics = [heading(state.about) for state in reversed(states)]
    others = dict.fromkeys(joined(topic, own) for topic in topics if topic)
    fresh = [other for other in others if other not in (likeliest, own)]
    return Meanings(likeliest, itself, tuple(fresh[:_OTHERS]))


def _says_of_what(question: str) -> bool:
    """Whether ``question`` says enough to stand alone, or asks something of a name."""
    span = about(question)
    whom = question[span.start : span.end] if span else ""
    is_named = bool(names(without_rivals(whom, whom)))  # a year or an ordinal is no name
    return is_named or size(specific(question)) >= ENOUGH


def asked_apart(question: str) -> tuple[str, ...]:
    """The questions that ``question`` asks in one, each as it would be asked alone.

    None where it asks one thing. A later one takes the subject that it lacks from the first.
    """
    clauses = asked_clauses(question)
    if not clauses:
        return ()
    first = opening_question(question)
    return (first, *(standalone(clause, [Turn(first, "")]) for clause in clauses[1:]))


def _earlier(history: Sequence[Turn]) -> list[Turn]:
    """The last turns that asked something, in the single script, without greetings, cut short."""
    asking = [turn for turn in history[-_TURNS:] if small_talk(turn.question) is None]
    return [
        Turn(
            to_single_script(without_greeting(turn.question[:_MAX_TOLD])),
            _told(to_single_script(turn.answer[:_MAX_TOLD])),
        )
        for turn in asking
    ]


def _told(answer: str) -> str:
    """What an answer said of the documents: a refusal, which names their titles, says nothing."""
    return "" if answer.startswith(_REFUSALS) else answer


def _states(turns: Sequence[Turn]) -> Iterator[_Understood]:
    """Each of ``turns`` understood from the one before it."""
    last = _alone(turns[0].question)
    yield last
    for before, turn in pairwise(turns):
        last = _understood(turn.question, before, last)
        yield last


def _alone(question: str) -> _Understood:
    return _Understood(question, without_opening(to_single_script(question[:_MAX_TOLD])))


def _understood(question: str, before: Turn, last: _Understood) -> _Understood:
    """``question`` after the turn ``before``, whose question was understood as ``last``."""
    if len(question) > _MAX_LEANING:
        return _alone(question)
    lean = leaning(to_single_script(question), last.text, before.answer)
    return _leaning_so(question, lean, before, last)


def _leaning_so(question: str, lean: Leaning, before: Turn, last: _Understood) -> _Understood:
    """`_understood` of a question that leans on the turn before as ``lean`` tells."""
    match lean.how:
        case Lean.ALONE:
            return _alone(question)
        case Lean.AGAIN:
            return last
        case Lean.DETAIL:
            return _changed(lean, last)
        case Lean.REFERENCE:
            if text := asked_instead(last.text, lean.rest):
                return _Understood(text, last.about, last.own)
            return _referring(lean, before, last)


def _changed(lean: Leaning, last: _Understood) -> _Understood:
    """The last question with one thing changed, or another question about what was changed."""
    detail = spelled_out(lean.detail, last.detail)
    is_person = _ABOUT_PERSON.search(last.about) is not None
    changed = with_detail(last.text, detail, is_person=is_person)
    if not lean.rest:
        return _Understood(changed, changed, detail=detail)
    if lean.pointer:
        return _Understood(_with(lean, detail), detail, detail=detail)
    return _Understood(joined(subject(changed), lean.rest), changed, detail=detail)


def _referring(lean: Leaning, before: Turn, last: _Understood) -> _Understood:
    """A question with the subject that it lacks, in the place of its pronoun if it has one."""
    whole, head = subject(last.about), heading(last.about)
    is_all_said = specific(head) == specific(whole) and not (
        lean.is_of_all or is_bare_ordinal(lean.rest)
    )
    topic = head if lean.is_of_heading or is_all_said else whole
    if is_of_person(lean) and not lean.is_of_all:
        topic = person(last.about) or topic
    named = referent(lean.pointer, before.question, before.answer, topic)
    spoken_of = last.about if named == topic else named
    also = subject(last.own) if lean.is_of_all or not about(last.own) else ""
    if len(also) > 1 and len(named) < _MAX_TOPIC:
        named = f"{named} {also}".strip()
    own = _without(lean.rest, lean.pointer)
    text = _with(lean, without_loose_ends(without_rivals(named, lean.rest)))
    is_of_noun = not (MEASURED.search(own) or is_bare_ordinal(own))
    is_worth = is_of_noun and specific(subject(own))
    return _Understood(text, spoken_of, own if is_worth else "")


def _without(text: str, pointer: Pointer | None) -> str:
    if pointer is None:
        return text
    return " ".join(f"{text[: pointer.start]}{text[pointer.end :]}".split())


def _with(lean: Leaning, named: str) -> str:
    pointer = lean.pointer
    if pointer is None or pointer.noun or _CLAUSE.search(named):
        parts = [joined(named, lean.rest)]
    elif _THERE.match(lean.rest, pointer.start):
        parts = [named, _without(lean.rest, pointer)]
    else:
        parts = [lean.rest[: pointer.start], named, lean.rest[pointer.end :]]
    return " ".join(" ".join(parts).split())

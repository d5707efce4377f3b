"""How a question leans on the conversation: a pronoun, a changed detail, a missing subject.

In come texts in the single script, out comes what the question needs of the one before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from answer import reference_words as words
from answer.details import is_detail
from answer.generic_words import names, shared, size, specific
from ingest.script import HAN


class Lean(StrEnum):
    """What a question needs of the one before it."""

    ALONE = "alone"  # nothing
    AGAIN = "again"  # all of it: "tell me more"
    DETAIL = "detail"  # its words, with one thing changed: "and the second?"
    REFERENCE = "reference"  # its subject


class Thing(StrEnum):
    """What a pronoun may stand for."""

    PERSON = "person"
    PLACE = "place"
    THING = "thing"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Pointer:
    """A word at ``[start, end)`` that points back; ``noun`` is what it points at, if it says so."""

    start: int
    end: int
    thing: Thing
    noun: str = ""


@dataclass(frozen=True, slots=True)
class Leaning:
    """What a question needs, and its own words.

    Args:
        how: what it needs.
        rest: its words without what ties it to the last turn, and without the changed detail.
        detail: the changed detail, "" where there is none.
        pointer: the word of ``rest`` that points back.
    """

    how: Lean
    rest: str = ""
    detail: str = ""
    pointer: Pointer | None = None


_ALONE = Leaning(Lean.ALONE)
_ENOUGH = 3.0  # words of its own with which a question stands alone in spite of a pronoun in it
_PLENTY = 4.0  # … of a pronoun before them
_FEW = 2.0  # words of its own that may still lack a subject
_COUNTED = 3.0
_MAX_DETAIL_WORDS = 6
_MAX_DETAIL_HAN = 16
_ASKED_AFTER = re.compile(r"^(?P<detail>[^，,？?。]{1,24}?)呢(?:[，,？?。\s]+(?P<rest>.*))?$")
_ABOUT = re.compile(
    r"^(?:(?:what|how) about|(?:как |что )?насч[её]т|что с|как с)\s+"
    r"(?P<detail>[^,?]+?)\s*(?:[,?.!]+\s*(?P<rest>.*))?$",
    re.IGNORECASE,
)
_THINGS = {
    "person": Thing.PERSON,
    "person_word": Thing.PERSON,
    "place": Thing.PLACE,
    "place_word": Thing.PLACE,
    "thing": Thing.THING,
    "thing_word": Thing.THING,
}


def leaning(question: str, earlier: str) -> Leaning:
    """How ``question`` leans on ``earlier``, the last question and answer."""
    text = question.strip()
    if words.OTHER_TOPIC.search(text):
        return _ALONE
    text = words.ACKNOWLEDGEMENT.sub("", text)
    rest = words.BY_THE_WAY.sub("", text)
    is_aside = rest != text
    if words.MORE.match(rest):
        return Leaning(Lean.AGAIN)
    opened = words.OPENING.sub("", rest)
    is_opened = opened != rest
    if changed := _changed(opened, is_opened=is_opened):
        return changed
    pointer = _pointer(opened, earlier)
    if pointer is not None:
        topic = _is_own_topic(opened, pointer, earlier)
        return _ALONE if topic else Leaning(Lean.REFERENCE, opened, pointer=pointer)
    if not is_aside and _lacks_subject(opened, earlier, is_opened=is_opened):
        return Leaning(Lean.REFERENCE, opened)
    return _ALONE


def _changed(text: str, *, is_opened: bool) -> Leaning | None:
    """The detail that ``text`` asks after, in the words of the last question."""
    match = _ABOUT.match(text) or _ASKED_AFTER.match(text)
    detail = (match["detail"] if match else text).strip(" ？?。.!！，,")
    rest = (match["rest"] or "") if match else ""
    if not detail or words.INTERROGATIVE.search(detail):
        return None
    is_short = len(detail.split()) <= _MAX_DETAIL_WORDS and len(detail) <= (
        _MAX_DETAIL_HAN if re.search(f"[{HAN}]", detail) else len(detail)
    )
    if not match and not (is_short and (is_opened or _is_bare(detail))):
        return None
    if is_detail(detail) or (specific(detail) and not words.PRONOUN.search(detail)):
        return Leaning(Lean.DETAIL, rest, detail)
    asked = f"{detail} {rest}".strip()
    return Leaning(Lean.REFERENCE, asked, pointer=next(_pointers(asked), None))


def _is_bare(text: str) -> bool:
    """Whether ``text`` is an ordinal, a year or a date, and nothing else of weight."""
    return is_detail(text) and size(specific(text)) <= 1 and not names(text)


def _pointers(text: str) -> Iterator[Pointer]:
    dummies = [match.span() for match in words.DUMMY.finditer(text)]
    for match in words.PRONOUN.finditer(text):
        if not any(start <= match.start() < end for start, end in dummies):
            thing = _THINGS.get(match.lastgroup or "", Thing.ANY)
            yield Pointer(match.start(), match.end(), thing)


def _pointer(text: str, earlier: str) -> Pointer | None:
    """The first word of ``text`` that points back, nouns only if they may have been named."""
    found = list(_pointers(text))
    for match in words.POINTED.finditer(text):
        noun = match["noun"] or match["noun_word"]
        own = specific(noun)
        is_spoken_of = match["said"] or not own or noun[:2] in earlier or shared(own, earlier)
        is_new = words.EVENT.match(noun) and not _names_event(noun, earlier)
        if is_spoken_of and not is_new and not words.POINTED_TIME.search(noun):
            found.append(Pointer(match.start(), match.end(), Thing.THING, noun))
    return min(found, key=lambda pointer: pointer.start, default=None)


def _is_own_topic(text: str, pointer: Pointer, earlier: str) -> bool:
    """Whether ``text`` names what it points at, or says enough that nobody spoke of."""
    before = text[: pointer.start]
    named = specific(before)
    if named and words.CLAUSE_END.search(before):
        return True
    if words.POSSESSIVE.match(text[pointer.start : pointer.end]) and names(before):
        return True
    own = specific(before + " " + text[pointer.end :])
    if shared(own, earlier) or not _is_comparable(text, earlier):
        return False
    if named:
        return size(own) >= _ENOUGH
    return size(own) >= _PLENTY and bool(names(text))


def _lacks_subject(text: str, earlier: str, *, is_opened: bool) -> bool:
    """Whether ``text`` asks about something without saying of what."""
    if words.TO_US.search(text) or not re.search(r"[^\W\d_]", text) or names(text):
        return False
    if words.EVENT.search(text) and not _names_event(text, earlier):
        return False
    own = specific(text)
    if not own:
        return True
    weight = size(own)
    if weight <= _FEW and (is_opened or words.SUBJECTLESS.match(text)):
        return True
    if weight <= _COUNTED and words.COUNTED.match(text):
        return True
    return weight <= _FEW and all(shared([piece], earlier) for piece in own)


def _names_event(text: str, earlier: str) -> bool:
    """Whether each forum, contest or the like of ``text`` may be one that was spoken of."""
    spoken = {match[0].casefold() for match in words.EVENT.finditer(earlier)}
    return not _is_comparable(text, earlier) or all(
        match[0].casefold() in spoken for match in words.EVENT.finditer(text)
    )


_SCRIPTS = tuple(re.compile(f"[{letters}]") for letters in (HAN, "A-Za-z", "А-Яа-я"))


def _is_comparable(text: str, earlier: str) -> bool:
    """Whether the two have a script in common, so that they could share a word."""
    return any(script.search(text) and script.search(earlier) for script in _SCRIPTS)

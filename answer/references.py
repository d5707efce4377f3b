"""How a question leans on the conversation: a pronoun, a changed detail, a missing subject.

In come texts in the single script, out comes what the question needs of the one before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from answer import follow_forms as forms
from answer import reference_words as words
from answer.details import is_detail, is_relative_time
from answer.follow_phrases import COUNTABLE, by_counted
from answer.follow_subject import (
    asks_of_told,
    is_bare_ordinal,
    lacks_subject,
    may_lack_subject,
    names_events,
)
from answer.generic_words import names, shared, size, specific
from answer.ordinals import ORDINAL
from answer.place_names import PLACES
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

    @property
    def is_of_heading(self) -> bool:
        """Whether it leans on whom the last question was about, not on what was counted there."""
        is_of_deed = words.DEED.search(self.rest) or forms.OF_NUMBER.search(self.rest)
        if is_of_deed or is_bare_ordinal(self.rest):
            return False
        if self.pointer:
            return not words.OF_ALL.match(self.rest, self.pointer.start)
        if forms.ASKING_FIRST.match(self.rest) or forms.FRAGMENT.match(self.rest):
            return False
        return forms.SUBJECTLESS.match(self.rest) is None or not forms.OF_THINGS.match(self.rest)

    @property
    def is_of_all(self) -> bool:
        """Whether it points at several things, or at all that was said."""
        pointer = self.pointer
        return pointer is not None and words.OF_ALL.match(self.rest, pointer.start) is not None


def is_of_person(lean: Leaning) -> bool:
    """Whether the pointer of ``lean`` stands for a person, by itself or by what is asked of it."""
    pointer = lean.pointer
    if pointer is None or pointer.thing is not Thing.ANY:
        return pointer is not None and pointer.thing is Thing.PERSON
    return words.OFFICE.search(lean.rest) is not None


_ALONE = Leaning(Lean.ALONE)
ENOUGH = 3.0  # words of its own with which a question stands alone in spite of a pronoun in it
_PLENTY = 4.0  # … of a pronoun before them
_MAX_DETAIL_WORDS = 6
_MAX_DETAIL_HAN = 16
_DESCRIBED = re.compile(f"(?:[的里上中》”]|{'|'.join(PLACES)})$")
_PLACES = re.compile("|".join(PLACES))
_PLACES_ALONE = re.compile(rf"(?:{_PLACES.pattern}|[和与、])+")
_SEVERAL = re.compile(r"^(?!the |its |his |her |their )[a-z ]+s$")
_ASKED_AFTER = re.compile(
    r"^(?P<detail>[^，,？?。]{1,24}?)呢(?:[，,？?。\s]+(?P<rest>.*))?$|"
    r"^(?!还|也|都|[有是会能])(?P<likewise>[^，,？?。]{2,12}?)(?:也|[那这][边里儿])?(?:有|是|会|能|可以)(?:这样)?[吗么][？?\s]*$"
)
_NTH_ASKED = re.compile(
    rf"^(?P<detail>(?:{ORDINAL.pattern}))(?:具体|主要|又)?(?:是|指)(?:的是)?(?:什么|哪[个项点条])[？?]*$"
)
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


def leaning(question: str, asked: str, told: str) -> Leaning:
    """How ``question`` leans on the last one, ``asked``, and on ``told``, its answer."""
    earlier = f"{asked}\n{told}"
    text = question.strip()
    if words.OTHER_TOPIC.search(text):
        return _ALONE
    text = as_written(words.ACKNOWLEDGEMENT.sub("", text))
    for form in words.NOT_BUT:
        if instead := form.match(text):
            return Leaning(Lean.DETAIL, "", instead["detail"].strip())
    corrected = words.CORRECTION.sub("", text)
    rest = words.BY_THE_WAY.sub("", corrected)
    opened = words.OPENING.sub("", rest)
    is_opened = opened != rest or corrected != text
    if words.MORE.match(rest) or words.MORE.match(opened):
        return Leaning(Lean.AGAIN)
    if changed := _changed(opened, asked, is_opened=is_opened):
        return changed
    if words.DEED.search(opened):
        return Leaning(Lean.REFERENCE, opened)
    pointer = _pointer(opened, earlier)
    if pointer is not None:
        leans = not _is_own_topic(opened, pointer, earlier)
    elif forms.TAKES_PART.match(opened) or forms.PREDICATE_ONLY.match(opened):
        leans = True
    elif rest != corrected or not may_lack_subject(opened, earlier):
        leans = False
    else:
        leans = lacks_subject(opened, is_opened=is_opened) or asks_of_told(opened, asked, told)
    return Leaning(Lean.REFERENCE, opened, pointer=pointer) if leans else _ALONE


def without_opening(text: str) -> str:
    """``text`` without what answers the last answer, or ties it to what was said before."""
    return words.OPENING.sub("", words.ACKNOWLEDGEMENT.sub("", text))


def as_written(text: str) -> str:
    """``text`` with interrogatives as they are written: 什么 for 啥."""
    for said, written in words.COLLOQUIAL:
        text = said.sub(written, text)
    return text


def _changed(text: str, asked: str, *, is_opened: bool) -> Leaning | None:
    """The detail that ``text`` asks after, in the words of the last question."""
    nth = _NTH_ASKED.match(text)
    if nth and by_counted(asked, nth["detail"]):
        return Leaning(Lean.DETAIL, "", nth["detail"])
    match = _ABOUT.match(text) or _ASKED_AFTER.match(text)
    found = match.groupdict() if match else {"detail": text}
    detail = (found["detail"] or found.get("likewise") or "").strip(" ？?。.!！，,")
    detail = words.LIKEWISE.sub("", detail)
    if detail.startswith("其中"):
        detail = detail.removeprefix("其中").removesuffix("的")
    rest = found.get("rest") or ""
    if not detail or words.INTERROGATIVE.search(detail):
        return None
    is_short = len(detail.split()) <= _MAX_DETAIL_WORDS and len(detail) <= (
        _MAX_DETAIL_HAN if re.search(f"[{HAN}]", detail) else len(detail)
    )
    is_place = _PLACES_ALONE.fullmatch(detail) and _PLACES.search(asked)
    if not match and not (is_short and (is_opened or is_place or _is_bare(detail))):
        return None
    has_pronoun = words.PRONOUN.search(detail) is not None
    is_named = specific(detail) and not has_pronoun
    is_known = is_detail(detail) and (not has_pronoun or is_relative_time(detail))
    is_counted = COUNTABLE.fullmatch(detail) and by_counted(asked, detail)
    if (
        is_known
        or is_named
        or is_counted
        or (_SEVERAL.search(detail) and by_counted(asked, detail))
    ):
        return Leaning(Lean.DETAIL, rest, detail, next(_pointers(rest), None))
    own = f"{detail} {rest}".strip()
    return Leaning(Lean.REFERENCE, own, pointer=next(_pointers(own), None))


def _is_bare(text: str) -> bool:
    """Whether ``text`` is an ordinal, a year or a date, and nothing else of weight."""
    return is_detail(text) and size(specific(text)) <= 1 and not names(text)


def _pointers(text: str) -> Iterator[Pointer]:
    if inside := words.INSIDE.match(text):
        yield Pointer(0, inside.end(), Thing.THING, inside[0])
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
        is_of_all = words.ALL_SAID.match(noun) is not None
        is_spoken_of = (
            match["said"] or not own or is_of_all or noun[:2] in earlier or shared(own, earlier)
        )
        is_described = _DESCRIBED.search(text[: match.start()])
        is_new = is_described or not names_events(noun, earlier)
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
    if shared(own, earlier):
        return False
    if named:
        return size(own) >= ENOUGH
    return _is_comparable(text, earlier) and size(own) >= _PLENTY and bool(names(text))


_SCRIPTS = tuple(re.compile(f"[{letters}]") for letters in (HAN, "A-Za-z", "А-Яа-я"))


def _is_comparable(text: str, earlier: str) -> bool:
    """Whether the two have a script in common, so that they could share a word."""
    return any(script.search(text) and script.search(earlier) for script in _SCRIPTS)

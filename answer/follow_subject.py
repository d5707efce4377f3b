"""Whether a question without a pronoun lacks a subject, and may take the one spoken of.

Texts are in the single script.
"""

from __future__ import annotations

import re

from answer import follow_forms as forms
from answer import reference_words as words
from answer.generic_words import names, shared, size, specific
from answer.ordinals import ORDINAL, item_number
from ingest.script import HAN

_FEW = 2.0  # words of its own that may still lack a subject
_BARE = 1.0  # a noun without any word that describes it


def may_lack_subject(text: str, earlier: str) -> bool:
    """Whether ``text`` speaks of the documents, and of nothing that has a name of its own."""
    if words.TO_US.search(text) or not re.search(r"[^\W\d_]", text):
        return False
    with_partner = forms.WITH_PARTNER.match(text)
    if names(with_partner["verb"] if with_partner else text):
        return False
    return names_events(text, earlier)


def lacks_subject(text: str, *, is_opened: bool) -> bool:
    """Whether ``text`` asks about something without saying of what."""
    if words.OTHER_SIDE.match(text) or _is_of_those(text):
        return True
    if with_partner := forms.WITH_PARTNER.match(text):
        return size(specific(with_partner["verb"])) <= _BARE
    own = [
        piece for piece in specific(words.EVENT_ASKED.sub("", text)) if not _is_of_something(piece)
    ]
    if not own:
        return True
    weight = size(own)
    if weight <= _BARE and forms.DEFINITE.search(text):
        return True
    bare = (forms.SUBJECTLESS, forms.CLEFT, forms.FRAGMENT)
    if weight <= _FEW and (is_opened or any(form.match(text) for form in bare)):
        return True
    of_one_word = (forms.ASKED_OF_VERB, forms.NOUN_COUNTED, forms.NOUN_OF_SEVERAL)
    return weight <= _BARE and any(form.match(text) for form in of_one_word)


def _is_of_something(piece: str) -> bool:
    """Whether ``piece`` says by itself neither what nor whose it is: 首站, "the second"."""
    return bool(forms.RELATIONAL.match(piece) or ORDINAL.fullmatch(piece))


def _is_of_those(text: str) -> bool:
    """Whether ``text`` compares with what was spoken of, or names it by a word that says little."""
    own = size(specific(text))
    if words.LIKE_THOSE.search(text):
        return own <= _FEW
    of_which = forms.THE_GENERIC.search(text)
    return of_which is not None and not specific(of_which["noun"]) and own <= _BARE


def is_bare_ordinal(text: str) -> bool:
    """Whether ``text`` says of no ordinal what it counts: "What is the second one?".

    In Chinese the measure says it: 第二点, in other languages a noun may: "the second point".
    """
    is_told = re.search(f"[{HAN}]", text) is not None or item_number(text) is not None
    return (
        not is_told
        and ORDINAL.search(text) is not None
        and all(ORDINAL.fullmatch(piece) for piece in specific(text))
    )


def asks_of_told(text: str, asked: str, told: str) -> bool:
    """Whether ``text`` is about something that the answer named first, and little else."""
    own = specific(text)
    return size(own) <= _BARE and all(
        shared([piece], told) and not shared([piece], asked) for piece in own
    )


def names_events(text: str, earlier: str) -> bool:
    """Whether each forum, contest or the like of ``text`` may be one that was spoken of.

    One that is asked for, "at which summit", need not.
    """
    told = words.EVENT_ASKED.sub("", text)
    return all(
        event.search(earlier) and not _is_another(match, told, earlier)
        for event in words.EVENTS
        for match in event.finditer(told)
    )


def _is_another(event: re.Match[str], text: str, earlier: str) -> bool:
    """Whether a Chinese word before the ``event`` tells it from what was spoken of: 政协会议."""
    if re.search(f"[{HAN}]", event[0]) is None:
        return False
    kind = specific(text[: event.start()])[-1:]
    is_next = bool(kind) and text[: event.start()].endswith(kind[0])
    return is_next and size(kind) >= _BARE and not shared(kind, earlier)

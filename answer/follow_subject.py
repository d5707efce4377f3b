"""Whether a question without a pronoun lacks a subject, and may take the one spoken of.

Texts are in the single script.
"""

from __future__ import annotations

import re

from answer import follow_forms as forms
from answer import reference_words as words
from answer.generic_words import names, shared, size, specific

_FEW = 2.0  # words of its own that may still lack a subject
_BARE = 1.0  # a noun without any word that describes it


def may_lack_subject(text: str, earlier: str) -> bool:
    """Whether ``text`` speaks of the documents, and of nothing that has a name of its own."""
    if words.TO_US.search(text) or not re.search(r"[^\W\d_]", text) or names(text):
        return False
    return names_events(text, earlier)


def lacks_subject(text: str, *, is_opened: bool) -> bool:
    """Whether ``text`` asks about something without saying of what."""
    own = [piece for piece in specific(text) if not forms.RELATIONAL.match(piece)]
    if not own:
        return True
    weight = size(own)
    bare = (forms.SUBJECTLESS, forms.CLEFT, forms.FRAGMENT)
    if weight <= _FEW and (is_opened or any(form.match(text) for form in bare)):
        return True
    return weight <= _BARE and forms.ASKED_OF_VERB.match(text) is not None


def asks_of_told(text: str, asked: str, told: str) -> bool:
    """Whether ``text`` is about something that the answer named first, and little else."""
    own = specific(text)
    return size(own) <= _BARE and all(
        shared([piece], told) and not shared([piece], asked) for piece in own
    )


def names_events(text: str, earlier: str) -> bool:
    """Whether each forum, contest or the like of ``text`` may be one that was spoken of."""
    return all(event.search(earlier) for event in words.EVENTS if event.search(text))

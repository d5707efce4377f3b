"""When a text says certain words: compared in the single script, folded, without blanks and signs.

So a quotation mark, a line end, a full-width digit or the script decides nothing.
"""

from __future__ import annotations

import re
import unicodedata

from ingest.script import to_single_script

_GAP = "\x00"
_KEPT_GAP = "\x01"
_DIGIT_GAP = re.compile(r"(?<=\d)\x00+(?=\d)")


def squeeze(text: str) -> str:
    """The letters and digits of ``text`` in the single script, folded.

    A gap that stood between two digits stays as one NUL: ``6-15`` is not ``615``.
    """
    folded = unicodedata.normalize("NFKC", to_single_script(text)).casefold()
    kept = "".join(
        character if unicodedata.category(character)[0] in "LNM" else _GAP for character in folded
    )
    return _DIGIT_GAP.sub(_KEPT_GAP, kept).replace(_GAP, "").replace(_KEPT_GAP, _GAP)


def holds(text: str, wanted: str) -> bool:
    """Whether squeezed ``text`` holds squeezed ``wanted`` (never when that is empty).

    A number is held only as a whole: ``15`` is not in ``2015``.
    """
    start = text.find(wanted) if wanted else -1
    while start >= 0:
        end = start + len(wanted)
        cut_before = wanted[0].isdecimal() and start > 0 and text[start - 1].isdecimal()
        cut_after = wanted[-1].isdecimal() and end < len(text) and text[end].isdecimal()
        if not cut_before and not cut_after:
            return True
        start = text.find(wanted, start + 1)
    return False

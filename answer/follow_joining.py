"""What a question lacks, put before its words as one would say it: 论坛 有多少人参加.

Texts are in the single script.
"""

from __future__ import annotations

import re

from ingest.script import HAN

_ENDS_IN_HAN = re.compile(f"[{HAN}》”]$")
_BEGINS_WITH_HAN = re.compile(f"[{HAN}《“]")
_COUNT_FIRST = re.compile("(?:一共|总共|共)?(?:多少|几(?!何|乎))")
_WHAT_IS_THE = re.compile(
    r"(?P<asked>(?:what|who|when|where) (?:is|are|was|were) the [a-z]+(?: [a-z]+){0,2})[?]*",
    re.IGNORECASE,
)
_NO_PHRASE = re.compile(
    r"^(?:in|on|at|for|with|by|from|to)\b|\b(?:is|are|was|were|did|does|do|has|have|had)\b",
    re.IGNORECASE,
)


def joined(named: str, rest: str) -> str:
    """``rest``, which lacks a subject, asked of ``named``."""
    if _ENDS_IN_HAN.search(named) and _BEGINS_WITH_HAN.match(rest):
        return f"{named} {'有' if _COUNT_FIRST.match(rest) else ''}{rest}"
    asked = _WHAT_IS_THE.fullmatch(rest)
    if named and asked and not _NO_PHRASE.search(named):
        return f"{asked['asked']} of {named}?"
    return f"{named} {rest}"

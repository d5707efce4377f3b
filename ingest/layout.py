"""What one line of a page is, by its look and its neighbours: `Label` and the rules for it.

The rules describe how pages are printed (a credit ends a caption, a byline stands under a
headline); none knows a particular page. Each looks at short lines only, so that matching is
linear whatever the length of a line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from ingest.lines import Line
from ingest.punctuation import has_sentence_end, is_finished
from ingest.script import HAN


class Label(StrEnum):
    """What a line is on its page."""

    TEXT = "text"
    HEADLINE = "headline"
    BYLINE = "byline"
    DATELINE = "dateline"
    SECTION_NUMBER = "section_number"
    ORNAMENT = "ornament"
    CAPTION = "caption"
    FURNITURE = "furniture"
    CODE = "code"


LONG_LINE = 40
"""Characters from which on a line is a paragraph rather than a heading."""

_LONG_QUESTION = 32  # a longer question or exclamation is a sentence of the text
_PROSE_COMMAS = 3  # a long line with as many commas is prose that lost its full stop

_LETTER = re.compile(r"[^\W_]")
_NUMBER = re.compile(r"[(（]?(\d{1,2})[)）]?[.．、]?")
_LIST_ITEM = re.compile(r"[-*•·●○◆◇►▶★☆✓]|\d{1,3}[.．、)）]\s?|[(（]\d{1,3}[)）]|[a-zA-Z][.)]\s")
_FIELD = re.compile(r"[^\s：:]{1,6}[：:]")
_FIRST_ITEM = re.compile(r"[-*•·●○◆◇►▶★☆✓]\s|0?1[.．、)）]\s?(?!\d)|[(（]1[)）]|a[.)]\s")
_LABEL = re.compile(r"[^\s：:，。|](?:[^：:，。|]{0,10}[^\s：:，。|])?[：:]\s*(?=[^\s/])")
_HAN_SIGN = re.compile(f"[{HAN}]")


def is_chinese(text: str) -> bool:
    """Whether ``text`` holds a Chinese character."""
    return _HAN_SIGN.search(text) is not None


def is_paragraph(line: Line) -> bool:
    """Whether a line is a whole paragraph: long, and finished."""
    return len(line.text) >= LONG_LINE and is_finished(line.text)


def is_heading_like(line: Line) -> bool:
    """Whether a line could be a heading or headline: no sentence, no list item, no table row."""
    text = line.text
    limit = 90 if is_chinese(text) else 150
    if (
        len(text) > limit
        or "\t" in text
        or "|" in text
        or text.endswith(("，", ",", "、", "；", ";"))
    ):
        return False
    if len(text) > _LONG_QUESTION and text.rstrip("”’\"'」』").endswith(("！", "？", "!", "?")):
        return False
    if len(text) > LONG_LINE and is_chinese(text) and text.count("，") >= _PROSE_COMMAS:
        return False
    bare = text.rstrip("”’\"'」』！!？?")
    return not is_finished(bare) and "。" not in text and not is_list_item(text)


def is_list_item(text: str) -> bool:
    """Whether a line begins like an item of a list or a field of a form."""
    return _LIST_ITEM.match(text) is not None or _FIELD.match(text) is not None


def opens_list(text: str) -> bool:
    """Whether a line is the first item of a numbered list, or one of a list with bullets."""
    return _FIRST_ITEM.match(text) is not None


def is_field(text: str) -> bool:
    """Whether a line is a field of a form or of a contact block: "电话：6612 0001"."""
    match = _LABEL.match(text)
    return match is not None and len(text) <= LONG_LINE and not is_finished(text)


def is_sentence_like(line: Line) -> bool:
    """Whether a line is running text, finished or not."""
    return len(line.text) > LONG_LINE or has_sentence_end(line.text)


def ornaments(lines: Sequence[Line]) -> set[int]:
    """The lines of signs only; a sentence's closing signs are no ornament."""
    return {
        i
        for i, line in enumerate(lines)
        if not is_closing_signs(line.text) and _LETTER.search(line.text) is None
    }


def is_closing_signs(text: str) -> bool:
    """Whether a short line holds nothing but the end of a sentence, like ``。”``."""
    return len(text) <= 3 and text[0] in "。！？”」』，》）" and _LETTER.search(text) is None


def section_numbers(lines: Sequence[Line], labels: Sequence[Label]) -> set[int]:
    """The numbers that stand alone on a line and count the sections: 1, 2, 3 … each over text."""
    found: set[int] = set()
    expected = 1
    for i, line in enumerate(lines[:-1]):
        number = _NUMBER.fullmatch(line.text)
        if number is None or int(number[1]) != expected or labels[i] is not Label.TEXT:
            continue
        below = [other for other in lines[i + 1 : i + 3] if _NUMBER.fullmatch(other.text) is None]
        if any(is_paragraph(other) for other in below):
            found.add(i)
            expected += 1
    return found

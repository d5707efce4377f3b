"""A page's tree → the same with the marks of its lists in the text: browsers draw them.

They are written before anything is taken from the tree, while every item still stands in its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.html_blocks import Element, has_any, squeezed
from ingest.loaders import list_mark
from ingest.numerals import capital, figures, letters, roman

_ITEMS_LEAST = 2
_NUMERALS = {"a": letters, "A": capital(letters), "i": roman, "I": capital(roman)}
_DIGITS = re.compile(r"\s*([+-]?\d{1,6})")
_UNMARKED = re.compile(r"list-style[a-z-]*\s*:[^;]*\bnone\b", re.IGNORECASE)
_OWN_MARK = re.compile(
    r"\s*(?:[-–—*•·●○■□◆◇►▶★☆✓①-⑳]|第\S{1,4}[条條章节節点點项項步]|[（(]\w{1,3}[)）]"
    r"|(?:\d{1,3}|[a-zA-Z]|[一二三四五六七八九十]{1,3})[.．、)）])"
)
_SECTIONS = ("article", "h1", "h2", "h3", "h4", "h5", "h6", "section", "table")


def write_marks(tree: Element) -> None:
    """Put its number or bullet before the words of every item that has none of its own.

    Lists that arrange the page (of links alone, or of sections) have no marks to be read.
    """
    for element in tree.iter("ol", "ul"):
        items = [child for child in element if child.tag == "li"]
        if _is_marked(element, items):
            numbers = _numbers(element, items) if element.tag == "ol" else [""] * len(items)
            for item, number in zip(items, numbers, strict=True):
                _write(item, list_mark(number))


def _is_marked(element: Element, items: Sequence[Element]) -> bool:
    texts = ["".join(item.itertext()) for item in items]
    if sum(map(bool, map(str.strip, texts))) < _ITEMS_LEAST:
        return False
    linked = "".join(text for item in items for a in item.iter("a") for text in a.itertext())
    return not (
        _UNMARKED.search(element.get("style") or "")
        or len(squeezed(linked)) == len(squeezed("".join(texts)))
        or any(_OWN_MARK.match(text) for text in texts)
        or any(has_any(item.iter(*_SECTIONS)) for item in items)
    )


def _numbers(element: Element, items: Sequence[Element]) -> Iterator[str]:
    """The items' numbers, each with its point, by the attributes of HTML 5.2, 4.4.5."""
    is_falling = element.get("reversed") is not None
    written = _NUMERALS.get(element.get("type") or "", figures)
    number = _whole(element.get("start"), len(items) if is_falling else 1)
    for item in items:
        number = _whole(item.get("value"), number)
        yield f"{written(number)}."
        number += -1 if is_falling else 1


def _whole(attribute: str | None, default: int) -> int:
    match = _DIGITS.match(attribute or "")
    return int(match[1]) if match else default


def _write(element: Element, mark: str) -> bool:
    """Put ``mark`` before the first words in ``element``; whether it is done, or to be left."""
    if not isinstance(element.tag, str):  # a comment
        return False
    if element.tag in ("ol", "ul"):  # an item of nothing but a list
        return True
    if element.text and element.text.strip():
        element.text = mark + element.text.lstrip()
        return True
    for child in element:
        if _write(child, mark):
            return True
        if child.tail and child.tail.strip():
            child.tail = mark + child.tail.lstrip()
            return True
    return False

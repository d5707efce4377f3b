"""A paragraph of a Word document → whether it is a heading, by its style or its look.

Word knows headings by their outline level, which a paragraph has of its own or by its style. Many
documents have none and print their headings in bold instead.
"""

from __future__ import annotations

from collections.abc import Iterator

from ingest.layout import LONG_LINE
from ingest.punctuation import is_finished
from ingest.word_lists import WORD, ListElement

_BODY_LEVEL = "9"
_TITLE = "title"
_OFF = frozenset({"0", "false", "off", "none"})
_MOST_STYLES = 20  # each based on the next


class Headings:
    """Tells the headings of one document."""

    def __init__(self, styles: ListElement | None) -> None:
        known = () if styles is None else styles.findall(f"{WORD}style")
        self._styles = {style.get(f"{WORD}styleId") or "": style for style in known}

    def is_title(self, paragraph: ListElement) -> bool:
        """Whether the paragraph is in the style of a document's title."""
        names = (style.find(f"{WORD}name") for style in self._styles_of(paragraph))
        return any(
            name is not None and (name.get(f"{WORD}val") or "").casefold() == _TITLE
            for name in names
        )

    def is_heading(self, paragraph: ListElement, text: str) -> bool:
        """Whether the paragraph heads what follows it.

        Its look is asked only where ``text``, what it says, is given.
        """
        levels = (
            element.find(f"{WORD}pPr/{WORD}outlineLvl")
            for element in (paragraph, *self._styles_of(paragraph))
        )
        level = next((found.get(f"{WORD}val") for found in levels if found is not None), None)
        if level is not None and level != _BODY_LEVEL:
            return True
        return self.is_title(paragraph) or (_is_bold(paragraph) and _is_name(text))

    def _styles_of(self, paragraph: ListElement) -> Iterator[ListElement]:
        """The paragraph's style, what that is based on, and so on."""
        named = paragraph.find(f"{WORD}pPr/{WORD}pStyle")
        for _ in range(_MOST_STYLES):
            style = None if named is None else self._styles.get(named.get(f"{WORD}val") or "")
            if style is None:
                return
            yield style
            named = style.find(f"{WORD}basedOn")


def _is_bold(paragraph: ListElement) -> bool:
    """Whether every run of the paragraph that has words is set in bold."""
    runs = [run for run in paragraph.findall(f"{WORD}r") if run.find(f"{WORD}t") is not None]
    bold = (run.find(f"{WORD}rPr/{WORD}b") for run in runs)
    return bool(runs) and all(
        mark is not None and (mark.get(f"{WORD}val") or "").casefold() not in _OFF for mark in bold
    )


def _is_name(text: str) -> bool:
    """Whether ``text`` is short and no sentence; a question may head its answer."""
    return 0 < len(text) <= LONG_LINE and not is_finished(text.rstrip("？?！!"))

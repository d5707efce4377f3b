"""Passages of one article → their sentences in a row, and the lines they were printed in.

What makes a list is how it is printed: by lines, by what stands in front of them and above them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ingest.document import Passage, Sentence
from ingest.punctuation import is_finished

_COLUMNS = {"\t": 4, "\u3000": 2}
_FOLLOWS = ("如下", "following", "as follows", "следующее", "следующие")


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence where it stands: ``text`` is in the single script, without blanks at its ends.

    ``is_set_off`` where a blank line, or more, parts it from the sentence before it. ``indent``
    counts the columns that its line is printed in from the edge, where it opens one.
    """

    passage: Passage
    sentence: Sentence
    text: str
    opens_line: bool
    ends_line: bool
    is_set_off: bool = False
    indent: int = 0

    @property
    def key(self) -> tuple[str, int]:
        """What tells it from other places: its passage's id, and where it starts there."""
        return self.passage.id, self.sentence.start

    @property
    def is_heading(self) -> bool:
        return self.sentence.is_heading

    @property
    def is_finished(self) -> bool:
        """Whether it ends like a sentence or clause and not like a title or a thing named."""
        return is_finished(self.text)


@dataclass(frozen=True, slots=True)
class TextLine:
    """A printed line of body text: the places ``first`` to before ``last``."""

    first: int
    last: int
    text: str
    is_heading: bool
    is_set_off: bool
    indent: int

    @property
    def is_finished(self) -> bool:
        """As of a `Place`."""
        return is_finished(self.text)

    @property
    def is_lead(self) -> bool:
        """As `leads_in` has it."""
        return leads_in(self.text)


def places_of(passages: Iterable[Passage], document_text: str) -> list[Place]:
    """The sentences of ``passages``, which are of one article and in its order, without blank ones.

    Args:
        passages: of one document.
        document_text: that document's text, which tells what parts them.
    """
    found: list[Place] = []
    stop = 0
    for passage in passages:
        offsets = list(passage.offsets)
        for sentence in passage.sentences:
            text = passage.search_text[sentence.start : sentence.end]
            if not text.strip():
                continue
            blanks = len(text) - len(text.lstrip())
            between = document_text[stop : offsets[sentence.start + blanks]]
            gap = between.replace("\r\n", "\n").replace("\r", "\n")
            ends = gap.count("\n")
            if found and found[-1].passage is not passage:
                found[-1] = replace(found[-1], ends_line=ends > 0)
            opens = not found or found[-1].ends_line
            ends_line = text.endswith("\n")
            indent = indent_of(gap.rpartition("\n")[2]) if opens else 0
            found.append(Place(passage, sentence, text.strip(), opens, ends_line, ends > 1, indent))
            stop = offsets[sentence.start + len(text.rstrip()) - 1] + 1
    if found:
        found[-1] = replace(found[-1], ends_line=True)
    return found


def leads_in(text: str) -> bool:
    """Whether a sentence or line says at its end that something follows."""
    return text.endswith(("：", ":")) or text.rstrip("。.").endswith(_FOLLOWS)


def indent_of(line: str) -> int:
    """The columns of the blanks that ``line`` begins with."""
    blanks = line[: len(line) - len(line.lstrip())]
    return sum(_COLUMNS.get(blank, 1) for blank in blanks)


def lines_of(places: Sequence[Place]) -> list[TextLine]:
    """The lines that ``places`` were printed in."""
    lines: list[TextLine] = []
    first = 0
    for i, place in enumerate(places):
        if place.ends_line:
            text = " ".join(one.text for one in places[first : i + 1])
            opening = places[first]
            lines.append(
                TextLine(first, i + 1, text, opening.is_heading, opening.is_set_off, opening.indent)
            )
            first = i + 1
    return lines

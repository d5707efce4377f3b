"""A passage found → what stands around it in its article, and the lists there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TypeAlias

from answer.lists.enumerations import Enumeration
from answer.lists.line_lists import line_lists
from answer.lists.nesting import is_within, nested
from answer.lists.numbered_lists import numbered_lists
from answer.lists.text_places import Place, places_of
from ingest.document import Document, Passage

PASSAGES_AROUND = 4  # on either side; one has 250 characters
ARTICLES_KEPT = 128

DocumentOf: TypeAlias = Callable[[str], Document]
PassagesAround: TypeAlias = Callable[[str, int], Sequence[Passage]]


@dataclass(frozen=True, slots=True)
class Article:
    """The sentences around one passage, and the lists among them.

    ``positions`` says of a passage's id and a sentence's start which of ``places`` that is.
    """

    places: Sequence[Place]
    lists: Sequence[Enumeration]
    positions: Mapping[tuple[str, int], int]

    @classmethod
    def of(cls, places: Sequence[Place]) -> Article:
        """What ``places`` show."""
        return cls(places, lists_of(places), {place.key: i for i, place in enumerate(places)})

    def list_at(self, position: int) -> Enumeration | None:
        """The list of which the place at ``position`` is an item; the innermost of several."""
        own = [one for one in self.lists if one.item_at(position) is not None]
        return max(own, key=lambda one: one.items[0], default=None)

    def heading_over(self, position: int) -> Place | None:
        """The nearest heading above ``position``."""
        above = (self.places[i] for i in range(position - 1, -1, -1))
        return next((place for place in above if place.is_heading), None)

    def lines_between(self, one: int, other: int) -> int:
        """How many line ends part two positions; none between the items of a list."""
        if any({one, other} <= enumeration.members for enumeration in self.lists):
            return 0
        first, last = sorted((one, other))
        return sum(place.opens_line for place in self.places[first + 1 : last + 1])


def lists_of(places: Sequence[Place]) -> list[Enumeration]:
    """The lists in ``places``, in the order of the text; of two that overlap the numbered one.

    A list may stand within an item of another; the item then holds all of it.
    """
    found = numbered_lists(places)
    for one in line_lists(places):
        if all(_are_apart(places, one, other) for other in found):
            found.append(one)
    return nested(places, found)


def _are_apart(places: Sequence[Place], one: Enumeration, other: Enumeration) -> bool:
    return (
        other.members.isdisjoint(one.members - {one.lead})
        or is_within(places, one, other)
        or is_within(places, other, one)
    )


class Surroundings:
    """Reads what stands around passages of one index; safe to share between threads."""

    def __init__(self, document_of: DocumentOf, passages_around: PassagesAround) -> None:
        """Of the passages of any index.

        Args:
            document_of: gives a document by its id.
            passages_around: gives the passages that stand no further than so many from the one of
                that id, in the order of its document.
        """
        # A cache of a method would hold this object, and with it open files, until a collection.
        read = partial(_article, document_of, passages_around)
        self._read = lru_cache(maxsize=ARTICLES_KEPT)(read)

    def of(self, passage: Passage) -> Article:
        """What stands around ``passage``, which is of this index."""
        return self._read(_Kept(passage))


class _Kept:
    """A passage that is known by its id."""

    __slots__ = ("passage",)

    def __init__(self, passage: Passage) -> None:
        self.passage = passage

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Kept) and other.passage.id == self.passage.id

    def __hash__(self) -> int:
        return hash(self.passage.id)


def _article(document_of: DocumentOf, passages_around: PassagesAround, kept: _Kept) -> Article:
    passage = kept.passage
    near = [
        one
        for one in passages_around(passage.id, PASSAGES_AROUND)
        if one.kind is passage.kind and one.headline == passage.headline
    ]
    return Article.of(places_of(near, document_of(passage.document_id).text))

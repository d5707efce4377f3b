"""A list as it is printed: what leads in, and its items, by their places in an article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from answer.lists.markers import is_marked
from answer.lists.text_places import Place

_FIELD = re.compile(r"[^\s：:，。]{1,12}[：:]\s*\S")


@dataclass(frozen=True, slots=True)
class Enumeration:
    """A list: the place that leads in (None without one) and each item's first and last place.

    A lead-in may hold the first item ("…四件事：第一，……"); the two are then the same place.
    """

    lead: int | None
    items: tuple[tuple[int, int], ...]

    @property
    def members(self) -> frozenset[int]:
        """Every place of it."""
        own = {at for first, last in self.items for at in range(first, last + 1)}
        return frozenset(own if self.lead is None else own | {self.lead})

    @property
    def opening(self) -> int:
        """Where it begins: its lead-in, else its first item."""
        return self.items[0][0] if self.lead is None else self.lead

    def is_loose(self, places: Sequence[Place]) -> bool:
        """Whether each item speaks for itself: fields ("时间：……"), or sentences under a heading.

        Those are sentences without marks, the paragraphs of a section as likely as a list.
        """
        openings = [places[first] for first, _ in self.items]
        if all(_FIELD.match(place.text) for place in openings):
            return True
        is_headed = self.lead is not None and places[self.lead].is_heading
        return is_headed and all(
            place.text.endswith("。") and not is_marked(place.text) for place in openings
        )

    def item_at(self, position: int) -> int | None:
        """Which item the place at ``position`` is of, from 0; None if of none."""
        items = enumerate(self.items)
        return next((i for i, (first, last) in items if first <= position <= last), None)

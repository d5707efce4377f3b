"""The distinct questions of a SQuAD-format file: one may be asked of several paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from eval.outside.squad import Item, Squad

Groups = Mapping[str, Sequence[Item]]
"""For every distinct question its items, in file order."""


@dataclass(frozen=True, slots=True)
class Questions:
    """The questions that a paragraph answers, and those marked as impossible that none does."""

    answerable: Groups
    marked: Groups

    @classmethod
    def of(cls, squad: Squad) -> Questions:
        """The questions of ``squad``: ``q0``, ``q1`` …, and ``u0``, ``u1`` … those marked.

        A question that is impossible for one paragraph and answered by another is not marked, for
        the whole collection answers it.
        """
        known = {item.question for item in squad.items}
        marked = (item for item in squad.impossible if item.question not in known)
        return cls(_by_question(squad.items, "q"), _by_question(marked, "u"))


def _by_question(items: Iterable[Item], prefix: str) -> dict[str, list[Item]]:
    by_text: dict[str, list[Item]] = {}
    for item in items:
        by_text.setdefault(item.question, []).append(item)
    return {f"{prefix}{number}": group for number, group in enumerate(by_text.values())}

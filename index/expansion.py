"""What may stand in a passage instead of words of the query: what glossary and slips hand over."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Alternative:
    """Tokens (as `tokenise` gives them) that may stand in a passage instead of words of the query.

    Args:
        replaced: the query's own tokens that this stands for (may be empty).
        tokens: what may stand in the text instead.
        weight: how sure, in (0, 1].
    """

    replaced: tuple[str, ...]
    tokens: tuple[str, ...]
    weight: float

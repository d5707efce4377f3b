"""The collection, queries, judgements and rankings behind a report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from eval.ladder import Rung
from eval.runs import Qrels, Rankings


@dataclass(frozen=True, slots=True)
class Evaluated:
    """What a retrieval evaluation is made of, so that others can repeat it on the same files.

    Args:
        passages: The text of every passage of the collection, by id.
        queries: The text of every query, by id.
        qrels: The relevant passages of every query.
        rankings: For each rung of the ladder what it found.
    """

    passages: Mapping[str, str]
    queries: Mapping[str, str]
    qrels: Qrels
    rankings: Mapping[Rung, Rankings]

"""What may put the passages found in a better order, and which of them a setting names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from index.fusion import Fused
from index.hub_models import AUTOMATIC, Running
from index.reranking import Collection, Reranker
from ingest.document import Passage

NO_RERANKER = "none"


class PassageReranker(Protocol):
    """Scores passages together with the question; safe between threads."""

    def rerank(
        self, query: str, found: Sequence[Fused], passages: Sequence[Passage], known: Collection
    ) -> list[Fused]:
        """``found`` with new scores in [0, 1], best first; equal scores in row order.

        Args:
            query: as it was typed.
            found: what the fusion gave, best first.
            passages: those of ``found``, in the same order.
            known: what idf is counted in.
        """
        ...


@dataclass(frozen=True, slots=True)
class RerankerChoice:
    """A reranker by name, as `open_reranker` reads it, to be opened when it is needed."""

    name: str | None = None
    running: Running = AUTOMATIC

    @property
    def label(self) -> str:
        """What a report calls it."""
        return "embedded" if self.name is None else self.name

    def __call__(self) -> PassageReranker | None:
        """The reranker, opened."""
        return open_reranker(self.name, self.running)


OURS = RerankerChoice()


def open_reranker(name: str | None = None, running: Running = AUTOMATIC) -> PassageReranker | None:
    """The reranker that ``name`` stands for; None where the fusion's order is to stay.

    Args:
        name: None for the one that ships, `NO_RERANKER` for none, otherwise a CrossEncoder of
            sentence-transformers, by hub name or local folder.
        running: how a CrossEncoder runs.

    Raises:
        EncoderError: the CrossEncoder cannot be loaded or is none; the hint says what to do.
    """
    if name is None:
        return Reranker.load()
    if name == NO_RERANKER:
        return None
    from index.cross_encoder import CrossEncoderReranker  # noqa: PLC0415  torch comes with it

    return CrossEncoderReranker(name, running)

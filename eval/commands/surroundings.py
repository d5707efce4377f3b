"""What the settings say, for the evaluations that need it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from index.encoder import Encoder, open_encoder
from index.hub_models import AUTOMATIC, Running
from index.rerankers import RerankerChoice


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The index in force, encoder and reranker by name (None: ours), the file of verdicts.

    ``running`` tells how an encoder or reranker that is not ours runs; ``staff_token`` is what a
    server that is evaluated may want for searching.
    """

    index_dir: Path
    encoder: str | None = None
    feedback: Path | None = None
    reranker: str | None = None
    running: Running = AUTOMATIC
    staff_token: str | None = field(default=None, repr=False)

    def open_encoder(self) -> Encoder:
        """The encoder."""
        return open_encoder(self.encoder, self.running)

    @property
    def chosen_reranker(self) -> RerankerChoice:
        """The reranker, to be opened with the index."""
        return RerankerChoice(self.reranker, self.running)

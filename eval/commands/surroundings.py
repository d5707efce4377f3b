"""What the settings say, for the evaluations that need it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The index in force, the encoder's name (None: the embedded one), the file of verdicts."""

    index_dir: Path
    encoder: str | None = None
    feedback: Path | None = None

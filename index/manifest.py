"""What a generation says of itself: which files it has, and what made them."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from index.durable import FileRecord
from index.encoder import Encoder
from index.lexical import TOKENISER_VERSION
from index.windows import WINDOWS_VERSION
from ingest.cleaning import CLEANER_VERSION
from ingest.errors import IndexDamagedError, IndexMismatchError
from ingest.script import NORMALIZER_VERSION
from ingest.splitting import SPLITTER_VERSION

MANIFEST = "manifest.json"
FORMAT_VERSION = 4
REBUILD = "Run `forumqa ingest` to build it anew."
SHOWN_CHARS = 12


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything besides the documents that decides what an index holds."""

    encoder: str
    dimension: int
    normalizer: str = NORMALIZER_VERSION
    cleaner: str = CLEANER_VERSION
    splitter: str = SPLITTER_VERSION
    tokeniser: str = TOKENISER_VERSION
    windows: str = WINDOWS_VERSION

    @classmethod
    def of(cls, encoder: Encoder) -> Recipe:
        """The recipe of this program with ``encoder``."""
        return cls(encoder.fingerprint, encoder.dimension)

    def differences(self, other: Recipe) -> list[str]:
        """What differs, as sentences: this recipe's value, then the other's."""
        ours, theirs = dataclasses.asdict(self), dataclasses.asdict(other)
        return [
            f"The {name} of the index is {_brief(ours[name])}, "
            f"of this program {_brief(theirs[name])}."
            for name in ours
            if ours[name] != theirs[name]
        ]


def _brief(value: object) -> str:
    """``value`` for people: the beginning of a hash tells two of them apart."""
    return str(value)[:SHOWN_CHARS]


@dataclass(frozen=True, slots=True)
class Manifest:
    """The table of contents of one generation.

    ``documents`` maps ids to the SHA-256 of the documents' texts, ``files`` names relative to the
    generation's folder to what they hold.
    """

    generation: int
    recipe: Recipe
    documents: Mapping[str, str]
    passages: int
    windows: int
    questions: int
    unanswered: int
    files: Mapping[str, FileRecord]

    def to_bytes(self) -> bytes:
        """The manifest as a JSON file."""
        fields = {"format": FORMAT_VERSION, **dataclasses.asdict(self)}
        return (json.dumps(fields, ensure_ascii=False, indent=1) + "\n").encode()

    @classmethod
    def from_bytes(cls, content: bytes, path: Path) -> Manifest:
        """The manifest in ``content``, whose hash the caller has compared; ``path`` is for errors.

        Raises:
            IndexMismatchError: it was written by another version of this program.
            IndexDamagedError: it is no manifest.
        """
        try:
            fields = json.loads(content)
            version = fields.pop("format")
            if version != FORMAT_VERSION:
                raise IndexMismatchError(
                    f"The format of the index is {version}, of this program {FORMAT_VERSION}.",
                    hint=REBUILD,
                )
            fields["recipe"] = Recipe(**fields["recipe"])
            fields["files"] = {name: FileRecord(**r) for name, r in fields["files"].items()}
            return cls(**fields)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise IndexDamagedError(f"{path} is no manifest of an index.", hint=REBUILD) from error

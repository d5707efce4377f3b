"""Topics: questions with what is known of their answers.

``eval/topic_files.py`` reads them and ``eval/README.md`` documents their format. A topic is judged
by document and evidence, never by passage id, so its labels survive re-chunking and hold for
digests and originals alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ingest.document import SourceKind
from ingest.errors import InputError

LANGUAGES = ("zh-Hans", "zh-Hant", "en", "ru")


class Kind(StrEnum):
    """What makes a topic hard."""

    FACT = "fact"
    NUMBER = "number"
    LIST = "list"
    PARAPHRASE = "paraphrase"
    KEYWORDS = "keywords"
    MULTI = "multi"
    FOLLOWUP = "followup"
    SLIP = "slip"
    CONFLICT = "conflict"
    TRADITIONAL = "traditional"
    CROSSLINGUAL = "crosslingual"
    UNANSWERABLE_NEAR = "unanswerable_near"
    UNANSWERABLE_FAR = "unanswerable_far"
    INJECTION = "injection"


class Half(StrEnum):
    """Development topics choose settings; reporting topics are only ever reported."""

    DEVELOPMENT = "development"
    REPORTING = "reporting"


class TopicError(InputError):
    """A topic file that cannot be read: which file, which line, what is wrong there."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that state the fact, as the original and as the digest print them."""

    original: str
    digest: str

    def of(self, kind: SourceKind) -> str:
        """The words for texts of ``kind``."""
        return self.original if kind is SourceKind.ORIGINAL else self.digest


@dataclass(frozen=True, slots=True)
class PastTurn:
    """An earlier question of the conversation and the answer it got."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Topic:
    """One question; ``answers`` holds groups of alternatives, and every group must be shown.

    ``all_wanted`` tells that the file had ``answers_all``: the groups are the items of a list.
    ``in_full`` is a follow-up as one would ask it without its history. ``half`` is None until it
    is assigned.
    """

    id: str
    question: str
    language: str
    kind: Kind
    sources: tuple[str, ...]
    answers: tuple[tuple[str, ...], ...]
    all_wanted: bool
    evidence: tuple[Evidence, ...]
    history: tuple[PastTurn, ...]
    statement: str
    half: Half | None
    in_full: str | None = None

    @property
    def answerable(self) -> bool:
        return bool(self.evidence)

"""What ingest did with every file: taken, replaced, skipped and why, removed and why."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ingest.document import Document, Passage, PassageKind, Removal, RemovalReason, SourceKind

# Blanks are no loss to a reader; in the summary for people they would drown the rest.
_NOT_WORTH_A_LINE = frozenset({RemovalReason.WHITESPACE})


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that is not in the library, and a reason that reads on after its name."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Replaced:
    """A digest that stood aside because its original was found at ``path``."""

    document_id: str
    digest: str
    path: str


@dataclass(frozen=True, slots=True)
class DocumentReport:
    """One document: its passages by kind, everything removed, and remarks on reading it."""

    id: str
    path: str
    kind: SourceKind
    title: str
    passages: tuple[tuple[PassageKind, int], ...]
    removals: tuple[Removal, ...]
    notes: tuple[str, ...] = ()

    @classmethod
    def of(
        cls, document: Document, passages: Sequence[Passage], notes: Sequence[str] = ()
    ) -> DocumentReport:
        """The report on ``document``, cut into ``passages``."""
        counts = Counter(passage.kind for passage in passages)
        return cls(
            id=document.id,
            path=document.path,
            kind=document.source.kind,
            title=document.source.title,
            passages=tuple((kind, counts[kind]) for kind in PassageKind),
            removals=document.removals,
            notes=tuple(notes),
        )

    def worthwhile_removals(self) -> int:
        """How many stretches were removed, blanks apart."""
        return len(_worth_a_line(self.removals))

    def to_json(self) -> dict[str, object]:
        """The report as JSON values; spans are code points of the document's text."""
        return {
            "id": self.id,
            "path": printable(self.path),
            "source": self.kind.value,
            "title": self.title,
            "passages": {kind.value: count for kind, count in self.passages},
            "removed": _by_reason(self.removals),
            "removals": [
                {
                    "start": removal.span.start,
                    "end": removal.span.end,
                    "reason": removal.reason.value,
                }
                for removal in self.removals
            ],
            "notes": list(self.notes),
        }


@dataclass(frozen=True, slots=True)
class QuestionReport:
    """Curated questions: how many were taken, which lines and files were left out and why.

    ``elsewhere`` counts questions for documents that the catalogue knows and the library lacks,
    ``unanswered`` those that say what the documents do not. The paths of ``left_out`` end in
    ``:line`` where one line is meant.
    """

    taken: int = 0
    left_out: tuple[Skipped, ...] = ()
    elsewhere: int = 0
    unanswered: int = 0

    def to_json(self) -> dict[str, object]:
        """The report as JSON values."""
        return {
            "taken": self.taken,
            "unanswered": self.unanswered,
            "left_out": [{"path": item.path, "reason": item.reason} for item in self.left_out],
            "for_documents_not_in_the_library": self.elsewhere,
        }

    def summary(self) -> list[str]:
        """Plain lines for people; none where there are no questions."""
        return self.counts() + [f"left out: {item.path} {item.reason}" for item in self.left_out]

    def counts(self) -> list[str]:
        """How many questions were taken and how many not, as plain lines."""
        lines = [counted(self.taken, "curated question")] if self.taken else []
        if self.unanswered:
            lines.append(f"{counted(self.unanswered, 'curated question')} that nothing answers")
        if self.elsewhere:
            others = counted(self.elsewhere, "curated question")
            lines.append(f"not used: {others} for documents that are not in the library")
        return lines


@dataclass(frozen=True, slots=True)
class IngestReport:
    """The whole ingest.

    ``forgotten`` (ids of documents no longer there) and what is known of their titles are the
    index's to fill.
    """

    documents: tuple[DocumentReport, ...]
    skipped: tuple[Skipped, ...] = ()
    replaced: tuple[Replaced, ...] = ()
    forgotten: tuple[str, ...] = ()
    questions: QuestionReport = QuestionReport()
    titles_forgotten: Mapping[str, str] = field(default_factory=dict[str, str])

    def to_json(self) -> dict[str, object]:
        """The report as JSON values, for ``--report FILE`` and ``--json``."""
        return {
            "documents": [document.to_json() for document in self.documents],
            "skipped": [{"path": item.path, "reason": item.reason} for item in self.skipped],
            "replaced": [
                {"id": item.document_id, "digest": item.digest, "path": item.path}
                for item in self.replaced
            ],
            "forgotten": list(self.forgotten),
            "questions": self.questions.to_json(),
        }

    def to_text(self) -> str:
        """`to_json` written out, with a line feed at the end."""
        return json.dumps(self.to_json(), ensure_ascii=False, indent=2) + "\n"

    def removed_by_reason(self) -> dict[str, int]:
        """How many stretches were removed for each reason, blanks apart."""
        removals = [removal for document in self.documents for removal in document.removals]
        return _by_reason(_worth_a_line(removals))

    def headline(self) -> str:
        """How much was taken, as one line."""
        documents = counted(len(self.documents), "document")
        return f"{documents}, {counted(self._passage_total(), 'passage')}"

    def replaced_lines(self) -> list[str]:
        """The digests that stood aside, as plain lines."""
        return [
            f"replaced: {item.digest} by the original {printable(item.path)}"
            for item in self.replaced
        ]

    def forgotten_lines(self) -> list[str]:
        """The documents that are no longer there, as plain lines, with their titles if known."""
        titles = ((one, self.titles_forgotten.get(one, "")) for one in self.forgotten)
        return [
            f"forgotten: {one} ({printable(title)})" if title else f"forgotten: {one}"
            for one, title in titles
        ]

    def summary(self) -> list[str]:
        """Plain lines for people: what was taken, removed, replaced, skipped and forgotten."""
        lines = [self.headline()]
        for document in self.documents:
            lines.append(f"  {_document_line(document)}")
            lines.extend(f"    note: {printable(note)}" for note in document.notes)
        if counts := self.removed_by_reason():
            listed = ", ".join(f"{reason} {count}" for reason, count in counts.items())
            lines.append(f"removed: {listed}")
        lines += self.replaced_lines()
        lines.extend(f"skipped: {item.path} {item.reason}" for item in self.skipped)
        return lines + self.forgotten_lines() + self.questions.summary()

    def _passage_total(self) -> int:
        return sum(count for document in self.documents for _, count in document.passages)


def counted(number: int, noun: str) -> str:
    """``number`` with its ``noun``, which takes an s in the plural."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def printable(text: str) -> str:
    """``text`` for a terminal or log: bytes that are no UTF-8 and control characters escaped."""
    readable = os.fsencode(text).decode("utf-8", "backslashreplace")
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode()
        for character in readable
    )


def _document_line(document: DocumentReport) -> str:
    kinds = ", ".join(f"{kind.value} {count}" for kind, count in document.passages if count)
    return (
        f"{document.id} ({document.kind.value}, {printable(document.path)}): "
        f"{kinds or 'no passages'}; {counted(document.worthwhile_removals(), 'removal')}"
    )


def _worth_a_line(removals: Iterable[Removal]) -> list[Removal]:
    return [removal for removal in removals if removal.reason not in _NOT_WORTH_A_LINE]


def _by_reason(removals: Iterable[Removal]) -> dict[str, int]:
    """How many removals there are for each reason, in the order of `RemovalReason`."""
    counts = Counter(removal.reason for removal in removals)
    return {reason.value: counts[reason] for reason in RemovalReason if counts[reason]}

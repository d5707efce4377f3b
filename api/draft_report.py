"""What a run of `forumqa suggest-questions` wrote, dropped and leaves to a person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from api.drafting import Drafts
from api.language_model_errors import LanguageModelError
from ingest.document import SourceKind
from ingest.questions import SUFFIX
from ingest.report import counted, printable

_OTHER = {SourceKind.DIGEST: SourceKind.ORIGINAL, SourceKind.ORIGINAL: SourceKind.DIGEST}


@dataclass(slots=True)
class DocumentDrafts:
    """One document: passages asked about, and those passed over since they have drafts enough."""

    id: str
    path: Path
    drafts: Drafts
    is_twofold: bool
    asked: int = 0
    passed_over: int = 0
    title: str = ""

    @property
    def needs_words_for(self) -> SourceKind | None:
        """The other text of the document, which needs answer words of its own for these lines."""
        return _OTHER[self.drafts.kind] if self.is_twofold and self.drafts.lines else None

    def to_json(self) -> dict[str, object]:
        """The document as JSON values."""
        other = self.needs_words_for
        return {
            "id": self.id,
            "source": self.drafts.kind.value,
            "file": str(self.path),
            "asked": self.asked,
            "passed_over": self.passed_over,
            "lines": len(self.drafts.lines),
            "questions": self.drafts.questions,
            "dropped": dict(sorted(self.drafts.dropped.items())),
            "needs_words_for": other.value if other else None,
        }

    def summary(self) -> Iterator[str]:
        """Plain lines for people."""
        lines, questions = len(self.drafts.lines), self.drafts.questions
        named = f"{self.id} {printable(self.title)}".rstrip()
        yield (
            f"{named} ({self.drafts.kind.value}): {counted(self.asked, 'passage')} asked about, "
            f"{counted(lines, 'line')} with {counted(questions, 'question')} drafted"
        )
        if self.passed_over:
            yield f"  passed over: {counted(self.passed_over, 'passage')} with drafts enough"
        for reason, count in sorted(self.drafts.dropped.items()):
            yield f"  dropped: {count} × {reason}"
        if other := self.needs_words_for:
            yield (
                f"  note: the answer words are those of the {self.drafts.kind.value}; where the "
                f'{other.value} prints others, write {{"original": "…", "digest": "…"}}'
            )


@dataclass(frozen=True, slots=True)
class SuggestionReport:
    """All documents of a run, where drafts are, where accepted lines go, what ended it early."""

    out: Path
    accepted: Path
    documents: tuple[DocumentDrafts, ...]
    stopped: LanguageModelError | None = None

    def to_json(self) -> dict[str, object]:
        """The report as JSON values."""
        return {
            "out": str(self.out),
            "move_accepted_lines_to": str(self.accepted),
            "documents": [item.to_json() for item in self.documents],
            "stopped": self.stopped.trouble.value if self.stopped else None,
        }

    def summary(self) -> list[str]:
        """Plain lines for people, with what they are to do next."""
        if not self.documents:
            return ["No document has few curated questions; name one to draft more for it."]
        lines = [line for item in self.documents for line in item.summary()]
        if any(item.drafts.lines for item in self.documents):
            lines.append(
                f"These are drafts, in {self.out}. Read them, move the lines you accept to "
                f"{self.accepted}/<document id>{SUFFIX}, and run `forumqa ingest`."
            )
        return lines

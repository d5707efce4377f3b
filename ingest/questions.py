"""Curated questions: read from the files beside the catalogue, tied to the passages they stand for.

``questions/<document id>.jsonl`` belongs to that document; ``ingest/question_lines.py`` says what a
line is. A question stands for every body passage of its document whose search text holds the answer
words; one that nothing answers is kept apart. They are there to be searched, never to be shown as
words of a source.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from ingest.document import Document, Passage, PassageKind
from ingest.errors import DocumentError
from ingest.files import FoundFile, find_files, read_file
from ingest.matching import holds, squeeze
from ingest.question_lines import QuestionLine, QuestionLineError, read_line
from ingest.report import QuestionReport, Skipped, printable

FOLDER = "questions"
SUFFIX = ".jsonl"
_MAX_BYTES = 16 * 2**20


@dataclass(frozen=True, slots=True)
class CuratedQuestion:
    """A question that staff wrote for some passages of one document: one passage or more.

    ``language`` is an ISO 639-1 code, ``words`` the answer words, squeezed.
    """

    text: str
    language: str
    document_id: str
    passage_ids: tuple[str, ...]
    words: str = ""


@dataclass(frozen=True, slots=True)
class UnansweredQuestion:
    """A question on the subject of a document that no document with curated questions answers.

    ``language`` is an ISO 639-1 code. Questions of one ``line`` of the document's file, counted
    from 1, ask the same.
    """

    text: str
    language: str
    document_id: str
    line: int


@dataclass(frozen=True, slots=True)
class FoundQuestions:
    """The questions that are answered, those that are not, and what was left out."""

    answered: tuple[CuratedQuestion, ...] = ()
    unanswered: tuple[UnansweredQuestion, ...] = ()
    report: QuestionReport = field(default_factory=QuestionReport)


@dataclass(frozen=True, slots=True)
class _Bodies:
    """The body passages of one document, as (id, squeezed search text)."""

    document: Document
    passages: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, document: Document, passages: Iterable[Passage]) -> _Bodies:
        return cls(
            document,
            tuple(
                (passage.id, squeeze(passage.search_text))
                for passage in passages
                if passage.document_id == document.id and passage.kind is PassageKind.BODY
            ),
        )

    def tie(self, line: QuestionLine) -> list[CuratedQuestion]:
        """The questions of ``line``.

        Raises:
            QuestionLineError: No passage holds its answer words.
        """
        kind = self.document.source.kind
        words = squeeze(line.answers[kind])
        holders = tuple(name for name, text in self.passages if holds(text, words))
        if not holders:
            shown = printable(line.answers[kind])
            raise QuestionLineError(f"has words that no passage of the {kind.value} holds: {shown}")
        return [
            CuratedQuestion(text, language, self.document.id, holders, words)
            for text, language in line.questions
        ]


def read_questions(
    beside: Path, known: Iterable[str], documents: Sequence[Document], passages: Sequence[Passage]
) -> FoundQuestions:
    """The curated questions of ``documents``, and what became of the rest.

    Args:
        beside: The folder that holds the folder of questions; there may be none.
        known: Ids that a document may have without being in the library: questions for it are
            counted, not reported one by one.
        documents: Those of the library.
        passages: Theirs.
    """
    if not (beside / FOLDER).is_dir():
        return FoundQuestions()
    files, left_out = find_files([beside / FOLDER])
    reader = _Reader({document.id: document for document in documents}, frozenset(known), passages)
    for file in files:
        reader.read(file)
    reader.settle()
    faults = tuple(_below_folder(item) for item in left_out) + tuple(reader.left_out)
    answered, unanswered = tuple(reader.questions), tuple(reader.unanswered)
    report = QuestionReport(len(answered), faults, reader.elsewhere, len(unanswered))
    return FoundQuestions(answered, unanswered, report)


class _Reader:
    """Collects questions, the reasons why lines were left out, and how many are for others."""

    def __init__(
        self, documents: Mapping[str, Document], known: frozenset[str], passages: Sequence[Passage]
    ) -> None:
        self._documents = documents
        self._known = known
        self._passages = passages
        self.questions: list[CuratedQuestion] = []
        self.unanswered: list[UnansweredQuestion] = []
        self.left_out: list[Skipped] = []
        self.elsewhere = 0
        self._answered_at: dict[str, str] = {}  # squeezed question → file and line
        self._file = ""

    def read(self, file: FoundFile) -> None:
        """Takes the questions of one file."""
        name = PurePosixPath(file.relative)
        if name.stem.upper() == "README":
            return
        try:
            lines = _lines(file, name, self._documents.keys() | self._known)
        except DocumentError as error:
            self._leave_out(file.relative, str(error))
            return
        document = self._documents.get(name.stem)
        bodies = None if document is None else _Bodies.of(document, self._passages)
        self._file = file.relative
        for number, line in enumerate(lines, start=1):
            if line.strip():
                try:
                    self._take(read_line(line), number, bodies)
                except QuestionLineError as error:
                    self._leave_out(f"{file.relative}:{number}", str(error))

    def _take(self, line: QuestionLine, number: int, bodies: _Bodies | None) -> None:
        if bodies is None:
            self.elsewhere += len(line.questions)
        elif line.answers:
            tied = bodies.tie(line)
            self.questions += tied
            for question in tied:
                self._answered_at.setdefault(squeeze(question.text), f"{self._file}:{number}")
        else:
            self.unanswered += [
                UnansweredQuestion(text, language, bodies.document.id, number)
                for text, language in line.questions
            ]

    def settle(self) -> None:
        """Leaves out what one line says nothing answers and another, of any file, answers.

        Else one and the same question would speak for a passage and against any answer.
        """
        kept: list[UnansweredQuestion] = []
        for one in self.unanswered:
            answered_at = self._answered_at.get(squeeze(one.text))
            if answered_at is None:
                kept.append(one)
                continue
            where = f"{one.document_id}{SUFFIX}:{one.line}"
            said = f"says that nothing answers {printable(one.text)}"
            self._leave_out(where, f"{said}, which {FOLDER}/{answered_at} answers: that counts")
        self.unanswered = kept

    def _leave_out(self, where: str, reason: str) -> None:
        self.left_out.append(_below_folder(Skipped(printable(where), reason)))


def _lines(file: FoundFile, name: PurePosixPath, known: AbstractSet[str]) -> list[str]:
    if name.suffix != SUFFIX or name.parent.name:
        raise DocumentError(f"is passed over: only {FOLDER}/<document id>{SUFFIX} are read")
    if name.stem not in known:
        raise DocumentError("is named after no document of the library or the catalogue")
    try:
        return read_file(file, _MAX_BYTES).decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise DocumentError(f"is not UTF-8 (byte {error.start})") from error


def _below_folder(item: Skipped) -> Skipped:
    return Skipped(f"{FOLDER}/{item.path}", item.reason)

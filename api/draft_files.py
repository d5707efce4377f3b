"""Drafts on disk: one file for each document, in the format of curated questions, only added to."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from index.durable import disk_errors, sync_folder, write_file
from ingest.document import Passage, SourceKind
from ingest.errors import InputError
from ingest.matching import holds, squeeze
from ingest.question_lines import QuestionLine, QuestionLineError, read_line
from ingest.questions import SUFFIX


class DraftFile:
    """The drafts of one document; what a person changes in the file stays as it is."""

    def __init__(self, folder: Path, document_id: str) -> None:
        self.path = folder / f"{document_id}{SUFFIX}"

    def questions(self) -> set[str]:
        """Every question of the file, squeezed.

        Raises:
            InputError: the file is there and cannot be read.
        """
        return {squeeze(text) for line in self._lines() for text, _ in line.questions}

    def count_for(self, passage: Passage, kind: SourceKind) -> int:
        """How many lines have answer words that ``passage`` holds; raises as `questions` does."""
        text = squeeze(passage.search_text)
        answered = (line for line in self._lines() if line.answers)
        return sum(holds(text, squeeze(line.answers[kind])) for line in answered)

    def append(self, lines: Sequence[str]) -> None:
        """Adds ``lines``: the file is the old one or the new one, whole, at any moment.

        Raises:
            StorageError: the disk refused.
            InputError: the file is there and cannot be read.
        """
        folder = self.path.parent
        with disk_errors(folder):
            folder.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            with disk_errors(folder):
                fcntl.flock(descriptor, fcntl.LOCK_EX)  # two runs: neither loses lines
            before = self._text()
            if before and not before.endswith("\n"):
                before += "\n"
            self._replace(before + "".join(f"{line}\n" for line in lines))
        finally:
            os.close(descriptor)

    def _replace(self, text: str) -> None:
        aside = self.path.with_name(f".{self.path.name}.new")
        with disk_errors(aside):
            aside.unlink(missing_ok=True)  # a killed run left it; the folder is locked
        try:
            write_file(aside, text.encode())
            with disk_errors(self.path):
                aside.replace(self.path)
            sync_folder(self.path.parent)
        except BaseException:
            with suppress(OSError):
                aside.unlink(missing_ok=True)
            raise

    def _lines(self) -> Iterator[QuestionLine]:
        """The lines that say something; a person may be in the middle of editing others."""
        for line in self._text().split("\n"):
            with suppress(QuestionLineError):
                yield read_line(line)

    def _text(self) -> str:
        try:
            return self.path.read_bytes().decode("utf-8")
        except FileNotFoundError:
            return ""
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
            raise InputError(
                f"The drafts in {self.path} cannot be read: {reason}.",
                hint="Mend or move the file, or name another folder with --out.",
            ) from error

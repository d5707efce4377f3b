"""The file of candidate topics, which `forumqa eval harvest` and a person both write.

A line is a candidate: a topic as ``eval/topic_files.py`` reads it, and the key ``candidate`` with
what readers said. That key keeps it out of every evaluation, for topic files refuse unknown keys.
Or a line is settled: ``rejected`` or ``accepted`` is true, and its wordings are not brought back.
Questions stand here as visitors typed them: keep the file as private as the feedback.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import InputError, StorageError

CANDIDATE = "candidate"
REJECTED = "rejected"
ACCEPTED = "accepted"


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank: its number from 1, its bytes, and the object it holds."""

    number: int
    content: bytes
    fields: Mapping[str, object]

    @property
    def id(self) -> str:
        return str(self.fields["id"])

    @property
    def question(self) -> str:
        return str(self.fields["question"])

    @property
    def is_followup(self) -> bool:
        """Whether the question leans on a conversation."""
        return bool(self.fields.get("history"))

    @property
    def open(self) -> bool:
        """Whether nobody accepted or rejected it yet."""
        return not (self.fields.get(REJECTED) or self.fields.get(ACCEPTED))

    @property
    def harvested(self) -> Mapping[str, object]:
        """What harvest keeps for itself under `CANDIDATE`."""
        value = self.fields.get(CANDIDATE)
        return {str(key): item for key, item in value.items()} if isinstance(value, dict) else {}

    @property
    def wordings(self) -> list[str]:
        """The ways in which visitors asked; the first is the one harvested as the question."""
        value = self.fields.get("wordings", self.harvested.get("wordings"))
        return [str(item) for item in value] if isinstance(value, list) else []


def read_candidates(path: Path) -> list[Line]:
    """The lines of the file, which may be missing: then there are none.

    Raises:
        InputError: The file cannot be read, or a line is broken; nothing is guessed about it.
    """
    lines = [
        _line(path, number, content)
        for number, content in enumerate(_content(path).split(b"\n"), start=1)
        if content.strip()
    ]
    ids: dict[str, int] = {}
    for line in lines:
        if (first := ids.setdefault(line.id, line.number)) != line.number:
            raise _broken(path, line.number, f"the id {line.id!r} stands on line {first} too")
    return lines


def rewrite(path: Path, changed: Mapping[bytes, bytes | None], added: Sequence[bytes] = ()) -> None:
    """Replace lines, named by their bytes (None removes one), and append others, in one step.

    Other lines keep their bytes, also one that a person has edited since it was read; a file that
    would not change is not touched.

    Raises:
        StorageError: The file cannot be written; it is as it was.
    """
    before = _content(path)
    lines = before.split(b"\n")
    last = lines.pop()
    kept = [*lines, last] if last else lines
    after = [changed.get(line, line) for line in kept]
    content = b"".join(line + b"\n" for line in [*after, *added] if line is not None)
    if (changed or added) and content != before:
        _replace(path.resolve(), content)


def to_line(fields: Mapping[str, object]) -> bytes:
    """The object as a line writes it."""
    return json.dumps(fields, ensure_ascii=False).encode()


def settled(line: Line, how: str, wordings: Iterable[str]) -> bytes:
    """The line that remembers a candidate as rejected or accepted."""
    kept = {"id": line.id, "question": line.question, "wordings": list(wordings), how: True}
    return to_line(kept)


def _line(path: Path, number: int, content: bytes) -> Line:
    try:
        raw: object = json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise _broken(path, number, f"not JSON: {error}") from error
    fields = {str(key): value for key, value in raw.items()} if isinstance(raw, dict) else {}
    for key in ("id", "question"):
        if not isinstance(fields.get(key), str):
            raise _broken(path, number, f"a candidate is a JSON object with the text {key!r}")
    return Line(number, content, fields)


def _broken(path: Path, number: int, reason: str) -> InputError:
    return InputError(f"{path.name}:{number}: {reason}.", hint=f"Mend that line of {path}.")


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.") from error


def _replace(path: Path, content: bytes) -> None:
    """Write aside in the same folder, wait for the disk, and put it in the file's place."""
    aside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with aside.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            aside.replace(path)
        finally:
            aside.unlink(missing_ok=True)
    except OSError as error:
        raise StorageError(
            f"{path} could not be written: {error.strerror}.",
            hint="It is as it was. Make room or name another file.",
        ) from error

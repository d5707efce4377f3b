"""Feedback of readers: one JSON object per line, appended and synced before it is acknowledged."""

from __future__ import annotations

import json
import os
import threading
from datetime import UTC, datetime
from pathlib import Path

from api.problems import Problem, ProblemError
from api.schemas import FeedbackBody, JudgementBody
from api.staff_judging import Judgements
from ingest.errors import StorageError


class FeedbackStore:
    """Appends to one file, which is bounded, so that nobody can fill the disk through it."""

    def __init__(self, path: Path, max_bytes: int) -> None:
        self._path = path
        self._max_bytes = max_bytes
        self._lock = threading.Lock()
        self.judgements = Judgements(path)

    def add(self, verdict: FeedbackBody | JudgementBody, generation: str) -> None:
        """Keep one verdict, with the time and the index that it is about; staff's is marked so.

        Raises:
            ProblemError: 507 when the file has reached its bound.
            StorageError: the file cannot be written.
        """
        record = {
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "index": generation,
            **verdict.model_dump(exclude_defaults=True),
            **({"staff": True} if isinstance(verdict, JudgementBody) else {}),
        }
        line = json.dumps(record, ensure_ascii=False).encode() + b"\n"
        try:
            with self._lock:
                self._append(line)
        except OSError as error:
            raise StorageError(
                f"Feedback could not be written to {self._path}: {error.strerror}.",
                hint="Free the disk or set FORUMQA_FEEDBACK to a writable file.",
            ) from error

    def _append(self, line: bytes) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("ab", buffering=0) as file:
            if file.tell() + len(line) > self._max_bytes:
                raise ProblemError(
                    Problem(
                        507,
                        "feedback-full",
                        "Feedback is full",
                        "No more feedback is taken for now.",
                        "Move the feedback file away.",
                    )
                )
            file.write(line)
            os.fsync(file.fileno())

"""What staff judged before: shown beside the hits of a search, and given away as qrels.

The file of feedback is the only store. It is followed, not kept: every look reads what came since
the last one, whichever process wrote it, and a file that was moved away is forgotten.
"""

from __future__ import annotations

import logging
import os
import threading
from pathlib import Path

from api.schemas import SearchBody, SearchResponse
from eval.feedback_file import feedback_of
from eval.judgements import Judged, topic_of
from ingest.errors import StorageError

_LOG = logging.getLogger(__name__)


class Judgements:
    """The verdicts on passages in one file of feedback; safe between threads."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._judged = Judged()
        self._file = 0  # inode
        self._read = 0  # bytes

    def verdicts(self, topic: str | None, question: str) -> dict[str, int]:
        """The grade of every passage judged for a topic, or for a question without one.

        Raises:
            StorageError: the file cannot be read.
        """
        with self._lock:
            self._follow()
            return dict(self._judged.qrels.get(topic_of(topic, question), {}))

    def qrels(self) -> str:
        """All judgements as TREC has them.

        Raises:
            StorageError: the file cannot be read.
        """
        with self._lock:
            self._follow()
            return "".join(self._judged.lines())

    def _follow(self) -> None:
        try:
            fresh = self._fresh()
        except FileNotFoundError:
            self._forget(0)
        except OSError as error:
            raise StorageError(
                f"Verdicts could not be read from {self._path}: {error.strerror}.",
                hint="Set FORUMQA_FEEDBACK to a file that can be read.",
            ) from error
        else:
            for line in fresh:
                self._take(line)

    def _fresh(self) -> list[bytes]:
        """The whole lines that were not read yet."""
        with self._path.open("rb") as file:
            found = os.fstat(file.fileno())
            if found.st_ino != self._file or found.st_size < self._read:
                self._forget(found.st_ino)
            file.seek(self._read)
            whole = file.read().rpartition(b"\n")[0]
        if whole:
            self._read += len(whole) + 1
        return [line for line in whole.split(b"\n") if line.strip()]

    def _forget(self, file: int) -> None:
        self._judged = Judged()
        self._file = file
        self._read = 0

    def _take(self, line: bytes) -> None:
        try:
            self._judged.add(feedback_of(line))
        except (ValueError, RecursionError):
            # `forumqa eval qrels` names such lines; a search must not end because of them.
            _LOG.debug("a line of %s holds no verdict", self._path)


def with_verdicts(
    found: SearchResponse, body: SearchBody, judgements: Judgements
) -> SearchResponse:
    """``found`` with the last verdict on each hit, for the search's topic or query.

    Raises:
        StorageError: the verdicts cannot be read.
    """
    grades = judgements.verdicts(body.topic, body.query)
    for hit in found.hits:
        if hit.id in grades:
            hit.verdict = "relevant" if grades[hit.id] else "irrelevant"
    return found

"""Bytes that are on the disk when a call returns, or an error that names the path."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import StorageError

_BLOCK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class FileRecord:
    """What a file holds: its size in bytes and the SHA-256 of its content."""

    size: int
    sha256: str

    @classmethod
    def of(cls, content: bytes) -> FileRecord:
        """The record of a file that holds ``content``."""
        return cls(len(content), hashlib.sha256(content).hexdigest())

    @classmethod
    def read(cls, path: Path) -> FileRecord:
        """The record of the file at ``path``, read block by block (about 1 s a gigabyte)."""
        digest = hashlib.sha256()
        size = 0
        with path.open("rb") as file:
            while block := file.read(_BLOCK_BYTES):
                digest.update(block)
                size += len(block)
        return cls(size, digest.hexdigest())


@contextmanager
def disk_errors(path: Path) -> Generator[None]:
    """Turns what the file system refuses into a `StorageError` that names ``path``."""
    try:
        yield
    except OSError as error:
        raise StorageError(
            f"The disk refused to write {path}: {error.strerror or error}.",
            hint="The index in use is unharmed. Make room or mend the disk, then run it again.",
        ) from error


def write_file(path: Path, content: bytes) -> FileRecord:
    """Writes a new file, waits until the disk has it, and reads it back.

    Raises:
        StorageError: the disk refused, or gave other bytes back.
    """
    record = FileRecord.of(content)
    with disk_errors(path):
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        try:
            _write_all(descriptor, content)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        if FileRecord.read(path) != record:
            raise OSError("it does not give back what was written")
    return record


def make_folder(path: Path) -> None:
    """Makes the folder ``path`` inside an existing one; it must be new.

    Raises:
        StorageError: the disk refused.
    """
    with disk_errors(path):
        path.mkdir()


def sync_folder(path: Path) -> None:
    """Waits until the disk has the names in the folder ``path``.

    Raises:
        StorageError: the disk refused.
    """
    with disk_errors(path):
        descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _write_all(descriptor: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(descriptor, rest) :]

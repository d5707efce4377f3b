"""Writing a generation: aside, checked, and then put in place by one rename.

    INDEX/gen-000007/            passages.sqlite vectors.faiss lexical/… manifest.json
                                 curated.faiss curated/… where there are curated questions
    INDEX/gen-000006/            the generation before
    INDEX/CURRENT                which of them answers, and the hash of its manifest

A killed run leaves the old index or the new one, and at most a folder that the next run removes.
"""

from __future__ import annotations

import fcntl
import json
import logging
import os
import re
import shutil
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from index.durable import FileRecord, disk_errors, make_folder, sync_folder, write_file
from index.manifest import MANIFEST, REBUILD, Manifest
from ingest.errors import IndexBusyError, IndexDamagedError, IndexMissingError

CURRENT = "CURRENT"
_CURRENT_ASIDE = "CURRENT.tmp"
_GENERATION = re.compile(r"gen-(\d{6,})")
_ASIDE = ".tmp"

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Pointer:
    """What CURRENT holds: the generation that answers, and the SHA-256 of its manifest."""

    generation: int
    manifest_sha256: str

    @property
    def folder(self) -> str:
        """The name of the generation and of its folder."""
        return f"gen-{self.generation:06d}"

    def to_bytes(self) -> bytes:
        """The content of CURRENT."""
        fields = {"generation": self.generation, "manifest_sha256": self.manifest_sha256}
        return (json.dumps(fields) + "\n").encode()

    @classmethod
    def read(cls, index_dir: Path) -> Pointer:
        """The pointer in ``index_dir``.

        Raises:
            IndexMissingError: there is no index.
            IndexDamagedError: CURRENT is not what a publisher wrote.
        """
        path = index_dir / CURRENT
        try:
            content = path.read_bytes()
        except (FileNotFoundError, NotADirectoryError) as error:
            raise IndexMissingError(
                f"There is no index in {index_dir}.", hint="Run `forumqa ingest` to build one."
            ) from error
        except OSError as error:
            raise _damaged(f"{path} cannot be read: {error.strerror}.") from error
        try:
            fields = json.loads(content)
            pointer = cls(int(fields["generation"]), str(fields["manifest_sha256"]))
        except (ValueError, KeyError, TypeError) as error:
            raise _damaged(f"{path} is damaged.") from error
        if pointer.to_bytes() != content:
            raise _damaged(f"{path} is damaged.")
        return pointer


class Publication:
    """One generation being written; nobody reads it before `commit`."""

    def __init__(self, index_dir: Path, generation: int) -> None:
        self.generation = generation
        self.folder = index_dir / f"gen-{generation:06d}{_ASIDE}"
        self._index_dir = index_dir
        self._files: dict[str, FileRecord] = {}
        make_folder(self.folder)

    def write(self, name: str, content: bytes) -> None:
        """Writes a file; ``name`` is relative to the generation and at most one folder deep.

        Raises:
            StorageError: the disk refused.
        """
        path = self.folder / name
        if path.parent != self.folder and not path.parent.exists():
            make_folder(path.parent)
        self._files[name] = write_file(path, content)

    def commit(self, manifest: Manifest) -> str:
        """Puts the generation in the place of the current one and gives back its name.

        ``manifest.files`` is filled in here.

        Raises:
            StorageError: the disk refused; the generation before stays in place.
        """
        whole = replace(manifest, generation=self.generation, files=self._files)
        record = write_file(self.folder / MANIFEST, whole.to_bytes())
        for folder in {(self.folder / name).parent for name in self._files} | {self.folder}:
            sync_folder(folder)
        pointer = Pointer(self.generation, record.sha256)
        final = self._index_dir / pointer.folder
        with disk_errors(final):
            self.folder.rename(final)
        self.folder = final
        sync_folder(self._index_dir)
        _switch(self._index_dir, pointer)
        _prune(self._index_dir, pointer)
        return pointer.folder


@contextmanager
def locked(index_dir: Path) -> Generator[None]:
    """Holds ``index_dir``, made when missing, against other publishers; the lock dies with us.

    Raises:
        IndexBusyError: another process is publishing here.
        StorageError: the folder cannot be made or locked.
    """
    with disk_errors(index_dir):
        if not index_dir.is_dir():
            index_dir.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(index_dir, os.O_RDONLY | os.O_DIRECTORY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise IndexBusyError(
                f"Another ingest is writing to {index_dir}.", hint="Wait until it has ended."
            ) from error
        yield
    finally:
        os.close(descriptor)


@contextmanager
def publication(index_dir: Path) -> Generator[Publication]:
    """A new generation in the locked ``index_dir``, removed again when the block fails.

    What killed runs left behind is removed first.

    Raises:
        StorageError: the disk refused.
    """
    with disk_errors(index_dir):
        number = 1 + max((_number(path) for path in _generations(index_dir)), default=0)
        for path in _leftovers(index_dir):
            _remove(path)
    made = Publication(index_dir, number)
    try:
        yield made
    except BaseException:
        if not _is_current(index_dir, number):
            # the error in flight says more than one about the rubbish, which the next run removes
            shutil.rmtree(made.folder, ignore_errors=True)
        raise


def _switch(index_dir: Path, pointer: Pointer) -> None:
    current = index_dir / CURRENT
    aside = index_dir / _CURRENT_ASIDE
    before = current.read_bytes() if current.exists() else None
    write_file(aside, pointer.to_bytes())
    with disk_errors(current):
        aside.replace(current)
    try:
        sync_folder(index_dir)
    except BaseException:
        with suppress(OSError):  # either pointer leads to a whole index
            if before is None:
                current.unlink()
            else:
                aside.write_bytes(before)
                aside.replace(current)
        raise


def _prune(index_dir: Path, pointer: Pointer) -> None:
    """Removes generations older than the one before; failing that, the next run will."""
    try:
        older = [path for path in _generations(index_dir) if _number(path) < pointer.generation]
        for path in sorted(older, key=_number)[:-1]:
            _remove(path)
    except OSError as error:
        _LOG.warning("an old generation in %s cannot be removed: %s", index_dir, error)


def _is_current(index_dir: Path, generation: int) -> bool:
    try:
        return Pointer.read(index_dir).generation == generation
    except (IndexMissingError, IndexDamagedError):
        return False


def _generations(index_dir: Path) -> list[Path]:
    found = (path for path in index_dir.iterdir() if path.is_dir())
    return [path for path in found if _GENERATION.fullmatch(path.name.removesuffix(_ASIDE))]


def _number(path: Path) -> int:
    return int(path.name.removesuffix(_ASIDE).removeprefix("gen-"))


def _leftovers(index_dir: Path) -> list[Path]:
    """What neither the current generation nor the one before it needs."""
    found = _generations(index_dir)
    left = [path for path in found if path.name.endswith(_ASIDE)]
    left += [path for path in (index_dir / _CURRENT_ASIDE,) if path.exists()]
    try:
        current = Pointer.read(index_dir).generation
    except (IndexMissingError, IndexDamagedError):
        return left  # a person may still want to look at them
    whole = [path for path in found if not path.name.endswith(_ASIDE)]
    older = sorted((path for path in whole if _number(path) < current), key=_number)
    return left + older[:-1] + [path for path in whole if _number(path) > current]


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()


def _damaged(message: str) -> IndexDamagedError:
    return IndexDamagedError(message, hint=REBUILD)

"""Folders and files → the regular files below them, each read through a checked descriptor.

Nothing outside a root is ever opened: symbolic links are refused on every level, and what a path
turned out to be is asked of the opened descriptor, not of its name.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import DocumentError, InputError
from ingest.report import Skipped, printable

LINK_REASON = "is a symbolic link; links are not followed: put a copy of the file there"
MAX_DEPTH = 50
NAME_REASON = "has a name that is not UTF-8: rename the file"
_TYPES = (
    (stat.S_ISFIFO, "is a named pipe, not a file"),
    (stat.S_ISSOCK, "is a socket, not a file"),
    (stat.S_ISCHR, "is a device, not a file"),
    (stat.S_ISBLK, "is a device, not a file"),
    (stat.S_ISDIR, "is a folder, not a file"),
)
_NO_FOLLOW = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


@dataclass(frozen=True, slots=True, order=True)
class FoundFile:
    """A name below a root: ``relative`` with "/" between its parts, ``shown`` for people."""

    root: Path
    relative: str
    shown: str

    @property
    def path(self) -> Path:
        """The absolute path."""
        return self.root / self.relative

    @property
    def suffix(self) -> str:
        """The lower-case suffix with its dot."""
        return self.path.suffix.lower()


def find_files(paths: Sequence[Path]) -> tuple[list[FoundFile], list[Skipped]]:
    """Every name below ``paths`` that is not hidden, sorted, and what had to be left out.

    A path that is a file stands for itself. A file reached through two paths is found once.

    Raises:
        InputError: One of ``paths`` does not exist or cannot be opened.
    """
    found: dict[Path, FoundFile] = {}
    skipped: list[Skipped] = []
    for given in paths:
        resolved = _resolve(given)
        is_folder = resolved.is_dir()
        root = resolved if is_folder else resolved.parent
        prefix = f"{given}/" if is_folder and len(paths) > 1 else ""
        names = _names_below(root, prefix, skipped) if is_folder else iter([resolved.name])
        for name in names:
            shown = prefix + name if is_folder or len(paths) == 1 else str(given)
            if is_utf8(name):
                found.setdefault(root / name, FoundFile(root, name, shown))
            else:
                skipped.append(Skipped(printable(shown), NAME_REASON))
    return list(found.values()), skipped


def read_file(file: FoundFile, max_bytes: int) -> bytes:
    """The bytes of ``file``, at most ``max_bytes`` of them.

    Raises:
        DocumentError: It is no regular file, a link leads there, it is too large or unreadable.
    """
    try:
        with _opened_below(file.root, Path(file.relative).parts) as descriptor:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise DocumentError(_type_reason(status.st_mode))
            if status.st_size > max_bytes:
                raise DocumentError(_too_large(max_bytes))
            with open(descriptor, "rb", closefd=False) as stream:
                blob = stream.read(max_bytes + 1)
    except OSError as error:
        raise DocumentError(_refusal(error, file.path)) from error
    if len(blob) > max_bytes:  # the file grew while it was read, or /proc says 0 bytes
        raise DocumentError(_too_large(max_bytes))
    return blob


def is_utf8(name: str) -> bool:
    """Whether a file name can be written in UTF-8 (names come with surrogates where not)."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _resolve(given: Path) -> Path:
    try:
        resolved = given.resolve(strict=True)
        if resolved.is_dir():
            os.close(os.open(resolved, os.O_RDONLY | os.O_DIRECTORY))
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not a path"
        raise InputError(
            f"{printable(str(given))} cannot be read: {reason}.",
            hint="Name an existing file or folder.",
        ) from error
    return resolved


def _names_below(root: Path, prefix: str, skipped: list[Skipped], below: str = "") -> Iterator[str]:
    """Relative names of everything below ``root`` but folders and hidden names, sorted."""
    if below.count("/") >= MAX_DEPTH:
        skipped.append(
            Skipped(printable(prefix + below), f"lies more than {MAX_DEPTH} folders deep")
        )
        return
    try:
        with os.scandir(root / below) as entries:
            listed = sorted(entries, key=lambda entry: os.fsencode(entry.name))
    except OSError as error:
        skipped.append(Skipped(printable(prefix + below), f"cannot be opened: {error.strerror}"))
        return
    for entry in listed:
        if entry.name.startswith("."):
            continue
        name = f"{below}/{entry.name}" if below else entry.name
        if entry.is_symlink():
            skipped.append(Skipped(printable(prefix + name), LINK_REASON))
        elif entry.is_dir(follow_symlinks=False):
            yield from _names_below(root, prefix, skipped, name)
        elif not entry.is_file(follow_symlinks=False):
            mode = entry.stat(follow_symlinks=False).st_mode
            skipped.append(Skipped(printable(prefix + name), _type_reason(mode)))
        else:
            yield name


@contextmanager
def _opened_below(root: Path, parts: Sequence[str]) -> Generator[int]:
    """A descriptor of ``root/parts…``, opened one part at a time so that no link is followed."""
    descriptor = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        for number, part in enumerate(parts, start=1):
            flags = _NO_FOLLOW | (os.O_DIRECTORY if number < len(parts) else 0)
            inner = os.open(part, flags, dir_fd=descriptor)
            os.close(descriptor)
            descriptor = inner
        yield descriptor
    finally:
        os.close(descriptor)


def _type_reason(mode: int) -> str:
    return next((reason for is_type, reason in _TYPES if is_type(mode)), "is not a regular file")


def _refusal(error: OSError, path: Path) -> str:
    """Why ``path`` could not be opened: sockets and links refuse in ways of their own."""
    try:
        mode = path.lstat().st_mode
    except OSError:
        mode = stat.S_IFREG
    if stat.S_ISLNK(mode):
        return LINK_REASON
    if not stat.S_ISREG(mode):
        return _type_reason(mode)
    return f"cannot be read: {error.strerror}"


def _too_large(max_bytes: int) -> str:
    return f"is larger than {max_bytes // 2**20} MiB: split it, or take out what is not text"

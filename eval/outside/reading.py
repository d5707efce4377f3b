"""The text of somebody else's file, or what is wrong with it."""

from __future__ import annotations

from pathlib import Path

from ingest.errors import InputError


def read_utf8(path: Path) -> str:
    """The text of ``path`` with its line ends as they are, without a byte order mark.

    Raises:
        InputError: The file cannot be read or is not UTF-8.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return file.read()
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror or error}.") from error
    except UnicodeDecodeError as error:
        raise InputError(f"cannot read {path}: it is not UTF-8 ({error}).") from error

"""Paths → document ids for files outside the catalogue: short, unique, safe in a URL."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import PurePosixPath

from ingest.catalogue_fields import MAX_ID_CHARS

_HASH_CHARS = 8
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_LOSSLESS = re.compile(r"[a-z0-9]+([-/][a-z0-9]+)*")


class Names:
    """Hands out ids; ``taken`` are those of the catalogue."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)

    def id_of(self, relative: str) -> str:
        """An id for the file at ``relative`` (with "/" between its parts).

        That is the path without suffix in a-z, 0-9 and hyphens; where this loses something, or the
        name is taken, a hash of the path stands behind it.
        """
        stem = str(PurePosixPath(relative).with_suffix(""))
        slug = _NOT_SLUG.sub("-", stem.lower()).strip("-")
        is_whole = _LOSSLESS.fullmatch(stem) is not None and len(slug) <= MAX_ID_CHARS
        candidate = slug if is_whole else _with_hash(slug, relative)
        attempt = 0
        while candidate in self._taken:
            attempt += 1
            candidate = _with_hash(slug, f"{relative}\0{attempt}")
        self._taken.add(candidate)
        return candidate


def _with_hash(slug: str, relative: str) -> str:
    digest = hashlib.sha256(relative.encode()).hexdigest()[:_HASH_CHARS]
    short = slug[: MAX_ID_CHARS - _HASH_CHARS - 1].strip("-")
    return f"{short}-{digest}" if short else f"document-{digest}"

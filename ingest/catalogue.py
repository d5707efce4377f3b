"""documents/catalogue.toml: what is known of every source, checked before anything is indexed.

One ``[[source]]`` table per source and nothing else at the top level. Unknown keys are refused::

    [[source]]
    id = "friendship-forum-2023"   # a-z 0-9 and single hyphens, at most 60 characters, unique
    title = "…"                    # as the source prints it, in its own script
    publisher = "…"                # "" when the source does not say
    author = "…"                   # "" when the source does not say
    date = "2023-06-15"            # ISO, perhaps partial ("2023", "2023-06"); "" or "unknown"
    date_inferred = false          # true when the source does not print the date
    language = "zh"                # ISO 639-1
    script = "Hans"                # "Hans", "Hant", "Latn" or "Cyrl"
    original = { file = "article.txt", sha256 = "…" }   # of the file's bytes, 64 hex digits
    headlines = ["…"]              # of the articles in it, as printed (optional)
    names = ["…"]                  # noun phrases of at most 40 characters (optional)
    digest = "digests/friendship-forum-2023.txt"        # relative to the catalogue's folder

``original`` or ``digest`` may be left out, not both. Ids, digests and hashes are unique.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.catalogue_fields import CatalogueEntry, OriginalFile, read_entry
from ingest.errors import CatalogueError

__all__ = ["CATALOGUE_NAME", "Catalogue", "CatalogueEntry", "OriginalFile", "find_catalogue"]

CATALOGUE_NAME = "catalogue.toml"

# Companions of a library folder: read by other stages, so neither documents nor worth a report.
_COMPANION_FILES = frozenset({CATALOGUE_NAME, "glossary.toml"})
_COMPANION_FOLDERS = frozenset({"questions"})


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The entries of one catalogue file, in its order."""

    path: Path
    entries: tuple[CatalogueEntry, ...]

    @classmethod
    def open(cls, path: Path) -> Catalogue:
        """The catalogue at ``path``, checked.

        Raises:
            CatalogueError: The file cannot be read, an entry lacks a field or two contradict.
        """
        table = _read_toml(path)
        for key in table:
            if key != "source":
                raise CatalogueError(
                    f"{path}: unknown key {key!r} at the top level.",
                    hint="Only [[source]] tables may stand there.",
                )
        sources = table.get("source", [])
        if not isinstance(sources, list):
            raise CatalogueError(f"{path}: [source] is one table.", hint="Write [[source]].")
        entries = tuple(
            read_entry(source, f"{path}, source {number}")
            for number, source in enumerate(sources, start=1)
        )
        _check_unique(path, entries)
        return cls(path, entries)

    @property
    def folder(self) -> Path:
        """The folder that digest paths are relative to."""
        return self.path.parent

    def digest_path(self, entry: CatalogueEntry) -> Path:
        """Where the digest of ``entry`` should stand, resolved."""
        return (self.folder / entry.digest).resolve()

    def is_companion(self, path: Path) -> bool:
        """Whether ``path`` (resolved) belongs to the library without being a document.

        That is the catalogue itself, and beside it the glossary, the curated questions and READMEs.
        """
        if path == self.path.resolve():
            return True
        folder = self.folder.resolve()
        if not path.is_relative_to(folder):
            return False
        parts = path.relative_to(folder).parts
        if len(parts) == 1 and parts[0] in _COMPANION_FILES:
            return True
        return parts[0] in _COMPANION_FOLDERS or path.stem.upper() == "README"


def find_catalogue(
    paths: Sequence[Path], explicit: Path | None = None, default: Path | None = None
) -> Catalogue | None:
    """The catalogue of a library: ``explicit``, else the one in the first path, else ``default``.

    None when there is none of them.

    Raises:
        CatalogueError: ``explicit`` does not exist, or the catalogue found is not valid.
    """
    if explicit is not None:
        return Catalogue.open(explicit)
    candidates = [paths[0] / CATALOGUE_NAME] if paths else []
    if default is not None:
        candidates.append(default)
    for candidate in candidates:
        if candidate.is_file():
            return Catalogue.open(candidate)
    return None


def _read_toml(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise CatalogueError(
            f"The catalogue {path} cannot be read: {error.strerror}.",
            hint="Name another one with --catalogue FILE.",
        ) from error
    except UnicodeDecodeError as error:
        raise CatalogueError(
            f"The catalogue {path} is not UTF-8 (byte {error.start}).", hint="Save it as UTF-8."
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise CatalogueError(
            f"The catalogue {path} is not TOML: {error}.", hint="Mend that line."
        ) from error


def _check_unique(path: Path, entries: tuple[CatalogueEntry, ...]) -> None:
    fields: list[tuple[str, Callable[[CatalogueEntry], Hashable]]] = [
        ("id", lambda entry: entry.id),
        ("digest", lambda entry: entry.digest or None),
        ("original.sha256", lambda entry: entry.original.sha256 if entry.original else None),
    ]
    for name, value_of in fields:
        seen: dict[Hashable, int] = {}
        for number, entry in enumerate(entries, start=1):
            value = value_of(entry)
            if value is None:
                continue
            if value in seen:
                raise CatalogueError(
                    f"{path}: sources {seen[value]} and {number} have the same {name} {value!r}.",
                    hint="Each source has its own.",
                )
            seen[value] = number

"""One ``[[source]]`` table of the catalogue, checked field by field; see `ingest.catalogue`."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from ingest.document import Script, Source, SourceKind
from ingest.errors import CatalogueError

MAX_ID_CHARS = 60
MAX_NAME_CHARS = 40
UNKNOWN_DATE = "unknown"

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_LANGUAGE = re.compile(r"[a-z]{2}")
_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_TEXT_KEYS = ("id", "title", "publisher", "author", "date", "language", "script")
_REQUIRED = (*_TEXT_KEYS, "date_inferred")
_OPTIONAL = ("original", "headlines", "names", "digest")


@dataclass(frozen=True, slots=True)
class OriginalFile:
    """The publisher's file: its usual name, and the SHA-256 of its bytes by which it is known."""

    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """One source; ``digest`` is relative to the catalogue's folder, "" when there is none."""

    id: str
    title: str
    publisher: str
    author: str
    date: str
    date_inferred: bool
    language: str
    script: Script
    original: OriginalFile | None
    headlines: tuple[str, ...]
    names: tuple[str, ...]
    digest: str

    def source(self, kind: SourceKind) -> Source:
        """What a document of this source carries; an unknown date is "" there."""
        return Source(
            id=self.id,
            title=self.title,
            publisher=self.publisher,
            author=self.author,
            date="" if self.date == UNKNOWN_DATE else self.date,
            date_inferred=self.date_inferred,
            language=self.language,
            script=self.script,
            kind=kind,
            headlines=self.headlines,
        )


@dataclass(frozen=True, slots=True)
class _Table:
    """A TOML table with typed access; ``where`` names it in error messages."""

    values: dict[str, object]
    where: str

    def fail(self, key: str, problem: str, hint: str) -> CatalogueError:
        return CatalogueError(f"{self.where}: {key} {problem}.", hint=hint)

    def check_keys(self, required: tuple[str, ...], optional: tuple[str, ...] = ()) -> None:
        for key in required:
            if key not in self.values:
                raise self.fail(key, "is missing", f'Add it: {key} = … ("" when not known).')
        for key in self.values:
            if key not in required and key not in optional:
                known = ", ".join((*required, *optional))
                raise self.fail(repr(key), "is not a known key", f"Known keys: {known}.")

    def text(self, key: str) -> str:
        value = self.values.get(key, "")
        if not isinstance(value, str):
            hint = 'Write it in quotation marks, as in date = "2023-06-15".'
            raise self.fail(key, f"is {type(value).__name__}, not text", hint)
        return value.strip()

    def flag(self, key: str) -> bool:
        value = self.values[key]
        if not isinstance(value, bool):
            raise self.fail(key, f"is {type(value).__name__}", "Write true or false.")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.values.get(key, [])
        if not isinstance(value, list):
            raise self.fail(key, "is not a list", f'Write {key} = ["…", "…"].')
        items = [item.strip() if isinstance(item, str) else "" for item in value]
        for item in items:
            if not item:
                raise self.fail(key, "holds an item that is empty or no text", "Take it out.")
            if items.count(item) > 1:
                raise self.fail(key, f"lists {item!r} twice", "Keep one of them.")
        return tuple(items)


def read_entry(values: object, where: str) -> CatalogueEntry:
    """The entry that ``values``, a parsed ``[[source]]`` table, describes.

    Raises:
        CatalogueError: Names ``where``, the field, and what to do.
    """
    if not isinstance(values, dict):
        raise CatalogueError(f"{where} is not a table.", hint="Write [[source]] and its fields.")
    table = _Table(values, where)
    if isinstance(name := values.get("id"), str) and name:
        table = _Table(values, f"{where} ({name})")
    table.check_keys(_REQUIRED, _OPTIONAL)
    original, digest = _original(table), _digest(table)
    if original is None and not digest:
        hint = "Give original = { file, sha256 }, or digest, or both."
        raise table.fail("original", "and digest are both missing", hint)
    return CatalogueEntry(
        id=_matching(table, "id", _SLUG, "Use a-z, 0-9 and single hyphens.", MAX_ID_CHARS),
        title=_title(table),
        publisher=table.text("publisher"),
        author=table.text("author"),
        date=_date(table),
        date_inferred=table.flag("date_inferred"),
        language=_matching(table, "language", _LANGUAGE, 'Use two letters, as in "zh".', 2),
        script=_script(table),
        original=original,
        headlines=table.texts("headlines"),
        names=_names(table),
        digest=digest,
    )


def _matching(table: _Table, key: str, pattern: re.Pattern[str], hint: str, max_chars: int) -> str:
    value = table.text(key)
    if pattern.fullmatch(value) is None or len(value) > max_chars:
        raise table.fail(key, f"{value!r} is not valid", f"{hint} At most {max_chars} characters.")
    return value


def _title(table: _Table) -> str:
    title = table.text("title")
    if not title:
        raise table.fail("title", "is empty", "Give the headline, or say what the source is.")
    return title


def _date(table: _Table) -> str:
    date = table.text("date")
    if date in ("", UNKNOWN_DATE):
        if table.flag("date_inferred"):
            raise table.fail("date_inferred", "is true without a date", "Give date, or say false.")
        return date
    hint = 'Use an ISO date, perhaps partial: "2023-06-15", "2023-06", "2023", or "unknown".'
    if _DATE.fullmatch(date) is None:
        raise table.fail("date", f"{date!r} is not valid", hint)
    try:
        dt.date.fromisoformat(f"{date}-01-01"[:10])
    except ValueError as error:
        raise table.fail("date", f"{date!r} is no day of the calendar", hint) from error
    return date


def _script(table: _Table) -> Script:
    value = table.text("script")
    try:
        return Script(value)
    except ValueError as error:
        known = ", ".join(script.value for script in Script)
        raise table.fail("script", f"{value!r} is not known", f"Use one of {known}.") from error


def _original(table: _Table) -> OriginalFile | None:
    values = table.values.get("original")
    if values is None:
        return None
    hint = 'Write original = { file = "…", sha256 = "…" }.'
    if not isinstance(values, dict):
        raise table.fail("original", "is not a table", hint)
    inner = _Table(values, f"{table.where}, original")
    inner.check_keys(("file", "sha256"))
    file = inner.text("file")
    if not file or "/" in file:
        raise inner.fail("file", f"{file!r} is no file name", "Give the name without its folder.")
    return OriginalFile(
        file, _matching(inner, "sha256", _SHA256, "Use the output of sha256sum.", 64)
    )


def _names(table: _Table) -> tuple[str, ...]:
    names = table.texts("names")
    for name in names:
        if len(name) > MAX_NAME_CHARS:
            hint = f"Names are noun phrases of at most {MAX_NAME_CHARS} characters; shorten it."
            raise table.fail("names", f"holds {name!r}, of {len(name)} characters", hint)
    return names


def _digest(table: _Table) -> str:
    digest = table.text("digest")
    path = PurePosixPath(digest)
    if path.is_absolute() or ".." in path.parts or "\\" in digest or "\0" in digest:
        hint = "Give a path below the catalogue's folder, with / between its parts."
        raise table.fail("digest", f"{digest!r} leads out of the folder", hint)
    return str(path) if digest else ""

"""Paths → the library: documents cut into passages, and a report on every file.

Files are identified first (by their bytes and the catalogue), then chosen (an original before its
digest, one of several copies), then read, cleaned and split.
"""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.candidates import Candidate, Standing, choose, identify, missing_sources
from ingest.catalogue import Catalogue
from ingest.cleaning import clean
from ingest.document import CleanText, Document, Passage, Script, Source, SourceKind
from ingest.errors import DocumentError, EmptyLibraryError
from ingest.extraction import Extractor, Limits
from ingest.files import find_files, read_file
from ingest.glossary import GLOSSARY_NAME, Term, read_glossary
from ingest.loaders import LOADERS, Loaded
from ingest.metadata import page_metadata
from ingest.naming import Names
from ingest.questions import CuratedQuestion, UnansweredQuestion, read_questions
from ingest.report import DocumentReport, IngestReport, Replaced, Skipped, printable
from ingest.script import detect_script
from ingest.splitting import split

_log = logging.getLogger(__name__)

_LANGUAGES = {Script.HANS: "zh", Script.HANT: "zh", Script.CYRL: "ru", Script.LATN: "en"}
_KINDS = {
    Standing.ORIGINAL: SourceKind.ORIGINAL,
    Standing.DIGEST: SourceKind.DIGEST,
    Standing.OTHER: SourceKind.ORIGINAL,
}
_NOTHING_LEFT = "holds nothing but blanks and parts that cleaning removes"
_CHANGED = "changed while it was read: run ingest again"
_MAX_NAMED = 5


@dataclass(frozen=True, slots=True)
class Library:
    """All documents, in the order of the catalogue and then of their paths, and their passages.

    ``questions`` are those that staff wrote for the passages, ``unanswered`` those that they know
    nothing answers, ``glossary`` the terms that stand beside the catalogue, and ``names`` those
    that the catalogue gives for the documents.
    """

    documents: tuple[Document, ...]
    passages: tuple[Passage, ...]
    report: IngestReport
    questions: tuple[CuratedQuestion, ...] = ()
    unanswered: tuple[UnansweredQuestion, ...] = ()
    glossary: tuple[Term, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Taken:
    """A document ready for the index, and the file it came from."""

    candidate: Candidate
    document: Document
    passages: tuple[Passage, ...]
    notes: tuple[str, ...]


def read_library(
    paths: Sequence[Path],
    catalogue: Catalogue | None,
    *,
    progress: Callable[[str], None] | None = None,
    limits: Limits | None = None,
) -> Library:
    """The library of all documents below ``paths``.

    Args:
        paths: Folders and files; hidden names and the catalogue's companions are passed over.
        catalogue: What is known of the sources; files it does not know speak for themselves.
        progress: Told each file, as ``2/5 name``, before it is read.
        limits: What reading one file may cost.

    Raises:
        InputError: One of ``paths`` does not exist.
        EmptyLibraryError: No document could be read; the message names the first reasons.
    """
    started = time.monotonic()
    files, skipped = find_files(paths)
    candidates, refused = identify(files, catalogue)
    chosen, copies = choose(candidates)
    skipped += refused + copies
    with Extractor(limits) as extractor:
        reading = _Reading(extractor, progress or _silent, skipped)
        taken, replaced = reading.take_all(chosen, catalogue)
    if catalogue:
        skipped += missing_sources(catalogue, paths, files)
    if not taken:
        raise _empty(paths, skipped)
    library = _with_companions(_library(taken, skipped, replaced), catalogue)
    _log.info(
        "read %d documents, %d passages, %d curated questions, %d files skipped in %d ms",
        len(library.documents),
        len(library.passages),
        len(library.questions),
        len(skipped),
        (time.monotonic() - started) * 1000,
    )
    return library


class _Reading:
    """Reads candidates one after the other and notes in ``skipped`` why one was left out."""

    def __init__(
        self, extractor: Extractor, progress: Callable[[str], None], skipped: list[Skipped]
    ) -> None:
        self._extractor = extractor
        self._progress = progress
        self._skipped = skipped
        self._texts: dict[str, str] = {}

    def take_all(
        self, chosen: Sequence[Candidate], catalogue: Catalogue | None
    ) -> tuple[list[_Taken], list[Replaced]]:
        """The readable ones of ``chosen`` (originals first), and the digests they replaced."""
        names = Names(entry.id for entry in catalogue.entries) if catalogue else Names(())
        taken: list[_Taken] = []
        replaced: list[Replaced] = []
        originals: dict[str, str] = {}
        for number, candidate in enumerate(chosen, start=1):
            shown, entry = candidate.file.shown, candidate.entry
            if candidate.standing is Standing.DIGEST and entry and entry.id in originals:
                replaced.append(Replaced(entry.id, entry.digest, originals[entry.id]))
                continue
            self._progress(f"{number}/{len(chosen)} {printable(shown)}")
            try:
                item = self._take(candidate, names)
            except DocumentError as error:
                self._skipped.append(Skipped(printable(shown), str(error)))
                continue
            taken.append(item)
            if candidate.standing is Standing.ORIGINAL:
                originals[item.document.id] = shown
        order = {e.id: number for number, e in enumerate(catalogue.entries)} if catalogue else {}
        # the sort is stable: what the catalogue does not know keeps the order of its paths
        return sorted(taken, key=lambda item: order.get(item.document.id, len(order))), replaced

    def _take(self, candidate: Candidate, names: Names) -> _Taken:
        loaded = self._load(candidate)
        sha256 = hashlib.sha256(loaded.text.encode()).hexdigest()
        if sha256 in self._texts:
            raise DocumentError(f"has the same text as {self._texts[sha256]}")
        cleaned = clean(loaded.text, _headlines(candidate, loaded), loaded.markup)
        document = Document(
            source=_source(candidate, loaded, cleaned, names),
            text=loaded.text,
            sha256=sha256,
            path=candidate.file.shown,
            articles=cleaned.articles,
            removals=cleaned.removals,
        )
        passages = tuple(split(document, cleaned))
        if not passages:
            raise DocumentError(_NOTHING_LEFT)
        self._texts[sha256] = printable(candidate.file.shown)
        return _Taken(candidate, document, passages, candidate.notes + loaded.notes)

    def _load(self, candidate: Candidate) -> Loaded:
        file = candidate.file
        blob = read_file(file, LOADERS[file.suffix].max_bytes)
        if hashlib.sha256(blob).hexdigest() != candidate.sha256:
            raise DocumentError(_CHANGED)
        return self._extractor.load(file.suffix, blob)


def _headlines(candidate: Candidate, loaded: Loaded) -> tuple[str, ...]:
    """The headlines known beforehand."""
    if candidate.entry:
        return candidate.entry.headlines
    return (loaded.title,) if loaded.title else ()


def _source(candidate: Candidate, loaded: Loaded, cleaned: CleanText, names: Names) -> Source:
    """The catalogue's metadata, else what the file says of itself, else what its page says."""
    if candidate.entry:
        return candidate.entry.source(_KINDS[candidate.standing])
    page = page_metadata(loaded.text, cleaned)
    script = detect_script(cleaned.text)
    return Source(
        id=names.id_of(candidate.file.relative),
        title=loaded.title or page.title or candidate.file.path.stem,
        publisher=loaded.publisher or page.publisher,
        author=loaded.author or page.author,
        date=loaded.date or page.date,
        language=loaded.language or _LANGUAGES[script],
        script=script,
        kind=_KINDS[candidate.standing],
    )


def _library(
    taken: Sequence[_Taken], skipped: Sequence[Skipped], replaced: Sequence[Replaced]
) -> Library:
    reports = tuple(DocumentReport.of(item.document, item.passages, item.notes) for item in taken)
    ordered = tuple(sorted(skipped, key=lambda item: (item.path, item.reason)))
    return Library(
        documents=tuple(item.document for item in taken),
        passages=tuple(passage for item in taken for passage in item.passages),
        report=IngestReport(reports, ordered, tuple(replaced)),
    )


def _with_companions(library: Library, catalogue: Catalogue | None) -> Library:
    """``library`` with the curated questions and the glossary that stand beside ``catalogue``."""
    if catalogue is None:
        return library
    known = (entry.id for entry in catalogue.entries)
    found = read_questions(catalogue.folder, known, library.documents, library.passages)
    held = {document.id for document in library.documents}
    return replace(
        library,
        questions=found.answered,
        unanswered=found.unanswered,
        glossary=read_glossary(catalogue.folder / GLOSSARY_NAME),
        names=tuple(
            name for entry in catalogue.entries if entry.id in held for name in entry.names
        ),
        report=replace(library.report, questions=found.report),
    )


def _empty(paths: Sequence[Path], skipped: Sequence[Skipped]) -> EmptyLibraryError:
    where = ", ".join(printable(str(path)) for path in paths) or "no path"
    named = "; ".join(f"{item.path} {item.reason}" for item in skipped[:_MAX_NAMED])
    more = len(skipped) - _MAX_NAMED
    reasons = f" Skipped: {named}{f'; and {more} more' if more > 0 else ''}." if named else ""
    return EmptyLibraryError(
        f"There is no readable document in {where}.{reasons}",
        hint=f"Put {' '.join(LOADERS)} files there, or name another folder.",
    )


def _silent(message: str) -> None:
    del message

"""Tables for people at a terminal; what is piped is written in plain lines elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from api.printing import WIDEST, Line, Piece, safe, styled, wrapped
from api.settings import Settings, shown
from api.terminal import one_line, source_line
from api.wording import labels_of
from ingest.report import printable

if TYPE_CHECKING:
    from api.schemas import DocumentMeta, HitOut
    from ingest.report import DocumentReport, IngestReport

_BLANKS = re.compile(r"\s+")
_HIT_FRAME = 17  # cells of the other columns: rank and score
_TAKEN_FRAME = 53  # likewise: the kind of source and four counts
_LEAST = 20  # cells; on a narrower terminal a table folds anyhow


def table_of(*columns: str, right: Iterable[str] = ()) -> Table:
    """An empty table in the one style of this command line; the columns ``right`` are numbers."""
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), header_style="bold")
    numbers = frozenset(right)
    for name in columns:
        is_number = name in numbers
        table.add_column(
            name,
            justify="right" if is_number else "left",
            no_wrap=is_number,
            overflow="fold",
        )
    return table


def hit_table(hits: Sequence[HitOut], width: int) -> Table:
    """Passages with their words marked, where they stand, and what each leg gave them."""
    table = table_of("#", "score", "passage", right=("#", "score"))
    room = max(min(width, WIDEST) - _HIT_FRAME, _LEAST)
    for hit in hits:
        marked = [
            (_BLANKS.sub(" ", piece.text), "bold yellow" if piece.mark else "")
            for piece in hit.segments
        ]
        source = source_line(hit.document, hit.start, hit.end, labels_of("en"))
        legs = (("lexical", hit.why.lexical), ("vector", hit.why.vector))
        why = ", ".join(f"{name} {score:.2f}" for name, score in legs)
        if hit.why.curated:
            why += f", curated {hit.why.curated:.2f}"
        rows = (marked, [(source, "dim")], [(why, "dim")])
        table.add_row(str(hit.rank), f"{hit.score:.3f}", _cell(rows, room))
    return table


def document_table(documents: Sequence[DocumentMeta], language: str) -> Table:
    """The documents of an index: what a person cites them by."""
    labels = labels_of(language)
    table = table_of("id", "title", "publisher", "date")
    for document in documents:
        date = f"{document.date} ({labels.inferred})" if document.date_inferred else document.date
        title: list[Piece] = [(one_line(document.title), "")]
        if document.source == "digest":
            title.append((f" · {labels.digest}", "dim"))
        table.add_row(_text(document.id), styled(title), _text(document.publisher), _text(date))
    return table


def ingest_tables(report: IngestReport, width: int) -> list[Table]:
    """The documents taken, what cleaning removed and why, and the files that were left out."""
    tables = [_taken(report.documents, width)]
    if removed := report.removed_by_reason():
        table = table_of("removed because", "places", right=("places",))
        for reason, count in removed.items():
            table.add_row(reason.replace("_", " "), str(count))
        tables.append(table)
    skipped = [*report.skipped, *report.questions.left_out]
    if skipped:
        table = table_of("skipped", "because it")
        for item in skipped:
            table.add_row(_text(item.path), _text(item.reason))
        tables.append(table)
    return tables


def settings_table(settings: Settings) -> Table:
    """Every setting in force and what it is for; a star where somebody set it."""
    table = table_of("setting", "value", "what it is")
    table.caption = "* set in the environment or in .env"
    table.caption_justify = "left"
    fields = type(settings).model_fields
    for (name, value), (field, about) in zip(shown(settings).items(), fields.items(), strict=True):
        is_set = field in settings.model_fields_set
        style = "bold" if is_set else ""
        shown_value = "–" if value is None else safe(str(value))
        table.add_row(
            Text(f"{name} *" if is_set else name, style),
            Text(shown_value, style),
            Text(about.description or "", "dim"),
        )
    return table


def fault_table(faults: Sequence[str]) -> Table:
    """What is wrong with an index, one fault a line."""
    table = table_of("#", "what is wrong", right=("#",))
    for number, fault in enumerate(faults, start=1):
        table.add_row(str(number), _text(fault))
    return table


def _taken(documents: Sequence[DocumentReport], width: int) -> Table:
    room = max(min(width, WIDEST) - _TAKEN_FRAME, _LEAST)
    kinds = [kind for kind, _ in documents[0].passages]
    numbers = (*kinds, "removed")
    table = table_of("document", "source", *numbers, right=numbers)
    for document in documents:
        named: list[list[Piece]] = [[(document.id, "bold")], [(printable(document.path), "dim")]]
        named += [[(f"note: {note}", "yellow")] for note in document.notes]
        counts = (str(count) if count else "–" for _, count in document.passages)
        table.add_row(
            _cell(named, room), document.kind.value, *counts, str(document.worthwhile_removals())
        )
    return table


def _cell(rows: Iterable[list[Piece]], width: int) -> Text:
    return Text("\n").join(row for pieces in rows for row in wrapped(Line(pieces), width + 1))


def _text(text: str) -> Text:
    return Text(safe(text))

"""Hits as a table for spreadsheets: CSV (RFC 4180) that starts no formula when it is opened."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from api.schemas import HitOut

MEDIA_TYPE = "text/csv; charset=utf-8"
COLUMNS = (
    "rank",
    "score",
    "lexical",
    "vector",
    "curated",
    "verdict",
    "document",
    "title",
    "publisher",
    "date",
    "date_inferred",
    "source",
    "script",
    "headline",
    "kind",
    "passage",
    "start",
    "end",
    "text",
)
_BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads UTF-8 as the system's own encoding
_FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
"""What OWASP's "CSV Injection" names: signs that begin a formula, and what may hide one."""


def as_csv(hits: Iterable[HitOut]) -> str:
    """One line for each hit under a line of names."""
    out = io.StringIO()
    out.write(_BYTE_ORDER_MARK)
    table = csv.writer(out)
    table.writerow(COLUMNS)
    table.writerows(_row(hit) for hit in hits)
    return out.getvalue()


def _row(hit: HitOut) -> list[str | float]:
    document = hit.document
    texts = (
        hit.verdict or "",
        document.id,
        document.title,
        document.publisher,
        document.date,
        "inferred" if document.date_inferred else "",
        document.source,
        document.script,
        hit.headline,
        hit.kind,
        hit.id,
    )
    numbers = (hit.rank, hit.score, hit.why.lexical, hit.why.vector, hit.why.curated)
    return [*numbers, *map(guarded, texts), hit.start, hit.end, guarded(hit.text)]


def guarded(text: str) -> str:
    """``text`` with an apostrophe before it where a spreadsheet might take it for a formula."""
    return f"'{text}" if text.lstrip(" \u3000").startswith(_FORMULA_STARTS) else text

"""What a page says of itself: title, author, date, publisher. For files outside the catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from ingest.bylines import read_byline
from ingest.document import BlockRole, CleanText, RemovalReason
from ingest.furniture import Dateline, read_dateline, read_source


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """What a page prints about itself; "" for what it does not print. ``date`` is ISO."""

    title: str = ""
    author: str = ""
    date: str = ""
    publisher: str = ""


def page_metadata(text: str, clean: CleanText) -> PageMetadata:
    """What the page ``text``, cleaned as ``clean``, says of itself.

    The date comes from a date line under a headline, else from a line at the very end that holds
    a date and nothing else, as official papers print it.
    """
    removed = [(removal.span.of(text), removal.reason) for removal in clean.removals]
    lines = [words for words, reason in removed if reason is RemovalReason.BYLINE]
    broken = [label + name for label, name in pairwise(lines) if label.endswith(("：", ":"))]
    sources = [source for source in map(read_source, [*lines, *broken]) if source]
    houses = [byline[1] for byline in map(read_byline, lines) if byline and byline[1]]
    dateline = _dateline(
        [
            *(words for words, reason in removed if reason is RemovalReason.DATELINE),
            *(part for line in lines for part in line.split("|")[1:]),
        ],
        clean.text.rstrip().rpartition("\n")[2],
    )
    publishers = [dateline.publisher, *sources, *houses]
    return PageMetadata(
        title=_title(clean),
        author=next((article.author for article in clean.articles if article.author), ""),
        date=dateline.date,
        publisher=next(filter(None, publishers), ""),
    )


def _title(clean: CleanText) -> str:
    for role in (BlockRole.HEADLINE, BlockRole.HEADING):
        for block in clean.blocks:
            if block.role is role:
                return clean.text[block.start : block.end].strip()
    return ""


def _dateline(printed: list[str], last_line: str) -> Dateline:
    for words in printed:
        if dateline := read_dateline(words):
            return dateline
    signed = read_dateline(last_line) if len(last_line) <= 16 else None
    return signed or Dateline("", "")

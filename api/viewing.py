"""A document's text, cut for display: at the quotation, at what cleaning removed, at articles.

Positions are carried, and pages never slice by number: all that a page needs is in the segments.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, TypeAlias

from api.schemas import ViewSegment
from ingest.document import Document, Removal, Script, Span
from ingest.script import to_script

Role: TypeAlias = Literal["text", "quote", "removed"]
Stretch: TypeAlias = tuple[Span, Role, str | None]


def view_segments(
    document: Document, quote: Span | None, script: Script | None = None
) -> list[ViewSegment]:
    """The text cut for display; joined it is the text.

    Inside the quotation nothing is cut, and removed blanks count as text: hiding them changes
    nothing that a reader sees. With ``script`` the text is shown in it, cut at the same places,
    since converting keeps every character where it is.
    """
    text = document.text if script is None else to_script(document.text, script)
    converted = text != document.text
    starts = [article.span.start for article in document.articles]
    headlines = _headlines(document)
    return [
        ViewSegment(
            text=span.of(text),
            role=role,
            reason=reason,
            article=_article(span, starts),
            heading=role == "text" and span in headlines,
            converted=converted,
        )
        for span, role, reason in _stretches(document, quote, headlines)
    ]


def _headlines(document: Document) -> set[Span]:
    """Where articles print their headlines just as they are known."""
    return {
        Span(article.span.start, article.span.start + len(article.headline))
        for article in document.articles
        if article.headline and document.text.startswith(article.headline, article.span.start)
    }


def _article(span: Span, starts: Sequence[int]) -> int | None:
    begun = bisect_right(starts, span.start)
    return begun - 1 if begun else None


def _stretches(
    document: Document, quote: Span | None, headlines: Iterable[Span]
) -> Iterator[Stretch]:
    """Spans that tile the text, each with its role and reason."""
    ends = {article.span.start for article in document.articles} | {one.end for one in headlines}
    places = sorted(ends)
    at = 0
    for span, reason in _cuts(document, quote):
        if span.start < at:
            continue  # two removals of the same characters: the first names the reason
        yield from _text(at, span.start, places)
        yield span, "quote" if reason is None else "removed", reason
        at = span.end
    yield from _text(at, len(document.text), places)


def _text(start: int, end: int, places: Sequence[int]) -> Iterator[Stretch]:
    """The text between two cuts, cut again where articles and what follows headlines begin."""
    inside = (at for at in places if start < at < end)
    for first, last in itertools.pairwise([start, *inside, end]):
        if first < last:
            yield Span(first, last), "text", None


def _cuts(document: Document, quote: Span | None) -> list[tuple[Span, str | None]]:
    cuts: list[tuple[Span, str | None]] = [(quote, None)] if quote else []
    for removal in document.removals:
        cuts.extend(
            (span, removal.reason.value)
            for span in _outside(removal, quote)
            if span.of(document.text).strip()
        )
    return sorted(cuts, key=lambda cut: cut[0])


def _outside(removal: Removal, quote: Span | None) -> list[Span]:
    span = removal.span
    if quote is None or not span.overlaps(quote):
        return [span]
    ends = (span.start, max(span.start, quote.start)), (min(span.end, quote.end), span.end)
    return [Span(start, end) for start, end in ends if start < end]

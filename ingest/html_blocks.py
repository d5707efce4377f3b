"""The blocks of a page's tree: paragraphs, headings, list items and table rows, in reading order.

The tree is lxml's, of the page itself or of what trafilatura took from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Protocol

from ingest.loaders import CELL_BREAK, INNER

_BLANKS = re.compile(r"[ \t\r\n]+")
_EDGES = " \t\r\n|\u00a0\u3000"  # around a block: its indent, and the bars of empty cells
_WHOLE_PAGE = 0.9

# Tags of HTML and, in the second line, of trafilatura's own tree.
_BLOCK_TAGS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption"
    " figure footer form h1 h2 h3 h4 h5 h6 header hr legend li main nav ol p pre section summary"
    " table tbody tfoot thead tr ul"
    " ab head item list quote row".split()
)
_ITEMS = frozenset({"li", "item"})
_LISTS = ("ol", "ul", "list")
_MARK = re.compile(r"(?:•|[-\w]{1,7}\.) ")  # as `ingest.html_lists` writes it
_ROWS = frozenset({"tr", "row"})
_CELLS = frozenset({"td", "th", "cell"})
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "head")
_UNSEEN = frozenset("iframe noscript object script style svg template title".split())
_ALWAYS_FURNITURE = frozenset("aside button footer nav select textarea".split())
_FURNITURE_NAME = re.compile(
    r"(?:^|[\s_-])(?:breadcrumbs?|comments?|copyright|footer|menu|nav(?:bar|igation)?|pinglun"
    r"|sidebar)(?=$|[\s_-])",
    re.IGNORECASE,
)
_FURNITURE_ROLES = frozenset({"complementary", "contentinfo", "navigation", "search"})
_NOT_SHOWN = re.compile(r"display\s*:\s*none", re.IGNORECASE)


class Element(Protocol):
    """What is used of an lxml element; lxml ships no types."""

    text: str | None
    tail: str | None

    @property
    def tag(self) -> object: ...
    def __iter__(self) -> Iterator[Element]: ...
    def find(self, path: str) -> Element | None: ...
    def get(self, key: str) -> str | None: ...
    def getparent(self) -> Element | None: ...
    def drop_tree(self) -> None: ...
    def iter(self, *tags: str) -> Iterator[Element]: ...
    def iterancestors(self, *tags: str) -> Iterator[Element]: ...
    def itertext(self) -> Iterator[str]: ...


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of text, or None where a block begins or ends.

    ``depth`` is set where an item of a list begins (how many lists its own stands in) or ends (0).
    """

    text: str | None
    furniture: bool = False
    linked: bool = False
    depth: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item or table row."""

    text: str
    furniture: bool


def visible_blocks(tree: Element) -> list[Block]:
    """Every block that a reader of the page sees, furniture marked."""
    body = tree.find("body") if tree.tag == "html" else tree
    if body is None:
        return []
    total = len(squeezed("".join(body.itertext())))
    return list(blocks(pieces(body, most_of=total)))


def blocks(pieces: Iterable[_Piece]) -> Iterator[Block]:
    """The pieces between two edges in one block; a block of nothing but links is furniture.

    The line that an item of an inner list begins with is set in.
    """
    run: list[_Piece] = []
    depth = 0
    for piece in chain(pieces, (_Piece(None),)):
        if piece.text is not None:
            run.append(piece)
            continue
        if text := "".join(part.text or "" for part in run).strip(_EDGES):
            words = [part for part in run if any(map(str.isalnum, part.text or ""))]
            linked = bool(words) and all(part.linked for part in words)
            indent = INNER * depth if _MARK.match(text) else ""
            yield Block(indent + text, linked or any(part.furniture for part in words))
            depth = 0
        run = []
        depth = depth if piece.depth is None else piece.depth


def pieces(
    element: Element, *, most_of: int = 0, furniture: bool = False, linked: bool = False
) -> Iterator[_Piece]:
    """Text in reading order; ``most_of`` are the page's characters, 0 in trafilatura's tree."""
    if most_of:
        furniture = furniture or _is_furniture(element, most_of)
        is_link = element.tag == "a" and not has_any(element.iterancestors(*_HEADINGS))
        linked = linked or is_link
    edge = _is_edge(element) or (most_of > 0 and element.tag in _ALWAYS_FURNITURE)
    if edge:
        yield _Piece(None, depth=_depth(element))
    if element.tag in ("br", "lb"):
        yield _Piece("\n", furniture, linked=True)
    raw = element.tag in ("code", "pre")
    in_line = element.tag in _ROWS and not _is_layout(element)
    yield _Piece(_text(element.text, raw=raw), furniture, linked)
    for child in element:
        if child.tag not in _UNSEEN:
            inner = pieces(child, most_of=most_of, furniture=furniture, linked=linked)
            if in_line and child.tag in _CELLS:
                cell = list(blocks(inner))
                unread = bool(cell) and all(block.furniture for block in cell)
                text = " ".join(block.text.strip() for block in cell)
                yield _Piece(text, furniture, linked=unread)
                yield _Piece(CELL_BREAK, furniture, linked=True)
            elif child.tag in _CELLS:
                yield from (_Piece(None), *inner, _Piece(None))
            else:
                yield from inner
        yield _Piece(_text(child.tail, raw=raw), furniture, linked)
    if edge:
        yield _Piece(None, depth=0 if element.tag in _ITEMS else None)


def _depth(element: Element) -> int | None:
    """How many lists the one of an item stands in; None for any other element."""
    if element.tag not in _ITEMS:
        return None
    return max(0, sum(1 for _ in element.iterancestors(*_LISTS)) - 1)


def line_of(text: str) -> str:
    """``text`` as a block of one line: blanks folded, the ends cut."""
    return _BLANKS.sub(" ", text).strip(_EDGES)


def _text(text: str | None, *, raw: bool) -> str:
    return (text or "") if raw else _BLANKS.sub(" ", text or "")


def _is_edge(element: Element) -> bool:
    """Whether a block begins and ends here; code does so only where it has several lines."""
    if element.tag == "code":
        return has_any(element.iter("lb")) or any("\n" in text for text in element.itertext())
    return element.tag in _BLOCK_TAGS


def _is_layout(row: Element) -> bool:
    """Whether a table row arranges the page: it holds a table or heading, or one cell only."""
    cells = [cell for cell in row if cell.tag in _CELLS and any(map(str.strip, cell.itertext()))]
    return len(cells) < 2 or has_any(row.iter("table", *_HEADINGS))


def has_any(elements: Iterator[Element]) -> bool:
    """Whether there is one; an element without children counts as false by itself."""
    return next(elements, None) is not None


def _is_furniture(element: Element, total_chars: int) -> bool:
    if element.tag in _ALWAYS_FURNITURE or element.get("hidden") is not None:
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    suspect = (
        element.tag == "form"
        or _FURNITURE_NAME.search(names) is not None
        or element.get("role") in _FURNITURE_ROLES
        or _NOT_SHOWN.search(element.get("style") or "") is not None
    )
    return suspect and not is_page(element, total_chars)


def is_page(element: Element, total_chars: int) -> bool:
    """Whether the page itself is in here: ASP.NET wraps whole pages in one form."""
    chars = len(squeezed("".join(element.itertext())))
    return chars > _WHOLE_PAGE * total_chars or has_any(element.iter("h1", "article", "main"))


def squeezed(text: str) -> str:
    return "".join(text.split())

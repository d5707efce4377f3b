"""A web page → its article, and a note of how much visible text is left out as page furniture.

trafilatura picks the article. Of a small page of which it keeps less than half, the text outside
menus, forms, comments and the like is taken instead: short notices are nothing it can judge.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from configparser import ConfigParser
from copy import deepcopy
from dataclasses import dataclass
from itertools import chain
from typing import Protocol

import trafilatura
from trafilatura.settings import DEFAULT_CONFIG

from ingest.encodings import decode
from ingest.errors import DocumentError
from ingest.loaders import BLOCK_BREAK, CELL_BREAK, EMPTY_REASON, Loaded

_DECLARED = re.compile(rb"""charset\s*=\s*["']?([\w-]{1,40})""", re.IGNORECASE)
_LANGUAGE = re.compile(r"""<html\b[^>]{0,400}?\blang\s*=\s*["']?([a-z]{2})""", re.IGNORECASE)
_HEAD_CHARS = 4096
_NO_ARTICLE = "holds no article that can be told from the rest of the page"
_BLANKS = re.compile(r"[ \t\r\n]+")
_EDGES = " \t\r\n|\u00a0\u3000"  # around a block: its indent, and the bars of empty cells
# Chinese says in 60 characters what the default of 250 expects of English: below it trafilatura
# takes the whole page, navigation included.
_MIN_ARTICLE_CHARS = 60
_SMALL_PAGE_CHARS = 5_000
_WHOLE_PAGE = 0.9
# A line this long is found inside another block too; a shorter one may stand there by chance.
_TELLING_CHARS = 8

# Tags of HTML and, in the second line, of trafilatura's own tree.
_BLOCK_TAGS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption"
    " figure footer form h1 h2 h3 h4 h5 h6 header hr legend li main nav ol p pre section summary"
    " table tbody tfoot thead tr ul"
    " ab head item list quote row".split()
)
_ROWS = frozenset({"tr", "row"})
_CELLS = frozenset({"td", "th", "cell"})
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "head")
_UNSEEN = frozenset("iframe noscript object script style svg template title".split())
_ALWAYS_FURNITURE = frozenset("aside button footer nav select textarea".split())
_PRUNED = ("aside", "form", "nav", "noscript", "script", "style")
_FURNITURE_NAME = re.compile(
    r"(?:^|[\s_-])(?:breadcrumbs?|comments?|copyright|footer|menu|nav(?:bar|igation)?|pinglun"
    r"|sidebar)(?=$|[\s_-])",
    re.IGNORECASE,
)
_FURNITURE_ROLES = frozenset({"complementary", "contentinfo", "navigation", "search"})
_NOT_SHOWN = re.compile(r"display\s*:\s*none", re.IGNORECASE)


class _Element(Protocol):
    """What is used of an lxml element; lxml ships no types."""

    @property
    def tag(self) -> object: ...
    @property
    def text(self) -> str | None: ...
    @property
    def tail(self) -> str | None: ...
    def __iter__(self) -> Iterator[_Element]: ...
    def find(self, path: str) -> _Element | None: ...
    def get(self, key: str) -> str | None: ...
    def getparent(self) -> _Element | None: ...
    def drop_tree(self) -> None: ...
    def iter(self, *tags: str) -> Iterator[_Element]: ...
    def iterancestors(self, *tags: str) -> Iterator[_Element]: ...
    def itertext(self) -> Iterator[str]: ...


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of text, or None where a block begins or ends."""

    text: str | None
    furniture: bool = False
    linked: bool = False


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph, heading, list item or table row."""

    text: str
    furniture: bool


def load_html(blob: bytes) -> Loaded:
    """The article of a page, and title, author, site and date from its metadata.

    Raises:
        DocumentError: The page is empty, or no article can be told from its surroundings.
    """
    declared = _DECLARED.search(blob[:_HEAD_CHARS])
    page = decode(blob, declared[1].decode("ascii") if declared else "")
    if not page.strip():
        raise DocumentError(EMPTY_REASON)
    tree: _Element | None = trafilatura.load_html(page)
    if tree is None:  # it refuses a lone paragraph
        tree = trafilatura.load_html(f"<html><body>{page}</body></html>")
    if tree is None or not (visible := _visible_blocks(tree)):
        raise DocumentError(_NO_ARTICLE)
    about = trafilatura.extract_metadata(
        deepcopy(tree), date_config={"extensive_search": False, "original_date": True}
    )
    kept = _article(tree, visible)
    if not kept:
        raise DocumentError(_NO_ARTICLE)
    language = _LANGUAGE.search(page[:_HEAD_CHARS])
    return Loaded(
        BLOCK_BREAK.join(kept),
        title=about.title or "",
        author=about.author or "",
        publisher=about.sitename or "",
        date=about.date or "",
        language=language[1].lower() if language else "",
        notes=_notes(visible, kept),
    )


def _article(tree: _Element, visible: Sequence[_Block]) -> list[str]:
    """The blocks to keep; furniture is taken out of ``tree``."""
    shown_chars = _chars(block.text for block in visible)
    for element in list(tree.iter(*_PRUNED)):
        is_page = element.tag == "form" and _is_page(element, shown_chars)
        if element.getparent() is not None and not is_page:
            element.drop_tree()
    found = trafilatura.bare_extraction(
        tree,  # pyright: ignore[reportArgumentType] - the lxml element it was read into
        favor_recall=True,
        include_comments=False,
        include_formatting=False,
        config=_config(),
    )
    body = () if found is None or isinstance(found, dict) else _pieces(found.body)
    kept = [block.text for block in _blocks(body)]
    own = [block.text for block in visible if not block.furniture]
    page = {line for block in visible for line in _lines(block.text)}
    text = "\n".join(page)
    # Where it finds no article, trafilatura runs all blocks of the page into one.
    whole = [block for block in kept if all(line in page or line in text for line in _lines(block))]
    own_chars, whole_chars, kept_chars = _chars(own), _chars(whole), _chars(kept)
    run_together = 2 * whole_chars <= kept_chars
    if shown_chars < _SMALL_PAGE_CHARS:
        return own if run_together or 2 * whole_chars < own_chars else _with_heading(tree, kept)
    if run_together:  # a large page of links is a list, not a menu
        return own if 2 * own_chars >= kept_chars else [block.text for block in visible]
    return _with_heading(tree, kept)


def _with_heading(tree: _Element, kept: list[str]) -> list[str]:
    """``kept``, headed by the page's first h1 if it holds none of the page's."""
    text = _squeezed("".join(kept))
    headings = [
        heading
        for element in tree.iter("h1")
        if not _has(element.iterancestors("footer"))
        and (heading := _BLANKS.sub(" ", "".join(element.itertext())).strip(_EDGES))
    ]
    if not headings or any(_squeezed(heading) in text for heading in headings):
        return kept
    return [headings[0], *kept]


def _notes(visible: Sequence[_Block], kept: Sequence[str]) -> tuple[str, ...]:
    lines = Counter(line for text in kept for line in _lines(text))
    text = "\n".join(_squeezed(block) for block in kept)
    left_out = 0
    for line in (line for block in visible for line in _lines(block.text)):
        if lines[line]:
            lines[line] -= 1
        elif len(line) < _TELLING_CHARS or line not in text:
            left_out += len(line)
    if not left_out:
        return ()
    return (f"characters of visible text left out as page furniture: {left_out:,}",)


def _lines(text: str) -> Iterator[str]:
    """The lines and cells of a block, without blanks."""
    for line in text.replace(CELL_BREAK, "\n").split("\n"):
        if squeezed := _squeezed(line):
            yield squeezed


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _chars(texts: Iterable[str]) -> int:
    return sum(len(line) for text in texts for line in _lines(text))


def _config() -> ConfigParser:
    config = deepcopy(DEFAULT_CONFIG)
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", str(_MIN_ARTICLE_CHARS))
    config.set("DEFAULT", "MAX_FILE_SIZE", str(2**31))  # sizes are the loader table's to limit
    return config


def _visible_blocks(tree: _Element) -> list[_Block]:
    body = tree.find("body") if tree.tag == "html" else tree
    if body is None:
        return []
    total = len(_squeezed("".join(body.itertext())))
    return list(_blocks(_pieces(body, most_of=total)))


def _blocks(pieces: Iterable[_Piece]) -> Iterator[_Block]:
    """The pieces between two edges in one block; a block of nothing but links is furniture."""
    run: list[_Piece] = []
    for piece in chain(pieces, (_Piece(None),)):
        if piece.text is not None:
            run.append(piece)
            continue
        if text := "".join(part.text or "" for part in run).strip(_EDGES):
            words = [part for part in run if any(map(str.isalnum, part.text or ""))]
            linked = bool(words) and all(part.linked for part in words)
            yield _Block(text, linked or any(part.furniture for part in words))
        run = []


def _pieces(
    element: _Element, *, most_of: int = 0, furniture: bool = False, linked: bool = False
) -> Iterator[_Piece]:
    """Text in reading order; ``most_of`` are the page's characters, 0 in trafilatura's tree."""
    if most_of:
        furniture = furniture or _is_furniture(element, most_of)
        is_link = element.tag == "a" and not _has(element.iterancestors(*_HEADINGS))
        linked = linked or is_link
    edge = _is_edge(element) or (most_of > 0 and element.tag in _ALWAYS_FURNITURE)
    if edge:
        yield _Piece(None)
    if element.tag in ("br", "lb"):
        yield _Piece("\n", furniture, linked=True)
    raw = element.tag in ("code", "pre")
    in_line = element.tag in _ROWS and not _is_layout(element)
    yield _Piece(_text(element.text, raw=raw), furniture, linked)
    for child in element:
        if child.tag not in _UNSEEN:
            inner = _pieces(child, most_of=most_of, furniture=furniture, linked=linked)
            if in_line and child.tag in _CELLS:
                cell = list(_blocks(inner))
                unread = bool(cell) and all(block.furniture for block in cell)
                yield _Piece(" ".join(block.text for block in cell), furniture, linked=unread)
                yield _Piece(CELL_BREAK, furniture, linked=True)
            elif child.tag in _CELLS:
                yield from (_Piece(None), *inner, _Piece(None))
            else:
                yield from inner
        yield _Piece(_text(child.tail, raw=raw), furniture, linked)
    if edge:
        yield _Piece(None)


def _text(text: str | None, *, raw: bool) -> str:
    return (text or "") if raw else _BLANKS.sub(" ", text or "")


def _is_edge(element: _Element) -> bool:
    """Whether a block begins and ends here; code does so only where it has several lines."""
    if element.tag == "code":
        return _has(element.iter("lb")) or any("\n" in text for text in element.itertext())
    return element.tag in _BLOCK_TAGS


def _is_layout(row: _Element) -> bool:
    """Whether a table row arranges the page: it holds a table or heading, or one cell only."""
    cells = [cell for cell in row if cell.tag in _CELLS and any(map(str.strip, cell.itertext()))]
    return len(cells) < 2 or _has(row.iter("table", *_HEADINGS))


def _has(elements: Iterator[_Element]) -> bool:
    return next(elements, None) is not None  # an element without children counts as false


def _is_furniture(element: _Element, total_chars: int) -> bool:
    if element.tag in _ALWAYS_FURNITURE or element.get("hidden") is not None:
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    suspect = (
        element.tag == "form"
        or _FURNITURE_NAME.search(names) is not None
        or element.get("role") in _FURNITURE_ROLES
        or _NOT_SHOWN.search(element.get("style") or "") is not None
    )
    return suspect and not _is_page(element, total_chars)


def _is_page(element: _Element, total_chars: int) -> bool:
    """Whether the page itself is in here: ASP.NET wraps whole pages in one form."""
    chars = len(_squeezed("".join(element.itertext())))
    return chars > _WHOLE_PAGE * total_chars or _has(element.iter("h1", "article", "main"))

"""A web page → its article: navigation, comments and advertisements are left out by trafilatura."""

from __future__ import annotations

import re
from collections.abc import Iterator
from configparser import ConfigParser
from copy import deepcopy
from typing import Protocol

import trafilatura
from trafilatura.settings import DEFAULT_CONFIG

from ingest.encodings import decode
from ingest.errors import DocumentError
from ingest.loaders import BLOCK_BREAK, CELL_BREAK, EMPTY_REASON, Loaded

_DECLARED = re.compile(rb"""charset\s*=\s*["']?([\w-]{1,40})""", re.IGNORECASE)
_LANGUAGE = re.compile(r"""<html\b[^>]{0,400}?\blang\s*=\s*["']?([a-z]{2})""", re.IGNORECASE)
_HEAD_CHARS = 4096
_BLANKS = re.compile(r"[ \t\r\n]+")
_BLOCK_TAGS = frozenset({"p", "head", "item", "quote", "code", "row", "table", "list", "div", "ab"})
# Chinese says in 60 characters what the default of 250 expects of English: below it trafilatura
# takes the whole page, navigation included.
_MIN_ARTICLE_CHARS = 60


class _Element(Protocol):
    """What is used of an lxml element; lxml ships no types."""

    @property
    def tag(self) -> object: ...
    @property
    def text(self) -> str | None: ...
    @property
    def tail(self) -> str | None: ...
    def __iter__(self) -> Iterator[_Element]: ...


def load_html(blob: bytes) -> Loaded:
    """The article of a page, and title, author, site and date from its metadata.

    Raises:
        DocumentError: The page is empty, or no article can be told from its surroundings.
    """
    declared = _DECLARED.search(blob[:_HEAD_CHARS])
    page = decode(blob, declared[1].decode("ascii") if declared else "")
    if not page.strip():
        raise DocumentError(EMPTY_REASON)
    found = trafilatura.bare_extraction(
        page,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
        config=_config(),
    )
    if found is None or isinstance(found, dict):
        raise DocumentError("holds no article that can be told from the rest of the page")
    language = _LANGUAGE.search(page[:_HEAD_CHARS])
    return Loaded(
        BLOCK_BREAK.join(_blocks(found.body)),
        title=found.title or "",
        author=found.author or "",
        publisher=found.sitename or "",
        date=found.date or "",
        language=language[1].lower() if language else "",
    )


def _config() -> ConfigParser:
    config = deepcopy(DEFAULT_CONFIG)
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", str(_MIN_ARTICLE_CHARS))
    config.set("DEFAULT", "MAX_FILE_SIZE", str(2**31))  # sizes are the loader table's to limit
    return config


def _blocks(body: _Element) -> Iterator[str]:
    """The text of each innermost block of trafilatura's tree, a table row in one piece."""
    words: list[str] = []
    for piece in _pieces(body):
        if piece is not None:
            words.append(piece)
        elif text := _joined(words):
            yield text
            words = []
    if text := _joined(words):
        yield text


def _joined(words: list[str]) -> str:
    return "".join(words).strip(" \t\r\n|")


def _pieces(element: _Element) -> Iterator[str | None]:
    """Stretches of text in reading order, None where a block begins or ends."""
    edge = element.tag in _BLOCK_TAGS
    if edge:
        yield None
    if element.tag == "lb":
        yield "\n"
    yield _BLANKS.sub(" ", element.text or "") if element.tag != "code" else element.text or ""
    for child in element:
        if child.tag == "cell":
            yield from (piece for piece in _pieces(child) if piece is not None)
            yield CELL_BREAK
        else:
            yield from _pieces(child)
        yield _BLANKS.sub(" ", child.tail or "")
    if edge:
        yield None

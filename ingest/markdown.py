"""Markdown → its text as a reader sees it: no markup, links by their words, code as it stands.

Items of lists keep their numbers, and a bullet stands before those that have none: the marks say
where an item begins, and people ask for the third one. Lists within an item are set in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ingest.encodings import decode
from ingest.loaders import (
    CELL_BREAK,
    Loaded,
    LoadedBlock,
    LoadedRole,
    joined,
    list_mark,
)

_FRONT_MATTER = re.compile(r"(?ms)\A---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*\r?$")
_FIELD = re.compile(r"^([a-z_]+)[ \t]*:(.+)$", re.MULTILINE | re.IGNORECASE)
_LISTS = frozenset(
    f"{kind}_list_{edge}" for kind in ("bullet", "ordered") for edge in ("open", "close")
)
_CODE = frozenset({"fence", "code_block"})
_EDGES = 2  # a pair of marks around what is bold
_ISO_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def load_markdown(blob: bytes) -> Loaded:
    """The text of a ``.md`` file; title, author, date and language from its front matter.

    Without a title there, the first first-level heading is the title.
    """
    source = decode(blob)
    fields: dict[str, str] = {}
    if matter := _FRONT_MATTER.match(source):
        fields = {
            name.lower(): value.strip().strip("\"'") for name, value in _FIELD.findall(matter[1])
        }
        source = source[matter.end() :]
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(source)
    date = _ISO_DATE.match(fields.get("date", ""))
    text, markup = joined(_blocks(tokens))
    return Loaded(
        text,
        markup=markup,
        title=fields.get("title", "") or _first_heading(tokens),
        author=fields.get("author", ""),
        publisher=fields.get("publisher", ""),
        date=date[0] if date else "",
        language=fields.get("lang", fields.get("language", ""))[:2].lower(),
    )


def _blocks(tokens: Sequence[Token]) -> Iterator[LoadedBlock]:
    """Each block with what it is; a table has one for every row."""
    cells: list[str] | None = None
    mark = ""
    depth = -1
    role = LoadedRole.TEXT
    for token in tokens:
        if token.type in _LISTS:
            depth += token.nesting
        elif token.type == "list_item_open":
            number = f"{token.info}{token.markup}" if token.info else ""
            mark = list_mark(number, depth)
        elif token.type == "list_item_close":
            mark = ""
        elif token.type == "tr_open":
            cells = []
        elif token.type == "tr_close" and cells is not None:
            yield LoadedBlock(mark + CELL_BREAK.join(cells))
            mark, cells = "", None
        elif token.type == "inline" and cells is not None:
            cells.append(_inline(token))
        elif token.type in ("heading_open", "heading_close"):
            role = LoadedRole.HEADING if token.nesting > 0 else LoadedRole.TEXT
        elif text := _block(token):
            yield LoadedBlock(mark + text, role if mark else _role(token, role))
            mark = ""


def _role(token: Token, role: LoadedRole) -> LoadedRole:
    """What a block is that stands in one of ``role``; a line in bold heads what follows."""
    if token.type in _CODE:
        return LoadedRole.CODE
    children = [one for one in token.children or [] if one.type != "text" or one.content]
    is_bold = (
        len(children) > _EDGES
        and (children[0].type, children[-1].type) == ("strong_open", "strong_close")
        and sum(child.type == "strong_open" for child in children) == 1
        and "\n" not in _inline(token)
    )
    return LoadedRole.HEADING if is_bold else role


def _block(token: Token) -> str:
    if token.type == "inline":
        return _inline(token)
    if token.type in _CODE:
        return token.content.strip("\n")
    return _without_tags(token.content).strip() if token.type == "html_block" else ""


def _inline(token: Token) -> str:
    return "".join(_words(child) for child in token.children or []).strip()


def _words(token: Token) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return "\n"
    return "" if token.type == "html_inline" else token.content


def _first_heading(tokens: Sequence[Token]) -> str:
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open" and opening.tag == "h1":
            return _inline(inline)
    return ""


class _Words(HTMLParser):
    """Collects what stands between tags, scripts and styles left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self._unseen += tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in ("script", "style") and self._unseen > 0

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.words.append(data)


def _without_tags(html: str) -> str:
    parser = _Words()
    parser.feed(html)
    parser.close()
    return "".join(parser.words)

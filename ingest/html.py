"""A web page → its article, and a note of how much visible text is left out as page furniture.

trafilatura picks the article. Of a small page of which it keeps less than half, the text outside
menus, forms, comments and the like is taken instead: short notices are nothing it can judge.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from configparser import ConfigParser
from copy import deepcopy

import trafilatura
from trafilatura.settings import DEFAULT_CONFIG

from ingest.encodings import decode
from ingest.errors import DocumentError
from ingest.html_blocks import (
    Block,
    Element,
    blocks,
    has_any,
    is_page,
    line_of,
    pieces,
    squeezed,
    visible_blocks,
)
from ingest.html_lists import write_marks
from ingest.loaders import (
    CELL_BREAK,
    EMPTY_REASON,
    Loaded,
    LoadedBlock,
    LoadedRole,
    joined,
)

_DECLARED = re.compile(rb"""charset\s*=\s*["']?([\w-]{1,40})""", re.IGNORECASE)
_LANGUAGE = re.compile(r"""<html\b[^>]{0,400}?\blang\s*=\s*["']?([a-z]{2})""", re.IGNORECASE)
_HEAD_CHARS = 4096
_NO_ARTICLE = "holds no article that can be told from the rest of the page"
# Chinese says in 60 characters what the default of 250 expects of English: below it trafilatura
# takes the whole page, navigation included.
_MIN_ARTICLE_CHARS = 60
_SMALL_PAGE_CHARS = 5_000
# A line this long is found inside another block too; a shorter one may stand there by chance.
_TELLING_CHARS = 8

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_CODE = ("pre",)
_SECTION_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_PRUNED = ("aside", "form", "nav", "noscript", "script", "style")


def load_html(blob: bytes) -> Loaded:
    """The article of a page, and title, author, site and date from its metadata.

    Raises:
        DocumentError: The page is empty, or no article can be told from its surroundings.
    """
    declared = _DECLARED.search(blob[:_HEAD_CHARS])
    page = decode(blob, declared[1].decode("ascii") if declared else "")
    if not page.strip():
        raise DocumentError(EMPTY_REASON)
    tree: Element | None = trafilatura.load_html(page)
    if tree is None:  # it refuses a lone paragraph
        tree = trafilatura.load_html(f"<html><body>{page}</body></html>")
    if tree is not None:
        write_marks(tree)
    if tree is None or not (visible := visible_blocks(tree)):
        raise DocumentError(_NO_ARTICLE)
    about = trafilatura.extract_metadata(
        deepcopy(tree), date_config={"extensive_search": False, "original_date": True}
    )
    names = _words_of(tree, _HEADINGS)
    code = {squeezed(text): text for text in map(_text_of, tree.iter(*_CODE))}
    kept = _article(tree, visible)
    if not kept:
        raise DocumentError(_NO_ARTICLE)
    text, markup = joined(_block(block, names, code) for block in kept)
    language = _LANGUAGE.search(page[:_HEAD_CHARS])
    return Loaded(
        text,
        markup=markup,
        title=about.title or "",
        author=about.author or "",
        publisher=about.sitename or "",
        date=about.date or "",
        language=language[1].lower() if language else "",
        notes=_notes(visible, kept),
    )


def _words_of(tree: Element, tags: Sequence[str]) -> frozenset[str]:
    """What the elements of ``tags`` say, without blanks."""
    return frozenset(squeezed(_text_of(element)) for element in tree.iter(*tags))


def _text_of(element: Element) -> str:
    return "".join(element.itertext()).strip("\r\n")


def _block(text: str, headings: frozenset[str], code: Mapping[str, str]) -> LoadedBlock:
    """A block with what it is, if it says no more and no less than a heading or code of its page.

    Code gets the line ends back that trafilatura takes from it.
    """
    words = squeezed(text)
    if words in headings:
        return LoadedBlock(text, LoadedRole.HEADING)
    return LoadedBlock(code[words], LoadedRole.CODE) if words in code else LoadedBlock(text)


def _article(tree: Element, visible: Sequence[Block]) -> list[str]:
    """The blocks to keep; furniture is taken out of ``tree``."""
    shown_chars = _chars(block.text for block in visible)
    for element in list(tree.iter(*_PRUNED)):
        is_all = element.tag == "form" and is_page(element, shown_chars)
        if element.getparent() is not None and not is_all:
            element.drop_tree()
    found = trafilatura.bare_extraction(
        tree,  # pyright: ignore[reportArgumentType] - the lxml element it was read into
        favor_recall=True,
        include_comments=False,
        include_formatting=False,
        config=_config(),
    )
    body = () if found is None or isinstance(found, dict) else pieces(found.body)
    kept = [block.text for block in blocks(body)]
    own = [block.text for block in visible if not block.furniture]
    page = {line for block in visible for line in _lines(block.text)}
    text = "\n".join(page)
    # Where it finds no article, trafilatura runs all blocks of the page into one.
    whole = [block for block in kept if all(line in page or line in text for line in _lines(block))]
    own_chars, whole_chars, kept_chars = _chars(own), _chars(whole), _chars(kept)
    run_together = 2 * whole_chars <= kept_chars
    headed = _with_heading(tree, _with_section_headings(tree, kept, visible))
    if shown_chars < _SMALL_PAGE_CHARS:
        return own if run_together or 2 * whole_chars < own_chars else headed
    if run_together:  # a large page of links is a list, not a menu
        return own if 2 * own_chars >= kept_chars else [block.text for block in visible]
    return headed


def _with_section_headings(
    tree: Element, kept: Sequence[str], visible: Sequence[Block]
) -> list[str]:
    """``kept``, with the headings that stand directly over one of its blocks on the page.

    trafilatura leaves them out of pages of short paragraphs, and nothing else says what their lists
    and tables are of.
    """
    names = _words_of(tree, _SECTION_HEADINGS)
    over: dict[str, list[str]] = {}
    run: list[str] = []
    for block in visible:
        if squeezed(block.text) in names and not block.furniture:
            run.append(block.text)
        else:
            over.setdefault(squeezed(block.text), run)
            run = []
    held = set(map(squeezed, kept))
    found: list[str] = []
    for text in kept:
        headings = over.pop(squeezed(text), [])
        found += [heading for heading in headings if squeezed(heading) not in held]
        found.append(text)
    return found


def _with_heading(tree: Element, kept: list[str]) -> list[str]:
    """``kept``, headed by the page's first h1 if it holds none of the page's."""
    text = squeezed("".join(kept))
    headings = [
        heading
        for element in tree.iter("h1")
        if not has_any(element.iterancestors("footer"))
        and (heading := line_of("".join(element.itertext())))
    ]
    if not headings or any(squeezed(heading) in text for heading in headings):
        return kept
    return [headings[0], *kept]


def _notes(visible: Sequence[Block], kept: Sequence[str]) -> tuple[str, ...]:
    lines = Counter(line for text in kept for line in _lines(text))
    text = "\n".join(squeezed(block) for block in kept)
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
        if characters := squeezed(line):
            yield characters


def _chars(texts: Iterable[str]) -> int:
    return sum(len(line) for text in texts for line in _lines(text))


def _config() -> ConfigParser:
    config = deepcopy(DEFAULT_CONFIG)
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", str(_MIN_ARTICLE_CHARS))
    config.set("DEFAULT", "MAX_FILE_SIZE", str(2**31))  # sizes are the loader table's to limit
    return config

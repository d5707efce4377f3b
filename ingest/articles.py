"""Where the articles of a page begin, and what their headlines are.

An article begins at a headline over a byline or date line, at a headline the caller knows, or
behind a mark like （上接第一版）, where the tail of another page's article follows.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from ingest.layout import (
    LONG_LINE,
    Label,
    is_field,
    is_heading_like,
    is_list_item,
    is_paragraph,
    opens_list,
)
from ingest.lines import Line
from ingest.punctuation import is_finished
from ingest.script import to_single_script

_MOST_HEADLINES = 4
_MOST_ASIDES = 12
_MOST_HEADINGS = 2  # over one text


@dataclass(frozen=True, slots=True)
class Opening:
    """The first line of an article, its headline lines, and whether it is another page's tail."""

    line: int
    headlines: tuple[int, ...] = ()
    is_spillover: bool = False


def openings(lines: Sequence[Line], labels: Sequence[Label], known: Sequence[str]) -> list[Opening]:
    """The openings of all articles in order, the first one at the first line of text."""
    found: dict[int, Opening] = {}
    for opening in (
        *_under_known_headlines(lines, labels, known),
        *_over_bylines(lines, labels),
        *_behind_jump_marks(lines, labels),
    ):
        found.setdefault(opening.line, opening)
    taken = {i for opening in found.values() for i in opening.headlines}
    inside = [line for line in found if line in taken and found[line].headlines[:1] != (line,)]
    for line in inside:
        del found[line]
    first = next((i for i, label in enumerate(labels) if label is Label.TEXT), None)
    if first is not None and min(found, default=first + 1) > first:
        found[first] = _first_opening(lines, labels, first)
    return [found[line] for line in sorted(found)]


def _over_bylines(lines: Sequence[Line], labels: Sequence[Label]) -> list[Opening]:
    """Headline and deck directly over a byline or date line, with text below it."""
    found: list[Opening] = []
    for i, label in enumerate(labels):
        if label not in (Label.BYLINE, Label.DATELINE):
            continue
        headlines: list[int] = []
        above = i - 1
        while above >= max(0, i - _MOST_ASIDES) and len(headlines) < _MOST_HEADLINES:
            if labels[above] is Label.TEXT and _is_headline_like(lines[above]):
                headlines.insert(0, above)
            elif labels[above] not in (Label.CAPTION, Label.DATELINE, Label.ORNAMENT):
                break
            above -= 1
        reads_on = Label.TEXT in labels[i + 1 : i + 6]
        if headlines and reads_on:
            found.append(Opening(headlines[0], tuple(headlines)))
    return found


def _is_headline_like(line: Line) -> bool:
    exclaims = len(line.text) <= LONG_LINE and line.text.endswith(("！", "？", "!", "?", "……"))
    return is_heading_like(line) or exclaims


def _under_known_headlines(
    lines: Sequence[Line], labels: Sequence[Label], known: Sequence[str]
) -> list[Opening]:
    keys = {_key(headline) for headline in known} - {""}
    found: list[Opening] = []
    for i, line in enumerate(lines):
        if keys and labels[i] is Label.TEXT and len(line.text) <= 120 and _key(line.text) in keys:
            found.append(Opening(i, (i,)))
    return found


def _key(headline: str) -> str:
    """What two prints of a headline share: letters and digits in the single script."""
    return to_single_script("".join(filter(str.isalnum, headline))).casefold()


def _behind_jump_marks(lines: Sequence[Line], labels: Sequence[Label]) -> list[Opening]:
    """The tails of other pages' articles, each with the headline that stands over its mark."""
    found: list[Opening] = []
    text = [i for i, label in enumerate(labels) if label is Label.TEXT]
    has_body = False
    for position, i in enumerate(text):
        if lines[i].continued and has_body:
            above = text[position - 1]
            has_headline = (
                position >= 2
                and len(lines[above].text) <= LONG_LINE
                and is_heading_like(lines[above])
                and is_finished(lines[text[position - 2]].text)
            )
            headlines = (above,) if has_headline else ()
            found.append(Opening(above if has_headline else i, headlines, is_spillover=True))
        has_body |= is_paragraph(lines[i])
    return found


def _first_opening(lines: Sequence[Line], labels: Sequence[Label], first: int) -> Opening:
    """The page's first article; its first line is a headline when it looks like one over text."""
    text = [i for i, label in enumerate(labels) if label is Label.TEXT]
    below = [lines[i] for i in text[1:4]]
    if not _is_headline_like(lines[first]) or not any(map(is_paragraph, below)):
        return Opening(first)
    return Opening(first, (first,))


def heading_lines(lines: Sequence[Line], text: Sequence[int], joined: AbstractSet[int]) -> set[int]:
    """The sub-headings among the lines ``text`` of one article.

    A heading is no sentence, and a paragraph, a list or a field ("电话：…") follows it, perhaps
    after a second heading; three such lines in a row are a list or a poem. ``joined`` are lines
    that run on into the next.
    """
    found: set[int] = set()
    row: list[int] = []
    for position, i in enumerate(text):
        continues = position > 0 and text[position - 1] in joined
        if i not in joined and not continues and is_heading_like(lines[i]):
            row.append(i)
            continue
        above = lines[text[position - len(row) - 1]] if position > len(row) else None
        named = _named(lines, row, above, lines[i], runs_on=i in joined)
        if len(named) <= _MOST_HEADINGS:
            found.update(named)
        row = []
    return found


def _named(
    lines: Sequence[Line], row: Sequence[int], above: Line | None, below: Line, *, runs_on: bool
) -> Sequence[int]:
    """Those of ``row``, lines that look like headings, of which ``below`` is the text."""
    if is_field(below.text):  # then a line above that looks like one is one
        return [i for i in row if not is_field(lines[i].text)]
    if row and opens_list(below.text):
        wraps = above is not None and is_list_item(above.text) and not is_finished(above.text)
        return [] if wraps and lines[row[0]].gap == 1 else row
    is_sentence = is_finished(below.text) and not is_list_item(below.text)
    return row if runs_on or is_sentence or is_paragraph(below) else []

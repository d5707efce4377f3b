"""Where lines of mixed Chinese and other text may end, by the cells they take on a terminal."""

from __future__ import annotations

from rich.cells import get_character_cell_size

_OPENING = frozenset("（《〈「『【〔〖“‘([{«")
_CLOSING = frozenset("，。、；：？！…—·）》〉」』】〕〗”’,.;:?!)]}»%％")
_JOINING = frozenset("-/_")  # names and paths are parted behind these when they must be


def breaks(text: str, width: int, indent: int = 0) -> list[int]:
    """Where every line but the first begins, as positions in ``text``.

    Chinese may be parted anywhere but before closing and behind opening punctuation, other text at
    its blanks; a word that is wider than a line is parted behind a hyphen or where the line ends.
    Blanks at the end of a line take no room.

    Args:
        text: Without line feeds.
        width: Cells of a line; a Chinese character takes two.
        indent: Cells that lines after the first do not have.
    """
    found: list[int] = []
    start, used, chance, last_resort = 0, 0, 0, 0
    room = width
    for at, char in enumerate(text):
        if at > start and _may_begin(text[at - 1], char):
            chance = at
        elif at > start and text[at - 1] in _JOINING:
            last_resort = at
        cells = get_character_cell_size(char)
        while used + cells > room and not char.isspace() and at > start:
            room = max(width - indent, 2)  # what is carried over has to fit as well
            start, used = next(
                (place, carried)
                for place in (chance, last_resort, at)
                if place > start and (carried := _cells(text[place:at])) <= room
            )
            found.append(start)
        used += cells
    return found


def _cells(text: str) -> int:
    return sum(map(get_character_cell_size, text))


def _may_begin(before: str, char: str) -> bool:
    """Whether a line may end with ``before`` and the next begin with ``char``."""
    if char.isspace():
        return False
    if before.isspace():
        return True
    if char in _CLOSING or before in _OPENING or not get_character_cell_size(char):
        return False
    return get_character_cell_size(before) == 2 or get_character_cell_size(char) == 2

"""Sentences and headings in, the lists of them that make up passages out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

_LEADS_IN = ("：", ":")
_SMALL_CHARS = 60  # a last passage below this joins the one before it


@dataclass(frozen=True, slots=True)
class Unit:
    """What is packed whole: ``[start, end)`` of the clean text, one sentence or heading.

    Or a block of code, ``is_code`` where no sentence leads it in.
    """

    start: int
    end: int
    is_heading: bool = False
    is_code: bool = False


def pack(units: Sequence[Unit], target_chars: int, max_chars: int) -> list[list[Unit]]:
    """Units in passages: near the target, at most the maximum, headings with what follows."""
    packed: list[list[Unit]] = []
    current: list[Unit] = []
    length = 0
    for unit in units:
        size = unit.end - unit.start
        if current and _is_full(current, length, unit, target_chars, max_chars):
            carried = _trailing_headings(current)
            if length - sum(head.end - head.start for head in carried) == 0:
                carried = []
            packed.append(current[: len(current) - len(carried)])
            current = carried
            length = sum(head.end - head.start for head in carried)
            if length + size > max_chars:
                packed.append(current)
                current, length = [], 0
        current.append(unit)
        length += size
    if current:
        packed.append(current)
    return _without_small_end(packed, max_chars)


def _is_full(
    current: Sequence[Unit], length: int, unit: Unit, target_chars: int, max_chars: int
) -> bool:
    size = unit.end - unit.start
    if length + size > max_chars:
        return True
    if unit.is_heading and not current[-1].is_heading:
        return length >= target_chars // 2
    return length + size - target_chars > target_chars - length


def _trailing_headings(units: Sequence[Unit]) -> list[Unit]:
    count = 0
    while count < len(units) and units[-1 - count].is_heading:
        count += 1
    return list(units[len(units) - count :])


def _without_small_end(packed: list[list[Unit]], max_chars: int) -> list[list[Unit]]:
    """``packed``, with a very short last passage joined to the one before it where it fits."""
    if len(packed) > 1:
        last, before = packed[-1], packed[-2]
        is_small = last[-1].end - last[0].start < _SMALL_CHARS
        length = sum(unit.end - unit.start for unit in [*before, *last])
        if is_small and length <= max_chars:
            packed[-2:] = [[*before, *last]]
    return packed


def with_code(text: str, units: Sequence[Unit], max_chars: int) -> Iterator[Unit]:
    """``units``, code in one with the sentence that leads it in, where both fit whole."""
    at = 0
    while at < len(units):
        unit = units[at]
        code = list(takewhile(lambda one: one.is_code, units[at + 1 : at + 3]))
        leads_in = text[unit.start : unit.end].rstrip().endswith(_LEADS_IN)
        is_text = not (unit.is_heading or unit.is_code)
        if is_text and leads_in and len(code) == 1 and code[0].end - unit.start <= max_chars:
            yield Unit(unit.start, code[0].end)
            at += 2
        else:
            yield unit
            at += 1

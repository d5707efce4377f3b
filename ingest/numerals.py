"""The numbers of list items as pages and word processors write them."""

from __future__ import annotations

from collections.abc import Callable

_HAN = "〇一二三四五六七八九"
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_MOST_ROMAN = 3999

Numeral = Callable[[int], str]
"""Writes a number; in figures where its own kind has none for it."""


def figures(number: int) -> str:
    """As in 3."""
    return str(number)


def letters(number: int) -> str:
    """As in c; behind z comes aa."""
    if number < 1:
        return figures(number)
    found = ""
    while number:
        number, at = divmod(number - 1, 26)
        found = chr(ord("a") + at) + found
    return found


def roman(number: int) -> str:
    """As in iii."""
    if not 0 < number <= _MOST_ROMAN:
        return figures(number)
    found = ""
    for value, signs in _ROMAN:
        found += signs * (number // value)
        number %= value
    return found


def han(number: int) -> str:
    """As in 三; up to 九十九."""
    if not 0 < number < 100:
        return figures(number)
    tens, ones = divmod(number, 10)
    ten = ("" if tens == 1 else _HAN[tens]) + "十" if tens else ""
    return ten + (_HAN[ones] if ones else "")


def circled(number: int) -> str:
    """As in ③; up to ⑳."""
    return chr(ord("①") + number - 1) if 0 < number <= 20 else figures(number)


def capital(numeral: Numeral) -> Numeral:
    """What writes as ``numeral`` does, in capital letters."""
    return lambda number: numeral(number).upper()

"""Numbers as people write them, in digits, Chinese numerals or words → values.

Words are those of English and Russian. What is parsed is a run of them: 三十四, twenty-five,
двадцать пять; decimals only in digits.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

_HAN_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
    "首": 1,
}
_HAN_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
HAN_NUMERALS = "零〇一二两三四五六七八九十百千万亿"

_ENGLISH = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_ENGLISH_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ENGLISH_ORDINALS = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
).split()
_RUSSIAN = {
    0: r"нол[ья]\w*",
    1: r"перв\w+",
    2: r"дв(?:а|е|ух|ум|умя|ое|оих)|втор\w+",
    3: r"тр(?:и|[её]х|[её]м|емя|ое|оих)|трет(?:ий|ь\w+)",
    4: r"четыр(?:е|[её]х|[её]м|ьмя)|четверо|четв[её]рт\w+",
    5: r"пят(?:ь|и|ью|ый|ая|ое|ого|ой|ом|ому|ым|ую|ых)|пятеро",
    6: r"шест(?:ь|и|ью|ой|ая|ое|ого|ом|ому|ым|ую|ых)|шестеро",
    7: r"сем(?:ь|и|ью)|седьм\w+|семеро",
    8: r"вос(?:емь|ьми|емью)|восьм\w+",
    9: r"девят(?:ь|и|ью|ый|ая|ое|ого|ой|ом|ому|ым|ую|ых)",
    10: r"десят(?:ь|и|ью|ый|ая|ое|ого|ой|ом|ому|ым|ую|ых)|десятк\w+",
    11: r"одиннадцат\w+",
    12: r"двенадцат\w+|дюжин\w+",
    13: r"тринадцат\w+",
    14: r"четырнадцат\w+",
    15: r"пятнадцат\w+",
    16: r"шестнадцат\w+",
    17: r"семнадцат\w+",
    18: r"восемнадцат\w+",
    19: r"девятнадцат\w+",
    20: r"двадцат\w+",
    30: r"тридцат\w+",
    40: r"сорок\w*",
    50: r"пят(?:ьдесят|идесят\w*)",
    60: r"шест(?:ьдесят|идесят\w*)",
    70: r"сем(?:ьдесят|идесят\w*)",
    80: r"вос(?:емьдесят|ьмидесят\w*)",
    90: r"девяност\w*",
    100: r"ст(?:о|а)|сот(?:ня|ни|ен)|сот\w{1,2}",
    200: r"двести|двухсот\w*",
    300: r"триста|тр[её]хсот\w*",
    400: r"четыреста|четыр[её]хсот\w*",
    500: r"пят(?:ьсот|исот\w*)",
    600: r"шест(?:ьсот|исот\w*)",
    700: r"сем(?:ьсот|исот\w*)",
    800: r"вос(?:емьсот|ьмисот\w*)",
    900: r"девят(?:ьсот|исот\w*)",
    1000: r"тысяч\w*|тыс",
    10**6: r"миллион\w*|млн",
    10**9: r"миллиард\w*|млрд",
}
_WORDS = {
    **{word: value for value, word in enumerate(_ENGLISH)},
    **{word: value for value, word in enumerate(_ENGLISH_ORDINALS)},
    **{word: 20 + 10 * place for place, word in enumerate(_ENGLISH_TENS)},
    **{word[:-1] + "ieth": 20 + 10 * place for place, word in enumerate(_ENGLISH_TENS)},
    **dict.fromkeys(("hundred", "hundreds", "hundredth"), 100),
    **dict.fromkeys(("thousand", "thousands", "thousandth"), 1000),
    **dict.fromkeys(("million", "millions"), 10**6),
    **dict.fromkeys(("billion", "billions"), 10**9),
    "dozen": 12,
    "dozens": 12,
}
_RUSSIAN_FORMS = [(value, re.compile(forms)) for value, forms in _RUSSIAN.items()]
_SCALE = 100  # words from here on multiply what stands before them


def han_value(run: str) -> int:
    """The value of a run of Chinese numerals: 四百二十, 二〇二三, 一亿二千万."""
    for sign in "亿万":
        head, found, tail = run.rpartition(sign)
        if found:
            above = han_value(head) if head else 1
            return above * _HAN_UNITS[sign] + (han_value(tail) if tail else 0)
    if not any(sign in _HAN_UNITS for sign in run):
        return int("".join(str(_HAN_DIGITS[sign]) for sign in run))
    total = digit = 0
    for sign in run:
        if sign in _HAN_DIGITS:
            digit = _HAN_DIGITS[sign]
        else:
            total += (digit or 1) * _HAN_UNITS[sign]
            digit = 0
    return total + digit


def scaled(digits: str, units: str) -> Fraction:
    """``digits`` times what stands behind them: 5.2 and 万 are 52,000."""
    value = Fraction(digits.replace(",", ""))
    for sign in units:
        value *= _HAN_UNITS[sign]
    return value


def word_value(word: str) -> int | None:
    """What one English or Russian word, in lower case, counts; None when it counts nothing."""
    if word in _WORDS:
        return _WORDS[word]
    return next((value for value, forms in _RUSSIAN_FORMS if forms.fullmatch(word)), None)


def spoken_value(values: Sequence[int]) -> int:
    """The values of words said in a row as one number: 2 100 30 5 are 235."""
    total = part = 0
    for value in values:
        if value < _SCALE or (value % 1000 and value > _SCALE):
            part += value
        elif value == _SCALE:
            part = (part or 1) * value
        else:
            total += (part or 1) * value
            part = 0
    return total + part

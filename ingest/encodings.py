"""Bytes of unknown encoding → text, or a refusal: wrong characters must never pass for words.

Byte order mark first, then strict UTF-8, then a declared encoding, then UTF-16 without its mark,
then charset-normalizer on the encodings of Chinese text. What a guess yields must look like text.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter

from charset_normalizer import from_bytes

from ingest.errors import DocumentError
from ingest.script import to_single_script

_MARKS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# One miss in 720 slices of 30 and more characters; seven without the list (2026-11-20).
_CANDIDATES = ["utf_8", "gb18030", "big5", "big5hkscs", "utf_16"]
# Pages that declare a subset mean what browsers read: https://encoding.spec.whatwg.org/#names-and-labels
_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}
_GUESS_BYTES = 2**20

_MAX_ODD_SHARE = 0.01
_MIN_FREQUENT_SHARE = 0.5
_MIN_EXPECTED_SHARE = 0.9
_EXPECTED = re.compile(r"[\t\n\r -~\u0400-\u045f\u2010-\u2030\u3000-\u303f\uff01-\uff5e]")
_ODD_CATEGORIES = frozenset({"Cc", "Cn", "Co", "Cs"})
_ODD_EXCEPTIONS = frozenset("\t\n\v\f\r\x1a\x85")  # 0x1a: end of file in old DOS texts
_FREQUENT_LEAD_BYTES = range(0xB0, 0xD8)  # GB 2312 level 1: the 3,755 frequent characters

_BINARY = "holds NUL bytes, as programs, pictures and damaged files do: give its text as UTF-8"
_UNKNOWN = "is in no known encoding: save it as UTF-8"


def decode(blob: bytes, declared: str = "") -> str:
    """The text of ``blob``; line ends stay as they are, a byte order mark goes.

    Args:
        blob: The bytes of a whole text file.
        declared: The encoding that the file itself names, if it does.

    Raises:
        DocumentError: The bytes are no text, or in an encoding that cannot be told.
    """
    for mark, encoding in _MARKS:
        if blob.startswith(mark):
            text = _strict(blob[len(mark) :], encoding)
            if text is None:
                raise DocumentError(f"begins as {encoding.upper()} but is not: save it as UTF-8")
            return _without_nul(text)
    text = _strict(blob, "utf-8")
    if text is not None and "\0" not in text:
        return text
    guess = _guess_wide(blob) if b"\0" in blob else _guess(blob, declared)
    if guess is None:
        raise DocumentError(_BINARY if b"\0" in blob else _UNKNOWN)
    return guess


def _strict(blob: bytes, encoding: str) -> str | None:
    try:
        return blob.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _without_nul(text: str) -> str:
    if "\0" in text:
        raise DocumentError(_BINARY)
    return text


def _guess_wide(blob: bytes) -> str | None:
    """``blob`` as UTF-16 without a mark: only there do NUL bytes belong to text."""
    for encoding in ("utf-16-le", "utf-16-be"):
        text = _strict(blob, encoding)
        if text is not None and _expected_share(text) >= _MIN_EXPECTED_SHARE:
            return text
    return None


def _guess(blob: bytes, declared: str) -> str | None:
    name = declared.strip().lower()
    encodings = [_SUPERSETS.get(name, name)] if name else []
    # up to a line feed, which is no part of a longer character in any of the candidates
    sample = blob[: blob.rfind(b"\n", 0, _GUESS_BYTES) + 1] if len(blob) > _GUESS_BYTES else blob
    best = from_bytes(sample or blob, cp_isolation=_CANDIDATES).best()
    if best is not None:
        encodings.append(best.encoding)
    for encoding in encodings:
        text = _strict(blob, encoding)
        if text is not None and _looks_like_text(text):
            return text
    return None


def _looks_like_text(text: str) -> bool:
    """Whether hardly a character is unassigned or a control, and Chinese is of frequent characters.

    Russian in a one-byte encoding also decodes as GB 18030, into characters nobody writes.
    """
    counts = Counter(text)
    odd = sum(n for character, n in counts.items() if _is_odd(character))
    if odd > _MAX_ODD_SHARE * len(text):
        return False
    han = {character: n for character, n in counts.items() if "\u3400" <= character <= "\u9fff"}
    frequent = sum(n for character, n in han.items() if _is_frequent(character))
    return frequent >= _MIN_FREQUENT_SHARE * sum(han.values())


def _expected_share(text: str) -> float:
    """The share of frequent Chinese characters, punctuation, ASCII and Cyrillic letters."""
    counts = Counter(text)
    expected = [c for c in counts if _EXPECTED.match(c) or _is_frequent(c)]
    return sum(counts[character] for character in expected) / max(1, len(text))


def _is_odd(character: str) -> bool:
    if character in _ODD_EXCEPTIONS:
        return False
    return character == "\ufffd" or unicodedata.category(character) in _ODD_CATEGORIES


def _is_frequent(character: str) -> bool:
    encoded = to_single_script(character).encode("gb2312", errors="replace")
    return len(encoded) == 2 and encoded[0] in _FREQUENT_LEAD_BYTES

"""What punctuation says of a line: is it finished, is a bracket open, is there a sentence in it?

Works on both full-width and half-width signs; every question is answered in one pass.
"""

from __future__ import annotations

import re

CLOSERS = "”’\"'」』》〉）)】］]"
_FINISHED = "。！？!?…；;：:—｡．"
_PAIRS = {"“": "”", "「": "」", "『": "』", "《": "》", "（": "）", "(": ")", "【": "】"}
_OPENERS = {closer: opener for opener, closer in _PAIRS.items()}
_CONTINUES = "，。、；：！？”’」』》〉）】,;)"
_SENTENCE_END = re.compile(r"[。！？!?；]|．(?!\d)|\.\s")
_COMMA = re.compile("[，,、]")


def is_finished(text: str) -> bool:
    """Whether ``text`` ends like a sentence or clause, closing quotes and brackets aside."""
    bare = text.rstrip(CLOSERS + " \u3000\u00a0")
    return bare.endswith(tuple(_FINISHED)) or (bare.endswith(".") and len(bare) > 1)


def has_sentence_end(text: str) -> bool:
    """Whether a sentence ends somewhere in ``text``."""
    return _SENTENCE_END.search(text) is not None or is_finished(text)


def count_commas(text: str) -> int:
    """The number of commas and enumeration marks in ``text``."""
    return len(_COMMA.findall(text))


def open_pairs(text: str) -> set[str]:
    """The quotes and brackets that ``text`` opens and does not close."""
    depth = dict.fromkeys(_PAIRS, 0)
    for sign in text:
        if sign in depth:
            depth[sign] += 1
        elif sign in _OPENERS:
            depth[_OPENERS[sign]] = max(0, depth[_OPENERS[sign]] - 1)
    return {opener for opener, count in depth.items() if count}


def closes(text: str, openers: set[str]) -> bool:
    """Whether ``text`` closes one of ``openers`` before it opens the same kind itself."""
    for opener in openers:
        first_close = text.find(_PAIRS[opener])
        first_open = text.find(opener)
        if first_close >= 0 and not 0 <= first_open < first_close:
            return True
    return False


def closer_of(opener: str) -> str:
    """The sign that closes ``opener``."""
    return _PAIRS[opener]


def is_continuation(text: str) -> bool:
    """Whether ``text`` begins with a sign that can only follow something."""
    return text.startswith(tuple(_CONTINUES))

"""Stretches of a sentence that are short enough to be a topic's evidence."""

from __future__ import annotations

import re

from eval.checking import MAX_EVIDENCE_CHARS
from eval.overlap import content_bigrams

_CLAUSE_START = re.compile(r"(?:^|(?<=[，、；：。！？,;:!?“”「」（）]))(?=\w)")
_TORN = re.compile(r"[A-Za-z\d\u0400-\u052f]+$")
_UNTORN = re.compile(r"[A-Za-z\d\u0400-\u052f]")
_SIGNS = re.compile(r"\W+$")


def stretches(sentence: str, question: str) -> list[str]:
    """Stretches of ``sentence`` of at most `MAX_EVIDENCE_CHARS` characters, the best first.

    Better is one that begins a clause, then one that shares more content bigrams with the question,
    then the longer, then the earlier. None ends inside a number or a Latin or Cyrillic word.
    """
    clauses = {match.start() for match in _CLAUSE_START.finditer(sentence)}
    asked = content_bigrams(question)
    found: dict[str, tuple[bool, int, int, int]] = {}
    for start in range(len(sentence)):
        words = _cut(sentence, start)
        if words:
            shared = len(asked & content_bigrams(words))
            found.setdefault(words, (start not in clauses, -shared, -len(words), start))
    return sorted(found, key=lambda words: found[words])


def _cut(sentence: str, start: int) -> str:
    """The words from ``start`` on, without signs at the end; "" at a sign or inside a word."""
    before, rest = sentence[:start], sentence[start:]
    if not rest[0].isalnum() or (_TORN.search(before) and _UNTORN.match(rest)):
        return ""
    words = rest[:MAX_EVIDENCE_CHARS]
    if _UNTORN.match(rest[MAX_EVIDENCE_CHARS:]):
        words = _TORN.sub("", words)
    return _SIGNS.sub("", words)

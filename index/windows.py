"""What the vector leg compares a question with: stretches of a passage, each about one thing.

A passage scores as its best window.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from ingest.document import Passage

WINDOWS_VERSION = "windows-1"
MAX_JOINED_CHARS = 120
KEY_BYTES = 16


def windows_of(passage: Passage) -> list[str]:
    """The distinct windows of ``passage``, in the single script; at least one.

    They are: every sentence; from every sentence on, its neighbours joined up to
    `MAX_JOINED_CHARS`; every heading with the sentence below it; and the whole passage.
    """
    sentences = [passage.search_text[s.start : s.end] for s in passage.sentences]
    windows: list[str] = []
    for position, sentence in enumerate(sentences):
        windows.append(sentence)
        windows.append(_joined(sentences[position:]))
        if passage.sentences[position].is_heading:
            windows.append("".join(sentences[position : position + 2]))
    windows.append(passage.search_text)
    return _distinct(windows)


def window_key(window: str) -> bytes:
    """What tells whether a window was embedded before: `KEY_BYTES` bytes of its hash."""
    return hashlib.blake2b(window.encode(), digest_size=KEY_BYTES).digest()


def _joined(sentences: list[str]) -> str:
    joined = sentences[0]
    for sentence in sentences[1:]:
        if len(joined) + len(sentence) > MAX_JOINED_CHARS:
            break
        joined += sentence
    return joined


def _distinct(windows: Iterable[str]) -> list[str]:
    stripped = (window.strip() for window in windows)
    return list(dict.fromkeys(window for window in stripped if window)) or [""]

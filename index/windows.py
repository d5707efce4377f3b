"""What the vector leg compares a question with: stretches of a passage, each about one thing.

A passage scores as its best window. Which windows were tried stands in index/README.md.
"""

from __future__ import annotations

import hashlib

from ingest.document import Passage

WINDOWS_VERSION = "sentences-headings-whole-1"
KEY_BYTES = 16


def windows_of(passage: Passage) -> list[str]:
    """The distinct windows of ``passage``, in the single script; at least one.

    They are every sentence, every heading with the sentence below it, and the whole passage.
    """
    sentences = [passage.search_text[s.start : s.end] for s in passage.sentences]
    windows = list(sentences)
    for position, sentence in enumerate(passage.sentences):
        if sentence.is_heading:
            windows.append("".join(sentences[position : position + 2]))
    windows.append(passage.search_text)
    stripped = (window.strip() for window in windows)
    return list(dict.fromkeys(window for window in stripped if window)) or [""]


def window_key(window: str) -> bytes:
    """What tells whether a window was embedded before: `KEY_BYTES` bytes of its hash."""
    return hashlib.blake2b(window.encode(), digest_size=KEY_BYTES).digest()

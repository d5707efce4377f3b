"""The bytes of a streamed chat completion → the words in it; bounded, and strict about its end."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass

from api.language_model_errors import nonsense, unreachable

MAX_LINE_BYTES = 64 * 1024
MAX_STREAM_BYTES = 4 * 1024 * 1024
_DONE = b"[DONE]"
_ENDED_WELL = "stop"


@dataclass(frozen=True, slots=True)
class Words:
    """What one event adds: ``text`` is empty while the model thinks; ``is_last`` ends it well."""

    text: str
    is_last: bool = False


async def words_of(chunks: AsyncIterator[bytes], url: str) -> AsyncIterator[Words]:
    """What the model at ``url`` says, event by event, as it comes.

    An answer that was cut short by the endpoint (``finish_reason`` is not ``stop``) ends without
    ``is_last``.

    Raises:
        LanguageModelError: nonsense, for what is no such stream; unreachable, when it breaks off.
    """
    async for line in _lines(chunks, url):
        if not line.startswith(b"data:"):
            continue  # comments and other fields
        data = line.removeprefix(b"data:").strip()
        if data == _DONE:
            yield Words("", is_last=True)
            return
        text, reason = _parsed(data, url)
        if text is not None:
            yield Words(text)
        if reason is not None:
            if reason == _ENDED_WELL:
                yield Words("", is_last=True)
            return
    raise unreachable(url)


async def _lines(chunks: AsyncIterator[bytes], url: str) -> AsyncIterator[bytes]:
    held = bytearray()
    received = 0
    async for chunk in chunks:
        received += len(chunk)
        held += chunk
        *whole, rest = held.split(b"\n")
        held = bytearray(rest)
        if received > MAX_STREAM_BYTES or len(held) > MAX_LINE_BYTES:
            raise nonsense(url)
        for line in whole:
            yield bytes(line)
    if held.strip():
        yield bytes(held)


def _parsed(data: bytes, url: str) -> tuple[str | None, str | None]:
    """Words and reason of the end in one event, None for what it does not hold."""
    try:
        event: object = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise nonsense(url) from error
    if not isinstance(event, dict) or not isinstance(choices := event.get("choices"), list):
        raise nonsense(url)
    if not choices:
        return None, None  # what it cost, without words
    choice: object = choices[0]
    if not isinstance(choice, dict):
        raise nonsense(url)
    reason = choice.get("finish_reason")
    return _text(choice.get("delta")), reason if isinstance(reason, str) else None


def _text(delta: object) -> str | None:
    if not isinstance(delta, dict):
        return None
    content = delta.get("content")
    if isinstance(content, str) and content:
        return content
    thinks = delta.get("reasoning_content") or delta.get("reasoning")
    return "" if thinks else None

"""Instructions and a text → what a language model says: the only module that imports openai.

Any endpoint that speaks OpenAI's chat completions will do. Every call ends within its time limits,
whatever the endpoint does; what comes back is untrusted text.
"""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import json
import re
from collections.abc import AsyncGenerator, AsyncIterator, Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.language_model_errors import (
    LanguageModelError,
    Trouble,
    fell_silent,
    nonsense,
    of_status,
    too_slow,
    unreachable,
)
from api.model_events import Words, words_of

if TYPE_CHECKING:
    from openai import AsyncOpenAI
    from openai.types.chat import ChatCompletionMessageParam

CONNECT_S = 2.0
MAX_BODY_BYTES = 256 * 1024
_RETRY_AFTER_S = 0.5
_MAY_PASS = frozenset({Trouble.UNREACHABLE, Trouble.RATE_LIMITED, Trouble.FAILING})
_NO_KEY = "none"  # the client insists on one; endpoints that want none take any
_THOUGHT = re.compile(r"\A\s*<think>.*?</think>", re.DOTALL)  # some models think aloud first


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a streamed answer may keep a reader waiting, in seconds."""

    first_s: float = 8.0  # for its first words, the connection included
    gap_s: float = 5.0  # from some words to the next
    total_s: float = 30.0


class LanguageModel:
    """One model at one address; every call opens and closes its own connection."""

    def __init__(self, url: str, model: str, key: str | None, timeout_s: float) -> None:
        """Keeps what a call needs; nothing is sent.

        Args:
            url: where ``/chat/completions`` goes on, as in ``https://host/v1``.
            model: its name there.
            key: sent as bearer token, so printable ASCII; None where the endpoint wants none.
            timeout_s: limit of a whole call, its one retry included.
        """
        self.url = url
        self.model = model
        self._key = key
        self._timeout_s = timeout_s

    def complete(self, instructions: str, text: str) -> str:
        """What the model says to ``text`` under ``instructions``, stripped, without its thoughts.

        Call it from a thread that runs no event loop.

        Raises:
            LanguageModelError: there is no completion.
        """
        return asyncio.run(self._in_time(instructions, text))

    async def stream(
        self, instructions: str, text: str, limits: Limits | None = None
    ) -> AsyncGenerator[Words]:
        """What the model says to ``text`` under ``instructions``, as it comes; asked once.

        Close it (``contextlib.aclosing``) to leave early: that ends the connection.

        Raises:
            LanguageModelError: the answer is not there in time, or breaks off.
        """
        limits = limits or Limits()
        await asyncio.to_thread(_load)  # that is not the endpoint's time
        clock = asyncio.get_running_loop().time
        deadline = clock() + min(limits.total_s, self._timeout_s)
        limit_s = limits.first_s
        async with contextlib.aclosing(self._words(instructions, text)) as words:
            while True:
                # No time limit may be in force while whoever reads this works.
                allowed_s = min(limit_s, deadline - clock())
                try:
                    async with asyncio.timeout(allowed_s):
                        said = await anext(words)
                except StopAsyncIteration:
                    return
                except TimeoutError as error:
                    raise fell_silent(self.url, allowed_s) from error
                yield said
                limit_s = limits.gap_s

    async def _in_time(self, instructions: str, text: str) -> str:
        await asyncio.to_thread(_load)  # that is not the endpoint's time
        try:
            async with asyncio.timeout(self._timeout_s):
                body = await self._twice(instructions, text)
        except TimeoutError as error:
            raise too_slow(self.url, self._timeout_s) from error
        said = _THOUGHT.sub("", _content(body)).strip()
        if not said:
            raise nonsense(self.url)
        return said

    async def _twice(self, instructions: str, text: str) -> bytes:
        """Asks again once after trouble that may pass, where the time limit leaves room for it."""
        started = asyncio.get_running_loop().time()
        try:
            return await self._once(instructions, text)
        except LanguageModelError as error:
            wait_s = _RETRY_AFTER_S if error.retry_after_s is None else error.retry_after_s
            spent_s = asyncio.get_running_loop().time() - started
            if error.trouble not in _MAY_PASS or spent_s + wait_s >= self._timeout_s:
                raise
        await asyncio.sleep(wait_s)
        return await self._once(instructions, text)

    async def _once(self, instructions: str, text: str) -> bytes:
        with self._told():
            async with await asyncio.to_thread(self._client) as client:
                asked = client.chat.completions.with_streaming_response.create(
                    model=self.model, messages=_messages(instructions, text)
                )
                async with asked as response:
                    return await self._bounded(response.iter_bytes())

    async def _words(self, instructions: str, text: str) -> AsyncGenerator[Words]:
        with self._told():
            async with await asyncio.to_thread(self._client) as client:
                asked = client.chat.completions.with_streaming_response.create(
                    model=self.model, messages=_messages(instructions, text), stream=True
                )
                async with asked as response:
                    async for said in words_of(response.iter_bytes(), self.url):
                        yield said

    @contextlib.contextmanager
    def _told(self) -> Generator[None]:
        """The client's errors, and those of its HTTP library that pass through it, as ours."""
        import httpx2  # noqa: PLC0415
        import openai  # noqa: PLC0415

        try:
            yield
        except openai.APIStatusError as error:
            raise of_status(self.url, error.status_code, error.response.headers) from error
        except (openai.APIConnectionError, httpx2.HTTPError, httpx2.InvalidURL) as error:
            raise unreachable(self.url) from error

    def _client(self) -> AsyncOpenAI:
        """A client that takes nothing from the environment: no proxy, key or organisation."""
        import openai  # noqa: PLC0415

        timeout = openai.Timeout(None, connect=min(CONNECT_S, self._timeout_s))
        client = openai.AsyncOpenAI(
            api_key=self._key or _NO_KEY,
            base_url=self.url,
            timeout=timeout,
            max_retries=0,  # its own would wait up to two minutes where an endpoint asks for it
            http_client=openai.DefaultAsyncHttpxClient(trust_env=False, follow_redirects=False),
        )
        client.organization = client.project = None
        return client

    async def _bounded(self, chunks: AsyncIterator[bytes]) -> bytes:
        body = bytearray()
        async for chunk in chunks:
            body += chunk
            if len(body) > MAX_BODY_BYTES:
                raise nonsense(self.url)
        return bytes(body)


def _load() -> None:
    """Imports the client, in half a second; most commands need no model, and no loop may wait."""
    importlib.import_module("openai")


def _messages(instructions: str, text: str) -> list[ChatCompletionMessageParam]:
    return [{"role": "system", "content": instructions}, {"role": "user", "content": text}]


def _content(body: bytes) -> str:
    """The text of the first choice of a chat completion; "" when ``body`` is none."""
    try:
        value: object = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    for key in ("choices", 0, "message", "content"):
        if isinstance(key, str) and isinstance(value, dict):
            value = value.get(key)
        elif isinstance(key, int) and isinstance(value, list) and value:
            value = value[key]
        else:
            return ""
    return value if isinstance(value, str) else ""

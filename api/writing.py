"""An extractive answer → prose from a language model, every sentence checked before it is shown.

What is shown stands: when the model fails in mid-answer, the sentences shown so far are the answer;
when none was shown, the quotations are. So no reader waits longer than the model's time limits, and
nobody sees a sentence that what it cites does not support.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
from collections.abc import AsyncGenerator, Iterable
from typing import Protocol

from answer.generated import Generated
from answer.language import Language
from answer.prompting import evidence_of, instructions, prompt
from answer.prose import Prose, ProseReader
from answer.support import Support
from answer.types import Answer, Status
from api.breaker import Breaker
from api.language_model_errors import LanguageModelError
from api.live import Opened
from api.model_events import Words

_LOG = logging.getLogger(__name__)

MOST_SENTENCES = 6
MOST_AT_ONCE = 16  # further readers get quotations at once


class Speaks(Protocol):
    """A language model: ``api.language_model.LanguageModel``."""

    def stream(self, instructions: str, text: str) -> AsyncGenerator[Words]:
        """What it says, as it comes."""
        ...


class Writer:
    """Has one model write; safe to share between threads and event loops."""

    def __init__(
        self, model: Speaks, breaker: Breaker | None = None, most_at_once: int = MOST_AT_ONCE
    ) -> None:
        self._model = model
        self._breaker = breaker or Breaker()
        self._room = threading.BoundedSemaphore(most_at_once)

    async def write(self, question: str, quoted: Answer, opened: Opened) -> AsyncGenerator[Answer]:
        """The answer as it grows, with one more sentence each time; nothing where none is written.

        Close it (``contextlib.aclosing``) to leave early: that ends the model's call.

        Args:
            question: as it was searched: what it borrows from earlier turns included.
            quoted: the extractive answer; a refusal or small talk is left as it is.
            opened: the generation that ``quoted`` came from.
        """
        if quoted.status is not Status.ANSWERED or not self._room.acquire(blocking=False):
            return
        try:
            if self._breaker.lets_in():
                async with contextlib.aclosing(self._grow(question, quoted, opened)) as answers:
                    async for answer in answers:
                        yield answer
        finally:
            self._room.release()

    async def _grow(self, question: str, quoted: Answer, opened: Opened) -> AsyncGenerator[Answer]:
        evidence = evidence_of(quoted.hits)
        language = Language(quoted.language)
        support = Support(evidence, language, opened.index.retriever)
        checked = _Checked(support, Generated(quoted, evidence, opened.index))
        told = instructions(language, MOST_SENTENCES), prompt(question, evidence)
        async with contextlib.aclosing(self._sentences(*told)) as groups:
            async for sentences in groups:
                for answer in await asyncio.to_thread(checked.added, sentences):
                    yield answer
                if checked.is_full:
                    return

    async def _sentences(self, rules: str, text: str) -> AsyncGenerator[list[Prose]]:
        """What the model says, in whole sentences; the breaker learns how it ended."""
        reader = ProseReader()
        is_whole = False
        learnt = self._breaker.left
        try:
            async with contextlib.aclosing(self._model.stream(rules, text)) as stream:
                async for words in stream:
                    is_whole = is_whole or words.is_last
                    if sentences := list(reader.feed(words.text)):
                        learnt = self._breaker.succeeded
                        yield sentences
                        learnt = self._breaker.left
            learnt = self._breaker.succeeded
        except LanguageModelError as error:
            learnt = _nothing
            rests = self._breaker.failed(error.retry_after_s)
            _LOG.warning(
                "the language model failed (%s)%s: %s",
                error.trouble,
                "; it is left alone for a while" if rests else "",
                error.message,
            )
        finally:
            learnt()
        yield list(reader.close(complete=is_whole))


class _Checked:
    """Adds what is supported, and new, to an answer."""

    def __init__(self, support: Support, grown: Generated) -> None:
        self._support = support
        self._grown = grown

    @property
    def is_full(self) -> bool:
        return len(self._grown) >= MOST_SENTENCES

    def added(self, sentences: Iterable[Prose]) -> list[Answer]:
        """The answer after each of ``sentences`` that may be shown."""
        answers: list[Answer] = []
        for prose in sentences:
            fault = self._support.fault(prose)
            if fault is not None:
                _LOG.debug("a sentence is dropped: %s", fault)
            elif not self._grown.says(prose) and not self.is_full:
                answers.append(self._grown.add(prose))
        return answers


def _nothing() -> None:
    """What the breaker still has to learn when it has been told already."""

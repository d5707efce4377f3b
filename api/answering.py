"""A question, answered with quotations at once, and then perhaps in prose."""

from __future__ import annotations

import contextlib
import time
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from answer.types import Answer
from api.live import LiveIndex
from api.presenting import present_answer
from api.schemas import AskResponse

if TYPE_CHECKING:
    from api.writing import Writer


@dataclass(frozen=True, slots=True)
class Drafted:
    """The extractive answer to a question.

    Args:
        question: what a language model is to be asked: with what it borrows from earlier turns.
        answer: the answer, ``response`` as doors show it.
        began: when the question came, by ``time.perf_counter``.
    """

    question: str
    answer: Answer
    response: AskResponse
    began: float


async def answers(
    drafted: Drafted, live: LiveIndex, writer: Writer | None
) -> AsyncGenerator[AskResponse]:
    """The answer as it grows; the last one is final, and the quotations where no prose came.

    Without a ``writer`` the quotations are all there is. Prose is written from the generation that
    was searched: when another one has taken its place meanwhile, the quotations stand.
    """
    final = drafted.response
    if writer is not None:
        with live.lease() as opened:
            if opened.index.generation == final.index:
                written = writer.write(drafted.question, drafted.answer, opened)
                async with contextlib.aclosing(written):
                    async for answer in written:
                        final = present_answer(
                            answer, opened.sources, opened.index.generation, final.timings_ms
                        )
                        yield final
    total = round((time.perf_counter() - drafted.began) * 1000, 2)
    yield final.model_copy(update={"timings_ms": {**final.timings_ms, "total": total}})


def whole_answer(drafted: Drafted, live: LiveIndex, writer: Writer) -> AskResponse:
    """The final answer; call it from a thread that runs no event loop."""
    import asyncio  # noqa: PLC0415  a cold `forumqa ask` without a model does without it

    return asyncio.run(last_of(answers(drafted, live, writer)))


async def last_of(grown: AsyncGenerator[AskResponse]) -> AskResponse:
    """The last one of ``grown``, which has at least one."""
    async with contextlib.aclosing(grown):
        final = await anext(grown)
        async for answer in grown:
            final = answer
    return final

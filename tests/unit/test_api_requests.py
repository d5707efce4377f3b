from __future__ import annotations

import asyncio

import pytest

from api.problems import ProblemError
from api.requests import Admission


def test_whoever_finds_no_room_is_refused_at_once() -> None:
    async def scenario() -> None:
        admission = Admission(running=1, waiting=1)
        leave = asyncio.Event()
        order: list[str] = []

        async def question(name: str) -> None:
            async with admission.slot():
                order.append(name)
                await leave.wait()

        first = asyncio.create_task(question("first"))
        second = asyncio.create_task(question("second"))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert order == ["first"]
        with pytest.raises(ProblemError) as refusal:
            async with admission.slot():
                pass
        assert refusal.value.problem.status == 503
        assert refusal.value.headers == {"Retry-After": "1"}
        leave.set()
        await asyncio.gather(first, second)
        assert order == ["first", "second"]

    asyncio.run(scenario())


def test_a_question_that_fails_gives_its_room_back() -> None:
    async def scenario() -> None:
        admission = Admission(running=1, waiting=0)
        for _ in range(3):
            with pytest.raises(RuntimeError):
                async with admission.slot():
                    raise RuntimeError

    asyncio.run(scenario())


def test_a_question_that_gives_up_waiting_gives_its_room_back() -> None:
    async def scenario() -> None:
        admission = Admission(running=1, waiting=1)

        async def question() -> None:
            async with admission.slot():
                pass

        async with admission.slot():
            waiting = asyncio.create_task(question())
            await asyncio.sleep(0)
            waiting.cancel()
            with pytest.raises(asyncio.CancelledError):
                await waiting
        await question()

    asyncio.run(scenario())

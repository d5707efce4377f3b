"""An endpoint that fails is left alone for a while, then tried with one call."""

from __future__ import annotations

import threading

from api.breaker import LONGEST_REST_S, Breaker


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def failing(breaker: Breaker, times: int) -> None:
    for _ in range(times):
        assert breaker.lets_in()
        breaker.failed()


def test_calls_pass_until_enough_failures_in_a_row() -> None:
    breaker = Breaker(failures=3, rest_s=30, clock=Clock())
    failing(breaker, 2)
    assert breaker.lets_in()
    breaker.succeeded()
    failing(breaker, 3)
    assert not breaker.lets_in()


def test_one_trial_follows_the_rest_and_decides() -> None:
    clock = Clock()
    breaker = Breaker(failures=1, rest_s=30, clock=clock)
    failing(breaker, 1)
    clock.now += 29.9
    assert not breaker.lets_in()
    clock.now += 0.2
    assert [breaker.lets_in() for _ in range(3)] == [True, False, False]
    assert breaker.failed()
    assert not breaker.lets_in()
    clock.now += 31
    assert breaker.lets_in()
    breaker.succeeded()
    assert [breaker.lets_in() for _ in range(3)] == [True, True, True]


def test_a_trial_that_nobody_waited_for_makes_room_for_another() -> None:
    clock = Clock()
    breaker = Breaker(failures=1, rest_s=30, clock=clock)
    failing(breaker, 1)
    clock.now += 31
    assert breaker.lets_in()
    breaker.left()
    assert breaker.lets_in()
    assert not breaker.lets_in()


def test_an_endpoint_that_asks_for_time_gets_it_within_bounds() -> None:
    clock = Clock()
    breaker = Breaker(failures=3, rest_s=30, clock=clock)
    assert breaker.lets_in()
    assert breaker.failed(retry_after_s=90)
    clock.now += 89
    assert not breaker.lets_in()
    clock.now += 2
    assert breaker.lets_in()
    breaker.failed(retry_after_s=1e9)
    clock.now += LONGEST_REST_S + 1
    assert breaker.lets_in()


def test_threads_that_come_together_make_one_trial() -> None:
    clock = Clock()
    breaker = Breaker(failures=1, rest_s=1, clock=clock)
    failing(breaker, 1)
    clock.now += 2
    together = threading.Barrier(8)
    passed: list[bool] = []

    def come() -> None:
        together.wait()
        passed.append(breaker.lets_in())

    threads = [threading.Thread(target=come) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(passed) == [False] * 7 + [True]

from __future__ import annotations

from threading import Barrier, Thread, current_thread, main_thread

import pytest

from answer.two_threads import SecondThread


def test_both_pieces_run_at_the_same_time() -> None:
    meeting = Barrier(2, timeout=30)  # seconds; neither passes it alone

    def piece() -> str:
        meeting.wait()
        return current_thread().name

    first, second = SecondThread(cores=2).both(piece, piece)
    assert first == main_thread().name
    assert second != first


def test_one_core_does_one_behind_the_other() -> None:
    done: list[int] = []

    def piece(number: int) -> Thread:
        done.append(number)
        return current_thread()

    names = SecondThread(cores=1).both(lambda: piece(1), lambda: piece(2))
    assert done == [1, 2]
    assert names == (main_thread(), main_thread())


def test_a_job_inside_a_job_does_both_itself() -> None:
    threads = SecondThread(cores=2)
    inner, outer = threads.both(
        lambda: threads.both(current_thread, current_thread), lambda: (current_thread(),) * 2
    )
    assert inner == (main_thread(), main_thread())
    assert outer[0] is not main_thread()


@pytest.mark.parametrize("fails", ["first", "second"])
def test_what_either_raises_is_raised_and_the_thread_is_free_again(fails: str) -> None:
    threads = SecondThread(cores=2)

    def broken() -> object:
        raise ValueError(fails)

    pieces = {"first": current_thread, "second": current_thread, fails: broken}
    with pytest.raises(ValueError, match=fails):
        threads.both(pieces["first"], pieces["second"])
    assert threads.both(lambda: 1, current_thread)[1] is not main_thread()

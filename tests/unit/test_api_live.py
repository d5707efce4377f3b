from __future__ import annotations

import threading

from api.live import LiveIndex
from ingest.errors import IndexDamagedError
from tests.unit.api_parts import FakeIndex, opened


class Disk:
    """What an index folder holds: a stamp, and the index behind it."""

    def __init__(self) -> None:
        self.stamp = 1
        self.index = FakeIndex("gen-1")
        self.damaged = False

    def publish(self, name: str) -> None:
        self.stamp += 1
        self.index = FakeIndex(name)

    def live(self) -> LiveIndex:
        return LiveIndex(self._open, lambda: self.stamp)

    def _open(self):  # type: ignore[no-untyped-def]  # noqa: ANN202
        if self.damaged:
            raise IndexDamagedError("broken")
        return opened(self.index)


def test_the_index_stays_while_nothing_is_published() -> None:
    live = Disk().live()
    assert live.refresh() is False


def test_a_new_generation_is_taken_up_and_the_old_one_closed() -> None:
    disk = Disk()
    live, old = disk.live(), disk.index
    disk.publish("gen-2")
    assert live.refresh() is True
    with live.lease() as lent:
        assert lent.index.generation == "gen-2"
    assert old.closed


def test_a_running_question_keeps_its_generation_open() -> None:
    disk = Disk()
    live, old = disk.live(), disk.index
    with live.lease() as lent:
        disk.publish("gen-2")
        live.refresh()
        assert lent.index.generation == "gen-1"
        assert not old.closed
    assert old.closed


def test_a_damaged_generation_is_left_and_tried_only_once() -> None:
    disk = Disk()
    live = disk.live()
    disk.publish("gen-2")
    disk.damaged = True
    assert live.refresh() is False
    disk.damaged = False
    assert live.refresh() is False
    with live.lease() as lent:
        assert lent.index.generation == "gen-1"


def test_closing_waits_for_the_last_lease() -> None:
    disk = Disk()
    live = disk.live()
    with live.lease():
        live.close()
        assert not disk.index.closed
    assert disk.index.closed


def test_many_threads_leave_no_lease_behind() -> None:
    disk = Disk()
    live, old = disk.live(), disk.index

    def use() -> None:
        for _ in range(200):
            with live.lease():
                pass

    threads = [threading.Thread(target=use) for _ in range(4)]
    for thread in threads:
        thread.start()
    disk.publish("gen-2")
    live.refresh()
    for thread in threads:
        thread.join()
    assert old.closed

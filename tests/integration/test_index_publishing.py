"""Publishing under kill -9, full disks, failing disks and rivals: the old index or the new one."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import weakref
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from index.builder import publish_library
from index.generation import open_index, verify
from ingest.errors import IndexBusyError, StorageError
from tests.absent import skip_aloud
from tests.fakes import FakeEncoder, make_library

BEFORE = "青島論壇在六月舉行。"
AFTER = "友好城市論壇在七月舉行。嘉賓來自二十個國家。"
AGAIN = "第三次論壇在八月舉行。"
WORKER = Path(__file__).with_name("publishing_worker.py")
# every call that changes a disk; a question mark lets machines without the older ones pass
CALLS = (
    "write",
    "fsync",
    "fdatasync",
    "?rename",
    "renameat",
    "?mkdir",
    "mkdirat",
    "unlinkat",
    "?unlink",
    "?rmdir",
)
MOST_POINTS = 200
KILLED = -9
PUBLISHED, REFUSED = 0, 3


class Worker:
    """A process that has everything imported and forks a publisher for each run."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(WORKER)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        )

    def publish(self, folder: Path, text: str, fault: str) -> tuple[int, str, bool]:
        """Exit code, message, and whether the fault was met."""
        child = self._ask(f"{folder}\t{text}")
        call = fault.split(":", maxsplit=1)[0]
        log = folder.with_suffix(".strace")
        tracer = subprocess.Popen(
            [
                "strace",
                "-f",
                "-p",
                child,
                "-o",
                log,
                "-e",
                f"trace={call}",
                "-e",
                f"inject={fault}",
            ],
            stderr=subprocess.PIPE,
            text=True,
        )
        assert tracer.stderr is not None
        attached = tracer.stderr.readline()
        assert "attached" in attached, attached
        code, _, message = self._ask("go").partition("\t")
        tracer.communicate()
        met = int(code) == KILLED or "(INJECTED)" in log.read_text(errors="replace")
        log.unlink()
        return int(code), message, met

    def close(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()

    def _ask(self, line: str) -> str:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        return self._process.stdout.readline().rstrip("\n")


@pytest.fixture(scope="module")
def worker() -> Generator[Worker]:
    if shutil.which("strace") is None:
        skip_aloud("strace is not installed: faults while publishing go untested")
    started = Worker()
    yield started
    started.close()


def publish(folder: Path, text: str) -> None:
    publish_library(make_library({"a": text}), FakeEncoder(), folder)


def text_of(folder: Path) -> str:
    """The text of the one document of a whole index."""
    assert verify(folder) == []
    index = open_index(folder, FakeEncoder())
    (document,) = index.documents()
    (hit,) = index.retriever.retrieve(document.text)
    assert hit.passage.text == document.text
    index.close()
    return document.text


def snapshot(folder: Path) -> dict[Path, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder): path.read_bytes() for path in files}


def current_files(folder: Path) -> dict[Path, bytes]:
    """CURRENT and the generation before the next one."""
    found = snapshot(folder)
    return {path: found[path] for path in found if path.parts[0] in {"CURRENT", "gen-000002"}}


@pytest.fixture
def two_generations(tmp_path: Path) -> Generator[Path]:
    """An index published twice; in memory where that can be had, so that fsync costs nothing."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else tmp_path) as parent:
        folder = Path(parent) / "two"
        publish(folder, AGAIN)
        publish(folder, BEFORE)
        yield folder


def faults(
    worker: Worker, index: Path, call: str, what: str
) -> Iterator[tuple[int, Path, int, str]]:
    """Publishes with the fault at the 1st, 2nd, 3rd … call until it is no longer met."""
    for point in range(1, MOST_POINTS):
        folder = index.with_name(f"{call.strip('?')}-{point}")
        shutil.copytree(index, folder)
        code, message, met = worker.publish(folder, AFTER, f"{call}:{what.format(point)}")
        if not met:
            assert (code, text_of(folder)) == (PUBLISHED, AFTER)
            return
        yield point, folder, code, message
        shutil.rmtree(folder)
    pytest.fail(f"{call} was met {MOST_POINTS} times")


@pytest.mark.parametrize("call", CALLS)
def test_a_kill_leaves_the_old_index_or_the_new_one(
    worker: Worker, two_generations: Path, call: str
) -> None:
    met = 0
    for _, folder, code, _ in faults(worker, two_generations, call, "signal=SIGKILL:when={}"):
        met += 1
        assert code == KILLED
        assert text_of(folder) in {BEFORE, AFTER}
        publish(folder, AGAIN)
        assert text_of(folder) == AGAIN
        assert len(list(folder.iterdir())) == 3, "CURRENT and two generations"
    assert met >= {"write": 20, "fsync": 10}.get(call, 0), "the faults were hardly met"


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("what", ["error=ENOSPC:when={}", "error=EIO:when={}+"])
def test_a_refusing_disk_is_named_and_leaves_the_old_index(
    worker: Worker, two_generations: Path, call: str, what: str
) -> None:
    old = current_files(two_generations)
    for point, folder, code, message in faults(worker, two_generations, call, what):
        where = f"{call} {point}: {message}"
        if code == PUBLISHED:  # what failed was taking away an old generation
            assert call.strip("?") in {"unlink", "unlinkat", "rmdir"}, where
            assert text_of(folder) == AFTER, where
            continue
        assert code == REFUSED, where
        assert str(folder) in message, where
        assert current_files(folder) == old, where
        assert text_of(folder) == BEFORE, where


@contextmanager
def small_disk(folder: Path, size: str) -> Generator[None]:
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("tmpfs cannot be mounted here: a really full disk goes untested")
    try:
        yield
    finally:
        if subprocess.run(["umount", str(folder)], check=False).returncode:
            # or every later run would stumble over the folder
            subprocess.run(["umount", "--lazy", str(folder)], check=True)
            raise AssertionError("a file of the full disk was still open")


def test_a_closed_index_is_gone_without_a_collection(tmp_path: Path) -> None:
    """A server keeps what it opened from the collector: a cycle would hold old files for ever."""
    publish(tmp_path, BEFORE)
    gc.disable()
    try:
        index = open_index(tmp_path, FakeEncoder())
        assert index.retriever.retrieve(BEFORE)
        retriever = weakref.ref(index.retriever)
        index.close()
        del index
        assert retriever() is None
    finally:
        gc.enable()


def test_a_full_disk_is_named_and_leaves_the_old_index(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "1m"):
        folder = tmp_path / "disk" / "index"
        publish(folder, BEFORE)
        old = snapshot(folder)
        with pytest.raises(StorageError, match=str(folder)):
            publish(
                folder, "\n".join(f"第{number}届论坛的第{number}句话。" for number in range(3000))
            )
        assert snapshot(folder) == old
        assert text_of(folder) == BEFORE


class HeldIngest:
    """An ingest of ``text`` that stands still while it embeds."""

    def __init__(self, folder: Path, text: str) -> None:
        self._folder, self._text = folder, text
        self._holding, self._go = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> None:
        self._thread.start()
        assert self._holding.wait(10)

    def __exit__(self, *_: object) -> None:
        self._go.set()
        self._thread.join()

    def _run(self) -> None:
        library = make_library({"a": self._text})
        publish_library(library, FakeEncoder(), self._folder, progress=self._stand_still)

    def _stand_still(self, _: str) -> None:
        self._holding.set()
        self._go.wait()


def test_of_two_ingests_at_once_one_is_told_so_within_a_second(two_generations: Path) -> None:
    for attempt in range(100):
        folder = two_generations.with_name(str(attempt))
        with HeldIngest(folder, BEFORE):
            started = time.monotonic()
            with pytest.raises(IndexBusyError, match=str(folder)):
                publish(folder, AFTER)
            assert time.monotonic() - started < 1
        assert text_of(folder) == BEFORE


def test_a_killed_holder_leaves_no_lock(tmp_path: Path, worker: Worker) -> None:
    folder = tmp_path / "index"
    publish(folder, BEFORE)
    code, _, met = worker.publish(folder, AFTER, "fdatasync:signal=SIGKILL:when=1")
    assert (code, met) == (KILLED, True)
    publish(folder, AFTER)
    assert text_of(folder) == AFTER

"""A damaged, mixed or foreign index is refused with the file's name, never searched."""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from index.builder import publish_library
from index.generation import open_index, verify
from index.publishing import CURRENT
from ingest.errors import IndexDamagedError, IndexMismatchError, IndexMissingError
from tests.fakes import FakeEncoder, curate, make_library

DAMAGES = 1000
TEXTS = {"a": "青島論壇在六月舉行。😀\n嘉賓來自二十個國家。", "b": "The forum opened in Qingdao."}
LIBRARY = curate(make_library(TEXTS), {"啥时候开的？": "六月", "Where was it?": "Qingdao"})


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("damage") / "index"
    publish_library(make_library({"a": "从前的文字。"}), FakeEncoder(), folder)
    publish_library(LIBRARY, FakeEncoder(), folder)
    return folder


@pytest.fixture
def index(whole: Path, tmp_path: Path) -> Generator[Path]:
    """A copy to be damaged; in memory where that can be had, for ten thousand small writes."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else tmp_path) as parent:
        yield shutil.copytree(whole, Path(parent) / "index")


def files(index: Path) -> list[Path]:
    return sorted(path for path in (index / "gen-000002").rglob("*") if path.is_file())


def damages(content: bytes, chance: random.Random) -> Iterator[bytes]:
    """``content`` a bit flipped, cut short, a stretch zeroed, or longer; never the same."""
    made = 0
    while made < DAMAGES:
        damaged = bytearray(content)
        at = chance.randrange(len(content))
        match made % 4:
            case 0:
                damaged[at] ^= 1 << chance.randrange(8)
            case 1:
                del damaged[at:]
            case 2:
                length = min(4096, len(content) - at)
                damaged[at : at + length] = bytes(length)
            case _:
                damaged[at:at] = chance.randbytes(1)
        if bytes(damaged) == content:  # zeros zeroed
            damaged[at] ^= 1 << chance.randrange(8)
        made += 1
        yield bytes(damaged)


def refusal(index: Path) -> str:
    with pytest.raises((IndexDamagedError, IndexMismatchError)) as caught:
        open_index(index, FakeEncoder())
    assert "forumqa ingest" in caught.value.hint
    return caught.value.message


def test_every_damage_to_every_file_is_refused_by_name(index: Path) -> None:
    chance = random.Random(20261120)
    seen = files(index)
    assert len(seen) >= 10
    for path in seen:
        content = path.read_bytes()
        for damaged in damages(content, chance):
            path.write_bytes(damaged)
            assert str(path) in refusal(index)
        assert str(path) in verify(index)[0]
        path.write_bytes(content)
    assert verify(index) == []


def test_every_damage_to_the_pointer_is_refused(index: Path) -> None:
    chance = random.Random(20261120)
    content = (index / CURRENT).read_bytes()
    for damaged in damages(content, chance):
        (index / CURRENT).write_bytes(damaged)
        assert str(index) in refusal(index)


def test_a_missing_file_is_refused_by_name(index: Path) -> None:
    for path in files(index):
        content = path.read_bytes()
        path.unlink()
        assert str(path) in refusal(index)
        assert len(verify(index)) == 1
        path.write_bytes(content)


def test_a_file_of_another_generation_is_refused_by_name(index: Path) -> None:
    for name in ("passages.sqlite", "vectors.faiss", "manifest.json"):
        path = index / "gen-000002" / name
        content = path.read_bytes()
        shutil.copy(index / "gen-000001" / name, path)
        assert str(path) in refusal(index)
        path.write_bytes(content)


def test_the_pointer_of_another_generation_is_refused(index: Path) -> None:
    pointer = (index / CURRENT).read_text()
    (index / CURRENT).write_text(pointer.replace('"generation": 2', '"generation": 1'))
    assert str(index / "gen-000001" / "manifest.json") in refusal(index)


def test_a_file_too_many_is_named(index: Path) -> None:
    stranger = index / "gen-000002" / "lexical" / "stranger"
    stranger.write_bytes(b"")
    assert verify(index) == [f"{stranger} is not part of the index."]


def test_an_index_of_another_encoder_is_refused_with_both_fingerprints(index: Path) -> None:
    with pytest.raises(IndexMismatchError) as caught:
        open_index(index, FakeEncoder(fingerprint="fake-2"))
    assert "fake-1" in caught.value.message
    assert "fake-2" in caught.value.message
    assert "forumqa ingest" in caught.value.hint


def test_no_index_is_reported_with_the_folder(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(IndexMissingError, match=str(folder)):
            open_index(folder, FakeEncoder())
        with pytest.raises(IndexMissingError, match=str(folder)):
            verify(folder)


def test_publishing_over_a_damaged_index_mends_it(index: Path) -> None:
    (index / "gen-000002" / "vectors.faiss").write_bytes(b"")
    report = publish_library(LIBRARY, FakeEncoder(), index)
    assert (report.embedded, report.reused, report.changed) == (3, 0, True)
    assert verify(index) == []


def test_an_index_in_a_folder_that_cannot_be_written_opens(index: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in index.rglob("*")}
    for path in sorted(index.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    opened = open_index(index, FakeEncoder())
    assert opened.retriever.retrieve("青岛论坛")[0].passage.text == "青島論壇在六月舉行。😀"
    opened.close()
    assert {path: path.stat().st_mtime_ns for path in index.rglob("*")} == before
    for path in index.rglob("*"):
        path.chmod(0o755)

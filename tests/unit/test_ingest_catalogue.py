from __future__ import annotations

from pathlib import Path

import pytest

from ingest.catalogue import Catalogue, OriginalFile, find_catalogue
from ingest.document import Script, Source, SourceKind
from ingest.errors import CatalogueError

SHA256 = "0123456789abcdef" * 4
ENTRY = f"""
[[source]]
id = "forum-2023"
title = "论坛开幕"
publisher = "海滨日报"
author = ""
date = "2023-06"
date_inferred = true
language = "zh"
script = "Hant"
original = {{ file = "a.txt", sha256 = "{SHA256}" }}
headlines = ["论坛开幕", "又一篇"]
names = ["某某"]
digest = "digests/forum-2023.txt"
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "catalogue.toml"
    path.write_text(text, encoding="utf-8")
    return path


def refusal(folder: Path, text: str) -> str:
    with pytest.raises(CatalogueError) as caught:
        Catalogue.open(write(folder, text))
    assert caught.value.hint
    return str(caught.value)


def test_an_entry_is_read_field_by_field(tmp_path: Path) -> None:
    catalogue = Catalogue.open(write(tmp_path, ENTRY))
    (entry,) = catalogue.entries
    assert entry.original == OriginalFile("a.txt", SHA256)
    assert (entry.headlines, entry.names) == (("论坛开幕", "又一篇"), ("某某",))
    assert catalogue.digest_path(entry) == tmp_path.resolve() / "digests/forum-2023.txt"
    assert entry.source(SourceKind.DIGEST) == Source(
        id="forum-2023",
        title="论坛开幕",
        publisher="海滨日报",
        date="2023-06",
        date_inferred=True,
        script=Script.HANT,
        kind=SourceKind.DIGEST,
        headlines=("论坛开幕", "又一篇"),
    )


def test_an_unknown_date_is_empty_in_the_source(tmp_path: Path) -> None:
    text = ENTRY.replace('"2023-06"', '"unknown"').replace("= true", "= false")
    (entry,) = Catalogue.open(write(tmp_path, text)).entries
    assert (entry.date, entry.source(SourceKind.ORIGINAL).date) == ("unknown", "")


def test_a_catalogue_may_be_empty(tmp_path: Path) -> None:
    assert Catalogue.open(write(tmp_path, "\ufeff# nothing yet\n")).entries == ()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('id = "forum-2023"', 'id = "Forum 2023"', "source 1 (Forum 2023): id 'Forum 2023' is not"),
        ('title = "论坛开幕"', 'title = " "', "title is empty"),
        ('publisher = "海滨日报"\n', "", "publisher is missing"),
        ('author = ""', 'autor = ""', "author is missing"),
        ('author = ""', 'author = ""\nmood = 1', "'mood' is not a known key"),
        ('"2023-06"', '"2023-13"', "date '2023-13' is no day of the calendar"),
        ('"2023-06"', '"2023/06"', "date '2023/06' is not valid"),
        ('"2023-06"', "2023-06-15", "date is date, not text"),
        ('"2023-06"', '""', "date_inferred is true without a date"),
        ("= true", '= "yes"', "date_inferred is str"),
        ('"zh"', '"Chinese"', "language 'Chinese' is not valid"),
        ('"Hant"', '"hant"', "script 'hant' is not known"),
        (SHA256, SHA256[:-1], "original: sha256 '0123"),
        ('file = "a.txt"', 'file = "x/a.txt"', "original: file 'x/a.txt' is no file name"),
        ('["某某"]', '"某某"', "names is not a list"),
        ('["某某"]', '["某某", "某某"]', "names lists '某某' twice"),
        ('["某某"]', '["某某", 1]', "names holds an item that is empty or no text"),
        ('["某某"]', f'["{"长" * 41}"]', "of 41 characters"),
        ('"digests/', '"../digests/', "leads out of the folder"),
        ('"digests/', '"/digests/', "leads out of the folder"),
    ],
)
def test_a_wrong_field_is_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert ENTRY.count(old) >= 1
    assert message in refusal(tmp_path, ENTRY.replace(old, new))


def test_a_source_needs_an_original_or_a_digest(tmp_path: Path) -> None:
    lines = [line for line in ENTRY.splitlines() if not line.startswith(("original", "digest"))]
    assert "original and digest are both missing" in refusal(tmp_path, "\n".join(lines))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ((), "id"),
        (("forum-2023",), "original.sha256"),
        ((SHA256[:8],), "id"),
        (('id = "forum-2023"', SHA256[:8]), "digest"),
    ],
)
def test_two_sources_may_not_share_an_id_a_digest_or_an_original(
    tmp_path: Path, changes: tuple[str, ...], field: str
) -> None:
    second = ENTRY
    for change in changes:
        other = change.replace("2023", "2024") if "2023" in change else "f" * len(change)
        second = second.replace(change, other)
    assert f"sources 1 and 2 have the same {field}" in refusal(tmp_path, ENTRY + second)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[source]\n", "is not TOML"),
        ("version = 1\n", "unknown key 'version' at the top level"),
        ("[source]\nid = 'a'\n", "[source] is one table"),
        ("source = [1]\n", "source 1 is not a table"),
    ],
)
def test_a_file_of_another_shape_is_refused(tmp_path: Path, text: str, message: str) -> None:
    assert message in refusal(tmp_path, text)


def test_a_catalogue_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.toml"
    path.write_bytes("# 来源目录，每条一个来源".encode("gb18030"))
    with pytest.raises(CatalogueError, match="is not UTF-8"):
        Catalogue.open(path)


def test_a_catalogue_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="No such file"):
        find_catalogue([tmp_path], explicit=tmp_path / "none.toml")


def test_the_catalogue_named_goes_before_that_of_the_first_path_and_the_default(
    tmp_path: Path,
) -> None:
    paths: list[Path] = []
    for name in ("explicit", "first", "second", "default"):
        (tmp_path / name).mkdir()
        paths.append(write(tmp_path / name, ENTRY))
    explicit, first, second, default = paths
    folders = [first.parent, second.parent]

    def found(given: list[Path], named: Path | None = None) -> Path | None:
        catalogue = find_catalogue(given, named, default)
        return catalogue.path if catalogue else None

    assert found(folders, explicit) == explicit
    assert found(folders) == first
    assert found([tmp_path, second.parent]) == default
    assert find_catalogue([tmp_path]) is None


def test_companions_of_a_library_are_told_from_documents(tmp_path: Path) -> None:
    catalogue = Catalogue.open(write(tmp_path, ENTRY))
    names = [
        "catalogue.toml",
        "glossary.toml",
        "questions/a.toml",
        "README.md",
        "digests/readme.txt",
    ]
    folder = tmp_path.resolve()
    assert [name for name in names if not catalogue.is_companion(folder / name)] == []
    others = ["a.txt", "digests/glossary.toml", "originals/questions/a.txt"]
    assert [name for name in others if catalogue.is_companion(folder / name)] == []
    assert not catalogue.is_companion(folder.parent / "README.md")

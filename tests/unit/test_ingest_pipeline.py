from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from ingest.catalogue import Catalogue
from ingest.document import Script, SourceKind
from ingest.naming import Names
from ingest.pipeline import Library, read_library
from ingest.report import IngestReport, Replaced, Skipped

FIRST = (
    "论坛在海滨城市举行。来自各国的代表围绕友好合作发表了讲话。\r\n\r\n次日，代表参观了图书馆。\r\n"
)
SECOND = "書法展覽在老城區開幕。館長向客人介紹了館藏的地圖。\n"
OWN_WORDS = "海边举办了一次论坛，多国代表到场讲话。\n"
OTHER_WORDS = "老城有一場書法展，館長講解了地圖。\n"


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


def entry(document_id: str, original: str, script: str = "Hans") -> str:
    sha256 = hashlib.sha256(original.encode()).hexdigest()
    return f"""
[[source]]
id = "{document_id}"
title = "题目 {document_id}"
publisher = "海滨日报"
author = ""
date = "unknown"
date_inferred = false
language = "zh"
script = "{script}"
original = {{ file = "{document_id}.txt", sha256 = "{sha256}" }}
digest = "digests/{document_id}.txt"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library of two catalogued sources, with their digests and without their originals."""
    root = tmp_path / "documents"
    write(root / "catalogue.toml", entry("zebra", FIRST) + entry("ape", SECOND, "Hant"))
    write(root / "digests" / "zebra.txt", OWN_WORDS)
    write(root / "digests" / "ape.txt", OTHER_WORDS)
    write(root / "glossary.toml", "term = []\n")
    write(root / "questions" / "zebra.jsonl", "\n")
    write(root / "README.md", "# 说明\n\n这里放文件。\n")
    write(root / ".hidden.txt", FIRST)
    return root


def read(folder: Path, *more: Path) -> Library:
    return read_library([folder, *more], Catalogue.open(folder / "catalogue.toml"))


def outline(library: Library) -> list[tuple[str, SourceKind, str]]:
    return [(item.id, item.source.kind, item.path) for item in library.documents]


def test_digests_stand_in_for_originals_in_the_order_of_the_catalogue(folder: Path) -> None:
    library = read(folder)
    assert outline(library) == [
        ("zebra", SourceKind.DIGEST, "digests/zebra.txt"),
        ("ape", SourceKind.DIGEST, "digests/ape.txt"),
    ]
    assert [item.source.script for item in library.documents] == [Script.HANS, Script.HANT]
    assert [item.source.title for item in library.documents] == ["题目 zebra", "题目 ape"]
    assert library.report.skipped == ()
    assert library.report.replaced == ()


def test_an_original_takes_its_digests_place_under_any_name(folder: Path) -> None:
    write(folder / "originals" / "下载 (1).txt", SECOND)
    library = read(folder)
    assert outline(library) == [
        ("zebra", SourceKind.DIGEST, "digests/zebra.txt"),
        ("ape", SourceKind.ORIGINAL, "originals/下载 (1).txt"),
    ]
    assert library.documents[1].text == SECOND
    assert library.report.replaced == (
        Replaced("ape", "digests/ape.txt", "originals/下载 (1).txt"),
    )


def test_originals_are_recognised_in_another_folder(folder: Path, tmp_path: Path) -> None:
    write(tmp_path / "elsewhere" / "a.txt", FIRST)
    catalogue = Catalogue.open(folder / "catalogue.toml")
    library = read_library([tmp_path / "elsewhere"], catalogue)
    assert outline(library) == [("zebra", SourceKind.ORIGINAL, "a.txt")]
    assert library.report.skipped == ()


def test_an_original_with_other_bytes_is_a_document_of_its_own_with_a_note(folder: Path) -> None:
    write(folder / "originals" / "ape.txt", SECOND.replace("\n", "\r\n"))
    library = read(folder)
    assert outline(library)[2] == ("originals-ape", SourceKind.ORIGINAL, "originals/ape.txt")
    assert library.report.documents[2].notes == (
        "has the name but not the SHA-256 of the original of ape; taken for itself",
    )


def test_an_original_that_is_there_twice_is_kept_once(folder: Path) -> None:
    write(folder / "originals" / "b.txt", SECOND)
    write(folder / "originals" / "a.txt", SECOND)
    library = read(folder)
    assert [item.path for item in library.documents] == ["digests/zebra.txt", "originals/a.txt"]
    assert library.report.skipped == (Skipped("originals/b.txt", "is a copy of originals/a.txt"),)


def test_a_copy_of_a_digest_does_not_displace_it(folder: Path) -> None:
    shutil.copy(folder / "digests" / "ape.txt", folder / "a.txt")
    library = read(folder)
    assert [item.id for item in library.documents] == ["zebra", "ape"]
    assert library.report.skipped == (Skipped("a.txt", "is a copy of digests/ape.txt"),)


def test_the_same_text_in_other_bytes_is_kept_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(FIRST.encode())
    (tmp_path / "b.txt").write_bytes(FIRST.encode("utf-16"))
    library = read_library([tmp_path], None)
    assert [item.id for item in library.documents] == ["a"]
    assert library.report.skipped == (Skipped("b.txt", "has the same text as a.txt"),)


def test_a_digest_that_is_not_there_is_reported(folder: Path) -> None:
    (folder / "digests" / "ape.txt").unlink()
    library = read(folder)
    assert [item.id for item in library.documents] == ["zebra"]
    assert library.report.skipped == (
        Skipped("digests/ape.txt", "is named in the catalogue as the digest of ape, but missing"),
    )


def test_an_original_that_cannot_be_read_leaves_its_digest_standing(tmp_path: Path) -> None:
    blank = " \n"
    write(tmp_path / "catalogue.toml", entry("ape", blank))
    write(tmp_path / "digests" / "ape.txt", OTHER_WORDS)
    write(tmp_path / "originals" / "ape.txt", blank)
    library = read(tmp_path)
    assert outline(library) == [("ape", SourceKind.DIGEST, "digests/ape.txt")]
    assert library.report.skipped == (Skipped("originals/ape.txt", "is empty"),)
    assert library.report.replaced == ()


def test_a_file_reached_through_two_paths_is_read_once(folder: Path) -> None:
    library = read(folder, folder / "digests", folder / "digests" / "ape.txt")
    assert [item.id for item in library.documents] == ["zebra", "ape"]
    assert library.report.skipped == ()


def test_the_order_of_paths_and_names_decides_the_order_of_documents(tmp_path: Path) -> None:
    write(tmp_path / "two" / "a.txt", FIRST)
    write(tmp_path / "one" / "c.txt", SECOND)
    write(tmp_path / "one" / "b" / "z.txt", OWN_WORDS)
    library = read_library([tmp_path / "two", tmp_path / "one"], None)
    assert [item.path.removeprefix(f"{tmp_path}/") for item in library.documents] == [
        "two/a.txt",
        "one/b/z.txt",
        "one/c.txt",
    ]
    assert [item.id for item in library.documents] == ["a", "b-z", "c"]


def test_a_file_outside_the_catalogue_speaks_for_itself(tmp_path: Path) -> None:
    page = "---\ntitle: 書法展\nauthor: 某人\ndate: 2023-06-15\n---\n\n# 書法展\n\n" + SECOND
    write(tmp_path / "展览 2023.md", page)
    (document,) = read_library([tmp_path], None).documents
    source = document.source
    assert (source.title, source.author, source.date) == ("書法展", "某人", "2023-06-15")
    assert (source.script, source.language, source.kind) == (
        Script.HANT,
        "zh",
        SourceKind.ORIGINAL,
    )
    assert source.id.startswith("2023-")


def test_a_document_knows_its_text_and_hash_as_extracted(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", FIRST)
    library = read_library([tmp_path / "a.txt"], None)
    (document,) = library.documents
    assert document.text == FIRST
    assert document.sha256 == hashlib.sha256(FIRST.encode()).hexdigest()
    assert document.path == "a.txt"
    assert {passage.document_id for passage in library.passages} == {"a"}
    assert [item.text for item in library.passages] == [
        item.span.of(FIRST) for item in library.passages
    ]


def test_a_document_that_cleans_to_nothing_is_skipped_with_a_reason(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", FIRST)
    write(tmp_path / "b.txt", "\u200b\ufeff\n\x07\n")
    library = read_library([tmp_path], None)
    assert [item.id for item in library.documents] == ["a"]
    assert library.report.skipped == (
        Skipped("b.txt", "holds nothing but blanks and parts that cleaning removes"),
    )


def test_progress_tells_each_file_before_it_is_read(folder: Path) -> None:
    told: list[str] = []
    catalogue = Catalogue.open(folder / "catalogue.toml")
    read_library([folder], catalogue, progress=told.append)
    assert told == ["1/2 digests/ape.txt", "2/2 digests/zebra.txt"]


def test_two_readings_of_the_same_folder_are_equal(folder: Path) -> None:
    write(folder / "notes" / "x.md", "# 题\n\n" + FIRST)
    assert read(folder) == read(folder)


def test_a_file_that_changes_between_looking_and_reading_is_not_mistaken(folder: Path) -> None:
    original = write(folder / "originals" / "a.txt", SECOND)
    write(folder / "b.txt", FIRST)

    def change(message: str) -> None:
        if "originals/a.txt" in message:
            write(original, "换了内容。\n")

    catalogue = Catalogue.open(folder / "catalogue.toml")
    library = read_library([folder], catalogue, progress=change)
    assert outline(library) == [
        ("zebra", SourceKind.ORIGINAL, "b.txt"),
        ("ape", SourceKind.DIGEST, "digests/ape.txt"),
    ]
    assert library.report.skipped == (
        Skipped("originals/a.txt", "changed while it was read: run ingest again"),
    )


def test_the_report_is_json_with_every_removal(folder: Path) -> None:
    write(folder / "originals" / "a.txt", FIRST)
    write(folder / "b.odt", FIRST)
    library = read(folder)
    report = json.loads(library.report.to_text())
    assert report == library.report.to_json()
    zebra, ape = report["documents"]
    assert (zebra["id"], zebra["source"], ape["source"]) == ("zebra", "original", "digest")
    assert zebra["passages"] == {"body": 1, "furniture": 0, "spillover": 0}
    assert [(item["start"], item["end"], item["reason"]) for item in zebra["removals"]] == [
        (removal.span.start, removal.span.end, removal.reason.value)
        for removal in library.documents[0].removals
    ]
    assert sum(zebra["removed"].values()) == len(zebra["removals"])
    assert report["skipped"] == [
        {
            "path": "b.odt",
            "reason": "has the suffix .odt; only .txt .md .html .htm .pdf .docx are read",
        }
    ]
    assert report["replaced"] == [
        {"id": "zebra", "digest": "digests/zebra.txt", "path": "originals/a.txt"}
    ]
    assert report["forgotten"] == []


def test_the_summary_says_what_was_taken_replaced_and_skipped(folder: Path) -> None:
    write(folder / "originals" / "a.txt", FIRST)
    write(folder / "b.odt", FIRST)
    lines = read(folder).report.summary()
    assert lines[0] == "2 documents, 2 passages"
    assert lines[1].startswith("  zebra (original, originals/a.txt): body 1; ")
    assert lines[2].startswith("  ape (digest, digests/ape.txt): body 1; ")
    assert lines[-2:] == [
        "replaced: digests/zebra.txt by the original originals/a.txt",
        "skipped: b.odt has the suffix .odt; only .txt .md .html .htm .pdf .docx are read",
    ]


def test_one_of_a_kind_is_counted_in_the_singular(tmp_path: Path) -> None:
    write(tmp_path / "only.txt", FIRST)
    lines = read_library([tmp_path], None).report.summary()
    assert lines[0] == "1 document, 1 passage"


def test_ids_are_slugs_of_paths_with_a_hash_where_something_is_lost() -> None:
    names = Names(["taken"])
    assert names.id_of("notes/june-report.txt") == "notes-june-report"
    lossy = [names.id_of(path) for path in ("论坛.txt", "Taken.txt", "taken.txt", "a b.txt")]
    assert [name.rpartition("-")[0] for name in lossy] == ["document", "taken", "taken", "a-b"]
    assert len({*lossy, names.id_of("notes/june-report.md"), names.id_of("a-b.txt")}) == 6
    assert Names([]).id_of("论坛.txt") == lossy[0]


def test_ids_stay_short_and_safe_in_a_url() -> None:
    name = Names([]).id_of("很长/" * 50 + "x" * 200 + "?#%&.txt")
    assert len(name) <= 60
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_a_forgotten_document_is_named_by_its_title() -> None:
    report = IngestReport(
        (), forgotten=("document-1f", "x"), titles_forgotten={"x": "会议\x1b纪要"}
    )
    assert report.forgotten_lines() == [
        "forgotten: document-1f",
        "forgotten: x (会议\\x1b纪要)",
    ]

"""Files that cannot be read are reported with a reason, at bounded cost; all others are read."""

from __future__ import annotations

import os
import resource
import socket
import time
from pathlib import Path

import pytest

from ingest.errors import DocumentError, EmptyLibraryError, InputError
from ingest.extraction import Extractor, Limits
from ingest.loaders import LOADERS
from ingest.pipeline import Library, read_library
from tests import sample_files

GOOD = "民间友好论坛在海滨城市举行。来自各国的代表围绕友好合作发表了讲话。\n"
LATER = "次日，与会代表参观了老城区的图书馆。馆长向客人介绍了馆藏的地图。\n"
QUICK = Limits(cpu_s=2)


def write(path: Path, content: str | bytes = GOOD) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read(*paths: Path, limits: Limits = QUICK) -> Library:
    return read_library(paths, None, limits=limits)


def documents(library: Library) -> list[str]:
    return [document.path for document in library.documents]


def skipped(library: Library) -> dict[str, str]:
    return {item.path: item.reason for item in library.report.skipped}


BAD = {
    "bomb.docx": (sample_files.word_bomb(300), "refused as a decompression bomb"),
    "cut.docx": (sample_files.word([GOOD])[:-500], "no .docx archive, or cut off"),
    "cut.pdf": (sample_files.pdf([GOOD])[:-200], "is cut off before its end"),
    "damaged.pdf": (b"%PDF-1.7\n" + b"x" * 500 + b"\n%%EOF\n", "is a damaged PDF"),
    "empty.txt": (b"", "is empty"),
    "blank.md": (b" \r\n\r\n", "is empty"),
    "locked.pdf": (sample_files.locked_pdf("一", "secret"), "is locked by a password"),
    "nul.txt": (b"abc\0\0def", "holds NUL bytes"),
    "page.html": (b"<html><body></body></html>", "holds no article"),
    "picture.txt": (bytes(range(256)) * 40, "holds NUL bytes"),
    "program.exe": (b"MZ", "has the suffix .exe"),
    "russian.txt": (("Дружба народов и городов. " * 9).encode("cp1251"), "is in no known encoding"),
    "scan.pdf": (sample_files.pdf([""]), "run text recognition (OCR)"),
}


def test_every_bad_file_has_its_reason_and_every_good_one_is_read(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    write(tmp_path / "z.pdf", sample_files.pdf([LATER]))
    for name, (blob, _) in BAD.items():
        write(tmp_path / name, blob)
    library = read(tmp_path)
    assert documents(library) == ["a.txt", "z.pdf"]
    reasons = skipped(library)
    assert list(reasons) == sorted(BAD)
    assert [name for name, (_, reason) in BAD.items() if reason not in reasons[name]] == []


def test_the_report_says_what_was_left_out_of_a_web_page(tmp_path: Path) -> None:
    page = f"<html><body><nav>首页</nav><p>{GOOD}</p><footer>版权所有</footer></body></html>"
    write(tmp_path / "a.html", page)
    library = read(tmp_path)
    assert [document.text for document in library.documents] == [GOOD.strip()]
    note = "    note: characters of visible text left out as page furniture: 6"
    assert note in library.report.summary()


def test_pipes_sockets_and_links_are_never_opened(tmp_path: Path) -> None:
    secret = write(tmp_path / "outside" / "secret.txt", "外人不得阅读的内容。\n")
    library = tmp_path / "library"
    write(library / "a.txt")
    os.mkfifo(library / "pipe.txt")
    (library / "link.txt").symlink_to(secret)
    (library / "linked").symlink_to(secret.parent)
    (library / "inner.txt").symlink_to(library / "a.txt")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(library / "socket.txt"))
        result = read(library)
    assert documents(result) == ["a.txt"]
    link = "is a symbolic link; links are not followed: put a copy of the file there"
    assert skipped(result) == {
        "inner.txt": link,
        "link.txt": link,
        "linked": link,
        "pipe.txt": "is a named pipe, not a file",
        "socket.txt": "is a socket, not a file",
    }


def test_a_pipe_named_outright_is_refused_without_waiting_for_a_writer(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(EmptyLibraryError, match=r"pipe\.txt is a named pipe, not a file"):
        read(tmp_path / "pipe.txt")


def test_a_folder_that_becomes_a_link_after_listing_is_not_entered(tmp_path: Path) -> None:
    from ingest.files import find_files, read_file

    write(tmp_path / "outside" / "a.txt", "外人不得阅读的内容。\n")
    write(tmp_path / "library" / "inner" / "a.txt")
    ((file,), _) = find_files([tmp_path / "library"])
    (tmp_path / "library" / "inner").rename(tmp_path / "moved")
    (tmp_path / "library" / "inner").symlink_to(tmp_path / "outside")
    with pytest.raises(DocumentError):
        read_file(file, 1000)


def test_folders_without_end_are_left_at_a_depth(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    (tmp_path / "/".join("d" * 200)).mkdir(parents=True)
    library = read(tmp_path)
    assert documents(library) == ["a.txt"]
    assert skipped(library) == {"/".join("d" * 51): "lies more than 50 folders deep"}


def test_a_name_that_is_not_utf8_is_reported_and_the_rest_is_read(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    write(Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xce\xc4.txt")), LATER)
    library = read(tmp_path)
    assert documents(library) == ["a.txt"]
    assert skipped(library) == {r"\xce\xc4.txt": "has a name that is not UTF-8: rename the file"}


def test_a_name_cannot_move_the_terminal_cursor(tmp_path: Path) -> None:
    write(tmp_path / "a\x1b[2J\nb.txt")
    write(tmp_path / "c\x1b[2J.exe")
    text = "".join(read(tmp_path).report.summary())
    assert "\x1b" not in text
    assert "\n" not in text


def test_a_file_of_a_gigabyte_is_refused_unread(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(2**30)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    library = read(tmp_path)
    assert skipped(library)["huge.txt"].startswith("is larger than 20 MiB")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200 * 1024


def test_a_pdf_that_computes_for_minutes_is_stopped_and_the_next_file_is_read(
    tmp_path: Path,
) -> None:
    write(tmp_path / "a.pdf", sample_files.slow_pdf())
    write(tmp_path / "b.pdf", sample_files.pdf([GOOD]))
    started = time.monotonic()
    library = read(tmp_path)
    assert time.monotonic() - started < 60
    assert documents(library) == ["b.pdf"]
    assert skipped(library) == {"a.pdf": "takes more than 2 s of computing to read"}


def test_a_reader_that_waits_is_stopped_by_the_clock() -> None:
    with (
        Extractor(Limits(cpu_s=60, wall_s=1)) as extractor,
        pytest.raises(DocumentError, match="takes more than 1 s to read"),
    ):
        extractor.load(".pdf", sample_files.slow_pdf())


def test_a_file_that_needs_more_memory_than_the_limit_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "a.docx", sample_files.word_with_body(b"<w:p/>" * 10**6 for _ in range(30)))
    write(tmp_path / "b.docx", sample_files.word([GOOD]))
    library = read(tmp_path, limits=Limits(memory_bytes=400 * 2**20))
    assert documents(library) == ["b.docx"]
    assert list(skipped(library)) == ["a.docx"]


def test_no_file_can_lift_the_childs_memory_limit() -> None:
    with Extractor(Limits(memory_bytes=400 * 2**20)) as extractor:
        extractor.load(".docx", sample_files.word([GOOD]))
        limits = Path(f"/proc/{extractor.child_id}/limits").read_text()
    (space,) = (line.split() for line in limits.splitlines() if "address space" in line)
    assert space[-3:] == ["419430400", "419430400", "bytes"]  # soft and hard


def test_entities_that_multiply_are_not_expanded(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    body = sample_files.word_with_body([b"<w:p><w:r><w:t>&h;</w:t></w:r></w:p>"], _LAUGHS)
    write(tmp_path / "b.docx", body)
    library = read(tmp_path)
    assert "ha" not in "".join(document.text for document in library.documents)


def test_an_entity_cannot_read_a_file(tmp_path: Path) -> None:
    secret = write(tmp_path / "secret.key", "外人不得阅读的内容")
    doctype = f'<!DOCTYPE w:document [<!ENTITY h SYSTEM "file://{secret}">]>'
    blob = sample_files.word_with_body(
        ["<w:p><w:r><w:t>甲&h;乙</w:t></w:r></w:p>".encode()], doctype
    )
    with Extractor(QUICK) as extractor:
        assert "外人" not in extractor.load(".docx", blob).text


def test_one_child_serves_many_files_and_ends_with_its_extractor() -> None:
    with Extractor(QUICK) as extractor:
        texts = [extractor.load(".pdf", sample_files.pdf([page])).text for page in "甲乙丙"]
        child = Path(f"/proc/{extractor.child_id}")
        assert child.is_dir()
    assert texts == ["甲", "乙", "丙"]
    assert extractor.child_id is None
    assert not child.is_dir()


def test_secrets_of_the_service_do_not_reach_the_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORUMQA_MODEL_KEY", "s3cret")
    with Extractor(QUICK) as extractor:
        extractor.load(".pdf", sample_files.pdf(["甲"]))
        environment = Path(f"/proc/{extractor.child_id}/environ").read_bytes()
    assert b"PYTHONPATH" in environment
    assert b"s3cret" not in environment


def test_a_path_that_does_not_exist_is_named(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    with pytest.raises(InputError, match="nowhere cannot be read: No such file or directory") as e:
        read(tmp_path, tmp_path / "nowhere")
    assert e.value.hint == "Name an existing file or folder."


def test_a_folder_without_a_readable_document_says_why_and_what_to_do(tmp_path: Path) -> None:
    write(tmp_path / "a.pdf", sample_files.pdf([""]))
    with pytest.raises(EmptyLibraryError, match=r"Skipped: a\.pdf holds no text") as caught:
        read(tmp_path)
    assert caught.value.hint == (
        "Put .txt .md .html .htm .pdf .docx files there, or name another folder."
    )


def test_an_empty_folder_is_an_empty_library(tmp_path: Path) -> None:
    with pytest.raises(EmptyLibraryError, match="There is no readable document in "):
        read(tmp_path)


def test_a_pdf_of_three_hundred_pages_is_read_within_the_limits() -> None:
    pages = [f"第{number}页。\n" + f"{GOOD}{LATER}" * 5 for number in range(300)]
    with Extractor() as extractor:
        text = extractor.load(".pdf", sample_files.pdf(pages)).text
    assert [f"第{number}页。" in text for number in (0, 150, 299)] == [True, True, True]
    assert len(LOADERS) == 6


_LAUGHS = (
    '<!DOCTYPE w:document [<!ENTITY a "hahahahaha">'
    + "".join(
        f'<!ENTITY {name} "{"&" + before + ";"}{("&" + before + ";") * 9}">'
        for before, name in zip("abcdefg", "bcdefgh", strict=True)
    )
    + "]>"
)

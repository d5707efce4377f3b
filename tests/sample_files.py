"""Files of every type that ingest reads, made on the fly: whole ones, broken ones and bombs."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Sequence

import docx
from pypdf import PdfReader, PdfWriter

_CMAP = b"""/CIDInit /ProcSet findresource begin
begincmap
/CMapName /Plain def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
%s
endcmap"""
_FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /Plain /Encoding /Identity-H"
    b" /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>"
)
_GLYPHS = (
    b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Plain /DW 1000"
    b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
)
_FIRST_PAGE = 6


def pdf(pages: Sequence[str], *, title: str = "") -> bytes:
    """A PDF whose pages hold the lines of ``pages`` (characters of the basic plane)."""
    return _pdf([_drawn(page) for page in pages], set("".join(pages)) - {"\n"}, title)


def slow_pdf() -> bytes:
    """A small PDF that takes pypdf minutes: five million drawing operators on one page."""
    return _pdf([b"BT /F 9 Tf\n" + b"<0061>Tj\n" * 5_000_000 + b"ET"], {"a"})


def locked_pdf(page: str, password: str) -> bytes:
    """A PDF that only opens with ``password``."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([page]))))
    writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def word(paragraphs: Sequence[str], table: Sequence[Sequence[str]] = ()) -> bytes:
    """A Word document with ``paragraphs`` and, behind the first of them, a ``table``."""
    document = docx.Document()
    for number, paragraph in enumerate(paragraphs):
        document.add_paragraph(paragraph)
        if number == 0 and table:
            grid = document.add_table(rows=len(table), cols=len(table[0]))
            for row, texts in zip(grid.rows, table, strict=True):
                for cell, text in zip(row.cells, texts, strict=True):
                    cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def word_with_body(xml: Iterable[bytes], doctype: str = "") -> bytes:
    """A Word document whose body is the WordprocessingML in ``xml``, however much that is."""
    out = io.BytesIO()
    whole = zipfile.ZipFile(io.BytesIO(word([])))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in whole.namelist():
            if name != "word/document.xml":
                archive.writestr(name, whole.read(name))
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            part.write(doctype.encode())
            part.write(
                b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
                b' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>'
            )
            for piece in xml:
                part.write(piece)
            part.write(b"</w:body></w:document>")
    return out.getvalue()


def word_bomb(mebibytes: int) -> bytes:
    """A small Word document whose text unpacks to ``mebibytes``."""
    paragraph = b"<w:p><w:r><w:t>" + b"a" * 1000 + b"</w:t></w:r></w:p>"
    mebibyte = paragraph * (2**20 // len(paragraph) + 1)
    return word_with_body(mebibyte for _ in range(mebibytes))


def _pdf(contents: Sequence[bytes], characters: set[str], title: str = "") -> bytes:
    pages = range(_FIRST_PAGE, _FIRST_PAGE + 2 * len(contents), 2)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>"
        % (len(pages), b" ".join(b"%d 0 R" % page for page in pages)),
        _FONT,
        _GLYPHS,
        _stream(_character_map(characters)),
    ]
    for page, content in zip(pages, contents, strict=True):
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F 3 0 R >> >> >>" % (page + 1),
            _stream(content),
        ]
    objects.append(b"<< /Title <FEFF%s> >>" % _hex(title))
    return _assembled(objects)


def _character_map(characters: set[str]) -> bytes:
    """A ToUnicode map that gives each glyph number as its character."""
    codes = sorted(_hex(character) for character in characters)
    blocks = [
        b"%d beginbfchar\n%s\nendbfchar"
        % (len(block), b"\n".join(b"<%s> <%s>" % (code, code) for code in block))
        for block in (codes[start : start + 100] for start in range(0, len(codes), 100))
    ]
    return _CMAP % b"\n".join(blocks)


def _drawn(page: str) -> bytes:
    lines = b" T* ".join(b"<%s> Tj" % _hex(line) for line in page.split("\n"))
    return b"BT /F 12 Tf 14 TL 50 780 Td %s ET" % lines


def _hex(text: str) -> bytes:
    return text.encode("utf-16-be").hex().encode()


def _stream(content: bytes) -> bytes:
    packed = zlib.compress(content)
    head = b"<< /Length %d /Filter /FlateDecode >>" % len(packed)
    return head + b"\nstream\n" + packed + b"\nendstream"


def _assembled(objects: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    offsets: list[int] = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for offset in offsets:
        out += b"%010d 00000 n \n" % offset
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\n" % (len(objects) + 1, len(objects))
    out += b"startxref\n%d\n%%%%EOF\n" % start
    return bytes(out)

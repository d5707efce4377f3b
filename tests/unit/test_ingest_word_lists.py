"""Word counts the items of its lists; what it would print stands in the text."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml import parse_xml

from ingest.loaders import load
from ingest.numerals import Numeral, capital, circled, figures, han, letters, roman
from ingest.word_lists import ListMarks

_OPENING = '<w:{} xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{}</w:{}>'
NUMBERING = """
<w:abstractNum w:abstractNumId="0">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>
    <w:lvlText w:val="第%1条"/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2)"/></w:lvl>
  <w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1">
  <w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>
    <w:pPr><w:ind w:left="720"/></w:pPr></w:lvl>
  <w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:pStyle w:val="Sub"/><w:lvlText w:val="%1.%2"/>
    <w:pPr><w:ind w:left="720"/></w:pPr></w:lvl>
</w:abstractNum>
<w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="8"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="9"><w:abstractNumId w:val="0"/>
  <w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
<w:num w:numId="10"><w:abstractNumId w:val="1"/></w:num>
"""
STYLES = """
<w:style w:styleId="Sub"><w:basedOn w:val="Top"/>
  <w:pPr><w:numPr><w:numId w:val="10"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="Top">
  <w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="10"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="Own"><w:basedOn w:val="Top"/></w:style>
<w:style w:styleId="Ring"><w:basedOn w:val="Ring"/></w:style>
"""


def marks_of(*paragraphs: str) -> list[str]:
    """The marks of paragraphs: "7/0" of a list and level, "Top" of a style, "" of neither."""
    parts = (("numbering", NUMBERING), ("styles", STYLES))
    marks = ListMarks(*(parse_xml(_OPENING.format(name, xml, name)) for name, xml in parts))
    return [marks.mark(parse_xml(_paragraph(one))) for one in paragraphs]


def _paragraph(text: str) -> str:
    number, _, level = text.partition("/")
    if level:
        named = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    else:
        named = f'<w:pStyle w:val="{text}"/>'
    return _OPENING.format("p", f"<w:pPr>{named}</w:pPr>" if text else "", "p")


@pytest.mark.parametrize(
    ("paragraphs", "marks"),
    [
        (["7/0", "7/0"], ["第一条 ", "第二条 "]),
        (
            ["7/0", "7/1", "7/1", "7/0", "7/1"],
            ["第一条 ", "    1) ", "    2) ", "第二条 ", "    1) "],
        ),
        (["7/0", "7/1", "7/2"], ["第一条 ", "    1) ", "        • "]),
        (["7/0", "", "7/0", "8/0"], ["第一条 ", "", "第二条 ", "第三条 "]),
        (["7/0", "9/0", "9/0"], ["第一条 ", "第五条 ", "第六条 "]),
        (["Top", "Sub", "Sub", "Own", "Sub"], ["1. ", "1.1 ", "1.2 ", "2. ", "2.1 "]),
        (["7/1", "7/1"], ["1) ", "2) "]),
        (["Ring", "Unknown", "0/0", "7/9", "77/0", "7/x"], ["", "", "", "", "", "第一条 "]),
    ],
)
def test_paragraphs_are_counted_as_word_counts(paragraphs: list[str], marks: list[str]) -> None:
    assert marks_of(*paragraphs) == marks


def test_a_document_without_numbering_has_no_marks() -> None:
    assert ListMarks(None, None).mark(parse_xml(_paragraph("7/0"))) == ""


def test_items_of_a_word_file_keep_their_marks() -> None:
    document = docx.Document()
    for text, style in [
        ("步骤", None),
        ("清点", "List Number"),
        ("", "List Number"),
        ("装箱", "List Number"),
        ("贴条码", "List Bullet 2"),
        ("服务", None),
        ("借书", "List Bullet"),
    ]:
        document.add_paragraph(text, style=style)
    cell = document.add_table(rows=1, cols=2).rows[0].cells
    cell[0].text = "项"
    cell[1].paragraphs[0].style = "List Number"
    cell[1].paragraphs[0].text = "运输"
    out = io.BytesIO()
    document.save(out)
    assert load(".docx", out.getvalue()).text.split("\n\n") == [
        "步骤",
        "1. 清点",
        "3. 装箱",
        "    • 贴条码",
        "服务",
        "• 借书",
        "项 | 4. 运输",
    ]


@pytest.mark.parametrize(
    ("numeral", "written"),
    [
        (figures, ["1", "9", "14", "27", "90", "0"]),
        (letters, ["a", "i", "n", "aa", "cl", "0"]),
        (capital(roman), ["I", "IX", "XIV", "XXVII", "XC", "0"]),
        (han, ["一", "九", "十四", "二十七", "九十", "0"]),
        (circled, ["①", "⑨", "⑭", "27", "90", "0"]),
    ],
)
def test_numbers_are_written_in_their_own_kind(numeral: Numeral, written: list[str]) -> None:
    assert [numeral(number) for number in (1, 9, 14, 27, 90, 0)] == written

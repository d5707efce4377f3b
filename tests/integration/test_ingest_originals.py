"""Cleaning and splitting the five originals, which stand beside the checkout and not in it."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path

import pytest

from ingest.cleaning import clean, page_metadata
from ingest.document import CleanText, Document, Passage, PassageKind, RemovalReason, Source
from ingest.script import to_single_script
from ingest.splitting import pieces, split
from tests.absent import skip_aloud

_FOLDER = Path(__file__).parents[2].parent / "shared" / "documents"
_NAMES = ("000", "001", "002", "003", "004")
_TONED = re.compile("[\\u4e00-\\u9fff][(（][a-zü]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-zü]*[)）]")


@pytest.fixture(autouse=True)
def _originals() -> None:
    if not _FOLDER.is_dir():
        skip_aloud(f"cleaning is not tried on the originals: no folder {_FOLDER}")


@cache
def _read(name: str) -> tuple[Document, CleanText, list[Passage]]:
    path = next(_FOLDER.glob(f"{name}*.txt"))
    with path.open(encoding="utf-8", newline="") as file:
        text = file.read()
    digest = hashlib.sha256(text.encode()).hexdigest()
    document = Document(Source(name, name), text, digest, path.name)
    cleaned = clean(text)
    return document, cleaned, split(document, cleaned)


def _search_text(name: str, kind: PassageKind) -> str:
    return "\n".join(p.search_text for p in _read(name)[2] if p.kind is kind)


def _reasons(name: str, reason: RemovalReason) -> list[str]:
    document, cleaned, _ = _read(name)
    return [r.span.of(document.text) for r in cleaned.removals if r.reason is reason]


def test_all_211_glosses_are_removed_and_no_genuine_bracket() -> None:
    glosses = [gloss for name in _NAMES for gloss in _reasons(name, RemovalReason.GLOSS)]
    assert len(glosses) == 211
    assert not any(_TONED.search(p.clean_text) for name in _NAMES for p in _read(name)[2])
    body = {name: _search_text(name, PassageKind.BODY) for name in _NAMES}
    assert "中国(山东)—" in body["000"]
    assert "案例集（2023）》" in body["002"]
    assert "(齐鲁号)" in body["003"]


@pytest.mark.parametrize(
    ("name", "kind", "whole"),
    [
        ("000", PassageKind.BODY, "多项成果对外发布。"),
        ("000", PassageKind.BODY, "发布《青岛倡议》"),
        ("000", PassageKind.BODY, "青年创新创业大赛为"),
        ("000", PassageKind.BODY, "与中国55所大学"),
        ("000", PassageKind.BODY, "青少年体育文化节同步"),
        ("000", PassageKind.BODY, "通过扶贫资产"),
        ("004", PassageKind.BODY, "上合组织技术性教研基地"),
        ("004", PassageKind.BODY, "经贸学院国际交流中心"),
        ("004", PassageKind.BODY, "（中国）联络中心等四个中心"),
        ("004", PassageKind.SPILLOVER, "为基层减负若干规定"),
        ("004", PassageKind.SPILLOVER, "坚持稳字当头、稳中"),
        ("004", PassageKind.SPILLOVER, "太阳能电池产业"),
    ],
)
def test_an_interrupted_sentence_is_whole_and_cited_by_two_pieces(
    name: str, kind: PassageKind, whole: str
) -> None:
    document, _, passages = _read(name)
    (passage,) = [p for p in passages if p.kind is kind and whole in p.search_text]
    start = passage.search_text.index(whole)
    spans = pieces(passage, document.text, start, start + len(whole))
    assert len(spans) == 2
    assert "".join(span.of(document.text) for span in spans) == whole
    assert any(s.start <= start and start + len(whole) <= s.end for s in passage.sentences)


def test_captions_are_passages_of_their_own() -> None:
    captions = {
        name: [
            cleaned.text[block.start : block.end].strip()
            for block in cleaned.blocks
            if block.role.value == "caption"
        ]
        for name, (_, cleaned, _) in ((name, _read(name)) for name in _NAMES)
    }
    assert [len(captions[name]) for name in _NAMES] == [2, 0, 0, 3, 2]
    assert captions["004"][0].endswith("博览中心。刘 栋 摄")
    for name in _NAMES:
        texts = [p.clean_text for p in _read(name)[2] if p.kind is PassageKind.FURNITURE]
        assert set(captions[name]) <= set(texts)


def test_the_residue_of_markup_becomes_the_sentence_end_it_stands_for() -> None:
    document, _, passages = _read("003")
    (passage,) = [p for p in passages if "古丝绸之路上。”" in p.search_text]
    place = passage.search_text.index("路上。”") + 2
    (span,) = pieces(passage, document.text, place, place + 2)
    assert span.of(document.text) == "?!"
    assert _reasons("003", RemovalReason.MARKUP) == ["?/p>"]


@pytest.mark.parametrize("name", _NAMES)
def test_no_noise_is_left_in_a_body_passage(name: str) -> None:
    body = _search_text(name, PassageKind.BODY)
    noise = ("/p>", "APP", "打开", "最新评论", "精彩推荐", "查看更多", "摄\n", "上接", "记者 ")
    assert [word for word in noise if word in body] == []
    assert re.search(r"^\d{2}$|^作者|^□|^■|^▲|^◀", body, re.MULTILINE) is None


@pytest.mark.parametrize("name", _NAMES)
def test_every_character_is_in_a_passage_or_a_removal(name: str) -> None:
    document, cleaned, passages = _read(name)
    covered = {offset for passage in passages for offset in passage.offsets}
    for removal in cleaned.removals:
        covered.update(range(removal.span.start, removal.span.end))
    missed = [
        sign for i, sign in enumerate(document.text) if i not in covered and not sign.isspace()
    ]
    assert missed == []


@pytest.mark.parametrize("name", _NAMES)
def test_every_sentence_of_every_passage_is_cited_exactly(name: str) -> None:
    document, _, passages = _read(name)
    for passage in passages:
        assert passage.text == passage.span.of(document.text)
        assert len(passage.search_text) <= 400
        assert to_single_script(passage.clean_text) == passage.search_text
        for sentence in passage.sentences:
            spans = pieces(passage, document.text, sentence.start, sentence.end)
            quoted = "".join(clean(span.of(document.text)).text for span in spans)
            shown = passage.clean_text[sentence.start : sentence.end]
            if "古絲綢之路上" not in shown:  # its last signs stand for residue of markup
                assert re.sub(r"\s", "", quoted) == re.sub(r"\s", "", shown)


def test_articles_have_their_headlines_and_authors() -> None:
    articles = {name: [(a.headline, a.author) for a in _read(name)[1].articles] for name in _NAMES}
    assert [headline[:10] for headline, _ in articles["000"]] == [
        "美美与共，深化友好合",
        "上合组织国家民间友好",
        "让合作之树结出更多硕",
    ]
    assert {author for _, author in articles["000"]} == {"余瑞新"}
    assert articles["001"] == [("", "")]
    assert articles["004"][0][1] == "王萌"
    assert articles["004"][2][0] == "探索构建清洁低碳安全高效的新型能源体系"


def test_subheadings_are_headings_of_the_passages() -> None:
    def headings(name: str) -> list[str]:
        cleaned = _read(name)[1]
        return [
            cleaned.text[block.start : block.end].strip()
            for block in cleaned.blocks
            if block.role.value == "heading"
        ]

    assert [len(headings(name)) for name in _NAMES] == [5, 0, 3, 3, 3]
    assert "“因为我们是命运共同体”" in headings("002")
    assert "从“3”到“15”" in [to_single_script(heading) for heading in headings("003")]


def test_a_page_says_its_date_publisher_and_author() -> None:
    document, cleaned, _ = _read("003")
    metadata = page_metadata(document.text, cleaned)
    assert metadata.date == "2024-01-25"
    assert metadata.publisher == "青報觀象山"
    assert metadata.author == "劉佳旎"
    assert metadata.title.startswith("市委書記赴京")

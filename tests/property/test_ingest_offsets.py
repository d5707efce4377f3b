"""Offsets hold whatever the page: repeats, line ends of all kinds, both scripts, noise."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.cleaning import clean
from ingest.document import Document, Passage, PassageKind, Source
from ingest.script import to_single_script
from ingest.splitting import pieces, sentences_of, split

_TOKENS = [
    *(
        "论坛",
        "論壇發佈",
        "青岛。",
        "乾清宮",
        "对外",
        "合作，",
        "“倡议",
        "”",
        "《",
        "》",
        "……",
        "！",
    ),
    *(
        "导(dǎo)",
        "(山东)",
        "（2023）",
        "😀",
        "𠮷",
        "A",
        "The end. ",
        "word ",
        " ",
        "\u3000",
        "\u00a0",
    ),
    *("\n", "\n\n", "\r\n", "\r", "\t", "\u200b", "\ufeff", "\x00", "<br>", "</p>", "&nbsp;"),
    *("?!?/p>", "&#8220;", "（上接第一版）", "\n01\n", "\n■论坛现场。张三 摄\n", "\n▲现场\n"),
    *(
        "\n□某报记者 张三\n",
        "\n作者|李四\n",
        "\n2024-01-25 09:36 某报\n",
        "\n最新评论\n",
        "\n打开\n",
    ),
    *(
        "朋友（péngyou）",
        "(上接A1)",
        "\n下转第二版\n",
        "\n点击查看更多\n",
        "\n广告\n",
        "\n来源：\n某社\n",
    ),
    *("\n【责任编辑：王五】\n", "\n（资料图片）\n", "《谁？》", "．"),
    "这一段文字很长，讲述论坛的来龙去脉和各方的合作成果，也提到今后的打算与安排，内容十分丰富。",
    "这一段文字没有说完，讲述论坛的来龙去脉。各方签署多项协议，合作成果丰硕，今后还将继续深化友",
]
_PAGES = st.lists(st.sampled_from(_TOKENS), max_size=40).map("".join) | st.text(max_size=60)
_REPLACED = re.compile(r"[?!\ufffd]{0,4}[?\ufffd]/\w+>|&[#\w]{2,8};|<[^<>]*>")


def _split(text: str) -> list[Passage]:
    return split(Document(Source("page", "page"), text, "", "page.txt"), clean(text))


@given(_PAGES)
@settings(max_examples=400, deadline=None)
def test_a_clean_character_is_the_documents_character_at_its_offset(text: str) -> None:
    cleaned = clean(text)
    replaced = {i for found in _REPLACED.finditer(text) for i in range(*found.span())}
    offsets = list(cleaned.offsets)
    assert len(offsets) == len(cleaned.text)
    for sign, offset in zip(cleaned.text, offsets, strict=True):
        is_blank = sign.isspace() and text[offset].isspace()
        assert sign == text[offset] or is_blank or offset in replaced


@given(_PAGES)
@settings(max_examples=400, deadline=None)
def test_blocks_tile_the_clean_text_and_offsets_rise_in_each(text: str) -> None:
    cleaned = clean(text)
    offsets = list(cleaned.offsets)
    end = 0
    for block in cleaned.blocks:
        assert block.start == end < block.end
        end = block.end
        own = offsets[block.start : block.end]
        assert own == sorted(set(own))
        assert block.article < len(cleaned.articles)
    assert end == len(cleaned.text)


@given(_PAGES)
@settings(max_examples=400, deadline=None)
def test_every_character_is_in_a_passage_or_a_removal(text: str) -> None:
    covered = {offset for passage in _split(text) for offset in passage.offsets}
    for removal in clean(text).removals:
        covered.update(range(removal.span.start, removal.span.end))
    assert [c for i, c in enumerate(text) if i not in covered and not c.isspace()] == []


@given(_PAGES)
@settings(max_examples=400, deadline=None)
def test_passages_are_their_spans_and_stand_in_order(text: str) -> None:
    passages = _split(text)
    for passage in passages:
        assert passage.text == text[passage.span.start : passage.span.end]
        assert passage.id == f"page:{passage.span.start}-{passage.span.end}"
        assert len(passage.clean_text) == len(passage.search_text) == len(passage.offsets) <= 400
        assert "".join(passage.search_text[s.start : s.end] for s in passage.sentences) == (
            passage.search_text
        )
    assert [p.span for p in passages] == sorted(p.span for p in passages)
    for kind in PassageKind:
        own = [p.span for p in passages if p.kind is kind]
        assert all(a.end < b.end for a, b in pairwise(own))


@given(_PAGES)
@settings(max_examples=400, deadline=None)
def test_the_pieces_of_a_sentence_hold_its_characters_in_order(text: str) -> None:
    for passage in _split(text):
        offsets = list(passage.offsets)
        for sentence in passage.sentences:
            spans = pieces(passage, text, sentence.start, sentence.end)
            covered = [i for span in spans for i in range(span.start, span.end)]
            assert covered == sorted(set(covered))
            shown = range(sentence.start, sentence.end)
            solid = [offsets[i] for i in shown if not passage.search_text[i].isspace()]
            assert set(solid) <= set(covered)
            assert (solid[0], solid[-1]) == (covered[0], covered[-1])


@given(st.text(alphabet=st.sampled_from("乾清宮瞭望臺反覆沈默后後發発论論。 a𠮷"), max_size=40))
def test_the_single_script_is_stable_and_keeps_length(text: str) -> None:
    once = to_single_script(text)
    assert len(once) == len(text)
    assert to_single_script(once) == once


@given(_PAGES)
@settings(deadline=None)
def test_sentences_tile_any_text(text: str) -> None:
    parts = [text[s.start : s.end] for s in sentences_of(text)]
    assert "".join(parts) == text
    assert "" not in parts

"""Where sentences end, how passages are packed, and which spans quote them."""

from __future__ import annotations

import pytest

from ingest.cleaning import clean
from ingest.document import Document, Passage, PassageKind, Source
from ingest.loaders import Markup
from ingest.splitting import pieces, sentences_of, split

_SENTENCE = "这一段介绍展览的来龙去脉，说明各展区的主题和作品，也谈到筹备过程中的种种困难和收获。"


def _split(text: str, markup: Markup | None = None) -> list[Passage]:
    document = Document(Source("page", "page"), text, "", "page.txt")
    return split(document, clean(text, markup=markup))


def _quotes(text: str, whole: str) -> list[str]:
    (passage,) = [p for p in _split(text) if whole in p.clean_text]
    start = passage.clean_text.index(whole)
    return [span.of(text) for span in pieces(passage, text, start, start + len(whole))]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("相知无远近。如今很好！真的？是。", ["相知无远近。", "如今很好！", "真的？", "是。"]),
        ("石榴汁……在展区。", ["石榴汁……在展区。"]),
        ("“走吧。”门开了。", ["“走吧。”", "门开了。"]),
        ("“合作愉快。”校长张三说。下一段。", ["“合作愉快。”校长张三说。", "下一段。"]),
        ("1.4万人,占3.5%!太好了?是.", ["1.4万人,占3.5%!", "太好了?", "是."]),
        (
            "Mr. Brown of the U.S. came. He left in 2023. Fine!",
            ["Mr. Brown of the U.S. came. ", "He left in 2023. ", "Fine!"],
        ),
        ("Форум прошёл. А. Пушкин был.", ["Форум прошёл. ", "А. Пушкин был."]),
        (
            "围绕“怎么办？”的讨论热烈。“走吗？”，他问。",
            ["围绕“怎么办？”的讨论热烈。", "“走吗？”，他问。"],
        ),
        ("“真好！”的确如此。", ["“真好！”", "的确如此。"]),
        (
            "《你好！世界》和《谁在那里？》上映。很好。",
            ["《你好！世界》和《谁在那里？》上映。", "很好。"],
        ),
        ("他来了！！！”。大家笑了。", ["他来了！！！”。", "大家笑了。"]),
        ("见www.abc.com.cn/a.html。1.2.3版。", ["见www.abc.com.cn/a.html。", "1.2.3版。"]),
        ("1. 甲。2. 乙。", ["1. 甲。", "2. 乙。"]),
        ("a. Park here.\nb. Sign in.", ["a. Park here.\n", "b. Sign in."]),
        ("值为３．５．证毕．", ["值为３．５．", "证毕．"]),
        (
            "Gen. Li left at 5 p.m. Tuesday in Jan. 2023. See Fig. 3. Yahoo! is old.",
            ["Gen. Li left at 5 p.m. Tuesday in Jan. 2023. ", "See Fig. 3. ", "Yahoo! is old."],
        ),
        (
            "Форум прошёл в г. Циндао. Был проф. Иванов. В парке им. Ленина.",
            ["Форум прошёл в г. Циндао. ", "Был проф. Иванов. ", "В парке им. Ленина."],
        ),
        ("标题\n第一句。\n", ["标题\n", "第一句。\n"]),
        ("", []),
    ],
)
def test_sentences_end_where_readers_end_them(text: str, sentences: list[str]) -> None:
    assert [text[s.start : s.end] for s in sentences_of(text)] == sentences


def test_passages_are_near_the_target_and_below_the_maximum() -> None:
    lengths = [len(p.search_text) for p in _split(f"{_SENTENCE}\n" * 100)]
    assert max(lengths) <= 400
    assert 200 <= sum(lengths) / len(lengths) <= 300


def test_a_sentence_beyond_the_maximum_is_cut_at_commas_then_anywhere() -> None:
    commas = [p.search_text for p in _split("长句没有句号，" * 100)]
    assert all(text.endswith("，") for text in commas)
    assert "".join(commas) == "长句没有句号，" * 100
    assert [len(p.search_text) for p in _split("长" * 1000)] == [400, 400, 200]


def test_a_heading_stays_with_what_follows_it() -> None:
    text = "\n\n".join([_SENTENCE * 4, "扩大交流", _SENTENCE * 4])
    first, second = _split(text)
    assert first.search_text == _SENTENCE * 4
    assert second.search_text.startswith("扩大交流\n")
    assert [s.is_heading for s in second.sentences] == [True, False, False, False, False]


def test_passages_do_not_cross_articles_or_kinds() -> None:
    text = f"{_SENTENCE}\n\n港口扩建\n\n本报记者 赵六\n\n{_SENTENCE}\n\n（上接第一版）{_SENTENCE}"
    assert [(p.headline, p.kind) for p in _split(text)] == [
        ("", PassageKind.BODY),
        ("港口扩建", PassageKind.BODY),
        ("", PassageKind.SPILLOVER),
    ]


def test_a_repeated_sentence_is_cited_where_it_stands() -> None:
    text = f"{_SENTENCE}\r\n" * 20
    for passage in _split(text):
        assert passage.text == text[passage.span.start : passage.span.end]
    assert len({p.span for p in _split(text)}) == len(_split(text))


def test_a_quotation_round_a_caption_has_two_pieces() -> None:
    text = f"{_SENTENCE}\n\n{_SENTENCE}多项成果对外\n\n■展览现场。张三 摄\n\n发布。\n"
    assert _quotes(text, "成果对外发布。") == ["成果对外", "发布。"]


def test_a_gloss_stays_inside_its_quotation() -> None:
    assert _quotes("他倡導(dǎo)文明對話。", "倡導文明") == ["倡導(dǎo)文明"]


def test_a_wrapped_line_is_one_quotation_and_a_blank_line_parts_two() -> None:
    wrapped = f"{_SENTENCE}\n\n主办方发布《城市倡\r\n议》，呼吁合作。"
    assert _quotes(wrapped, "《城市倡议》") == ["《城市倡\r\n议》"]
    assert _quotes(wrapped.replace("\r\n", "\n\n"), "《城市倡议》") == ["《城市倡", "议》"]


def test_blanks_at_the_ends_of_a_quotation_are_not_cited() -> None:
    text = f"{_SENTENCE}\n\n{_SENTENCE}"
    passage = _split(text)[0]
    first = passage.sentences[0]
    assert passage.search_text[first.end - 1] == "\n"
    assert [span.of(text) for span in pieces(passage, text, first.start, first.end)] == [_SENTENCE]


def test_code_goes_with_the_sentence_that_leads_it_in_and_is_code_without_one() -> None:
    text = "先检查：\n\nrun --now\nexit\n\n完成。\n\nstop\n"
    starts = text.index("run"), text.index("stop")
    ends = text.index("exit") + 4, text.index("stop") + 4
    (passage,) = _split(text, Markup(code=tuple(zip(starts, ends, strict=True))))
    found = [(passage.search_text[s.start : s.end].strip(), s.is_code) for s in passage.sentences]
    assert found == [("先检查：\nrun --now\nexit", False), ("完成。", False), ("stop", True)]


def test_code_too_long_for_a_passage_is_cut_at_its_lines() -> None:
    line = "x" * 150
    text = f"先检查：\n\n{line}\n{line}\n{line}\n"
    passages = _split(text, Markup(code=((text.index("x"), len(text) - 1),)))
    found = [(s.end - s.start, s.is_code) for p in passages for s in p.sentences]
    assert found == [(5, False), (301, True), (150, True)]

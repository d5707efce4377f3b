from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.viewing import view_segments
from ingest.document import Article, Removal, RemovalReason, Script, Span
from ingest.script import to_script
from tests.unit.api_parts import DOCUMENT, TEXT, span_of

FIRST = "青島的海\n\n導(dǎo)言𠮷。\n"
TWO = dataclasses.replace(
    DOCUMENT,
    text=FIRST + "\n第二篇\n又一段。",
    articles=(
        Article("青島的海", Span(0, len(FIRST))),
        Article("第二篇", Span(len(FIRST) + 1, len(FIRST) + 9)),
    ),
    removals=(Removal(Span(7, 12), RemovalReason.GLOSS),),
)


def test_articles_and_headlines_are_cut_and_named() -> None:
    found = [(one.text, one.role, one.article, one.heading) for one in view_segments(TWO, None)]
    assert found == [
        ("青島的海", "text", 0, True),
        ("\n\n導", "text", 0, False),
        ("(dǎo)", "removed", 0, False),
        ("言𠮷。\n\n", "text", 0, False),
        ("第二篇", "text", 1, True),
        ("\n又一段。", "text", 1, False),
    ]


def test_text_before_the_first_article_belongs_to_none() -> None:
    late = dataclasses.replace(TWO, articles=(Article("", Span(5, 14)),))
    assert [one.article for one in view_segments(late, None)][:2] == [None, 0]
    none = dataclasses.replace(TWO, articles=())
    assert {one.article for one in view_segments(none, None)} == {None}


def test_a_quotation_across_a_headline_stays_whole() -> None:
    quote = Span(2, len(FIRST) + 3)
    segments = view_segments(TWO, quote)
    assert [one.text for one in segments if one.role == "quote"] == [quote.of(TWO.text)]
    assert not any(one.heading for one in segments)
    assert "".join(one.text for one in segments) == TWO.text


@pytest.mark.parametrize("script", [Script.HANS, Script.HANT])
def test_a_converted_text_is_cut_at_the_same_places(script: Script) -> None:
    quote = span_of("倡導(dǎo)文明𠀀交流。")
    printed = view_segments(DOCUMENT, quote)
    shown = view_segments(DOCUMENT, quote, script)
    assert [len(one.text) for one in shown] == [len(one.text) for one in printed]
    assert "".join(one.text for one in shown) == to_script(TEXT, script)
    assert [(one.role, one.reason) for one in shown] == [(one.role, one.reason) for one in printed]


def test_only_what_was_converted_says_so() -> None:
    assert {one.converted for one in view_segments(DOCUMENT, None, Script.HANS)} == {True}
    assert {one.converted for one in view_segments(DOCUMENT, None, Script.HANT)} == {False}
    assert {one.converted for one in view_segments(DOCUMENT, None)} == {False}


@given(st.data())
def test_whatever_is_cut_the_segments_joined_are_the_text(data: st.DataObject) -> None:
    length = len(TWO.text)
    spans = st.tuples(st.integers(0, length), st.integers(0, length)).map(
        lambda ends: Span(min(ends), max(ends))
    )
    removals = tuple(
        Removal(span, RemovalReason.MARKUP) for span in data.draw(st.lists(spans, max_size=4))
    )
    starts = sorted(data.draw(st.sets(st.integers(0, length - 1), max_size=3)))
    articles = tuple(
        Article(data.draw(st.sampled_from(["", "第二篇", "青島的海"])), Span(start, end))
        for start, end in zip(starts, [*starts[1:], length], strict=bool(starts))
    )
    document = dataclasses.replace(TWO, articles=articles, removals=removals)
    quote = data.draw(st.none() | spans.filter(len))
    segments = view_segments(document, quote)
    assert "".join(one.text for one in segments) == TWO.text
    assert all(one.text for one in segments)
    quoted = "".join(one.text for one in segments if one.role == "quote")
    assert quoted == (quote.of(TWO.text) if quote else "")

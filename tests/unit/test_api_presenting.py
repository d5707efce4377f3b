from __future__ import annotations

import dataclasses

from hypothesis import given
from hypothesis import strategies as st

from api.presenting import (
    present_answer,
    present_cut,
    present_document,
    present_hit,
    sentence_events,
)
from api.viewing import view_segments
from ingest.document import Removal, RemovalReason, Span
from tests.unit.api_parts import (
    ANSWERED,
    DOCUMENT,
    HIT,
    PASSAGE,
    SENTENCE,
    SOURCE,
    TEXT,
    span_of,
)

SOURCES = {"qingdao": SOURCE}


def test_an_answer_has_the_members_of_the_contract() -> None:
    body = present_answer(ANSWERED, SOURCES, "gen-7", {"total": 1.5}).model_dump(mode="json")
    document = {
        "id": "qingdao",
        "title": "海邊的論壇",
        "publisher": "某報",
        "date": "2023-06",
        "date_inferred": False,
        "script": "Hant",
        "source": "digest",
    }
    assert body == {
        "status": "answered",
        "mode": "extractive",
        "language": "zh-Hans",
        "understood_as": None,
        "doubtful": False,
        "unmentioned": [],
        "answer": "第2届论坛于六月举行。",
        "sentences": [
            {
                "text": "第2届论坛于六月举行。",
                "quoted": True,
                "citations": [1],
                "phrase": {"n": 1, "start": span_of("六月").start, "end": span_of("六月").end},
                "also": [],
            }
        ],
        "citations": [
            {
                "n": 1,
                "document": document,
                "headline": "青島的海",
                "hash": DOCUMENT.sha256,
                "passage_id": PASSAGE.id,
                "start": SENTENCE.start,
                "end": SENTENCE.end,
                "quote": "第2屆論壇於六月舉行。",
                "before": "交流。",
                "after": "\n",
                "segments": [
                    {"text": "第2屆論壇於", "mark": False},
                    {"text": "六月", "mark": True},
                    {"text": "舉行。", "mark": False},
                ],
            }
        ],
        "passages": [
            {
                "id": PASSAGE.id,
                "document": document,
                "headline": "青島的海",
                "kind": "body",
                "start": PASSAGE.span.start,
                "end": PASSAGE.span.end,
                "text": PASSAGE.text,
                "rank": 1,
                "score": 0.75,
            }
        ],
        "confidence": 0.9,
        "index": "gen-7",
        "timings_ms": {"total": 1.5},
    }


def test_a_streamed_sentence_carries_its_citations_in_full() -> None:
    body = present_answer(ANSWERED, SOURCES, "gen-7", {})
    (event,) = sentence_events(body)
    assert event.citations == body.citations
    assert event.text == "第2届论坛于六月举行。"


def test_a_hit_says_why_and_where() -> None:
    hit = present_hit(HIT, SOURCES, ["论坛"])
    assert hit.why.model_dump() == {"lexical": 0.5, "vector": 0.25, "curated": 0.0}
    assert [piece.text for piece in hit.segments if piece.mark] == ["論壇"]
    assert "".join(piece.text for piece in hit.segments) == hit.text


def test_a_document_is_shown_with_what_is_known_of_it() -> None:
    meta = present_document(DOCUMENT)
    assert (meta.path, meta.hash, meta.headlines) == ("sea.txt", DOCUMENT.sha256, ["青島的海"])


def test_a_passage_is_shown_as_it_was_cut() -> None:
    cut = present_cut(PASSAGE).model_dump()
    assert cut == {
        "id": PASSAGE.id,
        "headline": "青島的海",
        "kind": "body",
        "start": PASSAGE.span.start,
        "end": PASSAGE.span.end,
        "text": "倡導(dǎo)文明𠀀交流。第2屆論壇於六月舉行。",
        "search_text": "倡导文明𠀀交流。第2届论坛于六月举行。",
    }
    assert cut["text"] == TEXT[cut["start"] : cut["end"]]


def test_view_cuts_at_the_quotation_and_at_removals() -> None:
    segments = view_segments(DOCUMENT, SENTENCE)
    assert [(piece.role, piece.text, piece.reason) for piece in segments] == [
        ("text", "青島的海", None),
        ("text", "\n\n倡導", None),
        ("removed", "(dǎo)", "gloss"),
        ("text", "文明𠀀交流。", None),
        ("quote", "第2屆論壇於六月舉行。", None),
        ("text", "\n", None),
    ]


def test_a_quotation_is_never_cut_by_a_removal() -> None:
    quote = span_of("倡導(dǎo)文明")
    segments = view_segments(DOCUMENT, quote)
    assert [piece.text for piece in segments if piece.role == "quote"] == ["倡導(dǎo)文明"]


@given(st.data())
def test_view_joined_is_the_text_and_quotes_the_span(data: st.DataObject) -> None:
    text = data.draw(st.text(alphabet="友 \n\r好𠀀(a)", min_size=1, max_size=40))
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(
        lambda pair: Span(min(pair), max(pair))
    )
    removals = data.draw(st.lists(spans, max_size=5))
    quote = data.draw(st.none() | spans.filter(len))
    document = dataclasses.replace(
        DOCUMENT, text=text, removals=tuple(Removal(s, RemovalReason.GLOSS) for s in removals)
    )
    segments = view_segments(document, quote)
    assert "".join(piece.text for piece in segments) == text
    assert all(piece.text for piece in segments)
    quoted = [piece.text for piece in segments if piece.role == "quote"]
    assert quoted == ([] if quote is None else [quote.of(text)])

from __future__ import annotations

import json

import pytest

from answer.types import AnswerSentence, Citation, Mode, Phrase, Status
from api.presenting import present_answer
from eval.server_reply import Reply
from eval.server_shapes import PassageList, WholeDocument
from ingest.document import PassageKind, Script, Source, SourceKind, Span
from tests.unit.api_parts import ANSWERED, SOURCE

REFERENCE = {
    "id": "bridge",
    "title": "石桥",
    "publisher": "某报",
    "date": "2023-06",
    "date_inferred": True,
    "script": "Hant",
    "source": "digest",
}
CITATION = {
    "n": 1,
    "document": REFERENCE,
    "headline": "石桥节",
    "hash": "abc",
    "passage_id": "bridge:0-9",
    "start": 3,
    "end": 7,
    "quote": "九個國家",
    "before": "来自",
    "after": "。",
    "segments": [],
}
REPLY = {
    "status": "answered",
    "mode": "extractive",
    "language": "zh-Hans",
    "answer": "九个国家",
    "sentences": [
        {
            "text": "九个国家",
            "quoted": True,
            "citations": [1],
            "phrase": {"n": 1, "start": 3, "end": 4},
        }
    ],
    "citations": [CITATION],
    "passages": [],
    "confidence": 0.1234567890123456,
    "index": "gen-1",
    "timings_ms": {},
}


def test_a_reply_becomes_the_answer_it_was() -> None:
    answer = Reply.model_validate_json(json.dumps(REPLY)).to_answer()
    assert (answer.status, answer.mode, answer.language) == (
        Status.ANSWERED,
        Mode.EXTRACTIVE,
        "zh-Hans",
    )
    assert (answer.text, answer.confidence, answer.hits) == ("九个国家", 0.1234567890123456, ())
    assert answer.sentences == (AnswerSentence("九个国家", True, (1,), Phrase(1, Span(3, 4))),)
    source = Source(
        id="bridge",
        title="石桥",
        publisher="某报",
        date="2023-06",
        date_inferred=True,
        script=Script.HANT,
        kind=SourceKind.DIGEST,
    )
    assert answer.citations == (
        Citation(1, source, "石桥节", "abc", "bridge:0-9", Span(3, 7), "九個國家", "来自", "。"),
    )


def test_what_the_server_presents_is_read_back() -> None:
    sent = present_answer(ANSWERED, {"qingdao": SOURCE}, "gen-1", {}).model_dump_json()
    read = Reply.model_validate_json(sent).to_answer()
    assert read.sentences == ANSWERED.sentences
    assert [citation.quote for citation in read.citations] == ["第2屆論壇於六月舉行。"]
    assert read.confidence == ANSWERED.confidence


@pytest.mark.parametrize(
    "change",
    [
        {"status": "perhaps"},
        {"confidence": "NaN"},
        {"confidence": 1.5},
        {"citations": [{**CITATION, "start": 8}]},
        {"index": ""},
        {"sentences": None},
    ],
)
def test_anything_else_is_no_reply(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="validation error"):
        Reply.model_validate_json(json.dumps({**REPLY, **change}))


def test_a_document_keeps_what_figures_depend_on() -> None:
    body = {
        **REFERENCE,
        "author": "某甲",
        "language": "zh",
        "headlines": ["石桥节"],
        "hash": "abc",
        "path": "bridge.txt",
        "articles": [],
        "text": "石桥节\r\n𠀀",
        "index": "gen-1",
    }
    document = WholeDocument.model_validate_json(json.dumps(body)).to_document()
    assert (document.id, document.sha256, document.text) == ("bridge", "abc", "石桥节\r\n𠀀")
    assert document.source.headlines == ("石桥节",)
    assert (document.source.script, document.source.kind) == (Script.HANT, SourceKind.DIGEST)


def test_passages_keep_their_kind_and_place() -> None:
    passage = {"id": "p", "headline": "", "kind": "furniture", "start": 2, "end": 5}
    body = {"passages": [{**passage, "text": "更多。", "search_text": "更多"}], "index": "gen-1"}
    (read,) = PassageList.model_validate_json(json.dumps(body)).passages
    assert (read.kind, read.span, read.search_text) == (
        PassageKind.FURNITURE,
        Span(2, 5),
        "更多",
    )

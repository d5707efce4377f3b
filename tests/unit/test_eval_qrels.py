from __future__ import annotations

from eval.qrels import qrels_of
from eval.topics import Evidence, Half, Kind, Topic
from ingest.document import OffsetMap, Passage, PassageKind, SourceKind, Span


def _passage(key: str, document: str, text: str, kind: PassageKind = PassageKind.BODY) -> Passage:
    span = Span(0, len(text))
    return Passage(key, document, "", kind, span, text, text, text, OffsetMap())


TOPIC = Topic(
    id="opening",
    question="哪天？",
    language="zh-Hans",
    kind=Kind.FACT,
    sources=("alpha", "beta"),
    answers=(("六月",),),
    all_wanted=False,
    evidence=(Evidence("六月三日，開幕", "开幕在六月"), Evidence("图书周", "图书周")),
    history=(),
    statement="opening",
    half=Half.REPORTING,
)
KINDS = {"alpha": SourceKind.ORIGINAL, "beta": SourceKind.DIGEST, "gamma": SourceKind.ORIGINAL}


def test_relevance_is_by_source_and_by_the_evidence_for_its_kind_of_text() -> None:
    passages = [
        _passage("1", "alpha", "论坛六月三日 开幕了"),
        _passage("2", "alpha", "开幕在六月"),
        _passage("3", "beta", "论坛六月三日开幕了"),
        _passage("4", "beta", "开幕在六月"),
        _passage("5", "gamma", "六月三日开幕"),
        _passage("6", "alpha", "六月三日开幕", PassageKind.SPILLOVER),
        _passage("7", "beta", "图书周"),
    ]
    assert qrels_of([TOPIC], passages, KINDS) == {"opening": {"1": 1, "4": 1, "7": 1}}


def test_a_topic_without_a_relevant_passage_stays_in_the_qrels() -> None:
    assert qrels_of([TOPIC], [], {}) == {"opening": {}}

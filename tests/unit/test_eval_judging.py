from __future__ import annotations

from dataclasses import replace

import pytest

from answer.types import Answer, AnswerSentence, Citation, Mode, Status
from eval.judging import judge
from eval.topics import Evidence, Half, Kind, Topic
from ingest.document import Document, Source, Span

TEXT = "開幕式於六月三日在臨海舉行。會上公佈了青年營。"
SOURCE = Source(id="alpha", title="報道")
DOCUMENT = Document(source=SOURCE, text=TEXT, sha256="h", path="alpha.txt")
TOPIC = Topic(
    id="opening",
    question="哪天？",
    language="zh-Hans",
    kind=Kind.FACT,
    sources=("alpha",),
    answers=(("6月3日", "六月三日"),),
    all_wanted=False,
    evidence=(Evidence("六月三日", "六月三日"),),
    history=(),
    statement="opening",
    half=Half.REPORTING,
)
CITATION = Citation(1, SOURCE, "", "h", "p", Span(0, 14), TEXT[0:14], "", TEXT[14:])
SENTENCE = AnswerSentence("开幕式于六月三日在临海举行。", quoted=True, citations=(1,))
ANSWER = Answer(
    Status.ANSWERED,
    Mode.EXTRACTIVE,
    "zh-Hans",
    SENTENCE.text,
    (SENTENCE,),
    (CITATION,),
    (),
    0.9,
)
REFUSAL = replace(ANSWER, status=Status.NOT_FOUND, sentences=(), citations=(), confidence=0.1)
SHOWN = {"sentences_shown": 1.0, "doubted": 0.0, "citation_exact": 1.0, "citation_support": 1.0}
NOBODY = replace(
    TOPIC, kind=Kind.UNANSWERABLE_FAR, sources=(), answers=(), evidence=(), statement="none"
)


def _document(document_id: str) -> Document:
    return {"alpha": DOCUMENT}[document_id]


def test_any_alternative_is_a_hit() -> None:
    outcome = judge(TOPIC, ANSWER, _document)
    assert outcome.values == {"answer_hit": 1.0, "false_refusal": 0.0, **SHOWN}


def test_all_of_several_are_needed_and_their_share_is_kept() -> None:
    topic = replace(TOPIC, answers=(("六月三日",), ("青年营",)), all_wanted=True)
    assert judge(topic, ANSWER, _document).values == {
        "answer_hit": 0.0,
        "false_refusal": 0.0,
        "list_complete": 0.5,
        **SHOWN,
    }


def test_an_answer_does_not_run_over_two_sentences() -> None:
    halves = (replace(SENTENCE, text="六月"), replace(SENTENCE, text="三日"))
    answer = replace(ANSWER, sentences=halves)
    assert judge(TOPIC, answer, _document).values["answer_hit"] == 0.0


def test_a_refusal_of_an_answerable_topic_is_false() -> None:
    outcome = judge(TOPIC, REFUSAL, _document)
    assert outcome.values == {"answer_hit": 0.0, "false_refusal": 1.0}
    assert outcome.answered is False


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        (Kind.UNANSWERABLE_FAR, ["false_answer", "false_answer_far"]),
        (Kind.UNANSWERABLE_NEAR, ["false_answer", "false_answer_near"]),
        (Kind.INJECTION, ["false_answer"]),
    ],
)
def test_an_unanswerable_topic_measures_false_answers(kind: Kind, names: list[str]) -> None:
    nobody = replace(NOBODY, kind=kind)
    assert judge(nobody, ANSWER, _document).values == {**dict.fromkeys(names, 1.0), **SHOWN}
    assert judge(nobody, REFUSAL, _document).values == dict.fromkeys(names, 0.0)


@pytest.mark.parametrize(
    "wrong",
    [
        replace(CITATION, span=Span(1, 15)),
        replace(CITATION, quote=TEXT[0:13]),
        replace(CITATION, sha256="other"),
    ],
)
def test_a_wrong_citation_is_not_exact(wrong: Citation) -> None:
    outcome = judge(TOPIC, replace(ANSWER, citations=(wrong,)), _document)
    assert outcome.values["citation_exact"] == 0.0


def test_citations_are_counted_one_by_one() -> None:
    both = (CITATION, replace(CITATION, n=2, quote=TEXT[0:13]))
    assert judge(TOPIC, replace(ANSWER, citations=both), _document).values["citation_exact"] == 0.5


@pytest.mark.parametrize(
    "sentence",
    [
        replace(SENTENCE, text="开幕式于六月四日在临海举行。"),
        replace(SENTENCE, citations=()),
        replace(SENTENCE, citations=(2,)),
    ],
)
def test_a_sentence_must_say_what_its_citations_say(sentence: AnswerSentence) -> None:
    outcome = judge(TOPIC, replace(ANSWER, sentences=(sentence,)), _document)
    assert outcome.values["citation_support"] == 0.0

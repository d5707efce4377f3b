from __future__ import annotations

from dataclasses import replace

from eval.checking import Violation, assign_halves, check
from eval.known_texts import KnownTexts
from eval.topics import Evidence, Half, Kind, PastTurn, Topic
from ingest.document import SourceKind

TEXTS = {
    "alpha": {
        SourceKind.ORIGINAL: ["六月三日，论壇在臨海開幕。", "会上公布了青年营和图书周。"],
        SourceKind.DIGEST: ["论坛于六月三日开幕，地点是临海。", "青年营、图书周是两个项目。"],
    },
    "beta": {SourceKind.DIGEST: ["临海论坛六月三日开幕。"]},
}
OPENING = Topic(
    id="opening",
    question="哪天开始？",
    language="zh-Hans",
    kind=Kind.FACT,
    sources=("alpha",),
    answers=(("六月三日",),),
    all_wanted=False,
    evidence=(Evidence("论坛在临海开幕", "论坛于六月三日开幕"),),
    history=(),
    statement="opening",
    half=Half.DEVELOPMENT,
)
PROJECTS = replace(
    OPENING,
    id="projects",
    question="有什么计划？",
    answers=(("青年营",), ("图书节", "图书周")),
    all_wanted=True,
    evidence=(Evidence("青年营", "青年营"), Evidence("图书周", "图书周")),
    statement="projects",
    half=Half.REPORTING,
)


def rules(*topics: Topic) -> list[tuple[str, str]]:
    return [(fault.topic, fault.rule) for fault in check(topics, TEXTS)]


def test_sound_topics_break_no_rule() -> None:
    sound = replace(PROJECTS, answers=(("青年营",), ("图书周",)))
    assert check([OPENING, sound], TEXTS) == []


def test_evidence_must_stand_in_every_text_of_the_source() -> None:
    topic = replace(OPENING, evidence=(Evidence("论坛在临海开幕", "论坛在临海开幕"),))
    assert rules(topic) == [("opening", "evidence"), ("opening", "evidence"), ("opening", "answer")]
    assert "digest of alpha" in check([topic], TEXTS)[0].detail
    assert "original of alpha" not in check([topic], TEXTS)[0].detail


def test_evidence_must_not_run_over_two_sentences() -> None:
    topic = replace(OPENING, evidence=(Evidence("开幕。会上公布", "论坛于六月三日开幕"),))
    assert ("opening", "evidence") in rules(topic)


def test_every_source_must_hold_evidence() -> None:
    topic = replace(OPENING, sources=("alpha", "beta"))
    assert check([topic], TEXTS) == [
        Violation("opening", "evidence", "none of it stands in every text of 'beta'")
    ]


def test_evidence_is_at_most_25_characters() -> None:
    long = "六月三日，论坛在临海开幕。" + "　" * 13
    topic = replace(OPENING, evidence=(Evidence(long, "论坛于六月三日开幕"),))
    assert check([topic], TEXTS)[0].detail.startswith("26 characters")


def test_an_unknown_source_is_named() -> None:
    assert check([replace(OPENING, sources=("gamma",))], TEXTS) == [
        Violation("opening", "source", "no text of 'gamma'")
    ]


def test_an_answer_that_stands_nowhere_is_found() -> None:
    assert check([PROJECTS], TEXTS) == [
        Violation("projects", "answer", "'图书节' stands in no text of its sources")
    ]


def test_an_answer_must_stand_in_each_kind_of_text() -> None:
    topic = replace(OPENING, answers=(("地点是临海",),))
    assert check([topic], TEXTS) == [
        Violation("opening", "answer", "none of ['地点是临海'] in any original")
    ]


def test_a_paraphrase_shares_no_content_bigram_with_its_sentence() -> None:
    clean = replace(OPENING, kind=Kind.PARAPHRASE, question="大会何时揭开序幕？")
    caught = replace(clean, question="論壇何时揭开序幕？")
    assert check([clean], TEXTS) == []
    (fault,) = check([caught], TEXTS)
    assert (fault.rule, fault.detail) == (
        "paraphrase",
        "shares 论坛 with the sentence that answers it",
    )


def test_an_answer_must_stand_beside_its_evidence() -> None:
    elsewhere = replace(OPENING, answers=(("青年营",),))
    assert {fault.detail for fault in check([elsewhere], TEXTS)} == {
        "['青年营'] beside none of its evidence in any original",
        "['青年营'] beside none of its evidence in any digest",
    }


def test_the_position_of_a_topic_is_the_third_its_evidence_stands_in() -> None:
    known = KnownTexts(TEXTS)
    assert known.position(OPENING) == "beginning"
    assert known.position(PROJECTS) == "middle"
    assert known.position(replace(OPENING, sources=(), evidence=())) == "none"


def test_near_copies_are_found_across_scripts() -> None:
    copy = replace(OPENING, id="copy", question="哪天開始")
    (fault,) = check([OPENING, copy], TEXTS)
    assert fault == Violation("copy", "near-copy", "of opening (Jaccard 1.00)")


def test_followups_differ_by_their_history() -> None:
    one = replace(OPENING, question="那呢？", history=(PastTurn("青年营在哪里办？", "临海"),))
    other = replace(one, id="other", history=(PastTurn("图书周由谁主持？", "校长"),))
    assert check([one, other], TEXTS) == []


def test_a_statement_stands_in_one_half() -> None:
    torn = replace(OPENING, id="torn", question="六月的何日？", half=Half.REPORTING)
    (fault,) = check([OPENING, torn], TEXTS)
    assert (fault.rule, fault.detail) == ("half", "one statement in both halves: opening, torn")


def test_overlapping_evidence_is_one_statement() -> None:
    torn = replace(
        OPENING,
        id="torn",
        question="何地举行？",
        evidence=(Evidence("在临海", "地点是临海"),),
        answers=(("临海",),),
        statement="place",
        half=Half.REPORTING,
    )
    assert ("opening", "half") in rules(OPENING, torn)


def test_a_missing_half_is_told() -> None:
    assert rules(replace(OPENING, half=None)) == [("opening", "half")]


def test_assigned_halves_keep_statements_together_and_what_is_written() -> None:
    twin = replace(OPENING, id="twin", half=None)
    free = [
        replace(OPENING, id=f"free-{n}", statement=f"s{n}", evidence=(), half=None)
        for n in range(5)
    ]
    halves = assign_halves([OPENING, twin, *free], TEXTS)
    assert halves["opening"] is halves["twin"] is Half.DEVELOPMENT
    counts = [list(halves.values()).count(half) for half in Half]
    assert sorted(counts) == [3, 4]

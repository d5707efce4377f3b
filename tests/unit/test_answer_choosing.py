from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from answer.choosing import (
    FEATURES,
    READ_PASSAGES,
    READ_SHARE,
    Candidate,
    Chooser,
    FloatVector,
    Question,
    candidates,
)
from answer.confidence import SIGNALS, Backing, signals
from answer.coverage import Shares, coverage, passage_coverages
from answer.lists.surroundings import Article
from answer.model import AnswerModel, LanguageModel
from answer.reader import UNREAD, Reading
from answer.refusal import Network, Refusal
from answer.selecting import MAX_SENTENCES, select
from answer.vocabulary import idf
from index.clauses import Clause, as_clauses, with_alternatives
from index.expansion import Alternative
from index.fusion import Familiar, Likeness, Pointed
from index.lexical import tokenise
from index.retriever import Hit, Why
from ingest.document import Passage
from ingest.paragraphs import paragraph_document
from tests.fakes import FakeEncoder, make_source

TEXT = "展览在港口开幕。共有七家单位参展。票价二十元，学生半价。"
ENCODER = FakeEncoder()


class NumberReader:
    """Takes the sentence with the most Chinese numerals for the answer, and its first for it."""

    def read(self, question: str, passages: Sequence[Passage]) -> list[list[Reading]]:
        assert question
        return [
            [self._reading(p.search_text, s.start, s.end) for s in p.sentences] for p in passages
        ]

    def _reading(self, text: str, start: int, end: int) -> Reading:
        found = [start + i for i, character in enumerate(text[start:end]) if character in "七二十"]
        return Reading(4.0 * len(found), found[0], found[0] + 1) if found else UNREAD


READER = NumberReader()


def weights(**chosen: float) -> Chooser:
    same: FloatVector = np.array([chosen.get(name, 0.0) for name in FEATURES], dtype=np.float32)
    return Chooser(same, same)


class Words:
    """A collection of three passages, where a token is the rarer the less often it is listed."""

    passage_count = 3

    def __init__(self, held: str = "展览 票 价 票价 票价") -> None:
        self._held = held.split()

    def document_frequency(self, token: str) -> int:
        return self._held.count(token)

    def clauses(self, query: str) -> list[Clause]:
        """English "fee" may stand as 票价."""
        fee = Alternative(("fee",), tuple(tokenise("票价")), 0.5)
        plain = as_clauses(tokenise(query))
        return with_alternatives(plain, [fee]) if "fee" in query else plain

    def reach(self, clause: Clause) -> float:
        return sum(idf(self, token) for token in clause.tokens)


WORDS = Words()


def make_hit(name: str, text: str = TEXT, score: float = 1.0) -> Hit:
    _, passage = paragraph_document(make_source(name), text)
    return Hit(passage, score, 1, Why(score, 0.0))


@pytest.fixture
def hit() -> Hit:
    return make_hit("fair")


def alone(passage: Passage) -> Article:
    """Nothing stands around ``passage``."""
    del passage
    return Article.of(())


def ranked(question: str, hits: list[Hit], **chosen: float) -> tuple[Question, list[Candidate]]:
    prepared = Question.prepare(question, WORDS, ENCODER)
    return prepared, candidates(prepared, hits, ENCODER, weights(**chosen), READER)


def test_the_sentence_that_covers_the_question_comes_first(hit: Hit) -> None:
    _, found = ranked("票价是多少？", [hit], coverage=1.0)
    assert found[0].search_text == "票价二十元，学生半价。"
    assert found[0].feature("coverage") == pytest.approx(1.0)
    assert len(found) == 3


def test_coverage_weighs_tokens_by_their_idf() -> None:
    question = Question.prepare("票价", Words("票 票 票 价 票价"), ENCODER)
    often, rare = math.log1p(0.5 / 3.5), math.log1p(2.5 / 1.5)
    assert [one.weight for one in question.wanted] == pytest.approx([often, rare, rare])
    assert question.coverage(frozenset({"票", "价"})) == pytest.approx(
        (often + rare) / (often + 2 * rare)
    )


def test_a_word_is_covered_by_what_may_stand_for_it() -> None:
    question = Question.prepare("fee", WORDS, ENCODER)
    assert question.coverage(frozenset({"fee"})) == 1.0
    assert question.coverage(frozenset({"票", "价", "票价"})) == pytest.approx(0.5)
    assert question.coverage(frozenset({"展览"})) == 0.0
    assert question.known == {"fee", "票", "票价", "价"}


def test_shares_of_many_texts_are_the_coverage_of_each() -> None:
    wanted = Question.prepare("fee 展览 票价", WORDS, ENCODER).wanted
    texts = ["票价二十元", "fee: 20", "展览开幕", "", "价目"]
    shares = Shares(wanted)
    assert shares.coverage(shares.held(texts)) == pytest.approx(
        [coverage(wanted, frozenset(tokenise(text))) for text in texts]
    )


def test_a_passage_covers_what_its_sentences_and_its_headline_hold_together() -> None:
    wanted = Question.prepare("展览 单位 票价", WORDS, ENCODER).wanted
    one = make_hit("a", "展览开幕。票价二十元。").passage
    named = replace(one, headline="单位")
    share = coverage(wanted, frozenset(tokenise("展览开幕票价二十元")))
    assert 0 < share < 1
    assert passage_coverages(wanted, [one, named]) == pytest.approx([share, 1.0])
    assert passage_coverages(wanted, []) == []


def test_the_sentence_that_a_curated_question_points_at_is_marked(hit: Hit) -> None:
    pointed = {
        "票价二十元": Pointed(0.4, 3.0),
        "学生半价": Pointed(0.6, 2.0),
        "七家": Pointed(0.1, 5.0),
    }
    pointing = replace(hit, why=Why(0.2, 0.1, 0.4), pointed=pointed)
    _, found = ranked("学生多少钱？", [pointing], pointed=1.0)
    assert [one.feature("pointed") for one in found] == pytest.approx([0.6, 0.1, 0.0])
    assert [one.feature("pointed_share") for one in found] == pytest.approx([0.5, 0.5, 0.0])
    assert found[0].search_text.startswith("票价二十元")


def test_shares_of_what_is_pointed_at_are_of_all_passages(hit: Hit) -> None:
    here = replace(hit, why=Why(0.2, 0.1, 0.4), pointed={"票价二十元": Pointed(0.4, 3.0)})
    there = replace(
        make_hit("b"), why=Why(0.2, 0.1, 0.4), pointed={"票价二十元": Pointed(0.4, 1.0)}
    )
    _, found = ranked("学生多少钱？", [there, here], pointed_share=1.0)
    assert found[0].hit.passage.document_id == hit.passage.document_id
    assert [one.feature("pointed_share") for one in found[:3]] == pytest.approx([0.75, 0.25, 0.0])


def test_where_curated_questions_stand_for_something_other_weights_hold(hit: Hit) -> None:
    question = Question.prepare("票价是多少？", WORDS, ENCODER)
    chooser = Chooser(weights(length=1.0).plain, weights(coverage=9.0).plain)
    curated = replace(hit, why=Why(0.2, 0.1, 0.4))
    for one, share in ((hit, "length"), (curated, "coverage")):
        found = candidates(question, [one], ENCODER, chooser, READER)
        weight = {"length": 1.0, "coverage": 9.0}[share]
        assert [c.score for c in found] == pytest.approx([weight * c.feature(share) for c in found])


def test_a_new_number_is_offered_to_a_question_for_a_number(hit: Hit) -> None:
    _, found = ranked("有多少家单位？", [hit], offers_number=1.0)
    assert found[0].search_text == "共有七家单位参展。"


def test_the_better_passage_comes_first_among_equal_sentences() -> None:
    hits = [make_hit("a", score=1.0), make_hit("b", score=2.0)]
    _, found = ranked("展览", hits, retrieval=1.0)
    assert found[0].hit.passage.document_id == "b"
    assert found[0].feature("retrieval") == 1.0
    assert found[-1].feature("retrieval") == 0.5


def test_candidates_of_no_hits_are_none() -> None:
    assert ranked("展览", [])[1] == []


def test_without_candidates_there_are_no_signals() -> None:
    question, found = ranked("展览", [])
    with pytest.raises(ValueError, match="at least one"):
        signals(question, found)


def test_a_question_of_words_that_no_hit_holds_is_unseen(hit: Hit) -> None:
    question, found = ranked("火箭", [hit], coverage=1.0)
    values = dict(zip(SIGNALS, signals(question, found), strict=True))
    assert values["unseen"] == pytest.approx(1.0)
    assert values["coverage_passage"] == 0.0


def test_a_hit_that_stands_out_among_the_others_has_a_lead() -> None:
    hits = [
        replace(make_hit(name, score=score), why=Why(0.2, 0.1, curated))
        for name, score, curated in [("a", 0.9, 0.5), ("b", 0.5, 0.3), ("c", 0.3, 0.1)]
    ]
    values = dict(zip(SIGNALS, signals(*ranked("票价是多少？", hits)), strict=True))
    assert values["curated"] == pytest.approx(0.5)
    assert values["curated_lead"] == pytest.approx(0.2)
    assert values["curated_above"] == pytest.approx(0.5 - (0.3 + 0.1) / 2)
    assert values["curated_apart"] == pytest.approx((0.5 - 0.1) / 0.01 / 10)
    assert values["retrieval"] == pytest.approx(0.9)
    assert values["retrieval_lead"] == pytest.approx(0.4)
    assert values["retrieval_apart"] == pytest.approx((0.9 - 0.3) / 0.01 / 10)


def test_a_lone_hit_leads_by_all_it_has() -> None:
    hit = replace(make_hit("a", score=0.9), why=Why(0.2, 0.1, 0.5))
    values = dict(zip(SIGNALS, signals(*ranked("票价是多少？", [hit])), strict=True))
    assert values["curated_lead"] == values["curated_above"] == pytest.approx(0.5)
    assert values["retrieval_lead"] == pytest.approx(0.9)


def test_a_far_worse_sentence_is_not_shown(hit: Hit) -> None:
    question, found = ranked("票价是多少？", [hit], coverage=9.0)
    shown = [one.candidate.search_text for one in select(question, found, alone)]
    assert shown == ["票价二十元，学生半价。"]


def test_a_sentence_with_far_less_of_the_question_is_shown_only_where_staff_point(hit: Hit) -> None:
    curated = replace(hit, why=Why(0.5, 0.0, 0.5))
    for one, count in ((hit, 1), (curated, MAX_SENTENCES)):
        question, found = ranked("票价是多少？", [one], coverage=0.001)
        assert len(select(question, found, alone)) == count


def test_equally_good_sentences_come_in_the_order_of_the_text(hit: Hit) -> None:
    question, found = ranked("介绍雨伞", [hit], length=0.001)
    shown = select(question, found, alone)
    assert len(shown) == MAX_SENTENCES
    starts = [one.candidate.sentence.start for one in shown]
    assert starts == sorted(starts)


def test_a_repeated_statement_is_shown_once_with_the_other_source() -> None:
    hits = [make_hit("a"), make_hit("b")]
    question, found = ranked("票价是多少？", hits, coverage=9.0)
    (shown,) = select(question, found, alone)
    assert shown.candidate.hit.passage.document_id == "a"
    assert [other.hit.passage.document_id for other in shown.also] == ["b"]


def test_a_statement_repeated_in_one_source_names_it_once() -> None:
    question, found = ranked("票价是多少？", [make_hit("a", TEXT + TEXT)], coverage=9.0)
    (shown,) = select(question, found, alone)
    assert shown.also == ()


def test_sources_that_differ_in_a_number_are_both_shown() -> None:
    hits = [make_hit("a", "成人票价20元。"), make_hit("b", "成人票价25元。")]
    question, found = ranked("成人票价是多少？", hits, coverage=9.0)
    shown = [(one.candidate.search_text, one.also) for one in select(question, found, alone)]
    assert shown == [("成人票价20元。", ()), ("成人票价25元。", ())]


def test_reading_counts_in_quarters_of_its_log_odds_up_to_three() -> None:
    _, found = ranked("票价是多少？", [make_hit("a", "票价二十元。共有七家。二十二十二十元。")])
    assert [c.feature("reading") for c in found] == [2.0, 1.0, 3.0]
    _, found = ranked("票价是多少？", [make_hit("a", "没有写。")])
    assert [c.feature("reading") for c in found] == [-3.0]


def test_a_question_in_another_language_is_not_read() -> None:
    _, found = ranked("What is the fee?", [make_hit("a")])
    assert {c.feature("reading") for c in found} == {-3.0}


def test_only_the_first_passages_are_read() -> None:
    hits = [make_hit(name, "共有七家。") for name in "abcdefg"]
    _, found = ranked("有多少家？", hits)
    read = {c.hit.passage.document_id for c in found if c.reading is not UNREAD}
    assert read == set("abcdefg"[:READ_PASSAGES])


def test_a_passage_far_behind_the_best_one_is_left_unread() -> None:
    scores = {"a": 1.0, "b": READ_SHARE, "c": READ_SHARE - 0.01}
    hits = [make_hit(name, "共有七家。", score=score) for name, score in scores.items()]
    _, found = ranked("有多少家？", hits)
    read = {c.hit.passage.document_id for c in found if c.reading is not UNREAD}
    assert read == {"a", "b"}


def test_a_number_that_the_best_passage_lacks_is_a_signal() -> None:
    question, found = ranked("2019年有多少家单位参展？", [make_hit("a", "2018年有七家单位参展。")])
    values = dict(zip(SIGNALS, signals(question, found), strict=True))
    assert values["numbers"] == 1.0
    question, found = ranked("2018年有多少家单位参展？", [make_hit("a", "2018年有七家单位参展。")])
    assert dict(zip(SIGNALS, signals(question, found), strict=True))["numbers"] == 0.0


@pytest.mark.parametrize("asked", Backing)
def test_what_staff_wrote_for_the_best_passage_decides_which_refusal_holds(
    hit: Hit, asked: Backing
) -> None:
    never, always = (replace(even_odds(), threshold=threshold) for threshold in (0.6, 0.4))
    model = LanguageModel(weights(), dict.fromkeys(Backing, never) | {asked: always})
    curated = replace(hit, why=Why(0.2, 0.1, 0.4))
    bounded = replace(curated, familiar=Familiar(Likeness(0.5, 0.6), Likeness(0.0, 0.3)))
    hits = {Backing.PLAIN: hit, Backing.CURATED: curated, Backing.BOUNDED: bounded}
    for kind, one in hits.items():
        assert model.decide(*ranked("票价是多少？", [one])).answers is (kind is asked)
    assert not model.decide(*ranked("票价是多少？", [])).answers


def test_signals_tell_how_like_the_question_the_curated_ones_are(hit: Hit) -> None:
    near = replace(hit, familiar=Familiar(Likeness(0.5, 0.6), Likeness(0.2, 0.9), 0.7, 0.3))
    values = dict(zip(SIGNALS, signals(*ranked("票价是多少？", [near])), strict=True))
    assert {name: round(float(value), 5) for name, value in list(values.items())[-7:]} == {
        "answered_words": 0.5,
        "answered_meaning": 0.6,
        "unanswered_words": 0.2,
        "unanswered_meaning": 0.9,
        "words_lead": 0.3,
        "meaning_lead": -0.3,
        "rest_lead": 0.4,
    }


def test_an_answer_that_is_barely_sure_enough_is_doubtful(hit: Hit) -> None:
    sure = replace(even_odds(), threshold=0.4, doubt=0.5)
    unsure, refused = replace(sure, doubt=0.6), replace(sure, threshold=0.55, doubt=0.6)
    found = ranked("票价是多少？", [hit])
    decisions = [
        LanguageModel(weights(), dict.fromkeys(Backing, one)).decide(*found)
        for one in (sure, unsure, refused)
    ]
    assert [(one.answers, one.is_doubtful) for one in decisions] == [
        (True, False),
        (True, True),
        (False, False),
    ]


def even_odds() -> Refusal:
    """One unit that looks at nothing."""
    nothing = np.zeros((len(SIGNALS), 1), dtype=np.float32)
    network = Network(nothing, np.zeros(1, np.float32), np.ones(1, np.float32), 0.0)
    return Refusal((network,), threshold=0.5, doubt=0.5)


def test_the_confidence_is_the_product_of_networks_of_one_hidden_layer() -> None:
    hidden = np.array([[1.0, 0.0], [0.0, 2.0]], dtype=np.float32)
    half, minus = np.array([0.5, 0.0], np.float32), np.array([1.0, -1.0], np.float32)
    network = Network(hidden, half, minus, 0.25)
    logit = math.tanh(0.3 + 0.5) - math.tanh(2 * 0.2) + 0.25
    probability = 1 / (1 + math.exp(-logit))
    values = np.array([0.3, 0.2], dtype=np.float32)
    assert network.probability(values) == pytest.approx(probability)
    both = Refusal((network, network), threshold=0.5, doubt=0.5)
    assert both.confidence(values) == pytest.approx(probability**2)


def test_a_saved_model_is_read_back(tmp_path: Path) -> None:
    model = AnswerModel.load()
    model.save(tmp_path / "model.json")
    read = AnswerModel.load(tmp_path / "model.json")
    assert np.allclose(read.russian.chooser.plain, model.russian.chooser.plain, rtol=1e-4)
    assert np.allclose(read.chinese.chooser.curated, model.chinese.chooser.curated, rtol=1e-4)
    for kind in Backing:
        before, after = model.english.refusals[kind], read.english.refusals[kind]
        assert after.threshold == pytest.approx(before.threshold, rel=1e-4)
        assert len(after.networks) == len(before.networks)
        for one, other in zip(after.networks, before.networks, strict=True):
            assert np.allclose(one.hidden, other.hidden, rtol=1e-4)
            assert one.bias == pytest.approx(other.bias, rel=1e-4)


@pytest.mark.parametrize(("question", "lacks"), [("票价是多少？", 0.0), ("展览有多少展品？", 1.0)])
def test_a_best_sentence_without_a_new_number_lacks_what_is_asked(
    hit: Hit, question: str, lacks: float
) -> None:
    prepared, found = ranked(question, [hit], coverage=1.0)
    values = dict(zip(SIGNALS, signals(prepared, found), strict=True))
    assert values["lacks"] == lacks


def test_a_heading_is_no_answer() -> None:
    hit = make_hit("fair", "票价与时间\n票价二十元。")
    first, second = hit.passage.sentences
    hit = replace(
        hit, passage=replace(hit.passage, sentences=(replace(first, is_heading=True), second))
    )
    _, found = ranked("票价是多少？", [hit], coverage=1.0)
    assert [candidate.search_text for candidate in found] == ["票价二十元。"]


def titled(text: str) -> Hit:
    """A hit whose passage is ``text``, its line without a full stop a heading."""
    hit = make_hit("t")
    _, passage = paragraph_document(make_source("t"), text)
    sentences = tuple(
        replace(s, is_heading="。" not in (t := text[s.start : s.end]) and "？" not in t)
        for s in passage.sentences
    )
    return replace(hit, passage=replace(passage, sentences=sentences))


def covered(question: str, text: str) -> dict[str, float]:
    _, found = ranked(question, [titled(text)], coverage=1.0)
    return {one.search_text.strip(): one.feature("coverage") for one in found}


def test_a_sentence_is_about_what_its_heading_names() -> None:
    text = "火灾\n先报警。\n触电\n先断电。\n"
    assert covered("火灾", text) == {"先报警。": 1.0, "先断电。": 0.0}


def test_a_question_answers_nothing_and_names_what_follows_in_its_line() -> None:
    text = "可以旁听吗？可以。\n作业不改。\n"
    assert covered("旁听", text) == {"可以。": 1.0, "作业不改。": 0.0}


def test_what_leads_in_a_heading_answers_nothing() -> None:
    assert list(covered("停水", "停水安排如下：\n时间\n周三停水。\n")) == ["周三停水。"]


def test_code_is_left_unread(hit: Hit) -> None:
    sentences = tuple(replace(s, is_code=True) for s in hit.passage.sentences)
    coded = replace(hit, passage=replace(hit.passage, sentences=sentences))
    assert {one.reading for one in ranked("几家？", [coded], reading=1.0)[1]} == {UNREAD}
    assert {one.reading for one in ranked("几家？", [hit], reading=1.0)[1]} != {UNREAD}


def test_a_sentence_that_holds_far_less_of_the_question_is_not_shown_beside_the_best(
    hit: Hit,
) -> None:
    question, found = ranked("票价是多少？", [hit], coverage=1.0)
    assert found[0].score - found[-1].score < 3.5
    assert [one.candidate.search_text for one in select(question, found, alone)] == [
        "票价二十元，学生半价。"
    ]

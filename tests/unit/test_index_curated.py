"""Curated questions in retrieval: the best one counts, filters hold, none is none."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import pytest

from index.builder import build_retriever
from index.curated import COSINE_SHARE, CuratedIndex, QuestionIndex, unanswered_texts
from index.fusion import NOT_FAMILIAR, Likeness
from index.lexical import LexicalIndex, LexicalText, tokenise
from index.retriever import Filters, Legs, Retriever
from index.store import StoredQuestion
from index.vectors import VectorIndex
from ingest.document import PassageKind
from ingest.pipeline import Library
from ingest.questions import UnansweredQuestion
from tests.fakes import FakeEncoder, curate, make_library

PLAIN = make_library(
    {
        "forum": "论坛在六月举行。\n嘉宾来自二十个国家。\n会场设在海边。",
        "sport": "体育节在七月举行。\n乒乓球比赛有二十支队伍。",
        "menu": "首页 海边",
    },
    kinds={"menu": PassageKind.FURNITURE},
)
LIBRARY = curate(
    PLAIN,
    {
        "聚会啥时候开的？": "六月",
        "来了些什么人？": "嘉宾",
        "客人打哪儿来？": "嘉宾",
        "Who came?": "嘉宾",
        "几个队打球？": "乒乓球",
    },
)


WORDS = ("六月", "海边")


def build(library: Library) -> Retriever:
    return build_retriever(
        library.documents,
        library.passages,
        FakeEncoder(),
        library.questions,
        library.unanswered,
    )


@pytest.fixture(scope="module")
def retriever() -> Retriever:
    return build(LIBRARY)


def indexed(texts: Sequence[LexicalText]) -> QuestionIndex:
    vectors = FakeEncoder().encode_queries([item.text for item in texts])
    return QuestionIndex(LexicalIndex.build(texts), VectorIndex.build(vectors))


def scores(queries: dict[str, tuple[int, ...]], asked: str) -> dict[int, float]:
    """What a curated index of ``queries`` (text to rows of passages) says to ``asked``."""
    encoder = FakeEncoder()
    curated = CuratedIndex(
        [StoredQuestion(text, "zh", rows, text) for text, rows in queries.items()],
        indexed([LexicalText(text, "all") for text in queries]),
    )
    found = curated.search(tokenise(asked), encoder.encode_queries([asked])[0])
    assert found.covered == {row for rows in queries.values() for row in rows}
    return dict(found.scores)


def test_questions_point_at_their_words_the_nearest_with_most_evidence() -> None:
    encoder = FakeEncoder()
    texts = ["聚会啥时候开的", "聚会在哪里"]
    curated = CuratedIndex(
        [
            StoredQuestion(texts[0], "zh", (0,), "六月"),
            StoredQuestion(texts[1], "zh", (0,), "海边"),
        ],
        indexed([LexicalText(text, "all") for text in texts]),
    )
    for text, words in zip(texts, WORDS, strict=True):
        found = curated.search(tokenise(text), encoder.encode_queries([text])[0])
        assert found.pointed.keys() == {0}
        (other,) = set(WORDS) - {words}
        near, far = found.pointed[0][words], found.pointed[0][other]
        assert 1 > near.words > far.words > 0
        assert near.evidence == pytest.approx(math.exp(20 * found.scores[0]), rel=1e-3)
        assert 0 < far.evidence < near.evidence / 7


def test_wordings_of_one_statement_add_up_to_its_evidence() -> None:
    encoder = FakeEncoder()
    texts = ["聚会啥时候开的", "聚会哪天开的"]
    asked = "聚会何时开的"

    def evidence(kept: Sequence[str]) -> float:
        curated = CuratedIndex(
            [StoredQuestion(text, "zh", (0,), "六月") for text in kept],
            indexed([LexicalText(text, "all") for text in texts[: len(kept)]]),
        )
        found = curated.search([], encoder.encode_queries([asked])[0])
        return found.pointed[0]["六月"].evidence

    assert evidence(texts) > evidence(texts[:1]) > 1.0


def test_a_passage_scores_as_its_best_question() -> None:
    alone = scores({"聚会啥时候开的": (0,), "无关": (1,)}, "聚会啥时候开的")
    both = scores({"聚会啥时候开的": (0,), "无关": (0,)}, "聚会啥时候开的")
    assert both[0] == alone[0] > alone[1]


def test_a_question_speaks_for_all_its_passages() -> None:
    found = scores({"聚会啥时候开的": (0, 4), "无关": (2,)}, "聚会啥时候")
    assert found[0] == found[4] > found[2]


def test_scores_lie_between_nought_and_one() -> None:
    found = scores({"论" * 40: (0,), "论": (1,), "forum": (2,), "论坛论坛": (3,)}, "论")
    assert all(0 <= score <= 1 for score in found.values())
    assert found[1] > COSINE_SHARE  # the same vector, and words on top


def test_a_query_that_shares_no_word_is_compared_by_meaning_alone() -> None:
    (score,) = scores({"聚会": (0,)}, "forum").values()
    cosine = float(
        FakeEncoder().encode_queries(["聚会"])[0] @ FakeEncoder().encode_queries(["forum"])[0]
    )
    assert score == pytest.approx(COSINE_SHARE * cosine, abs=1e-5)


def test_an_everyday_question_finds_the_passage_it_shares_no_word_with(
    retriever: Retriever,
) -> None:
    query = "客人打哪儿来的"
    best = retriever.retrieve(query, 1)[0]
    assert best.passage.text == "嘉宾来自二十个国家。"
    assert best.why.curated > best.why.lexical + best.why.vector
    assert retriever.retrieve(query, 1, legs=Legs.FUSED)[0].why.curated == 0.0


def test_curated_is_what_retrieval_does_unasked(retriever: Retriever) -> None:
    for query in ("客人打哪儿来", "Who came?", "论坛在几月"):
        assert retriever.retrieve(query) == retriever.retrieve(query, legs=Legs.CURATED)
        assert retriever.retrieve(query) != retriever.retrieve(query, legs=Legs.FUSED)


def test_without_questions_curated_is_reranked() -> None:
    plain = build(PLAIN)
    for query in ("客人打哪儿来", "Who came?", "论坛在几月"):
        assert plain.retrieve(query, 9) == plain.retrieve(query, 9, legs=Legs.RERANKED)


def test_questions_leave_the_fused_leg_alone(retriever: Retriever) -> None:
    plain = build(PLAIN)
    for query in ("客人打哪儿来", "Who came?", "论坛在几月"):
        expected = plain.retrieve(query, 9, legs=Legs.FUSED)
        assert retriever.retrieve(query, 9, legs=Legs.FUSED) == expected


def test_a_passage_without_questions_keeps_its_score_whole(retriever: Retriever) -> None:
    hits = retriever.retrieve("海边", 9, legs=Legs.RERANKED)
    reranked = {hit.passage.id: hit.score for hit in hits}
    curated = {hit.passage.id: hit for hit in retriever.retrieve("海边", 9)}
    uncovered = LIBRARY.passages[2]
    assert uncovered.text == "会场设在海边。"
    assert curated[uncovered.id].score == reranked[uncovered.id]
    assert curated[uncovered.id].rank == 1


def test_filters_hold_for_what_questions_bring(retriever: Retriever) -> None:
    for query in ("客人打哪儿来？", "几个队打球？", "Who came?"):
        hits = retriever.retrieve(query, 9, Filters(documents=frozenset({"sport"})))
        assert {hit.passage.document_id for hit in hits} == {"sport"}
    kinds = frozenset({PassageKind.FURNITURE})
    (hit,) = retriever.retrieve("客人打哪儿来？", 9, Filters(kinds=kinds))
    assert (hit.passage.document_id, hit.why.curated) == ("menu", 0.0)


def test_both_scripts_ask_the_same_of_the_questions(retriever: Retriever) -> None:
    assert retriever.retrieve("聚會啥時候開的？", 9) == retriever.retrieve("聚会啥时候开的？", 9)


def test_a_question_brings_a_passage_that_neither_leg_would() -> None:
    filler = "\n".join(f"会议议程第{number}项。" for number in range(400))
    library = curate(make_library({"a": f"{filler}\nбригада"}), {"会议在哪里吃饭": "бригада"})
    found = build(library).retrieve("会议在哪里吃饭", 1)
    assert [hit.passage.text for hit in found] == ["бригада"]
    fused = build(library).retrieve("会议在哪里吃饭", 100, legs=Legs.FUSED)
    assert "бригада" not in [hit.passage.text for hit in fused]


def test_the_nearest_question_that_nothing_answers_is_told() -> None:
    encoder = FakeEncoder()
    texts = ["聚会花了多少钱", "聚会谁出钱"]
    curated = CuratedIndex(
        [StoredQuestion("聚会啥时候开的", "zh", (0,), "六月")],
        indexed([LexicalText("聚会啥时候开的", "all")]),
        indexed(unanswered_texts(texts)),
    )
    for text in texts:
        found = curated.search(tokenise(text), encoder.encode_queries([text])[0])
        assert found.familiar.unanswered.words > 0.4
        assert found.familiar.unanswered.meaning == pytest.approx(1.0, abs=1e-5)
        assert found.pointed[0].keys() == {"六月"}
    found = curated.search(tokenise("海边"), encoder.encode_queries(["海边"])[0])
    assert found.familiar.unanswered.words == 0.0
    assert 0.0 <= found.familiar.unanswered.meaning < 0.5


def test_the_words_that_the_best_passage_lacks_are_compared_alone() -> None:
    """The guests stand in the passage; what is asked of them decides."""
    lunch = UnansweredQuestion("嘉宾的午餐花了多少", "zh", "forum", 1)
    retriever = build(replace(LIBRARY, unanswered=(lunch,)))
    for asked, is_told in (("打哪儿来", True), ("午餐花多少", False)):
        best = retriever.retrieve(f"嘉宾来自二十个国家的，{asked}", 1)[0]
        assert best.passage.text == "嘉宾来自二十个国家。"
        familiar = best.familiar
        assert (familiar.answered_rest > familiar.unanswered_rest) is is_told
        assert min(familiar.answered_rest, familiar.unanswered_rest) >= 0.0
        assert max(familiar.answered_rest, familiar.unanswered_rest) <= 1.0
    (whole,) = retriever.retrieve("嘉宾来自二十个国家", 1)
    assert (whole.familiar.answered_rest, whole.familiar.unanswered_rest) == (0.0, 0.0)


def test_what_nothing_answers_counts_for_documents_with_questions_alone() -> None:
    known = replace(LIBRARY, unanswered=(UnansweredQuestion("客人都住哪儿", "zh", "forum", 1),))
    query = "客人都住哪儿"
    hits = {hit.passage.text: hit for hit in build(known).retrieve(query, 9)}
    near = hits["嘉宾来自二十个国家。"].familiar
    assert near.unanswered.meaning == pytest.approx(1.0, abs=1e-5)
    assert near.unanswered.words > near.answered.words > 0.0
    assert hits["会场设在海边。"].familiar == NOT_FAMILIAR
    plain = {hit.passage.text: hit for hit in build(LIBRARY).retrieve(query, 9)}
    assert {text: hit.score for text, hit in plain.items()} == {
        text: hit.score for text, hit in hits.items()
    }
    assert {hit.familiar.unanswered for hit in plain.values()} == {Likeness()}

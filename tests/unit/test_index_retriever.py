"""One function from a query to ranked hits."""

from __future__ import annotations

from threading import Thread

import pytest

from index.builder import build_retriever
from index.retriever import Filters, Legs, Retriever
from ingest.document import PassageKind, Script
from ingest.errors import InputError
from ingest.script import to_script
from tests.fakes import FakeEncoder, make_library

LIBRARY = make_library(
    {
        "forum": "青島論壇在六月舉行，友好城市論壇同時開幕。\n嘉賓來自二十個國家。\n論壇發布倡議。",
        "sport": "青少年体育文化节在七月举行。\n乒乓球比赛有二十支队伍。",
        "english": "The SCO Forum opened in Qingdao. Guests came from twenty countries.",
        "menu": "首页 论坛 更多论坛 论坛",
        "tail": "上接第一版的另一篇论坛报道。",
    },
    dates={"forum": "2023-06-15", "sport": "2023-07", "english": "2022", "menu": ""},
    scripts={"forum": Script.HANT, "english": Script.LATN},
    kinds={"menu": PassageKind.FURNITURE, "tail": PassageKind.SPILLOVER},
)
EVERYTHING = frozenset(PassageKind)


@pytest.fixture(scope="module")
def retriever() -> Retriever:
    return build_retriever(LIBRARY.documents, LIBRARY.passages, FakeEncoder())


def documents_of(retriever: Retriever, query: str, filters: Filters) -> set[str]:
    return {hit.passage.document_id for hit in retriever.retrieve(query, 99, filters)}


def test_hits_are_ranked_from_one_with_falling_scores(retriever: Retriever) -> None:
    hits = retriever.retrieve("青岛论坛在几月举行")
    assert hits[0].passage == LIBRARY.passages[0]
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_a_score_is_the_sum_of_its_parts(retriever: Retriever) -> None:
    for legs in Legs:
        for hit in retriever.retrieve("青岛论坛二十", legs=legs):
            parts = hit.why.lexical + hit.why.vector + hit.why.curated
            assert hit.score == pytest.approx(parts, abs=1e-6)


def test_one_leg_alone_explains_itself_alone(retriever: Retriever) -> None:
    lexical = retriever.retrieve("乒乓球", legs=Legs.LEXICAL)
    assert [hit.passage.text for hit in lexical] == ["乒乓球比赛有二十支队伍。"]
    assert (lexical[0].why.vector, lexical[0].why.lexical > 0) == (0.0, True)
    vector = retriever.retrieve("乒乓球比赛有二十支队伍。", 2, legs=Legs.VECTOR)
    assert vector[0].passage == lexical[0].passage
    assert vector[0].why.lexical == 0.0
    assert vector[0].score == pytest.approx(1.0)


def test_k_cuts_the_list_and_nothing_else(retriever: Retriever) -> None:
    everything = retriever.retrieve("论坛在六月举行", 99)
    assert len(everything) == 6
    for k in range(8):
        assert retriever.retrieve("论坛在六月举行", k) == everything[:k]


@pytest.mark.parametrize("legs", Legs)
def test_both_scripts_of_a_question_give_the_same_hits(retriever: Retriever, legs: Legs) -> None:
    for query in ("青岛论坛在几月举行？", "嘉宾来自多少个国家", "发布了什么倡议"):
        traditional = to_script(query, Script.HANT)
        assert traditional != query
        assert retriever.retrieve(traditional, 9, legs=legs) == retriever.retrieve(
            query, 9, legs=legs
        )


def test_only_body_text_is_found_unless_more_is_asked_for(retriever: Retriever) -> None:
    assert documents_of(retriever, "论坛", Filters()) == {"forum", "sport", "english"}
    kinds = frozenset({PassageKind.BODY, PassageKind.FURNITURE})
    assert "menu" in documents_of(retriever, "论坛", Filters(kinds=kinds))
    assert documents_of(retriever, "论坛", Filters(kinds=frozenset({PassageKind.SPILLOVER}))) == {
        "tail"
    }
    assert documents_of(retriever, "论坛", Filters(kinds=frozenset())) == set()


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(documents=frozenset({"sport", "nobody"}), kinds=EVERYTHING), {"sport"}),
        (Filters(documents=frozenset()), set[str]()),
        (Filters(script=Script.HANT, kinds=EVERYTHING), {"forum"}),
        (Filters(date_from="2023-07-20", kinds=EVERYTHING), {"sport"}),
        (Filters(date_to="2023-06-15", kinds=EVERYTHING), {"forum", "english", "tail"}),
        (Filters(date_from="2023-06-15", date_to="2023-06-15"), {"forum"}),
        (Filters(date_from="2022-05", date_to="2022-05"), {"english"}),
    ],
)
def test_filters_leave_what_they_name(
    retriever: Retriever, filters: Filters, found: set[str]
) -> None:
    assert documents_of(retriever, "论坛", filters) == found


def test_filters_apply_before_the_cut(retriever: Retriever) -> None:
    filters = Filters(documents=frozenset({"english"}))
    for legs in (Legs.VECTOR, Legs.FUSED):
        (hit,) = retriever.retrieve("青岛论坛", 1, filters, legs)
        assert hit.passage.document_id == "english"


def test_a_date_that_is_none_is_refused(retriever: Retriever) -> None:
    with pytest.raises(InputError, match="date"):
        retriever.retrieve("论坛", filters=Filters(date_from="gestern"))


@pytest.mark.parametrize("query", ["", " \n", "？！……", "😀👍", "\ud800", "___", "\0"])
def test_a_query_without_a_word_finds_nothing(retriever: Retriever, query: str) -> None:
    for legs in Legs:
        assert retriever.retrieve(query, legs=legs) == []


@pytest.mark.parametrize(
    "query",
    ["论" * 500, "论坛 OR (AND \"' NOT -*~^", "a\u0301" * 250, "\U0001f600论坛\ud800", "١٢٣ ภาษา"],
)
def test_odd_queries_are_queries(retriever: Retriever, query: str) -> None:
    for legs in (Legs.VECTOR, Legs.FUSED):
        assert len(retriever.retrieve(query, 3, legs=legs)) == 3


def test_counts_are_over_all_passages(retriever: Retriever) -> None:
    assert retriever.passage_count == len(LIBRARY.passages) == 8
    assert retriever.document_frequency("论坛") == 4


def test_equal_passages_are_in_passage_order() -> None:
    library = make_library({"a": "青岛论坛。\n" * 40, "b": "青岛论坛。"})
    retriever = build_retriever(library.documents, library.passages, FakeEncoder())
    for legs in Legs:
        found = [hit.passage for hit in retriever.retrieve("青岛", 30, legs=legs)]
        assert found == list(library.passages[:30])


def test_threads_get_the_same_hits(retriever: Retriever) -> None:
    expected = retriever.retrieve("青岛论坛")
    found: list[bool] = []

    def ask() -> None:
        found.extend(retriever.retrieve("青岛论坛") == expected for _ in range(20))

    threads = [Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [True] * 80

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from eval.inquiries import Inquiry
from eval.stretches import stretches
from eval.suggesting import JudgedPassage, Suggester
from index.builder import publish_library
from index.generation import open_index
from ingest.document import PassageKind
from tests.fakes import FakeEncoder, make_library
from tests.unit.harvest_parts import said

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

QUESTION = "夜读活动有多少名读者参加？"
READERS = "夜读活动共有326名读者参加。"
VENUE = "活动地点在图书馆三楼的观星厅。"
TEXTS = {
    "alpha": f"{VENUE}{READERS}\n渡轮每天有十二班。\n渡轮每天有十二班。",
    "beta": f"另一家报纸也说，{READERS}",
    "menu": f"首页。{READERS}",
}
FIRST = f"alpha:0-{len(VENUE + READERS)}"
TWICE = f"alpha:{len(VENUE + READERS) + 1}-{len(VENUE + READERS) + 10}"
BETA = f"beta:0-{len(TEXTS['beta'])}"
MENU = f"menu:0-{len(TEXTS['menu'])}"


@pytest.fixture(scope="module")
def suggest(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Suggester]:
    folder: Path = tmp_path_factory.mktemp("index")
    library = make_library(TEXTS, kinds={"menu": PassageKind.FURNITURE})
    publish_library(library, FakeEncoder(), folder)
    index = open_index(folder, FakeEncoder())
    yield Suggester(index, FakeEncoder())
    index.close()


def _marked(*passages: str, verdict: str = "relevant") -> Inquiry:
    return Inquiry(tuple(said(QUESTION, verdict, passage_id=name) for name in passages))


def test_a_relevant_passage_gives_its_document_and_the_sentence_that_answers(
    suggest: Suggester,
) -> None:
    found = suggest(_marked(FIRST))
    assert found.sources == ("alpha",)
    assert found.evidence == (READERS.removesuffix("。"),)
    assert found.passages == (JudgedPassage(FIRST, "relevant", "alpha的头条"),)
    assert found.how == "of each passage found good, the sentence that answers best"


def test_passages_of_two_documents_give_two_sources(suggest: Suggester) -> None:
    found = suggest(_marked(FIRST, BETA))
    assert found.sources == ("alpha", "beta")
    assert len(found.evidence) in {1, 2}


def test_words_that_stand_in_two_sentences_are_no_evidence(suggest: Suggester) -> None:
    found = suggest(_marked(TWICE))
    assert (found.sources, found.evidence) == ((), ())
    assert found.how.startswith("nothing: in no passage found good")


def test_a_passage_that_is_gone_is_kept_with_a_note(suggest: Suggester) -> None:
    found = suggest(_marked("alpha:7000-7001"))
    note = "not in this index; it was judged in gen-000001"
    assert found.passages == (JudgedPassage("alpha:7000-7001", "relevant", "", note),)
    assert (found.sources, found.evidence) == ((), ())


def test_what_is_not_body_text_is_no_evidence(suggest: Suggester) -> None:
    found = suggest(_marked(MENU))
    assert [row.note for row in found.passages] == ["furniture, not body text"]
    assert found.evidence == ()


def test_a_passage_that_as_many_found_irrelevant_suggests_nothing(suggest: Suggester) -> None:
    both = [*_marked(FIRST).verdicts, *_marked(FIRST, verdict="irrelevant").verdicts]
    found = suggest(Inquiry(tuple(both)))
    assert [row.verdict for row in found.passages] == ["relevant", "irrelevant"]
    assert found.evidence == ()
    assert found.how == "nothing: neither the answer nor a passage was found good"


def test_a_stretch_begins_a_clause_and_shares_words_with_the_question() -> None:
    sentence = (
        "论坛于六月十五日在青岛国际会议中心开幕，来自十几个国家的三百多名嘉宾出席了开幕式并且合影。"
    )
    assert (
        stretches(sentence, "有多少嘉宾出席？")[0]
        == "来自十几个国家的三百多名嘉宾出席了开幕式并且合影"
    )
    assert stretches(sentence, "哪天？")[0].startswith("论坛于六月十五日")


def test_a_stretch_has_at_most_25_characters_and_no_torn_number() -> None:
    sentence = "会场里一共坐着来自各个城市和乡村的代表人数大约是123456人左右吧。"
    found = stretches(sentence, "多少人？")
    assert max(len(words) for words in found) == 25
    assert "会场里一共坐着来自各个城市和乡村的代表人数大约是" in found
    assert not any("2345" in words and "123456" not in words for words in found)


def test_a_blank_sentence_has_no_stretches() -> None:
    assert stretches("——。", "多少？") == []

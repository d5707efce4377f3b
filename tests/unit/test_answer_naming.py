"""What names a sentence: headings, questions in front of it, the header of its table."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from answer.naming import only_names, with_names
from ingest.document import Passage
from ingest.paragraphs import paragraph_document
from tests.fakes import make_source

TABLE = "票价表\n项目 | 成人 | 儿童\n月卡 | 320元 | 180元\n年卡 | 2400元 | 1300元\n押金20元。"


def passage_of(text: str, headings: int = 0) -> Passage:
    """``text`` as a passage, whose first ``headings`` sentences are headings."""
    _, passage = paragraph_document(make_source("fair"), text)
    marked = tuple(
        replace(sentence, is_heading=i < headings) for i, sentence in enumerate(passage.sentences)
    )
    return replace(passage, sentences=marked)


def named_by(passage: Passage) -> list[str]:
    """For each sentence the numbers of those whose tokens it then has."""
    own = np.eye(len(passage.sentences), dtype=np.bool_)
    return ["".join(str(i) for i in np.flatnonzero(row)) for row in with_names(passage, own)]


def test_a_row_is_named_by_the_first_of_its_table_and_all_by_the_heading() -> None:
    passage = passage_of(TABLE, headings=1)
    assert [passage.search_text[s.start : s.end].strip()[:2] for s in passage.sentences] == [
        "票价",
        "项目",
        "月卡",
        "年卡",
        "押金",
    ]
    assert named_by(passage) == ["0", "01", "012", "013", "04"]


def test_a_second_table_has_a_header_of_its_own() -> None:
    passage = passage_of("甲 | 乙\n一 | 二\n说明在此。\n丙 | 丁\n三 | 四")
    assert named_by(passage) == ["0", "01", "2", "3", "34"]


def test_a_question_names_the_rest_of_its_line_and_the_line_below() -> None:
    passage = passage_of("几点开门？八点。\n谁管钥匙？\n老王。\n另有一把。")
    assert [only_names(passage, sentence) for sentence in passage.sentences] == [
        True,
        False,
        True,
        False,
        False,
    ]
    assert named_by(passage) == ["0", "01", "2", "23", "4"]

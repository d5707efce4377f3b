"""Lists within lists, from a Markdown file to what is shown of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from answer.answerer import Answerer
from answer.types import Answer
from index.builder import publish_library
from index.encoder import open_encoder
from index.generation import OpenIndex, open_index
from ingest.catalogue import Catalogue
from ingest.pipeline import read_library

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.model

GUIDE = """# 新员工入职指南

入职第一天要办三件事：

1. 到人事处报到
   1. 交身份证复印件
   2. 填写登记表
2. 到信息中心领电脑
   - 笔记本电脑一台
   - 电源线一条
3. 到行政处领办公用品
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenIndex]:
    folder = tmp_path_factory.mktemp("guide")
    (folder / "guide.md").write_text(GUIDE, encoding="utf-8")
    path = tmp_path_factory.mktemp("index")
    catalogue = Catalogue.open(ROOT / "documents" / "catalogue.toml")
    publish_library(read_library([folder], catalogue), open_encoder(), path)
    opened = open_index(path, open_encoder())
    yield opened
    opened.close()


def shown(answer: Answer) -> list[str]:
    return [sentence.text for sentence in answer.sentences]


def test_the_outer_list_comes_whole_with_the_inner_ones_under_their_items(index: OpenIndex) -> None:
    answer = Answerer(index, open_encoder()).answer("入职第一天要办哪三件事？")
    assert shown(answer) == [
        "入职第一天要办三件事：",
        "1. 到人事处报到\n    1. 交身份证复印件\n    2. 填写登记表",
        "2. 到信息中心领电脑\n    • 笔记本电脑一台\n    • 电源线一条",
        "3. 到行政处领办公用品",
    ]
    assert [sentence.citations for sentence in answer.sentences] == [(1,), (2,), (3,), (4,)]
    text = index.document("guide").text
    assert all(one.quote == one.span.of(text) for one in answer.citations)


def test_who_asks_for_the_inner_list_gets_it_alone(index: OpenIndex) -> None:
    answer = Answerer(index, open_encoder()).answer("到人事处报到有哪些步骤？")
    assert shown(answer) == ["1. 到人事处报到", "1. 交身份证复印件", "2. 填写登记表"]

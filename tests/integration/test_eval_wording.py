"""Curated questions asked of an index without them, by how much they share with their passage."""

from __future__ import annotations

import json
from itertools import chain
from pathlib import Path

from eval.wording import LEGS, SHARED, asked_of, measure, ranks
from index.builder import build_retriever
from index.encoder import open_encoder
from index.retriever import Legs
from ingest.catalogue import find_catalogue
from ingest.pipeline import Library, read_library

TEXT = "图书馆周一闭馆。\n\n借书证遗失后，读者应到服务台挂失。\n\n阅览室禁止饮食。"
QUESTIONS = {
    "借书证遗失后": ["借书证遗失后怎么挂失？", "证件丢了找谁？"],
    "禁止饮食": ["阅览室里能吃东西吗？"],
}


def library_in(folder: Path) -> Path:
    """A folder with one document and the questions of two of its statements."""
    (folder / "questions").mkdir(parents=True)
    (folder / "rules.txt").write_text(TEXT, encoding="utf-8")
    (folder / "catalogue.toml").touch()
    lines = [
        json.dumps({"answer": answer, "zh": questions, "en": ["Not asked?"]}, ensure_ascii=False)
        for answer, questions in QUESTIONS.items()
    ]
    (folder / "questions" / "rules.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder


def read(folder: Path) -> Library:
    return read_library([folder], find_catalogue([folder], None, Path("none.toml")))


def test_questions_are_told_apart_by_shared_bigrams(tmp_path: Path) -> None:
    asked = list(asked_of(read(library_in(tmp_path))))
    assert {one.text: SHARED[one.shared] for one in asked} == {
        "借书证遗失后怎么挂失？": "two and more",
        "证件丢了找谁？": "none",
        "阅览室里能吃东西吗？": "two and more",
    }


def test_the_rank_is_that_of_a_passage_the_question_stands_for(tmp_path: Path) -> None:
    library = read(library_in(tmp_path))
    asked = list(asked_of(library))
    retriever = build_retriever(library.documents, library.passages, open_encoder())
    by_class = ranks(retriever, asked, Legs.LEXICAL)
    assert by_class[SHARED.index("two and more")] == [1, 1]
    nothing_right = [type(one)(one.text, frozenset({"other"}), one.shared) for one in asked]
    found = ranks(retriever, nothing_right, Legs.LEXICAL).values()
    assert list(chain.from_iterable(found)) == [0, 0, 0]


def test_a_table_counts_every_question_once(tmp_path: Path) -> None:
    lines = measure([library_in(tmp_path)])
    assert lines[0].split(" | ")[2:] == [*LEGS[:-1], f"{LEGS[-1]} |"]
    assert [line.split(" | ")[:2] for line in lines[2:]] == [
        ["| none", "1"],
        ["| two and more", "2"],
    ]

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from eval.evaluated import Evaluated
from eval.outside.beir import Beir, read_beir, write_beir
from ingest.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

CORPUS = [
    {"_id": "d 1", "title": "石桥", "text": "建于明代。"},
    {"_id": "d/2", "title": "", "text": "绿茶\u2028在春天采摘。"},
    {"_id": "d3", "text": ""},
]
QUERIES = [{"_id": "q1", "text": "石桥？"}, {"_id": "q2", "text": "绿茶？"}]
QRELS = "query-id\tcorpus-id\tscore\nq1\td 1\t2\nq1\td/2\t0\n"


def _folder(
    folder: Path,
    corpus: str | None = None,
    queries: str | None = None,
    qrels: str = QRELS,
    split: str = "test",
) -> Path:
    (folder / "qrels").mkdir(exist_ok=True)
    (folder / "corpus.jsonl").write_text(corpus or _lines(CORPUS), encoding="utf-8")
    (folder / "queries.jsonl").write_text(queries or _lines(QUERIES), encoding="utf-8")
    (folder / "qrels" / f"{split}.tsv").write_text(qrels, encoding="utf-8")
    return folder


def _lines(rows: list[dict[str, str]]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def test_titles_stand_before_texts_and_unjudged_queries_are_counted(tmp_path: Path) -> None:
    assert read_beir(_folder(tmp_path, split="dev"), "dev") == Beir(
        passages={"d 1": "石桥\n建于明代。", "d/2": "绿茶\u2028在春天采摘。", "d3": ""},
        queries={"q1": "石桥？"},
        qrels={"q1": {"d 1": 2, "d/2": 0}},
        unjudged=1,
    )


def test_windows_line_ends_and_blank_lines_are_read(tmp_path: Path) -> None:
    folder = _folder(tmp_path, qrels=QRELS.replace("\n", "\r\n") + "\r\n")
    assert read_beir(folder, "test").qrels == {"q1": {"d 1": 2, "d/2": 0}}


@pytest.mark.parametrize("name", ["corpus.jsonl", "queries.jsonl", "qrels/test.tsv"])
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    folder = _folder(tmp_path)
    (folder / name).unlink()
    with pytest.raises(InputError, match="cannot read") as caught:
        read_beir(folder, "test")
    assert str(folder / name) in caught.value.message


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{", "is no JSON"),
        ("[1]", "is no JSON object"),
        ('{"text": "甲"}', "has no text under '_id'"),
        ('{"_id": 5, "text": "甲"}', "has no text under '_id'"),
        ('{"_id": "d9"}', "has no text under 'text'"),
        ('{"_id": "d9", "title": 5, "text": "甲"}', "has no text under 'title'"),
        ('{"_id": "d9", "text": "\\ud800"}', "half a surrogate pair"),
        ('{"_id": "d3", "text": "甲"}', "has the id 'd3' again"),
    ],
)
def test_a_malformed_document_is_named_by_line(tmp_path: Path, line: str, why: str) -> None:
    folder = _folder(tmp_path, corpus=f"{_lines(CORPUS)}\n{line}\n")
    with pytest.raises(InputError, match=r"corpus\.jsonl, line 5 ") as caught:
        read_beir(folder, "test")
    assert why in caught.value.message


def test_a_malformed_query_is_named_by_line(tmp_path: Path) -> None:
    folder = _folder(tmp_path, queries=_lines([*QUERIES, QUERIES[0]]))
    with pytest.raises(InputError, match=r"queries\.jsonl, line 3 has the id 'q1' again"):
        read_beir(folder, "test")


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("q1\td3", "is not: query-id, corpus-id, score"),
        ("q1 d3 1", "is not: query-id, corpus-id, score"),
        ("q9\td3\t1", "names the query 'q9'"),
        ("q1\td9\t1", "names the document 'd9'"),
        ("q1\td3\t1.5", "has the grade '1.5'"),
        ("q1\td3\t5000", "beyond 1000"),
        ("q1\td 1\t1", "judges 'd 1' for 'q1' again"),
    ],
)
def test_a_malformed_judgement_is_named_by_line(tmp_path: Path, line: str, why: str) -> None:
    folder = _folder(tmp_path, qrels=f"{QRELS}{line}\n")
    with pytest.raises(InputError, match=r"test\.tsv, line 4") as caught:
        read_beir(folder, "test")
    assert why in caught.value.message


def test_qrels_without_their_header_are_refused(tmp_path: Path) -> None:
    folder = _folder(tmp_path, qrels="q1\td3\t1\n")
    with pytest.raises(InputError, match="line 1 is not the header"):
        read_beir(folder, "test")


def test_qrels_without_judgements_are_refused(tmp_path: Path) -> None:
    folder = _folder(tmp_path, qrels="query-id\tcorpus-id\tscore\n")
    with pytest.raises(InputError, match="holds no judgement"):
        read_beir(folder, "test")


def test_written_files_are_those_of_beir(tmp_path: Path) -> None:
    evaluated = Evaluated(
        {"a:0-2": "甲城"}, {"q": "甲？", "blind": "丙？"}, {"q": {"a:0-2": 1}}, {}
    )
    write_beir(evaluated, tmp_path / "new")
    lines = {
        name: (tmp_path / "new" / name).read_text(encoding="utf-8")
        for name in ("corpus.jsonl", "queries.jsonl", "qrels/test.tsv")
    }
    assert lines == {
        "corpus.jsonl": '{"_id": "a:0-2", "title": "", "text": "甲城"}\n',
        "queries.jsonl": '{"_id": "q", "text": "甲？"}\n{"_id": "blind", "text": "丙？"}\n',
        "qrels/test.tsv": "query-id\tcorpus-id\tscore\nq\ta:0-2\t1\nblind\ta:0-2\t0\n",
    }


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="cannot write BEIR files"):
        write_beir(Evaluated({}, {}, {}, {}), path)

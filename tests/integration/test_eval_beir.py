from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

import pytest

from eval.command import add_arguments, run
from eval.commands.beir import beir_report
from eval.commands.surroundings import Surroundings
from eval.ladder import Rung
from ingest.errors import InputError
from tests.fakes import FakeEncoder

if TYPE_CHECKING:
    from pathlib import Path

CORPUS = [
    ("tea 1", "", "白马山出产绿茶。茶叶在春天采摘。"),
    ("bridge/2", "石桥", "城里有一座古老的石桥，建于明代。"),
    ("空", "", ""),
    ("rail", "", "北方铁路连接六座城市。"),
]
QUERIES = [("a b", "石桥建于哪个朝代？"), ("c", "茶叶何时采摘？"), ("d", "无人问津"), ("e", "！")]
JUDGED = [("a b", "bridge/2", 2), ("c", "tea 1", 1), ("c", "rail", 0), ("e", "rail", 1)]


def _beir(folder: Path) -> Path:
    (folder / "qrels").mkdir()
    corpus = [{"_id": key, "title": title, "text": text} for key, title, text in CORPUS]
    queries = [{"_id": key, "text": text} for key, text in QUERIES]
    for name, rows in (("corpus", corpus), ("queries", queries)):
        lines = "".join(json.dumps(row) + "\n" for row in rows)
        (folder / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    lines = "".join(f"{query}\t{passage}\t{grade}\n" for query, passage, grade in JUDGED)
    header = "query-id\tcorpus-id\tscore\n"
    (folder / "qrels" / "test.tsv").write_text(header + lines, encoding="utf-8")
    return folder


def _args(*arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return parser.parse_args(["beir", *arguments])


def test_documents_are_found_under_the_ids_of_the_folder(tmp_path: Path) -> None:
    report, evaluated = beir_report(_args(str(_beir(tmp_path)), "--legs", "lexical"), FakeEncoder())
    assert evaluated.rankings == {"lexical": {"a b": ("bridge/2",), "c": ("tea 1",), "e": ()}}
    assert report.topics["a b"] == dict.fromkeys(report.topics["c"], 1.0)
    assert set(report.topics["e"].values()) == {0.0}
    assert report.figures["Success@1"] == pytest.approx(2 / 3)
    assert report.groups == {"a b": "a b", "c": "c", "e": "e"}
    settings = report.about["settings"]
    assert settings == {
        "evaluation": "beir",
        "folder": tmp_path.name,
        "split": "test",
        "legs": "lexical",
        "curated": False,
        "reranker": "embedded",
        "queries": 3,
        "queries_not_judged": 1,
        "passages": 4,
    }


def test_titles_are_searched(tmp_path: Path) -> None:
    folder = _beir(tmp_path)
    rows = [{"_id": "x", "title": "石桥建于哪个朝代", "text": "无。"}, {"_id": "y", "text": "无。"}]
    (folder / "corpus.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    tsv = "query-id\tcorpus-id\tscore\na b\tx\t1\n"
    (folder / "qrels" / "test.tsv").write_text(tsv, encoding="utf-8")
    report, _ = beir_report(_args(str(folder)), FakeEncoder())
    assert report.figures["Success@1"] == 1.0


def test_all_legs_make_a_ladder_whose_product_is_the_figures(tmp_path: Path) -> None:
    report, evaluated = beir_report(_args(str(_beir(tmp_path)), "--legs", "all"), FakeEncoder())
    assert list(report.ladder) == ["random", "lexical", "vector", "fused", "reranked"]
    assert report.figures == report.ladder["reranked"]
    assert set(evaluated.rankings[Rung.RANDOM]["c"]) == {key for key, _, _ in CORPUS}


def test_the_same_folder_twice_gives_the_same_report(tmp_path: Path) -> None:
    arguments = _args(str(_beir(tmp_path)), "--legs", "all")
    first, second = (
        json.loads(beir_report(arguments, FakeEncoder())[0].to_json()) for _ in range(2)
    )
    for report in (first, second):
        report.pop("timings")
    assert first == second


def test_a_split_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"cannot read .*dev\.tsv"):
        beir_report(_args(str(_beir(tmp_path)), "--split", "dev"), FakeEncoder())


@pytest.mark.model
def test_json_prints_one_object_and_beir_is_written_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    again = tmp_path / "again"
    arguments = _args(str(_beir(tmp_path)), "--json", "--beir", str(again))
    assert run(arguments, Surroundings(tmp_path / "none")) == 0
    body = json.loads(capsys.readouterr().out)
    assert body["figures"]["Success@1"] == pytest.approx(2 / 3)
    assert run(_args(str(again), "--json"), Surroundings(tmp_path / "none")) == 0
    assert json.loads(capsys.readouterr().out)["topics"] == body["topics"]

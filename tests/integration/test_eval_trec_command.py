from __future__ import annotations

import argparse
import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from eval.command import add_arguments, run
from eval.commands.beir import beir_report
from eval.commands.surroundings import Surroundings
from eval.commands.trec import trec_reports
from eval.measures import RETRIEVAL_NAMES
from eval.outside.trec import write_trec
from eval.reports.stored import parse_report
from tests.fakes import FakeEncoder

if TYPE_CHECKING:
    from pathlib import Path

QRELS = "bridge 0 a 1\nbridge 0 b 0\ntea 0 c 2\ntea 0 d 1\nrail 0 a 1\n"
RIVAL = (
    "bridge Q0 a 1 0.5 x\nbridge Q0 b 2 0.5 x\ntea Q0 c 1 9 x\ntea Q0 d 2 8 x\nelse Q0 a 1 1 x\n"
)


def _args(*arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return parser.parse_args(list(arguments))


def _rival(folder: Path, name: str = "rival.run", text: str = RIVAL) -> Path:
    (folder / "qrels.txt").write_text(QRELS, encoding="utf-8")
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def _ir_measures(qrels: Path, found: Path) -> dict[str, float]:
    """What ir_measures' own command line says of the two files."""
    command = [sys.executable, "-W", "ignore", "-m", "ir_measures", str(qrels), str(found)]
    done = subprocess.run(
        [*command, *RETRIEVAL_NAMES, "-p", "12"], capture_output=True, text=True, check=True
    )
    return {
        name: float(value) for name, value in (row.split("\t") for row in done.stdout.splitlines())
    }


def _beir(folder: Path) -> Path:
    (folder / "qrels").mkdir(parents=True)
    texts = [
        "石桥建于明代。",
        "绿茶在春天采摘。",
        "铁路连接六座城市。",
        "石桥边有茶园。",
        "展厅在二楼。",
    ]
    corpus = [{"_id": f"doc-{n}", "title": "", "text": text} for n, text in enumerate(texts)]
    asked = ["石桥建于哪个朝代？", "绿茶何时采摘？", "Wo ist das?", "石桥边有铁路吗？"]
    queries = [{"_id": f"query-{n}", "text": text} for n, text in enumerate(asked)]
    for name, rows in (("corpus", corpus), ("queries", queries)):
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (folder / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    judged = ["0\tdoc-3\t1", "0\tdoc-0\t2", "1\tdoc-1\t1", "2\tdoc-4\t1", "3\tdoc-4\t0"]
    lines = "".join(f"query-{line}\n" for line in judged)
    (folder / "qrels" / "test.tsv").write_text(
        f"query-id\tcorpus-id\tscore\n{lines}", encoding="utf-8"
    )
    return folder


def test_figures_agree_with_the_command_line_of_ir_measures_on_the_files_written(
    tmp_path: Path,
) -> None:
    arguments = _args("beir", str(_beir(tmp_path / "beir")), "--legs", "all")
    report, evaluated = beir_report(arguments, FakeEncoder())
    write_trec(evaluated, tmp_path)
    qrels = tmp_path / "qrels.txt"
    assert list(report.ladder) == ["random", "lexical", "vector", "fused", "reranked"]
    for rung, figures in report.ladder.items():
        outside = _ir_measures(qrels, tmp_path / f"{rung}.run")
        assert outside == pytest.approx(dict(figures), abs=1e-9)
    own = {name: report.figures[name] for name in RETRIEVAL_NAMES}
    assert own == report.ladder["reranked"]
    assert {topic: values["RR@10"] for topic, values in report.topics.items()} == {
        "query-0": 1.0,
        "query-1": 1.0,
        "query-2": 0.5,
        "query-3": 0.0,
    }


def test_our_own_files_scored_as_a_rivals_give_the_same_topics(tmp_path: Path) -> None:
    report, evaluated = beir_report(_args("beir", str(_beir(tmp_path / "beir"))), FakeEncoder())
    write_trec(evaluated, tmp_path)
    arguments = ["trec", str(tmp_path / "reranked.run"), "--qrels", str(tmp_path / "qrels.txt")]
    (rival,) = trec_reports(_args(*arguments)).values()
    assert rival.topics == report.topics
    assert rival.groups == report.groups
    assert rival.intervals == report.intervals


def test_one_run_as_json_is_a_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = [str(_rival(tmp_path)), "--qrels", str(tmp_path / "qrels.txt"), "--json"]
    assert run(_args("trec", *arguments), Surroundings(tmp_path / "none")) == 0
    report = parse_report(capsys.readouterr().out, "stdout")
    # bridge: the tie puts b before a; tea: both in order; rail: no hits.
    assert report.figures["RR@10"] == pytest.approx((0.5 + 1 + 0) / 3)
    assert report.figures["nDCG@10"] == pytest.approx((0.6309297535714574 + 1 + 0) / 3)
    settings = report.about["settings"]
    assert isinstance(settings, dict)
    assert settings == {
        "evaluation": "trec",
        "run": "rival.run",
        "qrels": "qrels.txt",
        "topics": 3,
        "topics_without_hits": 1,
        "topics_not_judged": 1,
    }


def test_several_runs_as_json_are_reports_by_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = _rival(tmp_path)
    second = _rival(tmp_path, "empty.run", "")
    arguments = [str(first), str(second), "--qrels", str(tmp_path / "qrels.txt"), "--json"]
    assert run(_args("trec", *arguments), Surroundings(tmp_path / "none")) == 0
    body = json.loads(capsys.readouterr().out)
    assert list(body) == [str(first), str(second)]
    assert body[str(first)]["figures"]["Success@1"] == pytest.approx(1 / 3)
    assert body[str(second)]["figures"]["Success@1"] == 0.0


def test_several_runs_are_a_line_each(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = _rival(tmp_path, "r.run"), _rival(tmp_path, "e.run", "")
    arguments = [str(first), str(second), "--qrels", str(tmp_path / "qrels.txt")]
    assert run(_args("trec", *arguments), Surroundings(tmp_path / "none")) == 0
    heading, *lines = (line.split("\t") for line in capsys.readouterr().out.splitlines())
    assert heading == ["run", *RETRIEVAL_NAMES]
    assert [line[0] for line in lines] == [str(first), str(second)]
    assert lines[0][heading.index("nDCG@10")] == "0.5436"
    assert lines[1][1:] == ["0.0000"] * len(RETRIEVAL_NAMES)

from __future__ import annotations

import argparse
import json
from contextlib import closing
from pathlib import Path
from typing import cast

import pytest

from eval.command import add_arguments
from eval.commands.forum import forum_report
from eval.reports.report import Report
from eval.subject import IndexSubject
from index.builder import publish_library
from index.generation import open_index
from ingest.errors import InputError
from ingest.pipeline import read_library
from tests.fakes import FakeEncoder, curate

BRIDGE = """石桥节在临海开幕

六月三日，第二届石桥节在临海城开幕，来自九个国家的三百名客人参加。市长周明在开幕式上致辞。

石桥节期间公布了青年营和图书周两个项目。青年营将在秋天举行，图书周由博物馆承办。
"""
TEA = """白馬山的茶園

白馬山的茶園由三個村子照看，春天採摘的綠茶運往十二個城市。

茶農林海說，今年的收成比去年多兩成。
"""


def _topic(key: str, question: str, kind: str, **more: object) -> dict[str, object]:
    return {
        "id": key,
        "question": question,
        "language": "zh-Hans",
        "kind": kind,
        "statement": key,
        "half": "reporting",
        **more,
    }


TOPICS = [
    _topic(
        "opening",
        "第二届石桥节哪天开幕？",
        "fact",
        sources=["bridge"],
        answers=["六月三日"],
        evidence="石桥节在临海城开幕",
    ),
    _topic(
        "projects",
        "石桥节期间公布了哪些项目？",
        "list",
        sources=["bridge"],
        answers_all=["青年营", "图书周"],
        evidence="公布了青年营和图书周",
    ),
    _topic(
        "tea",
        "白馬山的茶園由誰照看？",
        "traditional",
        language="zh-Hant",
        sources=["tea"],
        answers=["三个村子"],
        evidence="三个村子照看",
        half="development",
    ),
    _topic("weather", "who wrote Hamlet", "unanswerable_far", language="en"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    library = tmp_path / "library"
    library.mkdir()
    (library / "bridge.txt").write_text(BRIDGE, encoding="utf-8")
    (library / "tea.txt").write_text(TEA, encoding="utf-8")
    publish_library(read_library([library], None), FakeEncoder(), tmp_path / "index")
    lines = [json.dumps(topic, ensure_ascii=False) for topic in TOPICS]
    (tmp_path / "topics.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path


def _args(folder: Path, *arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return parser.parse_args(["--topics", str(folder / "topics.jsonl"), *arguments])


def _report(folder: Path, *arguments: str) -> Report:
    encoder = FakeEncoder()
    with closing(open_index(folder / "index", encoder)) as index:
        return forum_report(_args(folder, *arguments), IndexSubject(index, encoder))[0]


def test_answerable_topics_give_the_retrieval_figures(folder: Path) -> None:
    report = _report(folder, "--legs", "lexical")
    assert {name: report.figures[name] for name in ("Success@1", "nDCG@10", "R@5")} == {
        "Success@1": 1.0,
        "nDCG@10": 1.0,
        "R@5": 1.0,
    }
    assert "answer_hit" not in report.figures
    assert set(report.topics["weather"]) == set()


def test_answers_citations_and_refusals_are_measured(folder: Path) -> None:
    report = _report(folder)
    assert report.figures["citation_exact"] == 1.0
    assert report.figures["citation_support"] == 1.0
    assert report.figures["script_parity"] == 1.0
    assert report.figures["refusal_auroc"] == 1.0
    assert report.figures["false_answer_near"] is None
    assert set(report.topics["projects"]) >= {"answer_hit", "list_complete", "false_refusal"}
    assert report.topics["weather"] == {"false_answer": 0.0, "false_answer_far": 0.0}


def test_details_show_why_and_stay_out_of_the_json(folder: Path) -> None:
    report = _report(folder)
    opening = report.details["opening"]
    assert opening.question == "第二届石桥节哪天开幕？"
    assert opening.wanted == ("六月三日",)
    assert opening.labels["language"] == ("zh", "zh-Hans")
    assert opening.labels["half"] == ("reporting",)
    assert [one.relevant for one in opening.found] == [True, False]
    assert opening.found[0].headline == "石桥节在临海开幕"
    assert "临海" not in report.to_json()


def test_every_topic_has_its_group_and_every_figure_its_interval(folder: Path) -> None:
    report = _report(folder)
    assert report.groups == {key: key for key in ("opening", "projects", "tea", "weather")}
    assert {name for name, value in report.figures.items() if value is None} == {
        "false_answer_near",
        "language_parity",
        "followup_parity",
    }
    measured = {name for name, value in report.figures.items() if value is not None}
    assert set(report.intervals) == measured
    assert all(low <= high for low, high in report.intervals.values())


def test_slices_count_and_average_their_topics(folder: Path) -> None:
    report = _report(folder, "--legs", "lexical")
    assert list(report.slices) == [
        "kind",
        "language",
        "source",
        "position",
        "printed",
        "half",
    ]
    assert {key: row["topics"] for key, row in report.slices["language"].items()} == {
        "en": 1,
        "zh": 3,
        "zh-Hans": 2,
        "zh-Hant": 1,
    }
    assert report.slices["source"]["tea"]["Success@1"] == 1.0


def test_curated_questions_are_the_product_and_can_be_left_out(folder: Path) -> None:
    library = curate(read_library([folder / "library"], None), {"谁来掐茶叶尖儿？": "春天采摘"})
    publish_library(library, FakeEncoder(), folder / "index")
    topic = TOPICS[2] | {"question": "谁掐茶叶尖儿？"}
    (folder / "topics.jsonl").write_text(json.dumps(topic), encoding="utf-8")
    product, without = _report(folder), _report(folder, "--no-curated")
    every = _report(folder, "--legs", "all")
    assert product.figures["RR@10"] == every.ladder["curated"]["RR@10"] == 1.0
    assert without.figures["RR@10"] == every.ladder["reranked"]["RR@10"]
    settings = (report.about["settings"] for report in (product, without))
    assert [cast("dict[str, object]", asked)["curated"] for asked in settings] == [True, False]
    ladder = _report(folder, "--legs", "all", "--no-curated").ladder
    assert list(ladder) == ["random", "lexical", "vector", "fused", "reranked"]
    assert "answer_hit" in without.figures
    with pytest.raises(InputError, match="take no part"):
        _report(folder, "--legs", "curated", "--no-curated")


def test_a_half_is_evaluated_alone(folder: Path) -> None:
    report = _report(folder, "--half", "development", "--legs", "lexical")
    assert list(report.topics) == ["tea"]


def test_the_same_command_twice_gives_the_same_figures(folder: Path) -> None:
    first, second = (json.loads(_report(folder, "--legs", "all").to_json()) for _ in range(2))
    for report in (first, second):
        report.pop("timings")
    assert first == second
    assert list(first["ladder"]) == ["random", "lexical", "vector", "fused", "reranked", "curated"]
    assert {leg: step["against"] for leg, step in first["ladder_steps"].items()} == {
        "lexical": "random",
        "vector": "lexical",
        "fused": "lexical",
        "reranked": "fused",
        "curated": "reranked",
    }


def test_a_report_says_what_it_is_about(folder: Path) -> None:
    report = _report(folder, "--legs", "lexical")
    assert list(report.about) == ["commit", "settings", "encoder", "corpus", "machine"]
    assert report.about["encoder"] == FakeEncoder().fingerprint


def test_no_topic_is_a_user_error(folder: Path) -> None:
    (folder / "topics.jsonl").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="no topic"):
        _report(folder)


@pytest.mark.parametrize("before", [["forum"], []])
def test_forum_is_what_eval_means_alone(before: list[str]) -> None:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    args = parser.parse_args([*before, "--half", "reporting", "--json"])
    assert (args.evaluation, args.half, args.json, args.legs) == ("forum", "reporting", True, None)


def test_options_before_the_word_forum_stay() -> None:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    args = parser.parse_args(["--json", "forum", "--legs", "lexical"])
    assert (args.json, args.legs) == (True, "lexical")

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

import pytest

from eval.command import add_arguments, run, squad_report
from ingest.errors import InputError
from tests.fakes import FakeEncoder

if TYPE_CHECKING:
    from pathlib import Path

PARAGRAPHS = [
    (
        "临海城在东海边上。城里有一座古老的石桥，建于明代。每年夏天有许多客人来。",
        "石桥建于哪个朝代？",
        "明代",
    ),
    ("白马山出产绿茶。山上的茶园由三个村子照看。茶叶在春天采摘。", "茶园由谁照看？", "三个村子"),
    (
        "北方铁路全长九百公里。它连接六座城市。第一列火车在秋天开出。",
        "铁路连接多少座城市？",
        "六座",
    ),
    ("博物馆收藏了两千件瓷器。展厅在二楼。周一闭馆。", "瓷器有多少件？", "两千件"),
]
SAME_QUESTION = ("南方铁路连接九座城市。它沿着海岸修建。", "铁路连接多少座城市？", "九座")
ENGLISH = ["Which dynasty?", "Who tends it?", "How many cities?", "How many pieces?", "How many?"]


def _squad(folder: Path) -> Path:
    return _written(
        folder / "zh.json",
        [
            (context, question, context.index(answer), answer)
            for context, question, answer in [*PARAGRAPHS, SAME_QUESTION]
        ],
    )


def _written(path: Path, rows: list[tuple[str, str, int, str]]) -> Path:
    paragraphs = [
        {
            "context": context,
            "qas": [
                {
                    "id": f"i{number}",
                    "question": question,
                    "answers": [{"text": answer, "answer_start": start}],
                }
            ],
        }
        for number, (context, question, start, answer) in enumerate(rows)
    ]
    body = {"data": [{"title": "", "paragraphs": paragraphs}]}
    path.write_text(json.dumps(body, ensure_ascii=False), encoding="utf-8")
    return path


def _args(*arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return parser.parse_args(["squad", *arguments])


def test_figures_of_a_file_whose_questions_repeat_their_paragraphs(tmp_path: Path) -> None:
    report = squad_report(_args(str(_squad(tmp_path)), "--legs", "lexical"), FakeEncoder())
    assert report.about["settings"] == {
        "evaluation": "squad",
        "file": "zh.json",
        "questions": None,
        "limit": None,
        "legs": "lexical",
        "curated": False,
        "distinct_questions": 4,
        "items": 5,
        "passages": 5,
        "displaced_answers": 0,
        "impossible": 0,
    }
    assert report.figures["Success@1"] == 1.0
    assert report.figures["R@5"] == 1.0
    assert report.figures["Success@1_items"] == 0.8
    assert report.figures["nDCG@10"] == 1.0
    assert report.topics["q2"] == report.topics["q0"]


def test_answers_are_measured_beside_the_leg_that_answers(tmp_path: Path) -> None:
    report = squad_report(_args(str(_squad(tmp_path))), FakeEncoder())
    assert report.figures["sentence_hit"] == 1.0
    assert report.figures["sentence_hit_end_to_end"] == pytest.approx(3.5 / 4)
    assert report.figures["sentence_hit_end_to_end_items"] == 0.8
    auroc = report.figures["refusal_auroc"]
    assert auroc is not None
    assert auroc > 0.5
    assert report.ladder == {}


def test_all_legs_make_a_ladder_below_the_figures_of_the_product(tmp_path: Path) -> None:
    report = squad_report(_args(str(_squad(tmp_path)), "--legs", "all"), FakeEncoder())
    assert list(report.ladder) == ["lexical", "vector", "fused"]
    fused = report.ladder["fused"]
    assert {name: report.figures[name] for name in fused} == dict(fused)


def test_the_same_file_twice_gives_the_same_figures(tmp_path: Path) -> None:
    arguments = _args(str(_squad(tmp_path)), "--legs", "all", "--json")
    first, second = (json.loads(squad_report(arguments, FakeEncoder()).to_json()) for _ in range(2))
    for report in (first, second):
        report.pop("timings")
    assert first == second


def test_questions_of_another_file_are_asked(tmp_path: Path) -> None:
    english = _written(
        tmp_path / "en.json", [(f"Text {n}.", q, 0, "Text") for n, q in enumerate(ENGLISH)]
    )
    arguments = _args(str(_squad(tmp_path)), "--questions", str(english), "--legs", "lexical")
    report = squad_report(arguments, FakeEncoder())
    assert report.figures["Success@1"] == 0.0
    assert len(report.topics) == 5


def test_a_limit_below_one_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="at least 1"):
        squad_report(_args(str(_squad(tmp_path)), "--limit", "0"), FakeEncoder())


def test_a_leg_that_retrieval_has_not_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no leg 'reranked'"):
        squad_report(_args(str(_squad(tmp_path)), "--legs", "reranked"), FakeEncoder())


@pytest.mark.model
def test_json_prints_one_object_and_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(_args(str(_squad(tmp_path)), "--json"), index_dir=tmp_path / "none")
    printed = capsys.readouterr()
    assert code == 0
    assert printed.err == ""
    assert printed.out.count("\n") == 1
    body = json.loads(printed.out)
    assert list(body) == ["figures", "slices", "ladder", "topics", "about", "timings"]
    assert body["figures"]["Success@1"] == 1.0

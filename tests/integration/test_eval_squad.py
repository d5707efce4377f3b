from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, cast

import pytest

from answer.answerer import Answerer
from answer.types import Status
from eval.command import add_arguments, run
from eval.commands.squad import squad_report
from eval.commands.surroundings import Surroundings
from eval.outside.squad import read_squad
from eval.outside.squad_index import indexed
from eval.reports.stored import parse_report
from index.rerankers import RerankerChoice
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


def _mark(path: Path, *questions: str) -> None:
    """A paragraph before all others whose questions are marked as impossible."""
    body = json.loads(path.read_text(encoding="utf-8"))
    qas = [
        {"id": f"u{number}", "question": question, "answers": [], "is_impossible": True}
        for number, question in enumerate(questions)
    ]
    paragraph = {"context": "城南有一口井。", "qas": qas}
    body["data"][0]["paragraphs"].insert(0, paragraph)
    path.write_text(json.dumps(body, ensure_ascii=False), encoding="utf-8")


def _args(*arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return parser.parse_args(["squad", *arguments])


def test_figures_of_a_file_whose_questions_repeat_their_paragraphs(tmp_path: Path) -> None:
    report, _ = squad_report(_args(str(_squad(tmp_path)), "--legs", "lexical"), FakeEncoder())
    assert report.about["settings"] == {
        "evaluation": "squad",
        "file": "zh.json",
        "questions": None,
        "limit": None,
        "legs": "lexical",
        "curated": False,
        "reranker": "embedded",
        "distinct_questions": 4,
        "items": 5,
        "passages": 5,
        "displaced_answers": 0,
        "impossible": 0,
        "distinct_impossible": 0,
    }
    assert report.figures["Success@1"] == 1.0
    assert report.figures["R@5"] == 1.0
    assert report.figures["Success@1_items"] == 0.8
    assert report.figures["nDCG@10"] == 1.0
    assert report.topics["q2"] == report.topics["q0"]


def test_answers_are_measured_beside_the_leg_that_answers(tmp_path: Path) -> None:
    report, _ = squad_report(_args(str(_squad(tmp_path))), FakeEncoder())
    assert report.figures["sentence_hit"] == 1.0
    assert report.figures["sentence_hit_end_to_end"] == pytest.approx(3.5 / 4)
    assert report.figures["sentence_hit_end_to_end_items"] == 0.8
    auroc = report.figures["refusal_auroc"]
    assert auroc is not None
    assert auroc > 0.5
    assert report.ladder == {}


def test_an_unmarked_sentence_is_scored_as_the_phrase(tmp_path: Path) -> None:
    path = _written(tmp_path / "zh.json", [("九座。", "铁路连接多少座城市？", 0, "九")])
    report, _ = squad_report(_args(str(path)), FakeEncoder())
    assert report.figures["phrase_em"] == 0.0
    # 九座 against 九: precision 1/2, recall 1.
    assert report.figures["phrase_f1"] == pytest.approx(2 / 3)
    assert report.figures["phrase_f1_items"] == report.figures["phrase_f1"]


def test_the_decision_to_answer_is_the_products(tmp_path: Path) -> None:
    path = _squad(tmp_path)
    report, _ = squad_report(_args(str(path)), FakeEncoder())
    squad = read_squad(path)
    with indexed(squad, FakeEncoder()) as index:
        answerer = Answerer(index, FakeEncoder())
        answers = [answerer.answer(question) for _, question, _ in PARAGRAPHS]
    refused = [float(answer.status is Status.NOT_FOUND) for answer in answers]
    assert [report.topics[f"q{n}"]["false_refusal"] for n in range(4)] == refused
    assert list(report.scores.positives.values()) == [answer.confidence for answer in answers]


def test_questions_marked_as_impossible_are_asked_of_the_whole_collection(tmp_path: Path) -> None:
    path = _squad(tmp_path)
    _mark(path, "谁发明了电话？", "飞船何时登陆火星？", "石桥建于哪个朝代？")
    report, evaluated = squad_report(_args(str(path)), FakeEncoder())
    settings = report.about["settings"]
    assert isinstance(settings, dict)
    assert (settings["impossible"], settings["distinct_impossible"]) == (3, 2)
    assert list(report.topics) == ["q0", "q1", "q2", "q3", "u0", "u1"]
    assert list(report.topics["u0"]) == ["false_answer_marked"]
    marked = [report.topics[key]["false_answer_marked"] for key in ("u0", "u1")]
    assert report.figures["false_answer_marked"] == sum(marked) / 2
    assert report.groups["u0"] == "p0"
    assert list(evaluated.queries) == ["q0", "q1", "q2", "q3"]
    assert report.figures["refusal_auroc_marked"] == 1.0
    assert report.figures["Success@5"] == 1.0


def test_a_file_without_marked_questions_has_no_figures_of_them(tmp_path: Path) -> None:
    report, _ = squad_report(_args(str(_squad(tmp_path))), FakeEncoder())
    assert report.figures["refusal_auroc_marked"] is None
    assert report.figures["false_answer_marked"] is None
    assert report.figures["false_answer_removed"] is not None


def test_a_file_of_impossible_questions_only(tmp_path: Path) -> None:
    path = _written(tmp_path / "zh.json", [])
    _mark(path, "Где живёт водопроводчик?")
    report, _ = squad_report(_args(str(path), "--legs", "all"), FakeEncoder())
    figures = report.figures
    assert figures["false_answer_marked"] in {0.0, 1.0}
    assert {name for name, value in figures.items() if value is not None} == {"false_answer_marked"}
    assert report.topics == {"u0": {"false_answer_marked": figures["false_answer_marked"]}}
    assert parse_report(report.to_json(), "report").figures == figures


def test_marked_questions_are_left_out_beside_a_leg_that_does_not_answer(tmp_path: Path) -> None:
    path = _squad(tmp_path)
    _mark(path, "Где живёт водопроводчик?")
    report, _ = squad_report(_args(str(path), "--legs", "vector"), FakeEncoder())
    assert list(report.topics) == ["q0", "q1", "q2", "q3"]
    assert not {"phrase_f1", "false_refusal", "refusal_auroc"} & set(report.figures)


def test_all_legs_make_a_ladder_below_the_figures_of_the_product(tmp_path: Path) -> None:
    report, _ = squad_report(_args(str(_squad(tmp_path)), "--legs", "all"), FakeEncoder())
    assert list(report.ladder) == ["random", "lexical", "vector", "fused", "reranked"]
    assert list(report.steps) == ["lexical", "vector", "fused", "reranked"]
    product = report.ladder["reranked"]
    assert {name: report.figures[name] for name in product} == dict(product)


def test_the_same_file_twice_gives_the_same_figures(tmp_path: Path) -> None:
    arguments = _args(str(_squad(tmp_path)), "--legs", "all", "--json")
    first, second = (
        json.loads(squad_report(arguments, FakeEncoder())[0].to_json()) for _ in range(2)
    )
    for report in (first, second):
        report.pop("timings")
    assert first == second


def test_questions_of_another_file_are_asked(tmp_path: Path) -> None:
    english = _written(
        tmp_path / "en.json", [(f"Text {n}.", q, 0, "Text") for n, q in enumerate(ENGLISH)]
    )
    arguments = _args(str(_squad(tmp_path)), "--questions", str(english), "--legs", "lexical")
    report, _ = squad_report(arguments, FakeEncoder())
    assert report.figures["Success@1"] == 0.2  # translated words find one of five
    assert len(report.topics) == 5


def test_a_limit_below_one_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="at least 1"):
        squad_report(_args(str(_squad(tmp_path)), "--limit", "0"), FakeEncoder())


def test_the_reranker_that_is_asked_for_is_used_and_named(tmp_path: Path) -> None:
    arguments = _args(str(_squad(tmp_path)), "--legs", "all")
    report, _ = squad_report(arguments, FakeEncoder(), RerankerChoice("none"))
    assert cast("dict[str, object]", report.about["settings"])["reranker"] == "none"
    assert report.ladder["reranked"] == report.ladder["fused"]
    ours, _ = squad_report(arguments, FakeEncoder())
    scores = [one.scores.positives for one in (report, ours)]
    assert scores[0] != scores[1]


def test_the_leg_of_curated_questions_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="take no part"):
        squad_report(_args(str(_squad(tmp_path)), "--legs", "curated"), FakeEncoder())


@pytest.mark.model
def test_json_prints_one_object_and_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(_args(str(_squad(tmp_path)), "--json"), Surroundings(tmp_path / "none"))
    printed = capsys.readouterr()
    assert code == 0
    assert printed.err == ""
    assert printed.out.count("\n") == 1
    body = json.loads(printed.out)
    assert list(body)[:2] == ["figures", "intervals"]
    assert body["figures"]["Success@1"] == 1.0

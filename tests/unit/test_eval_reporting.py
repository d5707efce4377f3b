from __future__ import annotations

import io
import json

from rich.console import Console

from eval.reports.plain import report_rows
from eval.reports.report import RefusalScores, Report, Step
from eval.reports.terminal import show
from eval.resampling import Interval

LONG = "qingdao-daily-2023-06-16-sco-friendship-forum"
REPORT = Report(
    figures={"nDCG@10": 0.75, "answer_hit": None},
    intervals={"nDCG@10": Interval(0.5, 1.0)},
    slices={"kind": {"list": {"topics": 2, "nDCG@10": 0.5, "list_complete": 1.0}}},
    about={"commit": "abc"},
    timings={"total_s": 1.5},
    ladder={"lexical": {"nDCG@10": 0.25}},
    steps={"lexical": Step("random", {"nDCG@10": 0.25}, {"nDCG@10": Interval(0.125, 0.375)})},
    topics={"t": {"nDCG@10": 0.5}},
    groups={"t": "fact"},
    hashes={"t": "1f"},
    scores=RefusalScores({"t": 0.9}, {"u": 0.1}),
)
EVERY = (
    "nDCG@10",
    "Success@1",
    "Success@5",
    "answer_hit",
    "list_complete",
    "false_refusal",
    "false_answer",
)


def shown(report: Report, baseline: Report | None = None, width: int = 80) -> list[str]:
    """The lines printed, without the blanks at their ends."""
    out = io.StringIO()
    show(report, Console(file=out, width=width), baseline)
    return [line.rstrip() for line in out.getvalue().splitlines()]


def words(lines: list[str]) -> list[str]:
    return [" ".join(line.split()) for line in lines]


def test_json_is_one_object_with_flat_figures() -> None:
    body = json.loads(REPORT.to_json())
    assert list(body) == [
        "figures",
        "intervals",
        "slices",
        "slice_intervals",
        "ladder",
        "ladder_steps",
        "ladder_slices",
        "ladder_slice_steps",
        "topics",
        "groups",
        "topic_hashes",
        "refusal_scores",
        "about",
        "timings",
    ]
    assert body["figures"] == {"nDCG@10": 0.75, "answer_hit": None}
    assert body["intervals"] == {"nDCG@10": [0.5, 1.0]}
    assert body["ladder_steps"]["lexical"]["against"] == "random"
    assert body["refusal_scores"] == {"positives": {"t": 0.9}, "negatives": {"u": 0.1}}
    assert "\n" not in REPORT.to_json()


def test_tables_name_every_part() -> None:
    lines = words(shown(REPORT))
    for expected in (
        "nDCG@10 0.7500 0.500 to 1.000",
        "answer_hit –",
        "lexical 0.250",
        "lexical random nDCG@10 +0.2500 +0.125 to +0.375",
        "list 2 0.500 1.000",
        "commit: abc",
        "total_s: 1.5",
    ):
        assert expected in lines


def test_a_pipe_gets_a_row_for_every_figure() -> None:
    assert list(report_rows(REPORT)) == [
        ("figure", "nDCG@10", "0.7500", "0.500 to 1.000"),
        ("figure", "answer_hit", "–", ""),
        ("leg", "lexical", "nDCG@10", "0.2500"),
        ("step", "lexical", "random", "nDCG@10", "+0.2500", "+0.125 to +0.375"),
        ("kind", "list", "topics", "2"),
        ("kind", "list", "nDCG@10", "0.5000"),
        ("kind", "list", "list_complete", "1.0000"),
        ("about", "commit", "abc"),
        ("timing", "total_s", "1.5"),
    ]


def test_the_baseline_is_compared_topic_by_topic() -> None:
    topics = [f"t{number}" for number in range(20)]
    now, before = (
        Report(
            figures={"nDCG@10": value, "answer_hit": None},
            about={},
            timings={},
            topics={topic: {"nDCG@10": value} for topic in topics},
            groups={topic: topic for topic in topics},
        )
        for value in (0.5, 0.75)
    )
    lines = words(shown(now, before))
    assert "measure figure 95 % interval since baseline" in lines
    assert "nDCG@10 0.5000 -0.2500*" in lines
    assert "answer_hit – –" in lines
    assert list(report_rows(now, before)) == [
        ("figure", "nDCG@10", "0.5000", "", "-0.2500*"),
        ("figure", "answer_hit", "–", "", "–"),
    ]


def test_the_widest_table_shows_names_and_values_in_full_on_80_columns() -> None:
    row = {"topics": 1234, **dict.fromkeys(EVERY, 0.5)}
    report = Report(
        figures={},
        about={},
        timings={},
        slices={"kind": {"unanswerable_near": row, LONG: row}},
    )
    lines = shown(report)
    assert f"unanswerable_near 1234 {' '.join(['0.500'] * 7)}" in words(lines)
    assert max(map(len, lines)) <= 80
    names = [line[1:18].strip() for line in lines]
    start = names.index("qingdao-daily-")
    assert "".join(names[start : start + 3]) == LONG
    assert "…" not in "".join(lines)


def test_a_name_in_brackets_is_no_markup() -> None:
    report = Report(figures={}, about={}, timings={}, slices={"source": {"[bold]a": {"topics": 1}}})
    assert "[bold]a 1" in words(shown(report))

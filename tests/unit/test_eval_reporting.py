from __future__ import annotations

import io
import json

from rich.console import Console

from eval.reporting import Report, show

REPORT = Report(
    figures={"nDCG@10": 0.75, "answer_hit": None},
    slices={"kind": {"list": {"topics": 2, "nDCG@10": 0.5, "list_complete": 1.0}}},
    about={"commit": "abc"},
    timings={"total_s": 1.5},
    ladder={"lexical": {"nDCG@10": 0.25}},
    topics={"t": {"nDCG@10": 0.5}},
)


def test_json_is_one_object_with_flat_figures() -> None:
    body = json.loads(REPORT.to_json())
    assert list(body) == ["figures", "slices", "ladder", "topics", "about", "timings"]
    assert body["figures"] == {"nDCG@10": 0.75, "answer_hit": None}
    assert "\n" not in REPORT.to_json()


def test_tables_name_every_part() -> None:
    out = io.StringIO()
    show(REPORT, Console(file=out, width=80))
    lines = [" ".join(line.split()) for line in out.getvalue().splitlines()]
    for expected in (
        "nDCG@10 0.7500",
        "answer_hit –",
        "lexical 0.2500",
        "list 2 0.5000 1.0000",
        "commit: abc",
        "total_s: 1.5",
    ):
        assert expected in lines
    assert max(map(len, out.getvalue().splitlines())) <= 80

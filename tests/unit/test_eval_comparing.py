from __future__ import annotations

import argparse
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from eval.commands import compare
from eval.commands.surroundings import Surroundings
from eval.comparing import paired, shared_topics
from eval.reports.report import RefusalScores, Report
from ingest.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

TOPICS = [f"t{number:02}" for number in range(40)]


def _report(hits: list[float], mistakes: list[float] | None = None) -> Report:
    values: dict[str, dict[str, float]] = {
        topic: {"Success@1": hit} for topic, hit in zip(TOPICS, hits, strict=True)
    }
    for topic, mistake in zip(TOPICS, mistakes or [], strict=False):
        values[topic]["false_refusal"] = mistake
    return Report(
        figures={"Success@1": sum(hits) / len(hits)},
        about={},
        timings={},
        topics=values,
        groups={topic: topic for topic in TOPICS},
        hashes=dict.fromkeys(TOPICS, "same"),
    )


ALL = _report([1.0] * 40)
MOST = _report([1.0] * 30 + [0.0] * 10)


def test_a_change_is_the_mean_over_topics_and_names_those_that_moved() -> None:
    change = paired(ALL, MOST)["Success@1"]
    assert (change.topics, change.before, change.after) == (40, 1.0, 0.75)
    assert change.difference == -0.25
    assert change.worse == tuple(TOPICS[30:])
    assert change.better == ()
    assert change.fell
    assert change.p is not None
    assert change.p == change.p_holm
    assert change.p < 0.01


def test_a_gain_is_no_fall() -> None:
    change = paired(MOST, ALL)["Success@1"]
    assert change.difference == 0.25
    assert not change.fell


def test_one_lost_topic_may_be_chance() -> None:
    assert not paired(ALL, _report([1.0] * 39 + [0.0]))["Success@1"].fell


def test_more_mistakes_are_a_fall() -> None:
    few, many = _report([1.0] * 40, [0.0] * 40), _report([1.0] * 40, [0.0] * 25 + [1.0] * 15)
    assert paired(few, many)["false_refusal"].fell
    assert not paired(many, few)["false_refusal"].fell
    assert paired(few, many)["false_refusal"].worse == tuple(TOPICS[25:])


def test_equal_reports_differ_by_nothing() -> None:
    change = paired(MOST, MOST)["Success@1"]
    assert (change.difference, tuple(change.interval), change.p) == (0.0, (0.0, 0.0), 1.0)


def test_p_values_are_adjusted_for_the_measures_compared() -> None:
    before = _report([1.0] * 40, [0.0] * 40)
    after = _report([1.0] * 34 + [0.0] * 6, [0.0] * 34 + [1.0] * 6)
    hits, mistakes = (paired(before, after)[name] for name in ("Success@1", "false_refusal"))
    assert hits.p is not None
    assert hits.p_holm == mistakes.p_holm == pytest.approx(2 * hits.p)


def test_an_edited_topic_is_not_compared() -> None:
    edited = replace(MOST, hashes={**MOST.hashes, TOPICS[39]: "other"})
    assert shared_topics(ALL, edited) == TOPICS[:39]
    assert paired(ALL, edited)["Success@1"].topics == 39


def test_a_part_of_the_topics_is_compared_alone() -> None:
    assert paired(ALL, MOST, TOPICS[:30])["Success@1"].difference == 0.0
    assert paired(ALL, MOST, []) == {}


def test_confidences_are_compared_as_a_ranking() -> None:
    good, bad = (
        replace(
            ALL,
            scores=RefusalScores(
                dict.fromkeys(TOPICS[:20], above), dict.fromkeys(TOPICS[20:], 0.5)
            ),
        )
        for above in (0.9, 0.1)
    )
    change = paired(good, bad)["refusal_auroc"]
    assert (change.before, change.after, change.difference) == (1.0, 0.0, -1.0)
    assert (tuple(change.interval), change.p) == ((-1.0, -1.0), None)
    assert change.fell


def _run(folder: Path, before: Report, after: Report, *options: str) -> int:
    paths = [folder / "a.json", folder / "b.json"]
    for path, report in zip(paths, (before, after), strict=True):
        path.write_text(report.to_json(), encoding="utf-8")
    parser = argparse.ArgumentParser()
    compare.add_arguments(parser)
    return compare.run(parser.parse_args([*map(str, paths), *options]), Surroundings(folder))


def test_the_command_reads_what_json_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(tmp_path, ALL, MOST, "--json") == 0
    body = json.loads(capsys.readouterr().out)
    assert body["topics"] == {"compared": 40, "left_out_of_a": 0, "left_out_of_b": 0}
    assert body["changes"]["Success@1"]["difference"] == -0.25


def test_a_pipe_gets_a_line_of_fields_for_each_measure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _run(tmp_path, ALL, MOST)
    heading, *lines, counts = capsys.readouterr().out.splitlines()
    assert heading == "measure\tn\tA\tB\tB - A\t95 %\tp\tHolm"
    fields = {line.split("\t")[0]: line.split("\t")[1:] for line in lines}
    assert fields["Success@1"][:4] == ["40", "1.000", "0.750", "-0.250"]
    assert counts.startswith("40 topics compared")


def test_reports_without_a_common_topic_are_a_user_error(tmp_path: Path) -> None:
    other = replace(MOST, topics={"else": {"Success@1": 1.0}}, groups={"else": "else"})
    with pytest.raises(InputError, match="no topic in common"):
        _run(tmp_path, ALL, other)


def test_a_file_that_is_no_report_is_a_user_error(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"figures": {}}', encoding="utf-8")
    parser = argparse.ArgumentParser()
    compare.add_arguments(parser)
    args = parser.parse_args([str(tmp_path / "a.json")] * 2)
    with pytest.raises(InputError, match=r"a\.json is no report"):
        compare.run(args, Surroundings(tmp_path))

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from eval.reports.page import page, policy, write_page
from eval.reports.page_topics import contents, failures_first
from eval.reports.report import Report
from ingest.errors import InputError, StorageError
from tests.reports import HOSTILE, Elements, cells, sample_report


def test_failures_come_first_whichever_way_a_measure_counts() -> None:
    topics = {
        "good": {"answer_hit": 1.0, "false_refusal": 0.0},
        "bad": {"answer_hit": 0.0, "false_refusal": 1.0},
        "worse": {"answer_hit": 0.0, "false_refusal": 1.0},
        "other": {"false_answer": 1.0},
    }
    assert failures_first(topics) == {
        "answer_hit": ["bad", "worse", "good"],
        "false_refusal": ["bad", "worse", "good"],
        "false_answer": ["other"],
    }


def test_confidences_are_listed_from_the_worst() -> None:
    held = contents(sample_report())
    named = [
        [held["topics"][place]["id"] for place, _ in side]
        for side in (held["answerable"], held["unanswerable"])
    ]
    assert named == [["opening", "tea"], ["near", "weather"]]
    assert held["unanswerable"][0][1] == 0.8


def test_every_figure_has_its_list() -> None:
    report = sample_report()
    elements = Elements(page(report))
    assert elements.values("data-figure") == list(report.figures)
    assert set(report.figures) - set(elements.contents()["lists"]) == {"refusal_auroc"}
    controlled = elements.values("aria-controls")
    assert len(controlled) == len(set(controlled))
    assert set(controlled) <= set(elements.values("id"))


def test_a_figure_says_how_many_questions_failed() -> None:
    rows = cells(page(sample_report()))
    assert "Success@1|2 questions, 1 at 0|0.5000|0.100 to 0.900" in rows
    assert "false_|answer|↓|2 questions, 1 at 1|0.5000" in rows
    assert "refusal_|auroc|4 questions by confidence|0.7500" in rows


def test_every_slice_opens_its_own_topics() -> None:
    elements = Elements(page(sample_report()))
    held = elements.contents()
    assert elements.values("data-slice") == ["fact", "unanswerable", "zh-Hans", "zh-Hant"]
    assert {
        name: [held["topics"][place]["id"] for place in places]
        for name, places in held["members"]["kind"].items()
    } == {"fact": ["opening", "tea"], "unanswerable": ["weather", "near"]}


def test_a_slice_without_known_topics_stays_closed() -> None:
    report = sample_report()
    html = page(replace(report, slices={"kind": {"other": {"topics": 3, "Success@1": 0.5}}}))
    assert Elements(html).values("data-slice") == []
    assert "other|3 questions|0.500" in cells(html)


def test_the_baseline_stands_beside_each_figure_with_the_paired_difference() -> None:
    report = sample_report()
    values = {**report.topics, "opening": {**report.topics["opening"], "Success@1": 1.0}}
    baseline = replace(report, topics=values, figures={**report.figures, "Success@1": 1.0})
    html = page(report, baseline)
    assert any(row.startswith("Success@1|2 questions, 1 at 0|0.5000") for row in cells(html))
    (row,) = [row for row in cells(html) if row.startswith("Success@1|2 q")]
    assert row.split("|")[4:6] == ["1.0000", "−0.5000"]
    before = {topic["id"]: topic["before"] for topic in Elements(html).contents()["topics"]}
    assert before["opening"] == {"Success@1": 1.0}
    assert before["tea"] == {}


def test_a_figure_that_surely_fell_is_called_worse() -> None:
    report = sample_report()
    both = ("opening", "tea")
    before, after = (
        replace(report, topics={topic: {"Success@1": value} for topic in both})
        for value in (1.0, 0.0)
    )
    assert [row for row in cells(page(after, before)) if "worse" in row] == [
        "Success@1|2 questions, 2 at 0|0.5000|0.100 to 0.900|0.5000|worse|−1.0000|−1.000 to −1.000"
    ]
    assert "worse" not in page(before, after)


def test_the_ladder_shows_legs_and_what_they_add() -> None:
    rows = cells(page(sample_report()))
    assert "random|0.100" in rows
    assert "lexical|0.700" in rows
    assert "lexical over random|Success@1|+0.6000|+0.500 to +0.700" in rows


def test_hostile_texts_stay_texts() -> None:
    html = page(sample_report())
    elements = Elements(html)
    assert {"img", "b"} & {tag for tag, _ in elements.tags} == set()
    assert len(elements.texts["script"]) == 2
    held = elements.contents()
    shown = held["topics"][0]["detail"]
    assert shown is not None
    assert shown["question"] == f"石桥节哪天开幕？{HOSTILE}"
    assert held["passages"][0]["text"] == f"石桥节六月三日开幕。{HOSTILE}"


def test_hostile_names_of_slices_and_settings_are_escaped() -> None:
    report = replace(
        sample_report(),
        slices={HOSTILE: {HOSTILE: {"topics": 1, HOSTILE: 1.0}}},
        about={"settings": {"evaluation": HOSTILE}},
    )
    tags = {tag for tag, _ in Elements(page(report)).tags}
    assert {"img", "b"} & tags == set()


def test_the_policy_allows_the_page_its_own_style_and_script_alone() -> None:
    elements = Elements(page(sample_report()))
    (stated,) = [
        attributes["content"] for _, attributes in elements.tags if "http-equiv" in attributes
    ]
    assert stated == policy(elements.texts["style"][0], elements.texts["script"][1])
    assert str(stated).startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in str(stated)
    assert elements.values("src") + elements.values("style") + elements.values("onclick") == []
    assert {value[0] for value in elements.values("href")} == {"#"}


def test_a_stored_report_without_details_lists_its_topics() -> None:
    html = page(replace(sample_report(), details={}))
    held = Elements(html).contents()
    assert [topic["id"] for topic in held["topics"]] == ["opening", "tea", "weather", "near"]
    assert [topic["detail"] for topic in held["topics"]] == [None] * 4


def test_a_report_of_figures_alone_still_gives_a_page() -> None:
    html = page(Report(figures={"nDCG@10": 0.75, "answer_hit": None}, about={}, timings={}))
    assert cells(html)[1:] == ["nDCG@10|0.7500", "answer_|hit|–"]
    assert Elements(html).values("aria-controls") == []


def test_five_hundred_topics_stay_below_two_and_a_half_megabytes(tmp_path: Path) -> None:
    report = sample_report()
    one, detail = report.topics["opening"], report.details["opening"]
    measures = {f"measure {number}": 0.123456789 for number in range(17)}
    found = [
        [
            replace(passage, id=f"{topic} {place}", text="文" * 900, relevant=place == 0)
            for place, passage in enumerate([detail.found[0]] * 5)
        ]
        for topic in range(500)
    ]
    large = replace(
        report,
        topics={str(topic): {**one, **measures} for topic in range(500)},
        details={
            str(topic): replace(detail, shown=("答" * 60,) * 2, found=tuple(found[topic]))
            for topic in range(500)
        },
    )
    write_page(large, tmp_path / "page.html")
    assert 1_500_000 < (tmp_path / "page.html").stat().st_size < 2_500_000


def test_a_page_is_replaced_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    target.write_text("before")
    write_page(sample_report(), target)
    assert target.read_text(encoding="utf-8") == page(sample_report())
    assert list(tmp_path.iterdir()) == [target]


def test_a_lone_surrogate_does_not_stop_the_page(tmp_path: Path) -> None:
    report = sample_report()
    opening = replace(report.details["opening"], question="\ud800?")
    write_page(replace(report, details={"opening": opening}), tmp_path / "page.html")
    held = Elements((tmp_path / "page.html").read_text(encoding="utf-8")).contents()
    shown = held["topics"][0]["detail"]
    assert shown is not None
    assert shown["question"] == "??"


@pytest.mark.parametrize("place", [".", "missing/page.html"])
def test_a_folder_or_a_missing_one_is_a_user_error(tmp_path: Path, place: str) -> None:
    with pytest.raises(InputError, match="The page cannot be"):
        write_page(sample_report(), tmp_path / place)


def test_a_refused_write_keeps_the_page_that_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "report.html"
    target.write_text("before")

    def refuse(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device", str(self), None, str(target))

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(StorageError, match="No space left on device"):
        write_page(sample_report(), target)
    assert target.read_text() == "before"
    assert list(tmp_path.iterdir()) == [target]

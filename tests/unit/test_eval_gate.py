from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from eval.gate import Fault, Floor, Rules, judge_report, read_rules
from eval.reports.report import Detail, Report
from ingest.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

RULES = Rules(slices=("language/zh", "language/ru"), measures=("answer_hit",), least_paired=0.9)


def _detail(language: str) -> Detail:
    return Detail("?", (), {"language": (language,)}, (), "", (), ())


def _report(hits: list[float], russian: list[float]) -> Report:
    values = {
        **{f"zh{number:02}": hit for number, hit in enumerate(hits)},
        **{f"ru{number:02}": hit for number, hit in enumerate(russian)},
    }
    return Report(
        figures={"answer_hit": sum(values.values()) / len(values)},
        slices={"language": {"ru": {"answer_hit": sum(russian) / len(russian)}}},
        about={},
        timings={},
        topics={topic: {"answer_hit": hit} for topic, hit in values.items()},
        groups={topic: topic for topic in values},
        hashes=dict.fromkeys(values, "same"),
        details={topic: _detail(topic[:2]) for topic in values},
    )


WHOLE = _report([1.0] * 60, [1.0] * 20)


def test_what_has_not_changed_passes() -> None:
    assert judge_report("digests", WHOLE, WHOLE, RULES) == []


def test_a_loss_beyond_chance_is_named_with_its_topics() -> None:
    worse = _report([1.0] * 50 + [0.0] * 10, [1.0] * 20)
    overall, chinese = judge_report("digests", worse, WHOLE, RULES)
    assert (overall.corpus, overall.rule) == ("digests", "regression")
    assert overall.detail.startswith("answer_hit of all topics: 1.0000 → 0.8750")
    assert overall.detail.endswith(
        "worse: zh50, zh51, zh52, zh53, zh54, zh55, zh56, zh57 and 2 more"
    )
    assert chinese.detail.startswith("answer_hit of language/zh: 1.0000 → 0.8333")


def test_one_lost_topic_passes() -> None:
    assert judge_report("digests", _report([1.0] * 59 + [0.0], [1.0] * 20), WHOLE, RULES) == []


def test_a_loss_in_one_language_shows_where_the_whole_gained() -> None:
    before = _report([0.0] * 30 + [1.0] * 30, [1.0] * 20)
    after = _report([1.0] * 60, [1.0] * 12 + [0.0] * 8)
    [fault] = judge_report("digests", after, before, RULES)
    assert fault.detail.startswith("answer_hit of language/ru: 1.0000 → 0.6000")


@pytest.mark.parametrize(
    ("floor", "faults"),
    [
        (Floor(measure="answer_hit", corpora=("digests",), least=0.9), 0),
        (Floor(measure="answer_hit", corpora=("digests",), most=0.9), 1),
        (Floor(measure="answer_hit", corpora=("originals",), most=0.9), 0),
        (Floor(measure="answer_hit", corpora=("digests",), slice="language/ru", least=1.0), 0),
        (Floor(measure="answer_hit", corpora=("digests",), slice="language/en", least=0.1), 1),
        (Floor(measure="nDCG@10", corpora=("digests",), least=0.1), 1),
    ],
)
def test_a_floor_holds_for_its_corpus_and_slice(floor: Floor, faults: int) -> None:
    rules = RULES.model_copy(update={"floor": (floor,)})
    found = judge_report("digests", WHOLE, WHOLE, rules)
    assert [fault.rule for fault in found] == ["floor"] * faults


def test_a_topic_that_must_be_answered() -> None:
    rules = RULES.model_copy(update={"must_answer": ("zh00", "zh59", "gone")})
    report = _report([1.0] * 59 + [0.0], [1.0] * 20)
    assert judge_report("digests", report, WHOLE, rules) == [
        Fault("digests", "must-answer", "zh59 is not answered"),
        Fault("digests", "must-answer", "gone is no topic"),
    ]


def test_without_a_baseline_nothing_passes() -> None:
    [fault] = judge_report("digests", WHOLE, None, RULES)
    assert fault.rule == "baseline"


def test_a_baseline_that_knows_too_few_topics_is_out_of_date() -> None:
    old = _report([1.0] * 40, [1.0] * 20)
    [fault] = judge_report("digests", WHOLE, old, RULES)
    assert fault.detail == "it knows 60 of 80 topics as they are; --update renews it"


@pytest.mark.parametrize(
    "text",
    [
        "slices = [",
        "slices = []\nmeasures = []\nleast_paired = 0.9\nfloors = []\n",
        'slices = []\nmeasures = []\nleast_paired = 0.9\n[[floor]]\nmeasure = "x"\ncorpora = []\n',
    ],
)
def test_rules_that_break_their_form_are_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "gate.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"gate\.toml cannot be used"):
        read_rules(path)

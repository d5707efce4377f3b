from __future__ import annotations

import numpy as np
import pytest

import eval.refusal_fitting as fit
from answer.confidence import SIGNALS, Backing
from answer.language import Language
from eval.monotone import NETWORKS, UNITS
from eval.refusal_cases import Case, Group

READING = SIGNALS.index("reading")
LENGTH = SIGNALS.index("tokens")


def make_cases(count: int, group: Group, reading: float) -> list[Case]:
    """Cases about ``reading``, each of a question of its own, among signals that say nothing."""
    drawing = np.random.default_rng(len(group) + count)
    rows = drawing.normal(size=(count, len(SIGNALS))).astype(np.float32)
    rows[:, READING] = drawing.normal(reading, 0.5, size=count)
    return [
        Case(f"{group} {i}", row, group, Language.ZH_HANS, Backing.CURATED)
        for i, row in enumerate(rows)
    ]


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return [*make_cases(60, Group.TOPIC, 2.0), *make_cases(120, Group.OFF_TOPIC, -2.0)]


def test_a_network_finds_the_signal_that_tells_the_groups_apart(cases: list[Case]) -> None:
    network = fit.fit_network(cases, fit.WHOLE)
    assert network.hidden.shape == (len(SIGNALS), NETWORKS * UNITS)
    plain = np.zeros(len(SIGNALS), dtype=np.float32)
    sure, unsure = plain.copy(), plain.copy()
    sure[READING], unsure[READING] = 2.0, -2.0
    assert network.probability(sure) > 0.9
    assert network.probability(unsure) < 0.1


def test_fitting_again_gives_the_same_network(cases: list[Case]) -> None:
    first, second = fit.fit_network(cases, fit.WHOLE), fit.fit_network(cases, fit.WHOLE)
    assert np.array_equal(first.hidden, second.hidden)
    assert first.bias == second.bias


def test_a_judge_looks_at_its_signals_and_at_what_it_is_there_for() -> None:
    words = SIGNALS.index("words_lead")
    near, far = make_cases(60, Group.UNANSWERED, -2.0), make_cases(60, Group.OFF_TOPIC, -2.0)
    for case in near:
        case.signals[words] -= 4.0
    told = fit.fit_network([*make_cases(120, Group.TOPIC, 2.0), *near, *far], fit.TOLD)
    looked_at = {name for name, row in zip(SIGNALS, told.hidden, strict=True) if row.any()}
    assert "words_lead" in looked_at
    assert looked_at <= fit.TOLD.signals
    subject = fit.fit_network([*make_cases(120, Group.TOPIC, 2.0), *near, *far], fit.SUBJECT)
    assert not subject.hidden[words].any()
    without_far = fit.fit_network([*make_cases(120, Group.TOPIC, 2.0), *near], fit.TOLD)
    assert np.array_equal(told.hidden, without_far.hidden)


def test_a_question_is_judged_by_networks_that_have_not_seen_it() -> None:
    """Each question is asked twice, once answered: what a network has seen, it would know."""
    both = [
        *make_cases(100, Group.TOPIC, 0.0),
        *(
            Case(case.question, case.signals, Group.OFF_TOPIC, case.language, Backing.CURATED)
            for case in make_cases(100, Group.TOPIC, 0.0)
        ),
    ]
    sure = fit.unseen_confidences(both, [fit.WHOLE])
    assert np.array_equal(sure[:100], sure[100:])
    assert abs(float(sure.mean()) - 0.5) < 0.1


def test_both_sides_weigh_the_same_and_off_topic_questions_as_much_as_near_misses() -> None:
    counts = {
        Group.TOPIC: 10,
        Group.PARAPHRASE: 5,
        Group.CURATED: 30,
        Group.OFF_TOPIC: 80,
        Group.NEAR: 4,
        Group.UNANSWERED: 71,
    }
    cases = [case for group, count in counts.items() for case in make_cases(count, group, 0.0)]
    weights = fit.case_weights(cases)
    of = {
        group: sum(weights[i] for i, c in enumerate(cases) if c.group is group) for group in counts
    }
    assert {group: float(total) for group, total in of.items()} == pytest.approx(
        {
            Group.TOPIC: 50 * 10 / 15,
            Group.PARAPHRASE: 50 * 5 / 15,
            Group.CURATED: 50,
            Group.OFF_TOPIC: 50,
            Group.NEAR: 25,
            Group.UNANSWERED: 25,
        }
    )


def test_more_of_what_speaks_for_an_answer_never_lowers_the_confidence(cases: list[Case]) -> None:
    network = fit.fit_network(cases, fit.WHOLE)
    drawing = np.random.default_rng(3)
    for _ in range(200):
        signals = drawing.normal(0, 3, len(SIGNALS)).astype(np.float32)
        at = int(drawing.integers(len(SIGNALS)))
        name = SIGNALS[at]
        if name in fit.DIRECTIONS.free:
            continue
        more = signals.copy()
        more[at] += -2.0 if name in fit.DIRECTIONS.against else 2.0
        assert network.probability(more) >= network.probability(signals) - 1e-6


@pytest.mark.parametrize(
    ("off_topic", "threshold"), [([0.01] * 100, 0.04), ([*[0.01] * 90, *[0.5] * 10], 0.5)]
)
def test_the_threshold_is_the_higher_of_the_two_that_the_rates_give(
    off_topic: list[float], threshold: float
) -> None:
    groups = [Group.TOPIC] * 101 + [Group.OFF_TOPIC] * 100
    sure = np.array([*np.linspace(0, 1, 101), *off_topic])
    assert fit.operating_point(np.array(groups), sure, 0.04) == pytest.approx(threshold)
    assert fit.doubtful_below(np.array(groups), sure) == pytest.approx(0.2)

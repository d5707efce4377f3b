"""The evaluation on a SQuAD-format file: paragraphs found, sentences chosen, absence noticed."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass

from eval.about import about, peak_memory_mb
from eval.evaluated import Evaluated
from eval.ladder import Choice, rankings
from eval.measures import RETRIEVAL_NAMES, means, retrieval_values
from eval.outside.paragraphs import as_library
from eval.outside.squad import Squad
from eval.outside.squad_answers import ANSWER_NAMES, Answers, ask_all
from eval.outside.squad_asking import Asker
from eval.outside.squad_questions import Groups, Questions
from eval.reports.assembling import Measured, report_of
from eval.reports.report import Report
from eval.runs import Rankings
from eval.subject import IndexSubject
from index.encoder import Encoder
from index.generation import OpenIndex


@dataclass(frozen=True, slots=True)
class SquadRun:
    """What to evaluate; ``settings`` is what the report says was asked for."""

    squad: Squad
    legs: Choice
    settings: Mapping[str, object]


def evaluate_squad(run: SquadRun, index: OpenIndex, encoder: Encoder) -> tuple[Report, Evaluated]:
    """The report over distinct questions, and what is behind it, on the file's own index.

    Figures over all items stand beside, as ``…_items``.
    """
    began = time.perf_counter()
    questions = Questions.of(run.squad)
    evaluated = _retrieve(run, IndexSubject(index, encoder), questions.answerable)
    answers: Answers | None = None
    if run.legs.measures_answers:
        answers = ask_all(Asker(index, encoder), questions)
    measured = _measured(run, questions, evaluated, answers)
    documents = as_library(run.squad.paragraphs).documents
    made = about({**run.settings, **_facts(run.squad, questions)}, encoder.fingerprint, documents)
    timings = {
        "total_s": round(time.perf_counter() - began, 3),
        "peak_memory_mb": peak_memory_mb(),
    }
    return report_of(measured, made, timings), evaluated


def _measured(
    run: SquadRun, questions: Questions, evaluated: Evaluated, answers: Answers | None
) -> Measured:
    """Marked questions are topics only where answers are measured: nothing is relevant to them."""
    rungs = {
        rung: retrieval_values(evaluated.qrels, found) for rung, found in evaluated.rankings.items()
    }
    items = _item_figures(questions.answerable, evaluated.rankings[run.legs.main])
    values = {key: dict(row) for key, row in rungs[run.legs.main].items()}
    for key, row in (answers.values() if answers else {}).items():
        values.setdefault(key, {}).update(row)
    asked = {**questions.answerable, **(questions.marked if answers else {})}
    return Measured(
        values=values,
        groups={key: group[0].paragraph.id for key, group in asked.items()},
        names=(*RETRIEVAL_NAMES, *(ANSWER_NAMES if answers else ())),
        rungs={rung: rungs[rung] for rung in run.legs.rungs},
        scores=answers.scores() if answers else None,
        beside={**items, **(answers.beside() if answers else {})},
    )


def _facts(squad: Squad, questions: Questions) -> dict[str, int]:
    return {
        "distinct_questions": len(questions.answerable),
        "items": len(squad.items),
        "passages": len(squad.paragraphs),
        "displaced_answers": squad.displaced,
        "impossible": len(squad.impossible),
        "distinct_impossible": len(questions.marked),
    }


def _retrieve(run: SquadRun, subject: IndexSubject, groups: Groups) -> Evaluated:
    """Every paragraph that a question is asked of is relevant to the question."""
    queries = {key: group[0].question for key, group in groups.items()}
    passages = {paragraph.passage_id: paragraph.text for paragraph in run.squad.paragraphs}
    return Evaluated(
        passages=passages,
        queries=queries,
        qrels={
            key: {item.paragraph.passage_id: 1 for item in group} for key, group in groups.items()
        },
        rankings={
            rung: rankings(subject.ranking, queries, rung, list(passages))
            for rung in run.legs.every
        },
    )


def _item_figures(groups: Groups, found: Rankings) -> dict[str, float | None]:
    """Retrieval over all items: only its own paragraph is relevant to an item."""
    items = {
        f"{key}.{number}": (key, item)
        for key, group in groups.items()
        for number, item in enumerate(group)
    }
    qrels = {name: {item.paragraph.passage_id: 1} for name, (_, item) in items.items()}
    values = retrieval_values(qrels, {name: found[key] for name, (key, _) in items.items()})
    over_items = means(values.values())
    return {f"{name}_items": over_items.get(name) for name in RETRIEVAL_NAMES}

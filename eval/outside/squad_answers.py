"""What asking all questions of a SQuAD-format file showed, as values, scores and figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from eval.measures import auroc, means
from eval.outside.squad_asking import ITEM_NAMES, Asked, Asker, Decision
from eval.outside.squad_questions import Questions
from eval.reports.report import RefusalScores
from eval.watching import counted

ANSWER_NAMES = (*ITEM_NAMES, "false_refusal", "false_answer_removed", "false_answer_marked")
"""The means over questions; those of ``ITEM_NAMES`` are also taken over items."""


@dataclass(frozen=True, slots=True)
class Answers:
    """For every answerable question what it showed, for every marked one what was decided."""

    asked: Mapping[str, Asked]
    marked: Mapping[str, Decision]

    def values(self) -> dict[str, dict[str, float]]:
        """The values of every question."""
        marked = {
            key: {"false_answer_marked": float(decision.answered)}
            for key, decision in self.marked.items()
        }
        return {key: one.values() for key, one in self.asked.items()} | marked

    def scores(self) -> RefusalScores:
        """Confidence with a question's paragraphs, and without them."""
        return RefusalScores(
            positives={key: one.whole.sure for key, one in self.asked.items()},
            negatives={key: one.without.sure for key, one in self.asked.items()},
        )

    def beside(self) -> dict[str, float | None]:
        """Answerable against marked questions, and the means over items; None without any."""
        found = means(row for one in self.asked.values() for row in one.items)
        answerable = [one.whole.sure for one in self.asked.values()]
        marked = [decision.sure for decision in self.marked.values()]
        return {
            "refusal_auroc_marked": auroc(answerable, marked),
            **{f"{name}_items": found.get(name) for name in ITEM_NAMES},
        }


def ask_all(asker: Asker, questions: Questions) -> Answers:
    """Every question asked; those marked as impossible of the whole collection."""
    return Answers(
        asked={
            key: asker.ask(group)
            for key, group in counted(questions.answerable.items(), "questions answered")
        },
        marked={
            key: asker.decide(group[0].question)
            for key, group in counted(questions.marked.items(), "unanswerable questions asked")
        },
    )

"""Verdicts gathered by what was asked: one inquiry for all wordings of a question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from eval.feedback_file import FAVOURABLE, Feedback, Verdict
from eval.near_copies import NearCopies
from ingest.matching import squeeze


@dataclass(frozen=True, slots=True)
class Marks:
    """What readers said of one passage for a question, and the index the last of them saw."""

    passage_id: str
    verdicts: tuple[Verdict, ...]
    index: str

    @property
    def favourable(self) -> bool:
        """Whether more readers found it good or relevant than not."""
        return 2 * sum(verdict in FAVOURABLE for verdict in self.verdicts) > len(self.verdicts)


@dataclass(frozen=True, slots=True)
class Inquiry:
    """All verdicts on one question, in the order they came; there is at least one.

    Its question is the wording that came most often, of equals the newest: what visitors ask most
    is the fairest test, and a single odd wording that comes later does not rename a topic.
    """

    verdicts: tuple[Feedback, ...]

    @property
    def wordings(self) -> list[str]:
        """Each wording once (scripts and signs aside), as it would be asked alone; best first."""
        keys = Counter(squeeze(verdict.asked) for verdict in self.verdicts)
        typed = Counter(verdict.asked for verdict in self.verdicts)
        newest = {verdict.asked: row for row, verdict in enumerate(self.verdicts)}
        ranked = sorted(
            typed, key=lambda text: (keys[squeeze(text)], typed[text], newest[text]), reverse=True
        )
        best: dict[str, str] = {}
        for text in ranked:
            best.setdefault(squeeze(text), text)
        return list(best.values())

    @property
    def asked(self) -> str:
        """The question as it would be asked alone."""
        return self.wordings[0]

    @property
    def typed(self) -> Feedback:
        """The newest verdict on the question: how it was typed, and after what."""
        return next(one for one in reversed(self.verdicts) if one.asked == self.asked)

    @property
    def question(self) -> str:
        return self.typed.question

    @property
    def first(self) -> datetime:
        return min(verdict.at for verdict in self.verdicts)

    @property
    def last(self) -> datetime:
        return max(verdict.at for verdict in self.verdicts)

    @property
    def counts(self) -> dict[str, int]:
        """How often each verdict was given, of the answer or of a passage."""
        given = Counter(verdict.verdict for verdict in self.verdicts)
        return {verdict.value: given[verdict] for verdict in Verdict}

    @property
    def reasons(self) -> list[str]:
        """What readers wrote, each remark once."""
        return list(dict.fromkeys(v.reason for v in self.verdicts if v.reason))

    @property
    def marks(self) -> list[Marks]:
        """The verdicts on passages, passage by passage."""
        given: dict[str, list[Feedback]] = {}
        for verdict in self.verdicts:
            if verdict.passage_id is not None:
                given.setdefault(verdict.passage_id, []).append(verdict)
        return [
            Marks(name, tuple(one.verdict for one in verdicts), verdicts[-1].index)
            for name, verdicts in given.items()
        ]

    @property
    def on_answer(self) -> frozenset[Verdict]:
        """The verdicts on the answer as a whole."""
        return frozenset(v.verdict for v in self.verdicts if v.passage_id is None)


def inquiries(verdicts: Iterable[Feedback]) -> list[Inquiry]:
    """One inquiry for each question, whatever its script and signs; most verdicts first."""
    by_question: dict[str, list[Feedback]] = {}
    for verdict in verdicts:
        by_question.setdefault(squeeze(verdict.asked), []).append(verdict)
    found = [Inquiry(tuple(group)) for group in by_question.values()]
    return sorted(found, key=lambda inquiry: (-len(inquiry.verdicts), -inquiry.last.timestamp()))


def merged(found: Sequence[Inquiry]) -> list[Inquiry]:
    """Near-copies among ``found`` as one inquiry.

    Each joins the nearest of those before it that joined none, so that every wording is a near-copy
    of the question and chains do not form.
    """
    heads = NearCopies()
    groups: dict[str, list[Inquiry]] = {}
    for inquiry in found:
        name = heads.find(inquiry.asked)
        if name is None:
            name = inquiry.asked
            heads.add(name, name)
        groups.setdefault(name, []).append(inquiry)
    return [joined(group) for group in groups.values()]


def joined(group: Iterable[Inquiry]) -> Inquiry:
    """One inquiry with the verdicts of all of ``group``, oldest first."""
    verdicts = [verdict for inquiry in group for verdict in inquiry.verdicts]
    return Inquiry(tuple(sorted(verdicts, key=lambda verdict: verdict.at)))

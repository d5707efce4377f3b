"""What a line of the candidate file says: the topic proposed, and the evidence of readers."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence

from answer.language import Language, detect_language
from eval.candidates import CANDIDATE, Line
from eval.feedback_file import FAVOURABLE, Verdict
from eval.inquiries import Inquiry
from eval.suggesting import JudgedPassage, Suggestion
from eval.topics import Kind
from ingest.matching import squeeze

_ID_DIGITS = 10
_KEPT = ("id", "question", "history", "statement")
_MAX_ANSWER_CHARS = 25  # as of evidence
_SEAL = "as_proposed"
_BLAMED = frozenset({Verdict.BAD})
_BY_LANGUAGE = {
    Language.ZH_HANS: Kind.FACT,
    Language.ZH_HANT: Kind.TRADITIONAL,
    Language.EN: Kind.CROSSLINGUAL,
    Language.RU: Kind.CROSSLINGUAL,
}


def proposal(inquiry: Inquiry, suggestion: Suggestion) -> dict[str, object]:
    """A new candidate: a topic without answers and half, and what readers said.

    The id is made from the question without signs, in the single script, so it is always the same.
    A follow-up has its history, the answers cut short, since they are words of the documents.
    """
    digest = hashlib.sha256(squeeze(inquiry.asked).encode()).hexdigest()
    name = f"harvest-{digest[:_ID_DIGITS]}"
    history = inquiry.typed.history
    language = detect_language(inquiry.question, [turn.question for turn in history])
    topic: dict[str, object] = {
        "id": name,
        "question": inquiry.question,
        "language": language.value,
        "kind": _kind(inquiry, language).value,
        "sources": list(suggestion.sources),
        "answers": [],
        "evidence": list(suggestion.evidence),
        "statement": name,
    }
    if history:
        topic["history"] = [
            {"question": turn.question, "answer": turn.answer[:_MAX_ANSWER_CHARS]}
            for turn in history
        ]
    about = _about(inquiry, suggestion, inquiry.wordings)
    return {**topic, CANDIDATE: {**about, "suggested": suggestion.how, _SEAL: _seal(topic)}}


def updated(line: Line, inquiry: Inquiry, suggestion: Suggestion) -> dict[str, object]:
    """The candidate of ``line`` with what readers have said by now.

    Of a line that nobody edited the suggestions are made anew; of an edited one they stay, and only
    ``candidate`` changes.
    """
    topic = {key: value for key, value in line.fields.items() if key != CANDIDATE}
    about = _about(inquiry, suggestion, _united(line.wordings, inquiry.wordings))
    if _seal(topic) != line.harvested.get(_SEAL):
        return {**line.fields, CANDIDATE: {**line.harvested, **about}}
    topic = {key: value for key, value in proposal(inquiry, suggestion).items() if key != CANDIDATE}
    topic.pop("history", None)
    topic |= {key: line.fields[key] for key in _KEPT if key in line.fields}
    return {**topic, CANDIDATE: {**about, "suggested": suggestion.how, _SEAL: _seal(topic)}}


def _kind(inquiry: Inquiry, language: Language) -> Kind:
    """A proposal: when readers only blame the answer and praise no passage, there may be none."""
    praised = any(set(marks.verdicts) & FAVOURABLE for marks in inquiry.marks)
    if inquiry.on_answer == _BLAMED and not praised:
        return Kind.UNANSWERABLE_NEAR
    return Kind.FOLLOWUP if inquiry.typed.history else _BY_LANGUAGE[language]


def _about(inquiry: Inquiry, suggestion: Suggestion, wordings: Sequence[str]) -> dict[str, object]:
    return {
        "verdicts": inquiry.counts,
        "first": inquiry.first.isoformat(),
        "last": inquiry.last.isoformat(),
        "wordings": list(wordings),
        "reasons": inquiry.reasons,
        "passages": [_passage(passage) for passage in suggestion.passages],
    }


def _passage(passage: JudgedPassage) -> dict[str, str]:
    row = {"id": passage.id, "verdict": passage.verdict, "headline": passage.headline}
    return {**row, "note": passage.note} if passage.note else row


def _united(before: Sequence[str], now: Sequence[str]) -> list[str]:
    """Every wording once, scripts and signs aside, the earlier ones first."""
    kept: dict[str, str] = {}
    for wording in (*before, *now):
        kept.setdefault(squeeze(wording), wording)
    return list(kept.values())


def _seal(topic: Mapping[str, object]) -> str:
    """A hash that tells whether a person has edited the topic since it was proposed."""
    content = json.dumps(topic, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()[:_ID_DIGITS]

"""One answer against one topic: what is shown and cited, and whether it was right to answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from answer.types import Answer, AnswerSentence, Citation, Status
from eval.topics import Kind, Topic
from ingest.document import Document
from ingest.matching import holds, squeeze


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one answer is worth, and how sure the decision to give it was."""

    answered: bool
    confidence: float
    values: dict[str, float]


def judge(topic: Topic, answer: Answer, document: Callable[[str], Document]) -> Outcome:
    """Measure ``answer``; ``document`` gives a document by id.

    An answerable topic gets ``answer_hit`` and ``false_refusal``, and ``list_complete`` (the share
    of the groups shown) when it wants all of several; an unanswerable one gets ``false_answer``,
    once more under its kind. Whatever is shown gets ``sentences_shown``, ``doubted``,
    ``citation_exact`` (the share of its citations) and ``citation_support`` (the share of its
    quoted sentences).
    """
    answered = answer.status is Status.ANSWERED
    values = _values(topic, answer, answered=answered)
    return Outcome(answered, answer.confidence, {**values, **_shown(answer, document)})


_FALSE_ANSWERS = {
    Kind.UNANSWERABLE_NEAR: ("false_answer", "false_answer_near"),
    Kind.UNANSWERABLE_FAR: ("false_answer", "false_answer_far"),
}


def _values(topic: Topic, answer: Answer, *, answered: bool) -> dict[str, float]:
    if not topic.answerable:
        return dict.fromkeys(_FALSE_ANSWERS.get(topic.kind, ("false_answer",)), float(answered))
    shown = [squeeze(sentence.text) for sentence in answer.sentences]
    groups = [
        any(holds(text, squeeze(wanted)) for wanted in group for text in shown)
        for group in topic.answers
    ]
    values = {"answer_hit": float(all(groups)), "false_refusal": float(not answered)}
    if topic.all_wanted:
        values["list_complete"] = sum(groups) / len(groups)
    return values


def _shown(answer: Answer, document: Callable[[str], Document]) -> dict[str, float]:
    by_number = {citation.n: citation for citation in answer.citations}
    exact = [_is_exact(citation, document) for citation in answer.citations]
    supported = [
        _is_supported(sentence, by_number) for sentence in answer.sentences if sentence.quoted
    ]
    values: dict[str, float] = {}
    if answer.sentences:
        values["sentences_shown"] = float(len(answer.sentences))
        values["doubted"] = float(answer.doubtful)
    if exact:
        values["citation_exact"] = sum(exact) / len(exact)
    if supported:
        values["citation_support"] = sum(supported) / len(supported)
    return values


def _is_exact(citation: Citation, document: Callable[[str], Document]) -> bool:
    cited = document(citation.source.id)
    return citation.sha256 == cited.sha256 and citation.quote == citation.span.of(cited.text)


def _is_supported(sentence: AnswerSentence, citations: dict[int, Citation]) -> bool:
    """Whether a sentence says only characters of its citations' quotes, in their order."""
    if not sentence.citations or not set(sentence.citations) <= citations.keys():
        return False
    quoted = iter(squeeze("".join(citations[n].quote for n in sentence.citations)))
    return all(character in quoted for character in squeeze(sentence.text) if character.isalnum())

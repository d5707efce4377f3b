"""One answer against one topic: what is shown and cited, and whether it was right to answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from answer.types import Answer, AnswerSentence, Citation, Status
from eval.matching import holds, squeeze
from eval.topics import Topic
from ingest.document import Document


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one answer is worth. Counts are of citations and of quoted sentences."""

    answered: bool
    confidence: float
    values: dict[str, float]
    citations: int
    citations_exact: int
    quoted: int
    quoted_supported: int


def judge(topic: Topic, answer: Answer, document: Callable[[str], Document]) -> Outcome:
    """Measure ``answer``; ``document`` gives a document by id.

    An answerable topic gets ``answer_hit`` and ``false_refusal``, and ``list_complete`` (the share
    of the groups shown) when it wants all of several; an unanswerable one gets ``false_answer``.
    """
    answered = answer.status is Status.ANSWERED
    exact = [_is_exact(citation, document) for citation in answer.citations]
    quoted = [sentence for sentence in answer.sentences if sentence.quoted]
    by_number = {citation.n: citation for citation in answer.citations}
    return Outcome(
        answered=answered,
        confidence=answer.confidence,
        values=_values(topic, answer, answered=answered),
        citations=len(exact),
        citations_exact=sum(exact),
        quoted=len(quoted),
        quoted_supported=sum(_is_supported(sentence, by_number) for sentence in quoted),
    )


def _values(topic: Topic, answer: Answer, *, answered: bool) -> dict[str, float]:
    if not topic.answerable:
        return {"false_answer": float(answered)}
    shown = [squeeze(sentence.text) for sentence in answer.sentences]
    groups = [
        any(holds(text, squeeze(wanted)) for wanted in group for text in shown)
        for group in topic.answers
    ]
    values = {"answer_hit": float(all(groups)), "false_refusal": float(not answered)}
    if topic.all_wanted:
        values["list_complete"] = sum(groups) / len(groups)
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

"""What an index suggests for a candidate topic: sources, and the words that state the fact.

Suggested is only what readers found good: the passages they marked, or the passage that the index
cites first when they liked the answer. The words are a stretch of the sentence there which answers
best by `Answerer.rank`, and stand in no other sentence of the document's body. An index holds one
kind of text: what the other kind says (digest or original) is left to the person who accepts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from answer.answerer import Answerer
from eval.feedback_file import Verdict
from eval.inquiries import Inquiry, Marks
from eval.stretches import stretches
from index.encoder import Encoder
from index.generation import OpenIndex
from index.retriever import Hit, Why
from ingest.document import Passage, PassageKind, Sentence, Span
from ingest.matching import squeeze


@dataclass(frozen=True, slots=True)
class JudgedPassage:
    """A passage with one of the verdicts it got (or ``cited``); ``note`` says what is odd."""

    id: str
    verdict: str
    headline: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Document ids and evidence for a topic, the passages judged, and how they were found."""

    sources: tuple[str, ...]
    evidence: tuple[str, ...]
    passages: tuple[JudgedPassage, ...]
    how: str


@dataclass(frozen=True, slots=True)
class _Place:
    """A passage, or only its sentences that begin in ``span`` of the document."""

    passage_id: str
    span: Span | None = None


class Suggester:
    """Suggests from one open index."""

    def __init__(self, index: OpenIndex, encoder: Encoder) -> None:
        self._answerer = Answerer(index, encoder)
        self._passages = {passage.id: passage for passage in index.passages()}
        self._bodies: dict[str, dict[int, str]] = {}

    def __call__(self, inquiry: Inquiry) -> Suggestion:
        """Sources and evidence from the passages that readers of ``inquiry`` found good."""
        judged = [row for marks in inquiry.marks for row in self._judged(marks)]
        good = [_Place(marks.passage_id) for marks in inquiry.marks if marks.favourable]
        how = "of each passage found good, the sentence that answers best"
        if not good and Verdict.GOOD in inquiry.on_answer:
            good = self._cited_first(inquiry.asked)
            judged += [self._row(place.passage_id, "cited") for place in good]
            how = "the answer was found good: its first citation, the question asked again"
        found = {
            place.passage_id: words
            for place in good
            if (words := self._evidence(inquiry.asked, place))
        }
        return Suggestion(
            sources=tuple(dict.fromkeys(self._passages[name].document_id for name in found)),
            evidence=tuple(dict.fromkeys(found.values())),
            passages=tuple(judged),
            how=how if found else _why_nothing(inquiry),
        )

    def _judged(self, marks: Marks) -> list[JudgedPassage]:
        passage = self._passages.get(marks.passage_id)
        note = ""
        if passage is None:
            note = f"not in this index; it was judged in {marks.index}"
        elif passage.kind is not PassageKind.BODY:
            note = f"{passage.kind}, not body text"
        verdicts = dict.fromkeys(marks.verdicts)
        return [self._row(marks.passage_id, verdict, note) for verdict in verdicts]

    def _row(self, passage_id: str, verdict: str, note: str = "") -> JudgedPassage:
        passage = self._passages.get(passage_id)
        return JudgedPassage(passage_id, verdict, passage.headline if passage else "", note)

    def _cited_first(self, question: str) -> list[_Place]:
        """Where the first citation stands; nowhere when the index does not answer any more."""
        cited = self._answerer.answer(question).citations[:1]
        return [_Place(citation.passage_id, citation.span) for citation in cited]

    def _evidence(self, question: str, place: _Place) -> str | None:
        """The distinctive words of the sentence there that answers best."""
        passage = self._passages.get(place.passage_id)
        if passage is None or passage.kind is not PassageKind.BODY:
            return None
        _, ranked = self._answerer.rank(question, [Hit(passage, 1.0, 1, Why(0.0, 0.0))])
        body = list(self._body(passage.document_id).values())
        for sentence in (candidate.sentence for candidate in ranked):
            if place.span is None or place.span.start <= _start(passage, sentence) < place.span.end:
                text = passage.clean_text[sentence.start : sentence.end]
                for words in stretches(text, question):
                    if _stands_once(words, body):
                        return words
        return None

    def _body(self, document_id: str) -> dict[int, str]:
        """The squeezed sentences of a document's body by place: passages may share sentences."""
        if document_id not in self._bodies:
            self._bodies[document_id] = {
                _start(passage, sentence): squeeze(
                    passage.search_text[sentence.start : sentence.end]
                )
                for passage in self._passages.values()
                if passage.document_id == document_id and passage.kind is PassageKind.BODY
                for sentence in passage.sentences
            }
        return self._bodies[document_id]


def _start(passage: Passage, sentence: Sentence) -> int:
    """Where in the document a sentence begins."""
    return next(iter(passage.offsets.slice(sentence.start, sentence.end)))


def _stands_once(words: str, sentences: Sequence[str]) -> bool:
    key = squeeze(words)
    return bool(key) and sum(key in sentence for sentence in sentences) == 1


def _why_nothing(inquiry: Inquiry) -> str:
    if any(marks.favourable for marks in inquiry.marks):
        return "nothing: in no passage found good are words of this index that stand there alone"
    if Verdict.GOOD in inquiry.on_answer:
        return "nothing: the answer was found good, but this index does not give it any more"
    return "nothing: neither the answer nor a passage was found good"

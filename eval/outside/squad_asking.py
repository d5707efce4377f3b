"""What answering a question of a SQuAD-format file shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from answer.answerer import DEFAULT_K, Answerer
from answer.choosing import Candidate
from answer.language import detect_language
from answer.model import AnswerModel
from answer.quoting import quote
from answer.shown import Shown
from eval.ladder import PRODUCT
from eval.measures import means
from eval.outside.spans import exact_match, predicted_text, span_f1
from eval.outside.squad import Item
from index.encoder import Encoder
from index.generation import OpenIndex
from index.retriever import NO_FILTERS, Filters, Hit, Why

ITEM_NAMES = ("sentence_hit", "sentence_hit_end_to_end", "phrase_em", "phrase_f1")
"""What is measured of every item that has an answer."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Candidates, best first, the confidence in them, and whether it was enough to answer."""

    ranked: Sequence[Candidate]
    sure: float
    answered: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What asking one answerable question showed.

    ``items`` holds the values of each of its items that has an answer; ``whole`` is the decision
    on all paragraphs, ``without`` the one on all but its own.
    """

    items: Sequence[dict[str, float]]
    whole: Decision
    without: Decision

    def values(self) -> dict[str, float]:
        """The values of the question: means over its items, and its two decisions."""
        return {
            **means(self.items),
            "false_refusal": float(not self.whole.answered),
            "false_answer_removed": float(self.without.answered),
        }


class Asker:
    """Asks questions of the file's index, of parts of it and of single paragraphs."""

    def __init__(self, index: OpenIndex, encoder: Encoder) -> None:
        self._retriever = index.retriever
        self._answerer = Answerer(index, encoder)
        self._model = AnswerModel.load()
        self._passages = {passage.id: passage for passage in index.passages()}
        self._documents = {document.id: document for document in index.documents()}

    def ask(self, group: Sequence[Item]) -> Asked:
        """One question, which all items of ``group`` ask, each of its own paragraph."""
        question = group[0].question
        gold = {item.paragraph.id for item in group}
        whole = self.decide(question)
        without = self.decide(question, Filters(documents=frozenset(self._documents) - gold))
        rows = [self._item_values(item, whole.ranked) for item in group if item.starts]
        return Asked(rows, whole, without)

    def decide(self, question: str, filters: Filters = NO_FILTERS) -> Decision:
        """What the answer stage makes of ``question`` and the paragraphs that ``filters`` leave."""
        hits = self._retriever.retrieve(question, DEFAULT_K, filters, PRODUCT)
        return self._judge(question, hits)

    def _judge(self, question: str, hits: Sequence[Hit]) -> Decision:
        model = self._model.for_language(detect_language(question))
        prepared, ranked = self._answerer.rank(question, hits, model)
        decision = model.decide(prepared, ranked)
        return Decision(ranked, decision.confidence, decision.answers)

    def _item_values(self, item: Item, ranked: Sequence[Candidate]) -> dict[str, float]:
        passage = self._passages[item.paragraph.passage_id]
        hit = Hit(passage, score=1.0, rank=1, why=Why(lexical=1.0, vector=0.0))
        in_gold = self._judge(item.question, [hit]).ranked
        predicted = self._predicted(item, in_gold)
        values = (
            _holds(in_gold, item),
            _holds(ranked, item),
            exact_match(predicted, item.answers),
            span_f1(predicted, item.answers),
        )
        return dict(zip(ITEM_NAMES, values, strict=True))

    def _predicted(self, item: Item, ranked: Sequence[Candidate]) -> str:
        """What is offered as the answer, given the paragraph; "" where it has no sentence."""
        document = self._documents[item.paragraph.id]
        shown = [Shown(candidate) for candidate in ranked[:1]]
        sentences, _ = quote(shown, self._documents.__getitem__, detect_language(item.question))
        return predicted_text(sentences[0], document) if sentences else ""


def _holds(ranked: Sequence[Candidate], item: Item) -> float:
    """1.0 when the best sentence is of the item's paragraph and an answer begins in it."""
    if not ranked or ranked[0].hit.passage.id != item.paragraph.passage_id:
        return 0.0
    sentence = ranked[0].sentence
    return float(any(sentence.start <= start < sentence.end for start in item.starts))

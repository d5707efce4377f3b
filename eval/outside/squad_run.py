"""The evaluation on a SQuAD-format file: paragraphs found, sentences chosen, removals noticed."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from answer.answerer import DEFAULT_K, Answerer
from answer.choosing import Candidate
from answer.confidence import confidence
from answer.language import detect_language
from answer.model import AnswerModel
from eval.about import about, peak_memory_mb
from eval.ladder import PRODUCT, Choice, rankings
from eval.measures import auroc, mean, means, retrieval_values
from eval.reporting import Report
from eval.squad import Item, Squad, as_document
from index.encoder import Encoder
from index.generation import OpenIndex
from index.retriever import Filters, Hit, Legs, Why


@dataclass(frozen=True, slots=True)
class SquadRun:
    """What to evaluate; ``settings`` is what the report says was asked for."""

    squad: Squad
    legs: Choice
    settings: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What answering one question showed; the sentence values are per item of that question."""

    sentence_hits: list[float]
    end_to_end: list[float]
    sure: float
    sure_without: float


def evaluate_squad(run: SquadRun, index: OpenIndex, encoder: Encoder) -> Report:
    """Figures over distinct questions, and ``…_items`` over all items, on the file's own index."""
    began = time.perf_counter()
    groups = _by_question(run.squad.items)
    by_leg = {
        leg: _Ranked.by(index, leg, groups)
        for leg in dict.fromkeys((run.legs.main, *run.legs.rungs))
    }
    ranked = by_leg[run.legs.main]
    figures = ranked.figures()
    if run.legs.measures_answers:
        figures.update(_answer_figures(groups, index, encoder))
    facts: dict[str, object] = {
        "distinct_questions": len(groups),
        "items": len(run.squad.items),
        "passages": len(run.squad.paragraphs),
        "displaced_answers": run.squad.displaced,
        "impossible": run.squad.impossible,
    }
    documents = [as_document(paragraph)[0] for paragraph in run.squad.paragraphs]
    return Report(
        figures=figures,
        slices={},
        ladder={leg.value: by_leg[leg].figures() for leg in run.legs.rungs},
        topics=ranked.questions,
        about=about({**run.settings, **facts}, encoder.fingerprint, documents),
        timings={
            "total_s": round(time.perf_counter() - began, 3),
            "peak_memory_mb": peak_memory_mb(),
        },
    )


_Groups = Mapping[str, Sequence[Item]]


def _by_question(items: Iterable[Item]) -> dict[str, list[Item]]:
    """The items of every distinct question, keyed by the first one's place in the file."""
    by_text: dict[str, list[Item]] = {}
    for item in items:
        by_text.setdefault(item.question, []).append(item)
    return {f"q{number}": group for number, group in enumerate(by_text.values())}


@dataclass(frozen=True, slots=True)
class _Ranked:
    """The retrieval values of one leg, by question and by item.

    Every paragraph that a question is asked of is relevant to the question; only its own paragraph
    is relevant to an item.
    """

    questions: dict[str, dict[str, float]]
    items: dict[str, dict[str, float]]

    @classmethod
    def by(cls, index: OpenIndex, legs: Legs, groups: _Groups) -> _Ranked:
        found = rankings(
            index.retriever, {key: group[0].question for key, group in groups.items()}, legs
        )
        whole: dict[str, dict[str, int]] = {}
        single: dict[str, dict[str, int]] = {}
        single_found: dict[str, Sequence[str]] = {}
        for key, group in groups.items():
            whole[key] = {item.paragraph.passage_id: 1 for item in group}
            for number, item in enumerate(group):
                single[f"{key}.{number}"] = {item.paragraph.passage_id: 1}
                single_found[f"{key}.{number}"] = found[key]
        return cls(retrieval_values(whole, found), retrieval_values(single, single_found))

    def figures(self) -> dict[str, float | None]:
        """Means over questions, and beside them those over items."""
        by_item = means(self.items.values())
        return {
            **means(self.questions.values()),
            **{f"{name}_items": value for name, value in by_item.items()},
        }


def _answer_figures(groups: _Groups, index: OpenIndex, encoder: Encoder) -> dict[str, float | None]:
    asker = _Asker(index, encoder)
    asked = [asker.ask(group) for group in groups.values()]
    return {
        **_sentence_figures("sentence_hit", [one.sentence_hits for one in asked]),
        **_sentence_figures("sentence_hit_end_to_end", [one.end_to_end for one in asked]),
        "refusal_auroc": auroc([one.sure for one in asked], [one.sure_without for one in asked]),
    }


def _sentence_figures(name: str, hits: Sequence[Sequence[float]]) -> dict[str, float | None]:
    """A question's value is the mean over its items that have an answer."""
    answered = [row for row in hits if row]
    if not answered:
        return {name: None, f"{name}_items": None}
    flat = [value for row in answered for value in row]
    return {name: mean([mean(row) for row in answered]), f"{name}_items": mean(flat)}


class _Asker:
    """Asks one question three ways: of its paragraph, of all paragraphs, of all the others."""

    def __init__(self, index: OpenIndex, encoder: Encoder) -> None:
        self._retriever = index.retriever
        self._answerer = Answerer(index, encoder)
        self._model = AnswerModel.load()
        self._passages = {passage.id: passage for passage in index.passages()}
        self._documents = frozenset(passage.document_id for passage in self._passages.values())

    def ask(self, group: Sequence[Item]) -> _Asked:
        question = group[0].question
        gold = {item.paragraph.id for item in group}
        hits = self._retriever.retrieve(question, DEFAULT_K, legs=PRODUCT)
        others = Filters(documents=self._documents - gold)
        without = self._retriever.retrieve(question, DEFAULT_K, others, legs=PRODUCT)
        ranked, sure = self._judge(question, hits)
        _, sure_without = self._judge(question, without)
        answered = [item for item in group if item.starts]
        return _Asked(
            sentence_hits=[_holds(self._in_gold(item), item) for item in answered],
            end_to_end=[_holds(ranked, item) for item in answered],
            sure=sure,
            sure_without=sure_without,
        )

    def _judge(self, question: str, hits: Sequence[Hit]) -> tuple[list[Candidate], float]:
        model = self._model.for_language(detect_language(question))
        prepared, ranked = self._answerer.rank(question, hits, model)
        return ranked, confidence(prepared, ranked, model.refusal)

    def _in_gold(self, item: Item) -> list[Candidate]:
        passage = self._passages[item.paragraph.passage_id]
        hit = Hit(passage, score=1.0, rank=1, why=Why(lexical=1.0, vector=0.0))
        return self._judge(item.question, [hit])[0]


def _holds(ranked: Sequence[Candidate], item: Item) -> float:
    """1.0 when the best sentence is of the item's paragraph and an answer begins in it."""
    if not ranked or ranked[0].hit.passage.id != item.paragraph.passage_id:
        return 0.0
    sentence = ranked[0].sentence
    return float(any(sentence.start <= start < sentence.end for start in item.starts))

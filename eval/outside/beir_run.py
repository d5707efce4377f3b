"""The evaluation on a BEIR folder: every document is one passage of an index of its own."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass

from eval.about import about, peak_memory_mb
from eval.evaluated import Evaluated
from eval.ladder import Choice, rankings
from eval.measures import RETRIEVAL_NAMES, retrieval_values
from eval.outside.beir import Beir
from eval.outside.paragraphs import Paragraph, as_library
from eval.outside.squad_index import indexed_library
from eval.reports.assembling import Measured, report_of
from eval.reports.report import Report
from eval.subject import IndexSubject
from index.encoder import Encoder
from index.rerankers import OURS, RerankerChoice
from index.retriever import Legs


@dataclass(frozen=True, slots=True)
class BeirRun:
    """What to evaluate; ``settings`` is what the report says was asked for."""

    collection: Beir
    legs: Choice
    settings: Mapping[str, object]


def evaluate_beir(
    run: BeirRun, encoder: Encoder, reranker: RerankerChoice = OURS
) -> tuple[Report, Evaluated]:
    """The report over the judged queries, and what is behind it, under the ids of BEIR."""
    began = time.perf_counter()
    beir = run.collection
    library = as_library(_paragraphs(beir).values())
    with indexed_library(library, encoder, reranker) as index:
        evaluated = _retrieve(run, IndexSubject(index, encoder))
    rungs = {
        rung: retrieval_values(evaluated.qrels, found) for rung, found in evaluated.rankings.items()
    }
    measured = Measured(
        values=rungs[run.legs.main],
        groups={query: query for query in beir.queries},
        names=RETRIEVAL_NAMES,
        rungs={rung: rungs[rung] for rung in run.legs.rungs},
    )
    facts = {
        "queries": len(beir.queries),
        "queries_not_judged": beir.unjudged,
        "passages": len(beir.passages),
    }
    timings = {
        "total_s": round(time.perf_counter() - began, 3),
        "peak_memory_mb": peak_memory_mb(),
    }
    made = about({**run.settings, **facts}, encoder.fingerprint, library.documents)
    return report_of(measured, made, timings), evaluated


def _retrieve(run: BeirRun, subject: IndexSubject) -> Evaluated:
    beir = run.collection
    names = {paragraph.passage_id: key for key, paragraph in _paragraphs(beir).items()}

    def find(query: str, legs: Legs, depth: int) -> tuple[str, ...]:
        return tuple(names[passage] for passage in subject.ranking(query, legs, depth))

    everything = list(beir.passages)
    found = {rung: rankings(find, beir.queries, rung, everything) for rung in run.legs.every}
    return Evaluated(beir.passages, beir.queries, beir.qrels, found)


def _paragraphs(beir: Beir) -> dict[str, Paragraph]:
    """Every document as a paragraph by BEIR's id; its own id is of letters and digits alone."""
    return {
        key: Paragraph(f"d{number}", "", text)
        for number, (key, text) in enumerate(beir.passages.items())
    }

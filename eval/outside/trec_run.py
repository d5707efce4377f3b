"""Somebody's TREC run, scored as our own are: values per topic, means with intervals."""

from __future__ import annotations

import time
from collections.abc import Mapping

from eval.about import about, peak_memory_mb
from eval.measures import RETRIEVAL_NAMES, retrieval_values
from eval.outside.trec import Run, ranked
from eval.reports.assembling import Measured, report_of
from eval.reports.report import Report
from eval.runs import Qrels


def evaluate_trec(qrels: Qrels, run: Run, settings: Mapping[str, object]) -> Report:
    """The report of ``run`` over the topics of ``qrels``; topics without hits count 0.

    What made the run is not in the file, so the report names no encoder and no corpus.
    """
    began = time.perf_counter()
    values = retrieval_values(qrels, ranked(run))
    facts = {
        "topics": len(qrels),
        "topics_without_hits": len(qrels.keys() - run.keys()),
        "topics_not_judged": len(run.keys() - qrels.keys()),
    }
    measured = Measured(
        values=values, groups={topic: topic for topic in qrels}, names=RETRIEVAL_NAMES
    )
    unknown = {"encoder": "unknown", "corpus": "unknown"}
    timings = {
        "total_s": round(time.perf_counter() - began, 3),
        "peak_memory_mb": peak_memory_mb(),
    }
    return report_of(measured, {**about({**settings, **facts}, "", ()), **unknown}, timings)

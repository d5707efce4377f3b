"""``forumqa eval gate``: fail where quality fell, on the digests and on the original articles."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

from eval import watching
from eval.commands.check import DEFAULT_TOPICS
from eval.commands.options import add_output
from eval.commands.surroundings import Surroundings
from eval.forum import ForumRun, evaluate_forum
from eval.gate import RULES, Fault, Rules, judge_report, read_rules
from eval.ladder import choose
from eval.outside.squad_index import indexed_library
from eval.reports.report import Report
from eval.reports.stored import read_report
from eval.subject import IndexSubject
from eval.topic_files import load_topics
from eval.topics import Topic
from ingest.catalogue import Catalogue
from ingest.errors import InputError
from ingest.pipeline import read_library

BASELINE = Path(__file__).resolve().parents[1] / "baseline"
PASSED, FAILED = 0, 1


def add_arguments(parser: argparse.ArgumentParser, *, inherit: bool = False) -> None:
    """Its options; ``inherit`` leaves defaults to the outer parser."""
    add = parser.add_argument
    add("--catalogue", type=Path, default=Path("documents/catalogue.toml"))
    add("--digests", type=Path, default=Path("documents/digests"))
    add("--originals", type=Path, default=Path("../shared/documents"))
    add("--baseline", type=Path, default=BASELINE, help="folder of <corpus>.json")
    add("--rules", type=Path, default=RULES, help="floors and topics that must be answered")
    add("--strict", action="store_true", help="fail when a corpus is not there")
    add("--update", action="store_true", help="make what is measured now the baseline")
    add_output(parser, inherit=inherit)


def run(args: argparse.Namespace, around: Surroundings) -> int:
    """Measure every corpus that is there; 1 when something fell, is too low or went unanswered."""
    rules = read_rules(args.rules)
    topics = load_topics([DEFAULT_TOPICS])
    faults: list[Fault] = []
    for corpus, folder in (("digests", args.digests), ("originals", args.originals)):
        if not folder.is_dir():
            faults.extend(_absent(corpus, folder, strict=args.strict))
            continue
        report = measure(folder, args.catalogue, topics, around)
        if args.update:
            _write(report, args.baseline / f"{corpus}.json")
        faults.extend(judge_report(corpus, report, _stored(args.baseline, corpus), rules))
    _tell(faults, rules, as_json=args.json)
    return FAILED if faults else PASSED


def measure(folder: Path, catalogue: Path, topics: list[Topic], around: Surroundings) -> Report:
    """The forum evaluation of ``folder`` as a library of its own."""
    library = read_library([folder], Catalogue.open(catalogue))
    encoder, reranker = around.open_encoder(), around.chosen_reranker
    settings = {
        "evaluation": "forum",
        "half": "both",
        "legs": "default",
        "curated": True,
        "reranker": reranker.label,
    }
    with indexed_library(library, encoder, reranker) as index:
        run = ForumRun(topics, choose(None, curated=True), settings)
        return evaluate_forum(run, IndexSubject(index, encoder))[0]


def _absent(corpus: str, folder: Path, *, strict: bool) -> Iterator[Fault]:
    sys.stderr.write(f"{folder} is not there: the {corpus} are not gated.\n")
    if strict:
        yield Fault(corpus, "corpus", f"{folder} is not there")


def _stored(folder: Path, corpus: str) -> Report | None:
    path = folder / f"{corpus}.json"
    return read_report(path) if path.exists() else None


def _write(report: Report, path: Path) -> None:
    """Timings stay out, so that a baseline changes only where quality does."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(replace(report, timings={}).to_json() + "\n", encoding="utf-8")
    except OSError as error:
        raise InputError(f"cannot write the baseline {path}: {error.strerror}") from error


def _tell(faults: list[Fault], rules: Rules, *, as_json: bool) -> None:
    watching.end()
    if as_json:
        body = {"passed": not faults, "faults": [asdict(fault) for fault in faults]}
        sys.stdout.write(json.dumps(body, ensure_ascii=False) + "\n")
        return
    for fault in faults:
        sys.stdout.write(f"{fault.corpus}: {fault.rule}: {fault.detail}\n")
    asked = f"{len(rules.floor)} floors, {len(rules.must_answer)} topics that must be answered"
    verdict = f"{len(faults)} faults" if faults else "nothing fell"
    sys.stdout.write(f"gate: {verdict} ({asked})\n")

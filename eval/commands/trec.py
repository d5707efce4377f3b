"""``forumqa eval trec``: somebody's TREC runs, scored against qrels."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from eval.commands.options import add_output
from eval.commands.surroundings import Surroundings
from eval.measures import RETRIEVAL_NAMES
from eval.outside.trec import read_qrels, read_run
from eval.outside.trec_run import evaluate_trec
from eval.reports.output import output, write_fields
from eval.reports.plain import report_rows
from eval.reports.report import Report
from eval.reports.terminal import cell, show


def add_arguments(parser: argparse.ArgumentParser, *, inherit: bool = False) -> None:
    """Its options; ``inherit`` leaves defaults to the outer parser."""
    parser.add_argument("runs", nargs="+", type=Path, metavar="RUN")
    parser.add_argument(
        "--qrels", type=Path, required=True, help="the judgements, as TREC has them"
    )
    add_output(parser, inherit=inherit)


def run(args: argparse.Namespace, around: Surroundings) -> int:
    """Score every run and report; always 0."""
    del around  # a run needs neither index nor encoder
    reports = trec_reports(args)
    if args.json:
        sys.stdout.write(_as_json(reports) + "\n")
    else:
        _print(reports)
    return 0


def _print(reports: Mapping[str, Report]) -> None:
    console = output()
    if len(reports) > 1:
        if console is None:
            write_fields([("run", *RETRIEVAL_NAMES), *_rows(reports)])
        else:
            console.print(_table(reports))
        return
    (report,) = reports.values()
    if console is None:
        write_fields(report_rows(report))
    else:
        show(report, console)


def trec_reports(args: argparse.Namespace) -> dict[str, Report]:
    """The report of every run, by its path as given."""
    qrels = read_qrels(args.qrels)
    paths: list[Path] = args.runs
    reports: dict[str, Report] = {}
    for path in paths:
        settings = {"evaluation": "trec", "run": path.name, "qrels": args.qrels.name}
        reports[str(path)] = evaluate_trec(qrels, read_run(path), settings)
    return reports


def _as_json(reports: Mapping[str, Report]) -> str:
    """The report of a single run as it is, so that it can be compared; several by name."""
    bodies = {name: report.to_json() for name, report in reports.items()}
    if len(bodies) == 1:
        return "".join(bodies.values())
    return json.dumps({name: json.loads(body) for name, body in bodies.items()}, ensure_ascii=False)


def _table(reports: Mapping[str, Report]) -> Table:
    """One run a line."""
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    table.add_column("run", overflow="fold")
    for name in RETRIEVAL_NAMES:
        table.add_column(name.replace("@", "\n@"), justify="right", no_wrap=True)
    for name, *figures in _rows(reports):
        table.add_row(Text(name), *figures)
    return table


def _rows(reports: Mapping[str, Report]) -> Iterator[tuple[str, ...]]:
    for name, report in reports.items():
        yield name, *(cell(report.figures[measure]) for measure in RETRIEVAL_NAMES)

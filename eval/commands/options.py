"""Options that several evaluations have, and what is done with a report."""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

from eval import watching
from eval.evaluated import Evaluated
from eval.ladder import ALL, CHOICES
from eval.outside.beir import write_beir
from eval.outside.trec import write_trec
from eval.reports.output import output, write_fields
from eval.reports.page import write_page
from eval.reports.plain import report_rows
from eval.reports.report import Report
from eval.reports.stored import read_report
from eval.reports.terminal import show
from ingest.errors import InputError


def add_output(parser: argparse.ArgumentParser, *, inherit: bool) -> None:
    """``--json``; ``inherit`` leaves the default to the outer parser."""
    parser.add_argument(
        "--json",
        action="store_true",
        default=argparse.SUPPRESS if inherit else False,
        help="one JSON object",
    )


def add_files(parser: argparse.ArgumentParser, *, inherit: bool) -> None:
    """What is written beside the report; ``inherit`` leaves defaults to the outer parser."""
    unset = argparse.SUPPRESS if inherit else None
    add = parser.add_argument
    add(
        "--html", type=Path, metavar="FILE", default=unset, help="write a page to read in a browser"
    )
    add("--baseline", type=Path, metavar="REPORT", default=unset, help="a report to stand beside")
    add(
        "--trec", type=Path, metavar="DIR", default=unset, help="write qrels and runs for trec_eval"
    )
    add("--beir", type=Path, metavar="DIR", default=unset, help="write the collection as BEIR")


def add_legs(parser: argparse.ArgumentParser, *, inherit: bool) -> None:
    """``--legs`` and ``--no-curated``."""
    parser.add_argument(
        "--legs",
        choices=CHOICES,
        default=argparse.SUPPRESS if inherit else None,
        help=f"part of retrieval to measure; {ALL}: each of them",
    )
    parser.add_argument(
        "--no-curated",
        action="store_true",
        default=argparse.SUPPRESS if inherit else False,
        help="leave curated questions out of retrieval and answers",
    )


@dataclass(frozen=True, slots=True)
class Delivery:
    """Where a report goes, looked at before the evaluation and not after it."""

    args: argparse.Namespace
    baseline: Report | None

    @classmethod
    def of(cls, args: argparse.Namespace) -> Delivery:
        """What ``args`` ask for.

        Raises:
            InputError: The baseline is no report, or a folder to write into does not exist.
        """
        for path in (args.html, args.trec, args.beir):
            if path is not None and not path.resolve().parent.is_dir():
                raise InputError(
                    f"{path} cannot be written: {path.parent} is no folder.", hint="Make it first."
                )
        return cls(args, read_report(args.baseline) if args.baseline else None)

    def send(self, report: Report, evaluated: Evaluated) -> None:
        """Print the report, as tables or as JSON, and write the files that were asked for."""
        if self.args.html:
            write_page(report, self.args.html, self.baseline)
        if self.args.trec:
            write_trec(evaluated, self.args.trec)
        if self.args.beir:
            write_beir(evaluated, self.args.beir)
        watching.end()
        if self.args.json:
            sys.stdout.write(report.to_json() + "\n")
        else:
            self._print(report)

    def _print(self, report: Report) -> None:
        console = output()
        if console is None:
            write_fields(report_rows(report, self.baseline))
        else:
            show(report, console, self.baseline)

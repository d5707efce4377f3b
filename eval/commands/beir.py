"""``forumqa eval beir``: a folder in BEIR format, indexed in a temporary folder."""

from __future__ import annotations

import argparse
from pathlib import Path

from eval.commands.options import Delivery, add_files, add_legs, add_output
from eval.commands.surroundings import Surroundings
from eval.evaluated import Evaluated
from eval.ladder import choose
from eval.outside.beir import read_beir
from eval.outside.beir_run import BeirRun, evaluate_beir
from eval.reports.report import Report
from index.encoder import Encoder
from index.rerankers import OURS, RerankerChoice


def add_arguments(parser: argparse.ArgumentParser, *, inherit: bool = False) -> None:
    """Its options; ``inherit`` leaves defaults to the outer parser."""
    parser.add_argument("folder", type=Path)
    parser.add_argument("--split", default="test", help="which qrels to use (test)")
    add_legs(parser, inherit=inherit)
    add_output(parser, inherit=inherit)
    add_files(parser, inherit=inherit)


def run(args: argparse.Namespace, around: Surroundings) -> int:
    """Evaluate and report; always 0."""
    delivery = Delivery.of(args)
    report, evaluated = beir_report(args, around.open_encoder(), around.chosen_reranker)
    delivery.send(report, evaluated)
    return 0


def beir_report(
    args: argparse.Namespace, encoder: Encoder, reranker: RerankerChoice = OURS
) -> tuple[Report, Evaluated]:
    """The evaluation of the folder as ``args`` ask for it."""
    settings = {
        "evaluation": "beir",
        "folder": args.folder.resolve().name,
        "split": args.split,
        "legs": args.legs or "default",
        "curated": False,
        "reranker": reranker.label,
    }
    legs = choose(args.legs)
    run_settings = BeirRun(read_beir(args.folder, args.split), legs, settings)
    return evaluate_beir(run_settings, encoder, reranker)

"""``forumqa eval squad``: a file in SQuAD format, indexed in a temporary folder."""

from __future__ import annotations

import argparse
from pathlib import Path

from eval.commands.options import Delivery, add_files, add_legs, add_output
from eval.commands.surroundings import Surroundings
from eval.evaluated import Evaluated
from eval.ladder import choose
from eval.outside.squad import read_squad
from eval.outside.squad_index import indexed
from eval.outside.squad_run import SquadRun, evaluate_squad
from eval.reports.report import Report
from index.encoder import Encoder
from index.rerankers import OURS, RerankerChoice
from ingest.errors import InputError


def add_arguments(parser: argparse.ArgumentParser, *, inherit: bool = False) -> None:
    """Its options; ``inherit`` leaves defaults to the outer parser."""
    parser.add_argument("file", type=Path)
    parser.add_argument("--questions", type=Path, help="ask this file's questions, same order")
    parser.add_argument("--limit", type=int, help="ask only the first so many questions")
    add_legs(parser, inherit=inherit)
    add_output(parser, inherit=inherit)
    add_files(parser, inherit=inherit)


def run(args: argparse.Namespace, around: Surroundings) -> int:
    """Evaluate and report; always 0."""
    delivery = Delivery.of(args)
    report, evaluated = squad_report(args, around.open_encoder(), around.chosen_reranker)
    delivery.send(report, evaluated)
    return 0


def squad_report(
    args: argparse.Namespace, encoder: Encoder, reranker: RerankerChoice = OURS
) -> tuple[Report, Evaluated]:
    """The evaluation of the file as ``args`` ask for it."""
    if args.limit is not None and args.limit < 1:
        raise InputError("--limit must be at least 1.")
    legs = choose(args.legs)
    squad = read_squad(args.file, args.questions, args.limit)
    settings = {
        "evaluation": "squad",
        "file": args.file.name,
        "questions": args.questions.name if args.questions else None,
        "limit": args.limit,
        "legs": args.legs or "default",
        "curated": False,
        "reranker": reranker.label,
    }
    with indexed(squad, encoder, reranker) as index:
        return evaluate_squad(SquadRun(squad, legs, settings), index, encoder)

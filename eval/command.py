"""``forumqa eval``: its options, and what runs behind them."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from rich.console import Console

from eval import check_topics
from eval.check_topics import DEFAULT_TOPICS
from eval.forum import ForumRun, evaluate_forum
from eval.ladder import ALL, CHOICES, choose
from eval.reporting import Report, show
from eval.squad import read_squad
from eval.squad_index import indexed
from eval.squad_run import SquadRun, evaluate_squad
from eval.topic_files import load_topics
from eval.topics import Half
from index.encoder import Encoder, open_encoder
from index.generation import open_index
from ingest.errors import InputError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``eval`` alone means ``eval forum``, so the forum's options stand on both."""
    _forum_arguments(parser)
    parser.set_defaults(evaluation="forum")
    kinds = parser.add_subparsers(metavar="forum | squad | check")
    forum = kinds.add_parser("forum", help="topics on an index of the documents")
    _forum_arguments(forum, inherit=True)
    forum.set_defaults(evaluation="forum")
    squad = kinds.add_parser("squad", help="a file in SQuAD format, on an index of its own")
    squad.add_argument("file", type=Path)
    squad.add_argument("--questions", type=Path, help="ask this file's questions, same order")
    squad.add_argument("--limit", type=int, help="ask only the first so many questions")
    _common_arguments(squad, inherit=True)
    squad.set_defaults(evaluation="squad")
    check = kinds.add_parser("check", help="check the topic files")
    check_topics.add_arguments(check)
    check.set_defaults(evaluation="check")


def run(args: argparse.Namespace, *, index_dir: Path, encoder: str | None = None) -> int:
    """Evaluate, print the report on stdout, and give the exit code.

    Args:
        args: What `add_arguments` parsed.
        index_dir: The index of ``eval forum`` unless ``--index`` names another.
        encoder: The encoder's name; None is the embedded one.

    Raises:
        ForumqaError: An option, a topic file or the index cannot be used.
    """
    if args.evaluation == "check":
        return check_topics.run(args)
    model = open_encoder(encoder)
    if args.evaluation == "squad":
        report = squad_report(args, model)
    else:
        report = forum_report(args, args.index or index_dir, model)
    if args.json:
        sys.stdout.write(report.to_json() + "\n")
    else:
        show(report, Console())
    return 0


def forum_report(args: argparse.Namespace, index_dir: Path, encoder: Encoder) -> Report:
    """The forum evaluation on the index in ``index_dir``."""
    half = Half(args.half) if args.half else None
    topics = load_topics(args.topics or [DEFAULT_TOPICS], half=half)
    if not topics:
        raise InputError("There is no topic to evaluate.", hint="See --topics and --half.")
    settings = {
        "evaluation": "forum",
        "half": args.half or "both",
        "legs": args.legs or "default",
        "curated": not args.no_curated,
    }
    index = open_index(index_dir, encoder)
    try:
        return evaluate_forum(ForumRun(topics, choose(args.legs), settings), index, encoder)
    finally:
        index.close()


def squad_report(args: argparse.Namespace, encoder: Encoder) -> Report:
    """The evaluation of a SQuAD-format file, indexed in a temporary folder."""
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
    }
    with indexed(squad, encoder) as index:
        return evaluate_squad(SquadRun(squad, legs, settings), index, encoder)


def _forum_arguments(parser: argparse.ArgumentParser, *, inherit: bool = False) -> None:
    unset = argparse.SUPPRESS if inherit else None
    parser.add_argument("--half", choices=list(Half), default=unset, help="only this half")
    parser.add_argument("--index", type=Path, default=unset, help="folder of the index")
    parser.add_argument(
        "--topics", type=Path, action="append", default=unset, help="file or folder of topics"
    )
    _common_arguments(parser, inherit=inherit)


def _common_arguments(parser: argparse.ArgumentParser, *, inherit: bool) -> None:
    """Options that both evaluations have; ``inherit`` leaves defaults to the outer parser."""
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
        help="leave curated questions out",
    )
    parser.add_argument(
        "--json",
        action="store_true",
        default=argparse.SUPPRESS if inherit else False,
        help="one JSON object",
    )

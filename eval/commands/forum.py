"""``forumqa eval forum``: topics on an index of the documents, or on a server over one."""

from __future__ import annotations

import argparse
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path

from eval.commands.check import DEFAULT_TOPICS
from eval.commands.options import Delivery, add_files, add_legs, add_output
from eval.commands.surroundings import Surroundings
from eval.evaluated import Evaluated
from eval.forum import ForumRun, evaluate_forum
from eval.ladder import PRODUCT, Choice, choose
from eval.reports.report import Report
from eval.server import ServerSubject, only_the_product
from eval.server_errors import QuestionRefusedError
from eval.subject import IndexSubject, Subject
from eval.topic_files import load_topics
from eval.topics import Half
from index.generation import open_index
from index.rerankers import OURS, RerankerChoice
from ingest.errors import InputError


def add_arguments(parser: argparse.ArgumentParser, *, inherit: bool = False) -> None:
    """Its options; ``inherit`` leaves defaults to the outer parser."""
    unset = argparse.SUPPRESS if inherit else None
    parser.add_argument(
        "--half", choices=[half.value for half in Half], default=unset, help="only this half"
    )
    parser.add_argument("--index", type=Path, default=unset, help="folder of the index")
    parser.add_argument("--url", default=unset, help="a running server, instead of an index")
    parser.add_argument(
        "--topics", type=Path, action="append", default=unset, help="file or folder of topics"
    )
    add_legs(parser, inherit=inherit)
    add_output(parser, inherit=inherit)
    add_files(parser, inherit=inherit)


def run(args: argparse.Namespace, around: Surroundings) -> int:
    """Evaluate and report; always 0."""
    delivery = Delivery.of(args)
    with _subject(args, around) as subject:
        report, evaluated = forum_report(args, subject, around.chosen_reranker)
    delivery.send(report, evaluated)
    return 0


def forum_report(
    args: argparse.Namespace, subject: Subject, reranker: RerankerChoice = OURS
) -> tuple[Report, Evaluated]:
    """The forum evaluation of ``subject`` as ``args`` ask for it."""
    half = Half(args.half) if args.half else None
    topics = load_topics(args.topics or [DEFAULT_TOPICS], half=half)
    if not topics:
        raise InputError("There is no topic to evaluate.", hint="See --topics and --half.")
    try:
        return evaluate_forum(ForumRun(topics, _choice(args), _settings(args, reranker)), subject)
    except QuestionRefusedError as error:
        raise error.naming(topics) from error


def _choice(args: argparse.Namespace) -> Choice:
    return choose(args.legs, curated=not args.no_curated)


def _settings(args: argparse.Namespace, reranker: RerankerChoice) -> dict[str, object]:
    asked: dict[str, object] = {
        "evaluation": "forum",
        "half": args.half or "both",
        "legs": args.legs or "default",
        "curated": not args.no_curated,
    }
    if args.url is not None:
        return {**asked, "url": args.url}  # which reranker it runs is the server's affair
    return {**asked, "reranker": reranker.label}


@contextmanager
def _subject(args: argparse.Namespace, around: Surroundings) -> Generator[Subject]:
    if args.url is not None:
        _check_url_alone(args)
        with closing(ServerSubject(args.url, staff_token=around.staff_token)) as server:
            yield server
        return
    product = _choice(args).product
    encoder = around.open_encoder()
    index = open_index(args.index or around.index_dir, encoder, around.chosen_reranker)
    try:
        yield IndexSubject(index, encoder, product)
    finally:
        index.close()


def _check_url_alone(args: argparse.Namespace) -> None:
    if args.index is not None:
        raise InputError("--index and --url exclude each other.", hint="Leave one of them out.")
    if args.no_curated or args.legs not in {None, PRODUCT.value}:
        raise only_the_product()

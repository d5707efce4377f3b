"""``forumqa eval qrels``: what staff judged on the search page, as TREC qrels on stdout."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from eval.commands.options import add_output
from eval.commands.surroundings import Surroundings
from eval.feedback_file import read_feedback
from eval.judgements import judged
from ingest.errors import InputError


def add_arguments(parser: argparse.ArgumentParser, *, inherit: bool = False) -> None:
    """Its options; ``inherit`` leaves defaults to the outer parser."""
    add = parser.add_argument
    add("--feedback", type=Path, action="append", metavar="FILE", help="the verdicts of a server")
    add("--queries", type=Path, metavar="FILE", help="write what each topic asks, as BEIR has it")
    add_output(parser, inherit=inherit)


def run(args: argparse.Namespace, around: Surroundings) -> int:
    """Print the judgements; always 0.

    Raises:
        InputError: There is no feedback to read, or the questions cannot be written.
    """
    files: list[Path] = args.feedback or ([around.feedback] if around.feedback else [])
    if not files:
        raise InputError("No feedback is set.", hint="Name the file of verdicts by --feedback.")
    verdicts, skipped = read_feedback(files)
    for line in skipped:
        sys.stderr.write(f"{line.file}:{line.line}: passed over: {line.reason}\n")
    found = judged(verdicts)
    if args.queries:
        _write_queries(args.queries, found.questions)
    if args.json:
        body = {"qrels": found.qrels, "queries": found.questions}
        sys.stdout.write(json.dumps(body, ensure_ascii=False) + "\n")
    else:
        sys.stdout.writelines(found.lines())
    return 0


def _write_queries(path: Path, questions: dict[str, str]) -> None:
    lines = (
        json.dumps({"_id": topic, "text": question}, ensure_ascii=False) + "\n"
        for topic, question in sorted(questions.items())
    )
    try:
        with path.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(lines)
    except OSError as error:
        raise InputError(f"cannot write the questions to {path}: {error.strerror}") from error

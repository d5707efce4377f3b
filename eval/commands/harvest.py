"""``forumqa eval harvest``: readers' verdicts become candidate topics for a person to accept.

What comes in is the feedback of a server, what goes out a file of candidates; ``--accept`` and
``--reject`` settle them. Questions are as visitors typed them: read each before it is published.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from eval.accepting import accept, reject
from eval.candidates import Line, read_candidates, rewrite
from eval.commands.check import DEFAULT_TOPICS
from eval.commands.options import add_output
from eval.commands.surroundings import Surroundings
from eval.feedback_file import SkippedLine, read_feedback
from eval.harvesting import Harvest, harvest
from eval.reports.candidates import show_harvest
from eval.suggesting import Suggester
from eval.topic_files import load_topics, topic_files
from eval.topics import Topic
from index.generation import open_index
from ingest.errors import InputError

DEFAULT_OUT = Path("var/candidates.jsonl")
DEFAULT_INTO = DEFAULT_TOPICS / "harvested.jsonl"


def add_arguments(parser: argparse.ArgumentParser, *, inherit: bool = False) -> None:
    """Its options; ``inherit`` leaves defaults to the outer parser."""
    unset = argparse.SUPPRESS if inherit else None
    add = parser.add_argument
    add("--feedback", type=Path, action="append", metavar="FILE", help="the verdicts of a server")
    add("--index", type=Path, metavar="DIR", default=unset, help="folder of the index")
    add("--topics", type=Path, action="append", default=unset, help="topics there are already")
    add("--out", type=Path, metavar="FILE", default=DEFAULT_OUT, help="the candidates")
    decide = parser.add_mutually_exclusive_group()
    decide.add_argument("--accept", nargs="+", metavar="ID", help="make candidates topics")
    decide.add_argument("--reject", nargs="+", metavar="ID", help="never propose these again")
    add("--into", type=Path, metavar="FILE", default=DEFAULT_INTO, help="where topics go")
    add_output(parser, inherit=inherit)


def run(args: argparse.Namespace, around: Surroundings) -> int:
    """Harvest, accept or reject, and say what became of it; always 0."""
    out: Path = args.out
    if args.accept:
        accept(out, args.accept, args.into, {topic.id for topic in _topics(args)})
        hint = f"now run `forumqa eval check --fill-halves {args.into}`"
        _tell(args, "accepted", args.accept, hint)
    elif args.reject:
        reject(out, args.reject)
        _tell(args, "rejected", args.reject, "no harvest brings them back")
    else:
        _harvest(args, around)
    return 0


def _harvest(args: argparse.Namespace, around: Surroundings) -> None:
    verdicts, skipped = read_feedback(_feedback_files(args, around))
    for line in skipped:
        sys.stderr.write(f"{line.file}:{line.line}: passed over: {line.reason}\n")
    encoder = around.open_encoder()
    with closing(open_index(args.index or around.index_dir, encoder)) as index:
        suggest = Suggester(index, encoder)
        result = harvest(verdicts, _topics(args), read_candidates(args.out), suggest)
    rewrite(args.out, result.changed, result.added)
    candidates = [line for line in read_candidates(args.out) if line.open]
    if args.json:
        sys.stdout.write(_json(candidates, result, skipped, args.out) + "\n")
    else:
        show_harvest(candidates, result, args.out)


def _feedback_files(args: argparse.Namespace, around: Surroundings) -> Sequence[Path]:
    if args.feedback:
        files: list[Path] = args.feedback
        return files
    if around.feedback is None:
        raise InputError("No feedback is set.", hint="Name the file of verdicts by --feedback.")
    return [around.feedback]


def _topics(args: argparse.Namespace) -> list[Topic]:
    """The topics there are, those accepted before among them."""
    into: list[Path] = [args.into] if args.into.exists() else []
    files = [path.resolve() for path in [*topic_files(args.topics or [DEFAULT_TOPICS]), *into]]
    return load_topics(dict.fromkeys(files))


def _tell(args: argparse.Namespace, verb: str, ids: Sequence[str], then: str) -> None:
    if args.json:
        done = {verb: ids, "into": str(args.into), "out": str(args.out)}
        sys.stdout.write(json.dumps(done, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(f"{verb}: {' '.join(ids)}; {then}\n")


def _json(
    candidates: Sequence[Line], result: Harvest, skipped: Sequence[SkippedLine], out: Path
) -> str:
    body = {
        "candidates": [line.fields for line in candidates],
        "known": [{"question": it.question, "topic": it.id} for it in result.known],
        "rejected": [{"question": it.question, "id": it.id} for it in result.rejected],
        "skipped": [{"file": s.file, "line": s.line, "reason": s.reason} for s in skipped],
        "out": str(out),
    }
    return json.dumps(body, ensure_ascii=False)

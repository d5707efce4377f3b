"""``forumqa eval``: its evaluations, each a module of ``eval/commands`` with options and a run."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import NamedTuple, Protocol

from eval.commands import beir, check, compare, forum, gate, harvest, judgements, squad, trec
from eval.commands.surroundings import Surroundings


class _AddArguments(Protocol):
    def __call__(self, parser: argparse.ArgumentParser, *, inherit: bool = False) -> None: ...


class _Evaluation(NamedTuple):
    add_arguments: _AddArguments
    run: Callable[[argparse.Namespace, Surroundings], int]
    summary: str


_EVALUATIONS = {
    "forum": _Evaluation(forum.add_arguments, forum.run, "topics on the documents"),
    "squad": _Evaluation(squad.add_arguments, squad.run, "a file in SQuAD format"),
    "beir": _Evaluation(beir.add_arguments, beir.run, "a folder in BEIR format"),
    "trec": _Evaluation(trec.add_arguments, trec.run, "score somebody's TREC run"),
    "compare": _Evaluation(compare.add_arguments, compare.run, "two reports, topic by topic"),
    "gate": _Evaluation(gate.add_arguments, gate.run, "fail where quality fell"),
    "check": _Evaluation(check.add_arguments, check.run, "check the topic files"),
    "qrels": _Evaluation(
        judgements.add_arguments, judgements.run, "what staff judged, as TREC qrels"
    ),
    "harvest": _Evaluation(harvest.add_arguments, harvest.run, "candidate topics from feedback"),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``eval`` alone means ``eval forum``, so the forum's options stand on both."""
    forum.add_arguments(parser)
    parser.set_defaults(evaluation="forum")
    kinds = parser.add_subparsers(metavar=" | ".join(_EVALUATIONS))
    for name, evaluation in _EVALUATIONS.items():
        own = kinds.add_parser(name, help=evaluation.summary, description=evaluation.summary)
        evaluation.add_arguments(own, inherit=True)
        own.set_defaults(evaluation=name)


def run(args: argparse.Namespace, around: Surroundings) -> int:
    """Evaluate, print on stdout, and give the exit code.

    Args:
        args: What `add_arguments` parsed.
        around: What the settings say.

    Raises:
        ForumqaError: An option, a file or the index cannot be used.
    """
    return _EVALUATIONS[args.evaluation].run(args, around)

"""``forumqa eval check``: topic files against the texts they ask about."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from eval import watching
from eval.checking import Violation, assign_halves, check
from eval.commands.options import add_output
from eval.commands.surroundings import Surroundings
from eval.known_texts import KnownTexts, Texts
from eval.sources import read_texts
from eval.topic_files import load_topics, topic_files, write_halves
from eval.topics import Topic
from ingest.document import SourceKind

DEFAULT_TOPICS = Path(__file__).resolve().parents[1] / "topics"


def add_arguments(parser: argparse.ArgumentParser, *, inherit: bool = False) -> None:
    """Its options; ``inherit`` leaves defaults to the outer parser."""
    parser.add_argument("topics", nargs="*", type=Path, help="files or folders (eval/topics)")
    parser.add_argument("--catalogue", type=Path, default=Path("documents/catalogue.toml"))
    parser.add_argument("--digests", type=Path, default=Path("documents/digests"))
    parser.add_argument("--originals", type=Path, default=Path("../shared/documents"))
    parser.add_argument("--fill-halves", action="store_true", help="write missing halves")
    add_output(parser, inherit=inherit)


def run(args: argparse.Namespace, around: Surroundings) -> int:
    """Print every violation and the counts; 1 when there is a violation.

    The files named are judged among all topics of ``eval/topics``, so that near-copies of another
    file's topics and statements torn between halves are found.
    """
    chosen = _resolved(topic_files(args.topics or [DEFAULT_TOPICS]))
    everything = list(dict.fromkeys([*_resolved(topic_files([DEFAULT_TOPICS])), *chosen]))
    del around  # the texts are read from files, not from an index
    texts = _texts(args)
    if args.fill_halves:
        write_halves(chosen, assign_halves(load_topics(everything), texts))
    mine = {topic.id for topic in load_topics(chosen)}
    topics = load_topics(everything)
    found = [fault for fault in check(topics, texts) if fault.topic in mine]
    kinds = sorted({kind for by_kind in texts.values() for kind in by_kind})
    report = _json_lines if args.json else _plain_lines
    own = [topic for topic in topics if topic.id in mine]
    watching.end()
    sys.stdout.writelines(f"{line}\n" for line in report(found, counts(own, texts), kinds))
    return 1 if found else 0


def counts(topics: Sequence[Topic], texts: Texts) -> dict[str, dict[str, int]]:
    """How many topics there are of each kind, language, source, position in it, and half."""
    known = KnownTexts(texts)
    return {
        "kind": _count(topic.kind for topic in topics),
        "language": _count(topic.language for topic in topics),
        "source": _count(source for topic in topics for source in topic.sources),
        "position": _count(known.position(topic) for topic in topics if topic.answerable),
        "half": _count(topic.half or "none" for topic in topics),
        "all": {"topics": len(topics), "statements": len({topic.statement for topic in topics})},
    }


def _count(values: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items()))


def _resolved(paths: Iterable[Path]) -> list[Path]:
    return [path.resolve() for path in paths]


def _texts(args: argparse.Namespace) -> Texts:
    folders: list[Path] = [args.digests, args.originals]
    present = [folder for folder in folders if folder.exists()]
    for folder in folders:
        if folder not in present:
            sys.stderr.write(f"{folder} is not there: its texts are not checked.\n")
    return read_texts(present, args.catalogue)


def _plain_lines(
    found: Sequence[Violation], tally: dict[str, dict[str, int]], kinds: Sequence[SourceKind]
) -> list[str]:
    lines = [f"{fault.topic}: {fault.rule}: {fault.detail}" for fault in found]
    for name, values in tally.items():
        lines.append(f"{name}: " + ", ".join(f"{key} {value}" for key, value in values.items()))
    lines.append(f"checked against: {', '.join(kinds) or 'nothing'}; violations: {len(found)}")
    return lines


def _json_lines(
    found: Sequence[Violation], tally: dict[str, dict[str, int]], kinds: Sequence[SourceKind]
) -> list[str]:
    violations = [{"topic": f.topic, "rule": f.rule, "detail": f.detail} for f in found]
    body = {"violations": violations, "counts": tally, "checked_against": list(kinds)}
    return [json.dumps(body, ensure_ascii=False)]

"""`forumqa ingest`, `verify`, `settings` and `eval`: what keeps library and index in order."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from api.printing import Line, columns, terminal, write_lines, write_table
from api.progress import Progress
from api.settings import Settings, shown
from api.terminal import write_json
from ingest.errors import InputError, StorageError
from ingest.report import counted

if TYPE_CHECKING:
    import argparse

    from rich.console import Console

    from index.builder import BuildReport
    from ingest.report import IngestReport

DONE, FAILED = 0, 1
DEFAULT_CATALOGUE = Path("documents/catalogue.toml")


def ingest(args: argparse.Namespace, settings: Settings) -> int:
    """Take the given paths as the whole library and publish its index."""
    paths: list[Path] = args.paths or [settings.documents]
    report_file: Path | None = args.report
    if report_file is not None and not report_file.absolute().parent.is_dir():
        raise InputError(
            f"There is no folder for {report_file}.", hint="Create it or name another."
        )
    with Progress("looking for documents") as progress:
        report, built = build(
            paths, args.index or settings.index, settings, args.catalogue, progress.tell
        )
    if report_file is not None:
        _write(report_file, report.to_text())
    if args.json:
        write_json({**report.to_json(), "index": built.generation})
    elif (console := terminal()) is None:
        sys.stdout.write("\n".join([*report.summary(), _built_line(built)]) + "\n")
    else:
        _show(report, built, console)
    return DONE


def build(
    paths: Sequence[Path],
    index_dir: Path,
    settings: Settings,
    catalogue: Path | None,
    tell: Callable[[str], None],
) -> tuple[IngestReport, BuildReport]:
    """Read ``paths`` and publish their index; ``tell`` hears what is going on.

    Raises:
        InputError: a path does not exist.
        ForumqaError: whatever else the stages say the user can mend.
    """
    from index.builder import publish_library  # noqa: PLC0415  faiss and the loaders are slow
    from index.encoder import open_encoder  # noqa: PLC0415
    from index.hub_models import Running  # noqa: PLC0415
    from ingest.catalogue import find_catalogue  # noqa: PLC0415
    from ingest.pipeline import read_library  # noqa: PLC0415

    for path in paths:
        if not path.exists():
            raise InputError(f"There is no {path}.", hint="Name a file or folder that exists.")
    found = find_catalogue(paths, catalogue or settings.catalogue, DEFAULT_CATALOGUE)
    library = read_library(paths, found, progress=lambda file: tell(f"reading {file}"))
    tell("opening the encoder")
    running = Running(settings.encoder_device, settings.encoder_batch)
    encoder = open_encoder(settings.encoder, running)
    tell(f"embedding {counted(len(library.passages), 'passage')}")
    built = publish_library(library, encoder, index_dir, progress=tell)
    report = dataclasses.replace(
        library.report, forgotten=built.forgotten, titles_forgotten=built.titles
    )
    return report, built


def verify(args: argparse.Namespace, settings: Settings) -> int:
    """Re-hash an index; exit 1 and name what is wrong when it is not what was published."""
    from index.generation import verify as check  # noqa: PLC0415  faiss is slow

    folder: Path = args.index or settings.index
    with Progress(f"re-hashing {folder}"):
        faults = check(folder)
    if args.json:
        write_json({"index": str(folder), "faults": list(faults)})
    elif not faults:
        write_lines([Line([(f"{folder} is whole.", "green")])], terminal())
    elif (console := terminal()) is None:
        sys.stdout.write("\n".join(faults) + "\n")
    else:
        from api.tables import fault_table  # noqa: PLC0415  rich is not paid for when piped

        write_table(fault_table(faults), console)
    if faults:
        sys.stderr.write("forumqa: the index is damaged. Run `forumqa ingest`.\n")
    return FAILED if faults else DONE


def show_settings(args: argparse.Namespace, settings: Settings) -> int:
    """Print what is in force, secrets masked."""
    values = shown(settings)
    if args.json:
        write_json(values)
    elif (console := terminal()) is None:
        lines = (f"{name}={'' if value is None else value}" for name, value in values.items())
        sys.stdout.write("\n".join(lines) + "\n")
    else:
        from api.tables import settings_table  # noqa: PLC0415  rich is not paid for when piped

        write_table(settings_table(settings), console)
    return DONE


def evaluate(args: argparse.Namespace, settings: Settings) -> int:
    """Measure quality; `eval.command` defines the options and does the work."""
    from eval import watching  # noqa: PLC0415
    from eval.command import run  # noqa: PLC0415  measures and benchmarks are slow to import
    from eval.commands.surroundings import Surroundings  # noqa: PLC0415
    from index.hub_models import Running  # noqa: PLC0415

    running = Running(settings.encoder_device, settings.encoder_batch)
    token = settings.staff_token.get_secret_value() if settings.staff_token else None
    around = Surroundings(
        settings.index, settings.encoder, settings.feedback, settings.reranker, running, token
    )
    with Progress("opening what is evaluated") as progress:
        watching.WATCHER.set(progress)
        return run(args, around)


def _show(report: IngestReport, built: BuildReport, console: Console) -> None:
    from api.tables import ingest_tables  # noqa: PLC0415  rich is not paid for when piped

    for table in ingest_tables(report, columns()):
        write_table(table, console)
    lines = [*report.replaced_lines(), *report.forgotten_lines()]
    lines += [report.headline(), *report.questions.counts(), _built_line(built)]
    write_lines((Line([(line, "")], 2) for line in lines), console)


def _built_line(built: BuildReport) -> str:
    embedded = counted(built.embedded, "passage")
    return f"index {built.generation}: {embedded} embedded, {built.reused} reused"


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise StorageError(
            f"The report could not be written to {path}: {error.strerror}.",
            hint="The index is published; name another file for the report.",
        ) from error

"""`forumqa ingest`, `verify`, `settings` and `eval`: what keeps library and index in order."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from api.settings import Settings, shown
from api.terminal import write_json
from ingest.errors import InputError, StorageError
from ingest.report import counted

if TYPE_CHECKING:
    import argparse

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
    report, built = build(paths, args.index or settings.index, settings, args.catalogue)
    if report_file is not None:
        _write(report_file, report.to_text())
    if args.json:
        write_json({**report.to_json(), "index": built.generation})
    else:
        sys.stdout.write("\n".join([*report.summary(), _built_line(built)]) + "\n")
    return DONE


def build(
    paths: Sequence[Path], index_dir: Path, settings: Settings, catalogue: Path | None
) -> tuple[IngestReport, BuildReport]:
    """Read ``paths`` and publish their index; progress goes to standard error.

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
    library = read_library(paths, found, progress=_progress)
    running = Running(settings.encoder_device, settings.encoder_batch)
    encoder = open_encoder(settings.encoder, running)
    built = publish_library(library, encoder, index_dir, progress=_progress)
    return dataclasses.replace(library.report, forgotten=tuple(built.forgotten)), built


def verify(args: argparse.Namespace, settings: Settings) -> int:
    """Re-hash an index; exit 1 and name what is wrong when it is not what was published."""
    from index.generation import verify as check  # noqa: PLC0415  faiss is slow

    folder: Path = args.index or settings.index
    faults = check(folder)
    if args.json:
        write_json({"index": str(folder), "faults": list(faults)})
    elif faults:
        sys.stdout.write("\n".join(faults) + "\n")
    else:
        sys.stdout.write(f"{folder} is whole.\n")
    if faults:
        sys.stderr.write("forumqa: the index is damaged. Run `forumqa ingest`.\n")
    return FAILED if faults else DONE


def show_settings(args: argparse.Namespace, settings: Settings) -> int:
    """Print what is in force, secrets masked."""
    values = shown(settings)
    if args.json:
        write_json(values)
    else:
        lines = (f"{name}={'' if value is None else value}" for name, value in values.items())
        sys.stdout.write("\n".join(lines) + "\n")
    return DONE


def evaluate(args: argparse.Namespace, settings: Settings) -> int:
    """Measure quality; `eval.command` defines the options and does the work."""
    from eval.command import run  # noqa: PLC0415  measures and benchmarks are slow to import
    from eval.commands.surroundings import Surroundings  # noqa: PLC0415
    from index.hub_models import Running  # noqa: PLC0415

    running = Running(settings.encoder_device, settings.encoder_batch)
    around = Surroundings(
        settings.index, settings.encoder, settings.feedback, settings.reranker, running
    )
    return run(args, around)


def _progress(message: str) -> None:
    sys.stderr.write(f"{message}\n")


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

"""A report as one self-contained page, to be opened from a file and sent as one.

The page asks for nothing: style and script stand in it, and its policy names their hashes alone.
All text passes through autoescaping or through JSON that the script shows as text.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import cast

from jinja2 import Environment, PackageLoader, StrictUndefined

from eval.reports.page_figures import figure_rows
from eval.reports.page_parts import ladder_parts, slice_parts, step_rows
from eval.reports.page_topics import contents
from eval.reports.report import Report
from ingest.errors import InputError, StorageError

_DIGEST = re.compile(r"\b([0-9a-f]{12})[0-9a-f]{28,52}\b")
_COMPACT = {"ensure_ascii": False, "separators": (",", ":")}


def write_page(report: Report, path: Path, baseline: Report | None = None) -> None:
    """Write the page of ``report`` to ``path``, beside the figures of ``baseline``.

    A page that was there is replaced as a whole or stays.

    Raises:
        InputError: ``path`` is a folder, or is in none.
        StorageError: the file system refused.
    """
    if path.is_dir() or not path.parent.is_dir():
        raise InputError(f"The page cannot be {path}.", hint="Name a file in an existing folder.")
    # a lone surrogate, which JSON may hold and UTF-8 may not, becomes a question mark
    content = page(report, baseline).encode("utf-8", "replace")
    aside = path.with_name(f".page-{os.getpid()}")
    try:
        aside.write_bytes(content)
        aside.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            aside.unlink()
        raise StorageError(
            f"The page {path} cannot be written: {error.strerror or error}.",
            hint="Choose another place, or make room.",
        ) from error


def page(report: Report, baseline: Report | None = None) -> str:
    """The HTML of the page."""
    style, script = _asset("page.css"), _asset("page.js")
    environment = Environment(
        loader=PackageLoader("eval.reports", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.policies["json.dumps_kwargs"] = _COMPACT
    return environment.get_template("page.html.j2").render(
        policy=policy(style, script),
        style=style,
        script=script,
        facts=list(_facts(report, baseline)),
        evaluation=_evaluation(report),
        with_baseline=baseline is not None,
        figures=figure_rows(report, baseline),
        ladder=ladder_parts(report, baseline),
        steps=step_rows(report),
        slices=list(slice_parts(report, baseline)),
        contents=contents(report, baseline),
    )


def policy(style: str, script: str) -> str:
    """The content security policy that allows these two texts and nothing else."""
    return "; ".join(
        [
            "default-src 'none'",
            f"style-src '{_digest(style)}'",
            f"script-src '{_digest(script)}'",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _asset(name: str) -> str:
    return files("eval.reports").joinpath(name).read_text(encoding="utf-8")


def _evaluation(report: Report) -> str:
    return _settings(report).get("evaluation", "")


def _facts(report: Report, baseline: Report | None) -> Iterator[tuple[str, str]]:
    """What was evaluated, name by name; of digests their beginning."""
    for name, value in report.about.items():
        yield name, _said(value)
    if baseline is not None:
        about = baseline.about
        yield "baseline", f"commit {_said(about.get('commit'))} · {_said(about.get('settings'))}"
    yield "timings", _said(report.timings)


def _said(value: object) -> str:
    if isinstance(value, Mapping):
        items = cast("Mapping[str, object]", value).items()
        return " · ".join(f"{name.replace('_', ' ')} {_said(one)}" for name, one in items)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return _DIGEST.sub(r"\1", str(value))


def _settings(report: Report) -> Mapping[str, str]:
    settings = report.about.get("settings")
    if not isinstance(settings, Mapping):
        return {}
    items = cast("Mapping[str, object]", settings).items()
    return {name: str(value) for name, value in items}

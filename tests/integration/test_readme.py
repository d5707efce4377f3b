"""The commands of the README do what it says, on the documents that come with it."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.absent import skip_aloud
from tests.integration.api_server import ROOT, environment, serving

README = ROOT / "README.md"
PROMPT = "    $ "
FORUMQA = ".venv/bin/forumqa"
SERVER = "http://127.0.0.1:8000"


def examples() -> Iterator[tuple[str, list[str]]]:
    """Every command behind a prompt, with the output lines printed below it."""
    command, shown = "", list[str]()
    for line in [*README.read_text(encoding="utf-8").splitlines(), ""]:
        if command.endswith("\\"):
            command = command[:-1] + line.strip()
        elif line.startswith(PROMPT) or not line.startswith("    "):
            if command:
                yield command, shown
            command, shown = line.removeprefix(PROMPT) if line.startswith(PROMPT) else "", []
        elif command:
            shown.append(line.strip())


EXAMPLES = list(examples())


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the repository's documents and nothing else."""
    folder = tmp_path_factory.mktemp("readme")
    (folder / "documents").symlink_to(ROOT / "documents")
    return folder


@pytest.fixture(scope="module")
def url(home: Path) -> Iterator[str]:
    with serving(home) as server:
        yield server.url


def test_the_readme_shows_every_door() -> None:
    commands = " ".join(command for command, _ in EXAMPLES)
    for door in (f"{FORUMQA} ask", f"{FORUMQA} search", "/api/ask"):
        assert door in commands


@pytest.mark.model
@pytest.mark.parametrize(("command", "shown"), EXAMPLES, ids=[command for command, _ in EXAMPLES])
def test_a_command_prints_what_the_readme_shows(
    command: str, shown: list[str], home: Path, url: str
) -> None:
    if command.startswith("curl") and shutil.which("curl") is None:
        skip_aloud("no curl on this machine")
    forumqa = f"{shlex.quote(sys.executable)} -m api.cli"
    ran = command.replace(FORUMQA, forumqa).replace(SERVER, url)
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {ran}"],
        cwd=home,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    for line in shown:
        for part in filter(None, line.split("…")):
            assert part in done.stdout

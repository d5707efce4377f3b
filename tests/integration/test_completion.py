"""The completion scripts in the shells that read them."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from api.arguments import SHELLS
from tests.absent import skip_aloud
from tests.integration.api_server import environment, run_cli
from tests.integration.terminal_session import TAB, at_a_terminal

COMMANDS = {
    "ingest",
    "ask",
    "chat",
    "search",
    "serve",
    "eval",
    "verify",
    "settings",
    "suggest-questions",
    "completion",
}


@pytest.fixture
def path(tmp_path: Path) -> str:
    """A search path on which `forumqa` is this checkout's, started as the installed one is."""
    program = tmp_path / "bin" / "forumqa"
    program.parent.mkdir()
    python = shlex.quote(sys.executable)
    program.write_text(f'#!/bin/sh\nexec {python} -m api.cli "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return f"{program.parent}:/usr/local/bin:/usr/bin:/bin"


def shell(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        skip_aloud(f"the completion script is not tried: there is no {name}")
    return found


def offered_by_bash(line: str, folder: Path, path: str) -> set[str]:
    """What bash would offer at the end of ``line``."""
    program = (
        'eval "$(forumqa completion bash)"\n'
        f"COMP_LINE={shlex.quote(line)} COMP_POINT={len(line)}\n"
        f"COMP_WORDS=({line}) COMP_TYPE=9\n"
        '_python_argcomplete forumqa; printf "%s\\n" "${COMPREPLY[@]}"\n'
    )
    done = subprocess.run(
        [shell("bash"), "--norc", "-c", program],
        cwd=folder,
        env=environment(PATH=path),
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert done.stderr == ""
    return set(filter(None, map(str.strip, done.stdout.splitlines())))


def test_bash_offers_commands_options_and_choices(tmp_path: Path, path: str) -> None:
    assert offered_by_bash("forumqa ", tmp_path, path) >= COMMANDS
    assert offered_by_bash("forumqa se", tmp_path, path) == {"search", "serve", "settings"}
    assert offered_by_bash("forumqa ingest --", tmp_path, path) == {
        "--catalogue",
        "--help",
        "--index",
        "--json",
        "--report",
    }
    assert offered_by_bash("forumqa completion ", tmp_path, path) >= set(SHELLS)


def test_bash_offers_paths_only_where_a_path_is_wanted(tmp_path: Path, path: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file.txt").touch()
    assert offered_by_bash("forumqa ingest f", tmp_path, path) == {"folder/", "file.txt"}
    assert offered_by_bash("forumqa chat --index f", tmp_path, path) == {"folder/"}
    assert offered_by_bash("forumqa ask f", tmp_path, path) == set()


def test_bash_knows_the_options_of_an_evaluation(tmp_path: Path, path: str) -> None:
    assert "--no-curated" in offered_by_bash("forumqa eval forum --no", tmp_path, path)


@pytest.mark.parametrize(
    ("name", "arguments", "setup"),
    [
        ("bash", ["--norc", "-i"], 'eval "$(forumqa completion bash)"'),
        (
            "zsh",
            ["-f", "-i"],
            'autoload -Uz compinit; compinit -D -u; eval "$(forumqa completion zsh)"',
        ),
        ("fish", ["--no-config", "-i"], "forumqa completion fish | source"),
    ],
)
def test_a_tab_completes_a_command(
    name: str, arguments: list[str], setup: str, tmp_path: Path, path: str
) -> None:
    program = [shell(name), *arguments]
    extra = {"PATH": path, "HOME": str(tmp_path), "PS1": "$ ", "TERM": "xterm"}
    with at_a_terminal(program, tmp_path, extra) as session:
        session.type(f"{setup}; echo rea''dy\n")
        session.until("ready")
        session.type(f"forumqa suggest-q{TAB}")
        session.until("uestions")


@pytest.mark.parametrize("name", SHELLS)
def test_a_script_needs_no_settings_and_no_library(name: str, tmp_path: Path) -> None:
    done = run_cli(["completion", name], tmp_path, None, FORUMQA_PORT="nonsense")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"_ARGCOMPLETE" in done.stdout


def test_an_unknown_shell_exits_2_with_those_there_are(tmp_path: Path) -> None:
    done = run_cli(["completion", "nushell"], tmp_path)
    assert done.returncode == 2
    assert b"'bash', 'zsh', 'fish'" in done.stderr

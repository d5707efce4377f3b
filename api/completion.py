"""`forumqa completion`, and what a shell with that script asks when a person presses Tab.

The script sets ``_ARGCOMPLETE`` and ``COMP_LINE`` and runs `forumqa`, which then names what may
follow instead of doing it; so the script never grows stale.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

from argcomplete import autocomplete
from argcomplete.completers import BaseCompleter, DirectoriesCompleter, FilesCompleter
from argcomplete.shell_integration import shellcode

from api.arguments import parser_for

FOLDER = "DIR"
"""The metavar of options that want a folder."""


def write_script(shell: str) -> None:
    """The script for ``shell``, one of `api.arguments.SHELLS`, on standard output."""
    # Left to itself bash offers file names where we offer nothing, for QUESTION too.
    alone = ["-o", "nospace"]
    sys.stdout.write(shellcode(["forumqa"], shell=shell, complete_arguments=alone))


def is_asked() -> bool:
    """Whether it is a shell that runs this program, for a person who pressed Tab."""
    return "_ARGCOMPLETE" in os.environ and "COMP_LINE" in os.environ


def complete() -> NoReturn:
    """Tell the shell what may follow, and end the process."""
    words = os.environ["COMP_LINE"].split()[1:]
    autocomplete(parser_for(words), always_complete_options="long", default_completer=_Paths())
    raise AssertionError("argcomplete returned")


class _Paths(BaseCompleter):
    """Files and folders where a path is wanted; nothing where it is a person's own words."""

    def __call__(
        self,
        *,
        prefix: str,
        action: argparse.Action,
        parser: argparse.ArgumentParser,
        parsed_args: argparse.Namespace,
    ) -> Iterable[str]:
        if action.type is not Path:
            return ()
        wanted = DirectoriesCompleter() if action.metavar == FOLDER else FilesCompleter()
        return wanted(prefix=prefix, action=action, parser=parser, parsed_args=parsed_args)

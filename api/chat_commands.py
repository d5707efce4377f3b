"""What a person may say to `forumqa chat` besides questions: `/open 1`, `/sources`, `/help`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from api.chat_words import Words
from api.printing import Line

# A Chinese keyboard may give a full-width stroke, or an enumeration comma from the same key.
_COMMAND = re.compile(r"[/／、]\s*([A-Za-z]+|[?？]|(?<=[/／])\w+$)(?:\s+(.*))?", re.DOTALL)


class Name(StrEnum):
    """The commands, in the order in which `/help` lists them."""

    OPEN = "open"
    SOURCES = "sources"
    DOCUMENTS = "documents"
    NEW = "new"
    HELP = "help"
    QUIT = "quit"


_OTHERWISE = {"exit": Name.QUIT, "q": Name.QUIT, "?": Name.HELP, "？": Name.HELP}


@dataclass(frozen=True, slots=True)
class Command:
    """A command as it was typed; ``name`` is None where there is none of that name."""

    typed: str
    name: Name | None
    rest: str


def command_in(text: str) -> Command | None:
    """The command that ``text`` is; None for a question."""
    found = _COMMAND.fullmatch(text.strip())
    if found is None:
        return None
    typed = found[1].lower()
    name = _OTHERWISE.get(typed) or next((one for one in Name if one == typed), None)
    return Command(f"/{typed}", name, (found[2] or "").strip())


def help_lines(words: Words) -> Iterator[Line]:
    """The commands and what they do."""
    for name, meaning in zip(Name, words.help, strict=True):
        shown = f"/{name} N" if name is Name.OPEN else f"/{name}"
        yield Line([(f"  {shown:<12}", "cyan"), (meaning, "")], 14)

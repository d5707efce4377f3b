"""`forumqa chat`: a conversation at a terminal, or one that a file or pipe holds, line by line.

At a terminal Ctrl-C stops the answer at hand or clears the line, and Ctrl-D leaves. What cannot be
asked is said on standard error, and the conversation goes on.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from api.asking import opened
from api.chat_input import PROMPT, prompting
from api.chat_words import language_of
from api.conversation import Conversation
from api.input_lines import numbered_lines
from api.printing import Line, terminal, write_lines
from api.problems import problem_of
from api.terminal import show_problem
from ingest.errors import ForumqaError

if TYPE_CHECKING:
    import argparse

    from api.settings import Settings

DONE, USER_ERROR = 0, 2


def chat(args: argparse.Namespace, settings: Settings) -> int:
    """Converse over the index of ``args`` until the person leaves or the input ends."""
    service = opened(settings, args.index)
    is_typed = sys.stdin.isatty()
    console = terminal() if is_typed and not args.json else None
    language = language_of(os.environ)
    conversation = Conversation(service, language, console, as_json=args.json)
    if is_typed:
        # while the first question is being typed, what it would wait for is loaded
        threading.Thread(target=service.warm).start()
        return _typed(conversation, prompting(console))
    return _piped(conversation, settings.body_max_bytes, as_json=args.json)


def _typed(conversation: Conversation, read: Callable[[], str]) -> int:
    conversation.welcome()
    while True:
        try:
            line = read()
        except EOFError:
            sys.stderr.write("\n")
            return DONE
        except KeyboardInterrupt:
            sys.stderr.write(f"\n{conversation.words.leaving}\n")
            continue
        try:
            if not conversation.take(line):
                return DONE
        except KeyboardInterrupt:
            sys.stderr.write(f"\n{conversation.words.stopped}\n")
        except ForumqaError as error:
            sys.stderr.write(f"{error}\n")
        if line.strip():
            sys.stderr.write("\n")


def _piped(conversation: Conversation, max_bytes: int, *, as_json: bool) -> int:
    """Every line of standard input in turn, and what was made of it."""
    code = DONE
    for number, line in numbered_lines(sys.stdin.buffer, max_bytes):
        try:
            text = line.decode("utf-8", "surrogateescape")
            if not as_json:
                write_lines([Line([(PROMPT + text, "")])], None)
            goes_on = conversation.take(text, is_whole=len(line) <= max_bytes)
        except ForumqaError as error:
            code, goes_on = USER_ERROR, True
            show_problem(number, problem_of(error), as_json=as_json)
        if not as_json:
            sys.stdout.write("\n")
        sys.stdout.flush()
        if not goes_on:
            break
    return code

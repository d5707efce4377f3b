"""A conversation on a terminal: what was asked and answered, and what a line of it does."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from contextlib import aclosing
from typing import TYPE_CHECKING

from answer.language import Language
from api.chat_commands import Command, Name, command_in, help_lines
from api.chat_words import Words, words_of
from api.input_lines import checked
from api.printing import Line, write_lines, write_table
from api.problems import ProblemError
from api.progress import Progress
from api.quotations import Quotation, list_lines, quotations, surroundings
from api.schemas import AskBody, AskResponse, TurnBody
from api.shown_answer import ShownAnswer
from ingest.errors import InputError

if TYPE_CHECKING:
    from rich.console import Console

    from api.answering import Drafted
    from api.service import Service

_TURNS = 8  # the answer stage looks no further back
_MAX_TOLD = 1000  # characters of an answer that are told again


class RefusedLineError(InputError):
    """A line that can be neither asked nor done; the conversation goes on."""


class Conversation:
    """One conversation, in the language of what was asked last."""

    def __init__(
        self, service: Service, language: Language, console: Console | None, *, as_json: bool
    ) -> None:
        self._service = service
        self._language = language
        self._console = console
        self._as_json = as_json
        self._turns: list[TurnBody] = []
        self._opens: list[Quotation] = []

    @property
    def words(self) -> Words:
        """What the conversation says of itself, in its language."""
        return words_of(self._language)

    def welcome(self) -> None:
        """Say who answers and how to go on."""
        count = len(self._service.shelf.all().documents)
        self._write([Line([(self.words.welcome.format(count=count), "")])])
        self._write([Line([(self.words.hint, "dim")]), Line([])])

    def take(self, typed: str, *, is_whole: bool = True) -> bool:
        """Answer a question or do what a command says; whether to go on.

        Args:
            typed: the line, with what is no UTF-8 as surrogates.
            is_whole: whether all of it was read; a longer one is refused.

        Raises:
            RefusedLineError: it can be neither; the message is in the conversation's language.
            KeyboardInterrupt: the answer was stopped; what was shown of it stays the answer.
        """
        if not is_whole:
            raise self._too_long()
        try:
            text = checked(typed).strip()
        except InputError as error:
            raise RefusedLineError(self.words.not_utf8) from error
        command = command_in(text)
        if command is not None:
            return self._do(command)
        if text:
            self._ask(text)
        return True

    def _do(self, command: Command) -> bool:
        match command.name:
            case Name.QUIT:
                return False
            case Name.NEW:
                self._turns, self._opens = [], []
                self._say(self.words.afresh)
            case Name.HELP:
                self._write(help_lines(self.words))
            case Name.DOCUMENTS:
                self._list_documents()
            case Name.SOURCES:
                self._write(list_lines(self._openable(), self._language))
            case Name.OPEN:
                self._open(command.rest)
            case None:
                raise RefusedLineError(self.words.unknown.format(name=command.typed))
        return True

    def _openable(self) -> list[Quotation]:
        if not self._opens:
            raise RefusedLineError(self.words.nothing_open)
        return self._opens

    def _open(self, number: str) -> None:
        found = self._openable()
        wanted = number.strip("[]［］【】 ") or ("1" if len(found) == 1 else "")
        chosen = [one for one in found if wanted.isdecimal() and one.n == int(wanted)]
        if not chosen:
            raise RefusedLineError(self.words.no_number.format(most=found[-1].n))
        lines = surroundings(chosen[0], self._service, self._language)
        if lines is None:
            raise RefusedLineError(self.words.changed)
        self._write(lines)

    def _list_documents(self) -> None:
        documents = self._service.shelf.all().documents
        if self._console is None or self._as_json:
            names = ((one.id, one.title, one.publisher, one.date) for one in documents)
            self._write(Line([(" · ".join(filter(None, parts)), "")]) for parts in names)
            return
        from api.tables import document_table  # noqa: PLC0415  rich is not paid for when piped

        write_table(document_table(documents, self._language), self._console)

    def _ask(self, text: str) -> None:
        self._service.live.refresh()
        try:
            question = self._service.accept("/question", text)
        except ProblemError as error:
            raise self._too_long() from error
        shown = ShownAnswer(self._console, as_json=self._as_json)
        try:
            with Progress(self.words.looking) as progress:
                self._answer(AskBody(question=question, history=self._turns), shown, progress)
        finally:
            if shown.response is not None:
                shown.close()
                self._remember(question, shown.response)

    def _answer(self, body: AskBody, shown: ShownAnswer, progress: Progress) -> None:
        drafted = self._service.draft(body)
        if self._service.writer is None:
            progress.end()
            shown.grow(drafted.response)
            return
        import asyncio  # noqa: PLC0415  a conversation without a model does without it

        progress.tell(self.words.writing)
        asyncio.run(self._written(drafted, shown, progress))

    async def _written(self, drafted: Drafted, shown: ShownAnswer, progress: Progress) -> None:
        """Show what a language model writes, sentence by sentence, or else the quotations."""
        async with aclosing(self._service.answers(drafted)) as answers:
            async for response in answers:
                progress.end()
                shown.grow(response)

    def _remember(self, question: str, response: AskResponse) -> None:
        turn = TurnBody(question=question, answer=response.answer[:_MAX_TOLD])
        self._turns = [*self._turns, turn][-_TURNS:]
        self._opens = quotations(response)
        self._language = Language(response.language)

    def _too_long(self) -> RefusedLineError:
        limit = self._service.settings.question_max_chars
        return RefusedLineError(self.words.too_long.format(limit=limit))

    def _say(self, message: str) -> None:
        self._write([Line([(message, "dim")])])

    def _write(self, lines: Iterable[Line]) -> None:
        """For people: with `--json` standard output is for answers alone."""
        if self._as_json:
            sys.stderr.writelines("".join(text for text, _ in line.pieces) + "\n" for line in lines)
        else:
            write_lines(lines, self._console)

"""`forumqa suggest-questions`: a language model drafts curated questions, a person accepts them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from api.draft_files import DraftFile
from api.draft_prompt import fenced, instructions
from api.draft_report import DocumentDrafts, SuggestionReport
from api.draft_stock import Stock, read_stock
from api.drafting import Drafts
from api.language_model import LanguageModel
from api.language_model_errors import LanguageModelError, Trouble, nonsense
from api.model_settings import configured_model
from api.progress import Progress
from api.settings import Settings
from api.terminal import write_json
from ingest.document import Passage
from ingest.errors import InputError

if TYPE_CHECKING:
    import argparse

DONE, USER_ERROR = 0, 2
MOST_PER_PASSAGE = 5
DEFAULT_OUT = Path("var/suggested-questions")
_GIVE_UP_AFTER = 3  # passages in a row without a usable reply
_OF_ONE_PASSAGE = frozenset({Trouble.TIMEOUT, Trouble.NONSENSE})


def suggest_questions(args: argparse.Namespace, settings: Settings) -> int:
    """Draft questions for the documents that have few, or for those named."""
    most: int = args.per_passage
    if not 1 <= most <= MOST_PER_PASSAGE:
        raise InputError(f"--per-passage must be 1 to {MOST_PER_PASSAGE}.")
    model = configured_model(settings)
    stock = read_stock(args.index or settings.index, settings)
    out: Path = args.out or DEFAULT_OUT
    _refuse_accepted(out, stock.accepted)
    with Progress("drafting") as progress:
        run = _Run(model, stock, out, most, progress.tell)
        stopped = run.draft(stock.wanted(args.documents))
    report = SuggestionReport(out, stock.accepted, tuple(run.documents), stopped)
    if args.json:
        write_json(report.to_json())
    else:
        sys.stdout.write("\n".join(report.summary()) + "\n")
    if stopped is None:
        return DONE
    sys.stderr.write(f"forumqa: {stopped}\n")
    return USER_ERROR


def _refuse_accepted(out: Path, accepted: Path) -> None:
    """Drafts never go among the accepted questions: a person moves them."""
    if out.resolve().is_relative_to(accepted.resolve()):
        raise InputError(
            f"Drafts are not written into {accepted}.", hint="Name another folder with --out."
        )


class _Run:
    """Asks for one passage after the other and writes what is usable at once."""

    def __init__(
        self,
        model: LanguageModel,
        stock: Stock,
        out: Path,
        most: int,
        tell: Callable[[str], None],
    ) -> None:
        self._model = model
        self._stock = stock
        self._out = out
        self._most = most
        self._tell = tell
        self._failed_in_a_row = 0
        self.documents: list[DocumentDrafts] = []

    def draft(self, wanted: Mapping[str, Sequence[Passage]]) -> LanguageModelError | None:
        """Drafts for all of ``wanted``; gives back what ended it early.

        Raises:
            LanguageModelError: nothing came of the very first passage, and nothing will.
        """
        if wanted:
            sys.stderr.write(f"passages go to {self._model.model} at {self._model.url}\n")
        for number, (document_id, passages) in enumerate(wanted.items(), start=1):
            try:
                self._document(f"{number}/{len(wanted)} {document_id}", document_id, passages)
            except LanguageModelError as error:
                if not any(item.asked for item in self.documents):
                    raise
                return error
        return None

    def _document(self, shown: str, document_id: str, passages: Sequence[Passage]) -> None:
        file = DraftFile(self._out, document_id)
        source = self._stock.documents[document_id].source
        kind = source.kind
        drafts = Drafts(kind, self._stock.questions_of(document_id) | file.questions())
        is_twofold = document_id in self._stock.twofold
        item = DocumentDrafts(
            document_id, file.path, drafts, is_twofold=is_twofold, title=source.title
        )
        self.documents.append(item)
        for number, passage in enumerate(passages, start=1):
            if file.count_for(passage, kind) >= self._most:
                item.passed_over += 1
                continue
            self._tell(f"{shown}: passage {number}/{len(passages)}")
            reply = self._ask(passage, drafts)
            item.asked += 1
            if lines := drafts.take(reply, passage, self._most):
                file.append(lines)

    def _ask(self, passage: Passage, drafts: Drafts) -> str:
        """The reply on ``passage``; "" when there is none, which may happen now and then.

        Raises:
            LanguageModelError: it is not worth going on.
        """
        try:
            reply = self._reply(passage)
        except LanguageModelError as error:
            self._failed_in_a_row += 1
            gives_up = self._failed_in_a_row >= _GIVE_UP_AFTER
            if gives_up or error.trouble not in _OF_ONE_PASSAGE:
                raise
            drafts.drop(f"passage has no reply ({error.trouble.value})")
            return ""
        self._failed_in_a_row = 0
        return reply

    def _reply(self, passage: Passage) -> str:
        reply = self._model.complete(instructions(self._most), fenced(passage))
        if "{" not in reply:
            raise nonsense(self._model.url)
        return reply

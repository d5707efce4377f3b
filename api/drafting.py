"""What a language model said about a passage → lines of curated questions, or why there is none.

Nothing it says is trusted: every line goes through the reader of ``ingest``, its answer words must
stand in exactly one sentence of the passage, and every question must be a plain, new one.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ingest.document import Passage, SourceKind
from ingest.matching import holds, squeeze
from ingest.question_lines import LANGUAGES, QuestionLine, QuestionLineError, read_line
from ingest.report import printable

MAX_QUESTION_CHARS = 200
MIN_ANSWER_CHARS = 2
_MAX_REPLY_CHARS = 32_768
_MAX_REASON_CHARS = 80
_LETTERS = {
    "zh": re.compile("[\u3400-\u9fff]"),
    "en": re.compile("[A-Za-z]"),
    "ru": re.compile("[А-Яа-яЁё]"),
}
_LINK = re.compile(r"://|\bwww\.", re.IGNORECASE)


@dataclass(slots=True)
class Drafts:
    """Lines to be written for one document, what was dropped and why, how often.

    ``known`` holds every question there is already, squeezed; what is taken joins it.
    """

    kind: SourceKind
    known: set[str]
    lines: list[str] = field(default_factory=list[str])
    questions: int = 0
    dropped: Counter[str] = field(default_factory=Counter[str])

    def take(self, reply: str, passage: Passage, most: int) -> list[str]:
        """The usable lines of ``reply`` on ``passage``, at most ``most``; they are kept as well."""
        taken: list[str] = []
        for candidate in _objects(reply[:_MAX_REPLY_CHARS]):
            try:
                line = read_line(candidate)
                _check_words(line.answers.get(self.kind, ""), passage)
                _check_count(len(taken), most)
                taken.append(self._written(line, candidate))
            except QuestionLineError as error:
                self.drop(f"line {error}")
        self.lines += taken
        return taken

    def drop(self, reason: str) -> None:
        """Counts one thing dropped; ``reason`` may hold what the model said."""
        self.dropped[printable(reason)[:_MAX_REASON_CHARS]] += 1

    def _written(self, line: QuestionLine, candidate: str) -> str:
        """``line`` as it goes into the file: words for the text at hand, only its new questions."""
        asked: dict[str, object] = json.loads(candidate)
        kept: dict[str, object] = {"answer": line.answers[self.kind].strip()}
        count = 0
        for key, language in LANGUAGES.items():
            texts = asked.get(key)
            new = list(self._new(texts, language)) if isinstance(texts, list) else []
            if new:
                kept[key] = new
                count += len(new)
        if not count:
            raise QuestionLineError("has no question that is plain and new")
        self.questions += count
        return json.dumps(kept, ensure_ascii=False)

    def _new(self, texts: Iterable[object], language: str) -> Iterator[str]:
        for text in map(str, texts):
            question = text.strip()
            if fault := _fault(question, language):
                self.drop(f"question {fault}")
            elif (squeezed := squeeze(question)) in self.known:
                self.drop("question is there already")
            else:
                self.known.add(squeezed)
                yield question


def _check_words(words: str, passage: Passage) -> None:
    """Raises `QuestionLineError` unless one sentence of ``passage`` alone holds ``words``."""
    wanted = squeeze(words)
    if len(wanted) < MIN_ANSWER_CHARS:
        raise QuestionLineError("has a single character as answer words")
    if not words.strip().isprintable():
        raise QuestionLineError("has answer words with line ends or control characters")
    texts = (passage.search_text[part.start : part.end] for part in passage.sentences)
    holders = sum(holds(squeeze(text), wanted) for text in texts)
    if holders == 0:
        raise QuestionLineError("has answer words that no single sentence of the passage holds")
    if holders > 1:
        raise QuestionLineError("has answer words that several sentences of the passage hold")


def _check_count(taken: int, most: int) -> None:
    if taken == most:
        raise QuestionLineError("is one more than were asked for")


def _fault(question: str, language: str) -> str:
    """What is wrong with ``question``, reading on after that word; "" when nothing is."""
    if len(question) > MAX_QUESTION_CHARS:
        return f"is longer than {MAX_QUESTION_CHARS} characters"
    if not question.isprintable():
        return "holds line ends or control characters"
    if _LINK.search(question):
        return "holds a link"
    if not _LETTERS[language].search(question):
        return f"is not in the language of its key ({language})"
    return ""


def _objects(reply: str) -> Iterator[str]:
    """Every JSON object of ``reply``, as written; the rest of a line where one is not whole.

    Models put lists, code fences and prose around what they were asked for.
    """
    decoder = json.JSONDecoder()
    at = reply.find("{")
    while at >= 0:
        try:
            _, end = decoder.raw_decode(reply, at)
        except (ValueError, RecursionError):
            line_end = reply.find("\n", at)
            end = len(reply) if line_end < 0 else line_end
        yield reply[at:end]
        at = reply.find("{", end)

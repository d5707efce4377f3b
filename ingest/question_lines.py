"""One line of a file of curated questions → questions and the answer words they stand for.

A line is one JSON object::

    {"answer": "400余人", "zh": ["…"], "everyday": ["…"], "en": ["…"], "ru": ["…"]}

``answer`` holds words of the passage that answers, as the document prints them; where original and
digest print different words it is ``{"original": "…", "digest": "…"}``, and ``null`` where nothing
answers: such questions are on the document's subject, and staff have found that no document with
curated questions says it. Where another line answers the same question, that one counts. The other
keys hold lists of questions, and any of them may be left out. Nothing else may stand there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ingest.document import SourceKind
from ingest.files import is_utf8
from ingest.matching import squeeze

LANGUAGES: Mapping[str, str] = {"zh": "zh", "everyday": "zh", "en": "en", "ru": "ru"}
"""The language of the questions under each key; ``everyday`` is how people talk in Chinese."""

_ANSWER = "answer"


class QuestionLineError(Exception):
    """A line that cannot be used; the message reads on after its file and number."""


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """``questions`` are (text, language); ``answers`` the words, one for each kind of text.

    ``answers`` is empty where nothing answers.
    """

    answers: Mapping[SourceKind, str]
    questions: tuple[tuple[str, str], ...]


def read_line(line: str) -> QuestionLine:
    """What ``line`` says.

    Raises:
        QuestionLineError: It is not such an object, lacks an answer or has no question.
    """
    fields = _fields(line)
    if unknown := sorted(fields.keys() - LANGUAGES.keys() - {_ANSWER}):
        raise QuestionLineError(f"has the unknown key {unknown[0]!r}")
    if _ANSWER not in fields:
        raise QuestionLineError(f"lacks {_ANSWER!r}")
    answers = _answers(fields[_ANSWER])
    questions = tuple(
        (text, language)
        for key, language in LANGUAGES.items()
        for text in _texts(key, fields.get(key, []))
    )
    if not questions:
        raise QuestionLineError("has no question")
    return QuestionLine(answers, questions)


def _fields(line: str) -> dict[str, object]:
    try:
        value: object = json.loads(line, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits is a plain ValueError
        raise QuestionLineError("is not JSON") from error
    if not isinstance(value, dict):
        raise QuestionLineError("is not a JSON object")
    return {str(key): item for key, item in value.items()}


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        raise QuestionLineError("has a key twice")
    return fields


def _answers(value: object) -> dict[SourceKind, str]:
    if value is None:
        return {}
    if isinstance(value, dict):
        words = {str(key): item for key, item in value.items()}
        if words.keys() != {kind.value for kind in SourceKind}:
            raise QuestionLineError(f"has an {_ANSWER!r} that is not for original and digest")
        found = {kind: words[kind.value] for kind in SourceKind}
    else:
        found = dict.fromkeys(SourceKind, value)
    return {kind: _answer(words) for kind, words in found.items()}


def _answer(words: object) -> str:
    if not isinstance(words, str):
        raise QuestionLineError(f"has an {_ANSWER!r} that is no text")
    if not squeeze(words):
        raise QuestionLineError(f"has a blank {_ANSWER!r}")
    return words


def _texts(key: str, value: object) -> Iterator[str]:
    if not isinstance(value, list):
        raise QuestionLineError(f"has no list under {key!r}")
    for item in value:
        if not isinstance(item, str):
            raise QuestionLineError(f"has a question under {key!r} that is no text")
        if not squeeze(item):
            raise QuestionLineError(f"has a blank question under {key!r}")
        if not is_utf8(item):
            raise QuestionLineError(f"has half a character in a question under {key!r}")
        yield item.strip()

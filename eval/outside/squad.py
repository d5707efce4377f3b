"""SQuAD-format files: paragraphs as documents of one passage each, and their questions."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.outside.paragraphs import Paragraph
from ingest.errors import InputError


@dataclass(frozen=True, slots=True)
class Item:
    """One question of one paragraph.

    ``answers`` are the texts of its answers, ``starts`` where they begin in the paragraph; a
    question marked as impossible has neither.
    """

    id: str
    question: str
    paragraph: Paragraph
    starts: tuple[int, ...] = ()
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Squad:
    """A file's distinct paragraphs and its items, in file order.

    ``impossible`` are the questions marked as unanswerable (SQuAD 2.0), which are none of
    ``items``. ``displaced`` counts answers that do not stand where the file says.
    """

    paragraphs: tuple[Paragraph, ...]
    items: tuple[Item, ...]
    impossible: tuple[Item, ...]
    displaced: int


def read_squad(path: Path, questions: Path | None = None, limit: int | None = None) -> Squad:
    """The paragraphs and items of ``path``.

    Args:
        path: A JSON file in SQuAD format (1.1 or 2.0).
        questions: A file of the same items in the same order, whose questions are asked instead.
        limit: Ask only the first so many questions; all paragraphs stay.

    Raises:
        InputError: A file cannot be read, is no SQuAD file, or the two differ in length.
    """
    paragraphs: dict[str, Paragraph] = {}
    sides: dict[bool, list[Item]] = {False: [], True: []}
    asked = displaced = 0
    for (title, text, qa), question in zip(_entries(path), _asked(path, questions), strict=True):
        paragraph = paragraphs.setdefault(text, Paragraph(f"p{len(paragraphs)}", title, text))
        if qa is None or asked == limit:
            continue
        impossible = qa.get("is_impossible") is True
        answers = [] if impossible else _answers(qa, path)
        displaced += sum(text[start : start + len(answer)] != answer for start, answer in answers)
        item = Item(
            id=str(qa.get("id", asked)),
            question=question,
            paragraph=paragraph,
            starts=tuple(dict.fromkeys(start for start, _ in answers)),
            answers=tuple(dict.fromkeys(answer for _, answer in answers)),
        )
        sides[impossible].append(item)
        asked += 1
    if not asked:
        raise InputError(f"{path.name} holds no question.")
    return Squad(tuple(paragraphs.values()), tuple(sides[False]), tuple(sides[True]), displaced)


_Entry = tuple[str, str, Mapping[str, object] | None]


def _asked(path: Path, questions: Path | None) -> Sequence[str]:
    """The questions to ask, one for each entry of ``path``; "" for a paragraph without any."""
    own, other = (
        [_question(qa, file) for _, _, qa in _entries(file)] for file in (path, questions or path)
    )
    if len(own) != len(other):
        raise InputError(
            f"The two files hold {len(own)} and {len(other)} questions.",
            hint="--questions needs the same items in the same order.",
        )
    return other


def _question(qa: Mapping[str, object] | None, path: Path) -> str:
    if qa is None:
        return ""
    question = qa.get("question")
    if not isinstance(question, str) or not question.strip():
        raise _no_squad(path, "a question is missing")
    return question.strip()


def _entries(path: Path) -> Iterator[_Entry]:
    """Title, paragraph and question of every item; a paragraph without questions comes once."""
    for article in _objects(_read(path), "data", path):
        title = article.get("title")
        for paragraph in _objects(article, "paragraphs", path):
            context = paragraph.get("context")
            if not isinstance(context, str) or not context.strip():
                raise _no_squad(path, "a paragraph has no context")
            name = title if isinstance(title, str) else ""
            questions = _objects(paragraph, "qas", path)
            if not questions:
                yield name, context, None
            for qa in questions:
                yield name, context, qa


def _read(path: Path) -> Mapping[str, object]:
    try:
        content: object = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror or error}") from error
    except ValueError as error:
        raise _no_squad(path, str(error)) from error
    if not isinstance(content, dict):
        raise _no_squad(path, "it is not one JSON object")
    return content


def _objects(holder: Mapping[str, object], key: str, path: Path) -> list[Mapping[str, object]]:
    value = holder.get(key)
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise _no_squad(path, f"{key!r} is not a list of objects")
    return value


def _answers(qa: Mapping[str, object], path: Path) -> list[tuple[int, str]]:
    answers: list[tuple[int, str]] = []
    for answer in _objects(qa, "answers", path) if "answers" in qa else []:
        start, text = answer.get("answer_start"), answer.get("text")
        if not isinstance(start, int) or not isinstance(text, str):
            raise _no_squad(path, "an answer has no answer_start or no text")
        answers.append((start, text))
    return answers


def _no_squad(path: Path, why: str) -> InputError:
    return InputError(f"{path.name} is no SQuAD file: {why}.")

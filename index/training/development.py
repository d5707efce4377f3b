"""Writes the development files: what training never sees, in SQuAD format.

    python -m index.training.development

``cmrc.json`` and ``drcd.json`` hold the held-out passages with all their questions. The ``ntrex``
files share their paragraphs (Chinese sentences) and, item by item, ask for each with its English,
Russian, Chinese, or separately translated Traditional form. The ``wide`` files add paragraphs that
nobody asks about (the training passages; all other NTREX sentences), which makes them hard enough
to tell one training run from another.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import TypedDict

from index.training.sets import (
    CMRC,
    DRCD,
    LANGUAGES,
    NTREX,
    Question,
    Translation,
    held_out,
    read_questions,
    read_translations,
)

DEVELOPMENT = Path(__file__).parents[2] / "var" / "development"


class AnswerItem(TypedDict):
    """An answer and where it starts in the paragraph."""

    text: str
    answer_start: int


class QuestionItem(TypedDict):
    """One question of a paragraph."""

    id: str
    question: str
    answers: list[AnswerItem]


class ParagraphItem(TypedDict):
    """One paragraph and its questions."""

    context: str
    qas: list[QuestionItem]


def squad_paragraphs(rows: Sequence[Question]) -> list[ParagraphItem]:
    """The rows grouped by passage, in order of first appearance."""
    paragraphs: dict[str, ParagraphItem] = {}
    for number, row in enumerate(rows):
        paragraph = paragraphs.setdefault(row.passage, {"context": row.passage, "qas": []})
        answers: list[AnswerItem] = [
            {"text": answer, "answer_start": row.passage.find(answer)}
            for answer in dict.fromkeys(row.answers)
            if answer and answer in row.passage
        ]
        paragraph["qas"].append(
            {"id": f"{row.set}-{number}", "question": row.question, "answers": answers}
        )
    return list(paragraphs.values())


def sentence_paragraphs(rows: Sequence[Translation], language: str) -> list[ParagraphItem]:
    """Each row's Chinese sentence as a paragraph, asked for in ``language``."""
    return [
        {
            "context": row.get("zh"),
            "qas": [
                {
                    "id": f"{row.set}-{number}",
                    "question": row.get(language),
                    "answers": [{"text": row.get("zh"), "answer_start": 0}],
                }
            ],
        }
        for number, row in enumerate(rows)
    ]


def distractors(texts: Iterable[str]) -> list[ParagraphItem]:
    """Paragraphs without questions, each text once."""
    return [{"context": text, "qas": []} for text in dict.fromkeys(texts)]


def _held_out_questions(sets: Collection[str]) -> list[Question]:
    return [row for row in read_questions() if row.set in sets and held_out(row.set, row.passage)]


def _write(name: str, paragraphs: list[ParagraphItem]) -> None:
    body = {"version": "forumqa development", "data": [{"title": name, "paragraphs": paragraphs}]}
    path = DEVELOPMENT / f"{name}.json"
    path.write_text(json.dumps(body, ensure_ascii=False, indent=1), encoding="utf-8")
    count = sum(len(paragraph["qas"]) for paragraph in paragraphs)
    print(f"{path.name}: {len(paragraphs)} paragraphs, {count} questions")


def _write_questions() -> None:
    _write("cmrc", squad_paragraphs(_held_out_questions(CMRC)))
    _write("drcd", squad_paragraphs(_held_out_questions(DRCD)))
    both = squad_paragraphs(_held_out_questions(CMRC | DRCD))
    others = (
        row.passage
        for row in read_questions()
        if row.set in CMRC | DRCD and not held_out(row.set, row.passage)
    )
    _write("wide", both + distractors(others))


def _write_sentences() -> None:
    rows = [row for row in read_translations() if row.set in NTREX]
    chosen = [row for row in rows if held_out(row.set, row.get("zh"))]
    others = distractors(row.get("zh") for row in rows if not held_out(row.set, row.get("zh")))
    for language in LANGUAGES:
        name = "hant" if language == "zh_hant" else language
        paragraphs = sentence_paragraphs(chosen, language)
        _write(f"ntrex.{name}", paragraphs)
        _write(f"ntrex.wide.{name}", paragraphs + others)


def main() -> None:
    """Write all development files into ``var/development``."""
    DEVELOPMENT.mkdir(parents=True, exist_ok=True)
    _write_questions()
    _write_sentences()


if __name__ == "__main__":
    main()

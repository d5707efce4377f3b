"""The words that a terminal sets round quotations, in the four languages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Labels(NamedTuple):
    """What is said of a source, a sentence or a list of passages.

    ``unmentioned`` has a place for the details. ``searching`` and ``opening`` tell how passages
    shown in short are read whole: by a command of its own, and within a conversation.
    """

    digest: str
    inferred: str
    nearest: str
    also: str
    written: str
    understood: str
    doubtful: str
    unmentioned: str
    searching: str
    opening: str


_LABELS = {
    "zh-Hans": Labels(
        "本项目的摘编",
        "日期为推断",
        "最接近的段落",
        "另见",
        "以上由语言模型根据引文写成。",
        "理解为：",
        "这是文档中最接近的原句，不一定直接回答了问题。",
        "引文没有提到{}；这是文档中最接近的原句。",
        "以上只是开头；全文和更多段落：forumqa search，词语照旧。",
        "以上只是开头；/open 1 在原文中查看第 1 段。",
    ),
    "zh-Hant": Labels(
        "本專案的摘編",
        "日期為推斷",
        "最接近的段落",
        "另見",
        "以上由語言模型根據引文寫成。",
        "理解為：",
        "這是文件中最接近的原句，不一定直接回答了問題。",
        "引文沒有提到{}；這是文件中最接近的原句。",
        "以上只是開頭；全文和更多段落：forumqa search，詞語照舊。",
        "以上只是開頭；/open 1 在原文中檢視第 1 段。",
    ),
    "en": Labels(
        "digest of this project",
        "date inferred",
        "Nearest passages",
        "also",
        "Written by a language model from the quotations below.",
        "Understood as: ",
        "These are the nearest words in the documents; they may not answer the question.",
        "What is quoted does not mention {}; these are the nearest words in the documents.",
        "Only beginnings; `forumqa search` with the same words shows all of them, and more.",
        "Only beginnings; /open 1 shows the first passage in its text.",
    ),
    "ru": Labels(
        "изложение этого проекта",
        "дата предположительна",
        "Ближайшие отрывки",
        "также",
        "Написано языковой моделью по цитатам ниже.",
        "Понято как: ",
        "Это ближайшие слова документов; они могут и не отвечать на вопрос.",
        "В цитате не упомянуто: {}; это ближайшие слова документов.",
        "Только начала отрывков; целиком, и другие — forumqa search с теми же словами.",
        "Только начала отрывков; /open 1 показывает первый из них в тексте.",
    ),
}


_MARKS = {"zh-Hans": ("“", "”", "、"), "zh-Hant": ("「", "」", "、"), "ru": ("«", "»", ", ")}


def unmentioned_line(details: Sequence[str], language: str) -> str:
    """That the source states none of ``details``, which the question does."""
    opening, closing, between = _MARKS.get(language, ("“", "”", ", "))
    named = between.join(f"{opening}{detail}{closing}" for detail in details)
    return labels_of(language).unmentioned.format(named)


def labels_of(language: str) -> Labels:
    """The words in ``language``, English where there are none."""
    return _LABELS.get(language, _LABELS["en"])

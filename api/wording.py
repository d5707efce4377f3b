"""The words that a terminal sets round quotations, in the four languages."""

from __future__ import annotations

from typing import NamedTuple


class Labels(NamedTuple):
    """What is said of a source, a sentence or a list of passages."""

    digest: str
    inferred: str
    nearest: str
    also: str
    written: str
    understood: str


_LABELS = {
    "zh-Hans": Labels(
        "本项目的摘编",
        "日期为推断",
        "最接近的段落",
        "另见",
        "以上由语言模型根据引文写成。",
        "理解为：",
    ),
    "zh-Hant": Labels(
        "本專案的摘編",
        "日期為推斷",
        "最接近的段落",
        "另見",
        "以上由語言模型根據引文寫成。",
        "理解為：",
    ),
    "en": Labels(
        "digest of this project",
        "date inferred",
        "Nearest passages",
        "also",
        "Written by a language model from the quotations below.",
        "Understood as: ",
    ),
    "ru": Labels(
        "изложение этого проекта",
        "дата предположительна",
        "Ближайшие отрывки",
        "также",
        "Написано языковой моделью по цитатам ниже.",
        "Понято как: ",
    ),
}


def labels_of(language: str) -> Labels:
    """The words in ``language``, English where there are none."""
    return _LABELS.get(language, _LABELS["en"])

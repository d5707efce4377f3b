from __future__ import annotations

import pytest

from answer.language import Language
from answer.quoting import joined
from answer.types import AnswerSentence


def said(*texts: str) -> list[AnswerSentence]:
    return [AnswerSentence(text=text, quoted=True, citations=(1,)) for text in texts]


@pytest.mark.parametrize(
    ("texts", "language", "text"),
    [
        (("石桥节开幕。", "共有九国参加。"), Language.ZH_HANS, "石桥节开幕。共有九国参加。"),
        (("番茄三个", "鸡蛋四个", "盐一小勺"), Language.ZH_HANT, "番茄三个 鸡蛋四个 盐一小勺"),
        (("他说：“好。”", "主办方：市文化馆"), Language.ZH_HANS, "他说：“好。”主办方：市文化馆"),
        (("石桥节开幕。", "共有九国参加。"), Language.EN, "石桥节开幕。 共有九国参加。"),
        ((), Language.RU, ""),
    ],
)
def test_sentences_are_one_text(texts: tuple[str, ...], language: Language, text: str) -> None:
    assert joined(said(*texts), language) == text

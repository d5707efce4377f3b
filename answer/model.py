"""The fitted numbers of the answer stage, which ``eval/fit_answers.py`` writes to model.json."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from answer.choosing import FEATURES, FloatVector
from answer.confidence import SIGNALS
from answer.language import Language

MODEL_FILE = Path(__file__).with_name("model.json")


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """The weights for one family of questions.

    ``chooser`` is (len(FEATURES),), ``refusal`` is (len(SIGNALS),), both float32; an answer is
    given from a confidence of ``threshold`` on.
    """

    chooser: FloatVector
    refusal: FloatVector
    threshold: float


@dataclass(frozen=True, slots=True)
class AnswerModel:
    """Weights for questions in Chinese, which share words with the documents, and in others."""

    chinese: LanguageModel
    english: LanguageModel
    russian: LanguageModel

    def for_language(self, language: Language) -> LanguageModel:
        match language:
            case Language.ZH_HANS | Language.ZH_HANT:
                return self.chinese
            case Language.EN:
                return self.english
            case Language.RU:
                return self.russian

    @classmethod
    def load(cls, path: Path = MODEL_FILE) -> AnswerModel:
        """The model in ``path``.

        Raises:
            ValueError: the file was fitted for other features or signals than this code has.
        """
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["features"] != list(FEATURES) or content["signals"] != list(SIGNALS):
            raise ValueError(f"{path.name} was fitted for other features: run eval.fit_answers")
        names = ("chinese", "english", "russian")
        return cls(*(_language_model(content[name]) for name in names))


def _language_model(content: dict[str, list[float] | float]) -> LanguageModel:
    chooser, refusal, threshold = content["chooser"], content["refusal"], content["threshold"]
    assert isinstance(chooser, list)
    assert isinstance(refusal, list)
    assert isinstance(threshold, float)
    return LanguageModel(
        np.array(chooser, dtype=np.float32), np.array(refusal, dtype=np.float32), threshold
    )

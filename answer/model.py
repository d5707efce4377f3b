"""The fitted numbers of the answer stage, which ``eval/fit_answers.py`` writes to model.json."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from answer.choosing import FEATURES, Candidate, FloatVector, Question
from answer.confidence import SIGNALS, confidence, has_curated
from answer.language import Language

MODEL_FILE = Path(__file__).with_name("model.json")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Weights (len(SIGNALS),) float32 of a confidence, and the ``threshold`` it must reach."""

    weights: FloatVector
    threshold: float


@dataclass(frozen=True, slots=True)
class Decision:
    """How sure it is that the candidates answer, in [0, 1], and whether that is enough."""

    confidence: float
    answers: bool


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """The weights for one family of questions.

    ``chooser`` is (len(FEATURES),) float32. ``plain`` decides where no curated question stands for
    the best passage, ``curated`` where one does.
    """

    chooser: FloatVector
    plain: Refusal
    curated: Refusal

    def decide(self, question: Question, ranked: Sequence[Candidate]) -> Decision:
        """Whether ``ranked``, the likeliest answer first, answers ``question``."""
        refusal = self.curated if has_curated(ranked) else self.plain
        sure = confidence(question, ranked, refusal.weights)
        return Decision(sure, answers=bool(ranked) and sure >= refusal.threshold)


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

    def save(self, path: Path = MODEL_FILE) -> None:
        """Write the model to ``path``, its numbers rounded to four decimals."""
        content = {
            "features": list(FEATURES),
            "signals": list(SIGNALS),
            "chinese": _plain(self.chinese),
            "english": _plain(self.english),
            "russian": _plain(self.russian),
        }
        path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


_Written = Mapping[str, Sequence[float]]


def _language_model(content: _Written) -> LanguageModel:
    def refusal(name: str) -> Refusal:
        (threshold,) = content[f"{name}_threshold"]
        return Refusal(_vector(content[name]), threshold)

    return LanguageModel(_vector(content["chooser"]), refusal("plain"), refusal("curated"))


def _plain(model: LanguageModel) -> _Written:
    return {
        "chooser": _rounded(model.chooser),
        "plain": _rounded(model.plain.weights),
        "plain_threshold": _rounded([model.plain.threshold]),
        "curated": _rounded(model.curated.weights),
        "curated_threshold": _rounded([model.curated.threshold]),
    }


def _vector(numbers: Sequence[float]) -> FloatVector:
    return np.array(numbers, dtype=np.float32)


def _rounded(numbers: Sequence[float] | FloatVector) -> list[float]:
    return [round(float(number), 4) for number in numbers]

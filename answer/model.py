"""The fitted numbers of the answer stage, which ``eval/fit_answers.py`` writes to model.json."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from answer.choosing import FEATURES, Candidate, Chooser, FloatVector, Question
from answer.confidence import SIGNALS, Backing, backing, signals
from answer.language import Language
from answer.refusal import Network, Refusal

MODEL_FILE = Path(__file__).with_name("model.json")


@dataclass(frozen=True, slots=True)
class Decision:
    """How sure it is that the candidates answer, in [0, 1], and whether that is enough.

    ``is_doubtful`` where it is enough, but barely.
    """

    confidence: float
    answers: bool
    is_doubtful: bool = False


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """The weights for one family of questions.

    ``refusals`` has one for every `Backing` of the best passage.
    """

    chooser: Chooser
    refusals: Mapping[Backing, Refusal]

    def decide(self, question: Question, ranked: Sequence[Candidate]) -> Decision:
        """Whether ``ranked``, the likeliest answer first, answers ``question``."""
        if not ranked:
            return Decision(0.0, answers=False)
        refusal = self.refusals[backing(ranked)]
        sure = refusal.confidence(signals(question, ranked))
        answers = sure >= refusal.threshold
        return Decision(sure, answers, is_doubtful=answers and sure < refusal.doubt)


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
        return cls(*(_read(name, content) for name in _NAMES))

    def save(self, path: Path = MODEL_FILE) -> None:
        """Write the model to ``path``, a name a line."""
        content: dict[str, object] = {"features": list(FEATURES), "signals": list(SIGNALS)}
        for name in _NAMES:
            content |= _written(name, getattr(self, name))
        lines = (f"{json.dumps(name)}: {json.dumps(value)}" for name, value in content.items())
        path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


_NAMES = ("chinese", "english", "russian")
_CHOOSERS = ("plain", "curated")
_LEVELS = ("threshold", "doubt")
_PARTS = ("hidden", "hidden_bias", "output", "bias")  # of a network


def _read(name: str, content: Mapping[str, Any]) -> LanguageModel:
    def refusal(kind: Backing) -> Refusal:
        threshold, doubt = (content[f"{name}.{kind}.{level}"] for level in _LEVELS)
        parts = zip(*(content[f"{name}.{kind}.{part}"] for part in _PARTS), strict=True)
        networks = tuple(
            Network(_array(hidden), _array(hidden_bias), _array(output), bias)
            for hidden, hidden_bias, output, bias in parts
        )
        return Refusal(networks, threshold, doubt)

    refusals = {kind: refusal(kind) for kind in Backing}
    chooser = Chooser(*(_array(content[f"{name}.chooser.{kind}"]) for kind in _CHOOSERS))
    return LanguageModel(chooser, refusals)


def _written(name: str, model: LanguageModel) -> Mapping[str, object]:
    found: dict[str, object] = {
        f"{name}.chooser.{kind}": _rounded(getattr(model.chooser, kind)) for kind in _CHOOSERS
    }
    for kind, refusal in model.refusals.items():
        for level in _LEVELS:
            found[f"{name}.{kind}.{level}"] = _rounded(getattr(refusal, level))
        for part in _PARTS:
            found[f"{name}.{kind}.{part}"] = [
                _rounded(getattr(network, part)) for network in refusal.networks
            ]
    return found


def _array(numbers: object) -> FloatVector:
    return np.array(numbers, dtype=np.float32)


def _rounded(numbers: float | FloatVector) -> object:
    """As plain lists, with five significant digits."""
    if np.ndim(numbers) == 0:
        return float(f"{numbers:.5g}")
    return [_rounded(part) for part in np.asarray(numbers)]

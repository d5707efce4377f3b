"""Exact match and F1 of a predicted answer: how much of what is marked was asked for.

The formulas are SQuAD's (Rajpurkar et al. 2016, section 6.1: the best over the gold answers), the
tokens those of MLQA's evaluation of Chinese (Lewis et al. 2020, ``mixed_segmentation`` of
``mlqa_evaluation_v1.py``): every Han character, and every whole word of another script. Texts are
compared in the single script, NFKC and case folded, without punctuation and signs, as in
`ingest.matching`. Those scripts differ in two things: they drop English articles, and they join
what a sign parts (``3.5`` is 35 to them, and 3 and 5 here).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from answer.types import AnswerSentence
from ingest.document import Document
from ingest.script import HAN, to_single_script

_TOKEN = re.compile(rf"[{HAN}]|[^\s{HAN}]+")


def span_tokens(text: str) -> list[str]:
    """The Han characters and the words of other scripts in ``text``, folded."""
    folded = unicodedata.normalize("NFKC", to_single_script(text)).casefold()
    kept = (
        character if unicodedata.category(character)[0] in "LNM" else " " for character in folded
    )
    return _TOKEN.findall("".join(kept))


def exact_match(predicted: str, answers: Iterable[str]) -> float:
    """1.0 when ``predicted`` has the tokens of one of ``answers``, in the same order."""
    tokens = span_tokens(predicted)
    return float(any(tokens == span_tokens(answer) for answer in answers))


def span_f1(predicted: str, answers: Iterable[str]) -> float:
    """The best F1 of shared tokens, counted with repeats, over ``answers``; 0 without any."""
    tokens = span_tokens(predicted)
    return max((_f1(tokens, span_tokens(answer)) for answer in answers), default=0.0)


def predicted_text(sentence: AnswerSentence, document: Document) -> str:
    """The phrase marked in ``sentence``, which quotes ``document``; unmarked, the whole of it."""
    return sentence.text if sentence.phrase is None else sentence.phrase.span.of(document.text)


def _f1(predicted: list[str], answer: list[str]) -> float:
    """Harmonic mean of precision and recall: twice the shared tokens over all tokens."""
    if not predicted or not answer:
        return float(predicted == answer)
    shared = (Counter(predicted) & Counter(answer)).total()
    return 2 * shared / (len(predicted) + len(answer))

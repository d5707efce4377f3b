"""Follow-up questions: what an elliptic question borrows from the one before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from answer.terms import content_tokens, folded


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier exchange of the conversation."""

    question: str
    answer: str


_CHINESE_REFERENCE = re.compile(
    r"^(那|还|其中|另外|然后|此外|它|他|她|这)|(它|他|她|它们|他们|她们|其中|上述|前者|后者)|"
    r"这(个|些|次|位|种|项|场|座|里|家|所|件)|那(个|些|次|位|种|项|场|座|里|家|所|件)|呢[？?]?$"
)
_OTHER_REFERENCE = re.compile(
    r"^(and|but|also|what about|how about|а|и)\b|"
    r"\b(it|its|they|them|their|he|him|his|she|her|those|these|the same)\b|"
    r"\b(он|она|оно|они|его|её|их|ему|ней|нём|них|ими|этот|эта|это|эти|там|тогда)\b"
)
_SHORT = 3  # content tokens; "谁签的？" has two, a full question rarely fewer than five


def is_followup(question: str) -> bool:
    """Whether ``question`` leans on an earlier turn: a pronoun, an opening "and", few words."""
    text = folded(question).strip()
    if _CHINESE_REFERENCE.search(text) or _OTHER_REFERENCE.search(text):
        return True
    return len(content_tokens(question)) < _SHORT


def standalone(question: str, history: Sequence[Turn]) -> str:
    """``question`` as it is searched: with the last questions it leans on put before it."""
    if not history or not is_followup(question):
        return question
    earlier = [history[-1].question]
    if len(history) > 1 and is_followup(history[-1].question):
        earlier.insert(0, history[-2].question)
    return " ".join([*earlier, question])

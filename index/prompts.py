"""What a model wants before a question and before a passage.

A model's own configuration decides. Some families were trained with prompts that only their cards
tell (``intfloat/multilingual-e5-*`` has none configured: mteb issue 957): those stand here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_BGE_ZH = "为这个句子生成表示以用于检索相关文章："
_BGE_EN = "Represent this sentence for searching relevant passages: "
_E5_TASK = "Given a web search query, retrieve relevant passages that answer the query"


@dataclass(frozen=True, slots=True)
class Prompts:
    """Texts put before every query and every passage; empty for none."""

    query: str = ""
    passage: str = ""

    @classmethod
    def of(cls, name: str, configured: Mapping[str, str | None], default: str | None) -> Prompts:
        """Those of the model ``name``.

        Args:
            name: hub name or folder; its last part tells the family.
            configured: the model's ``prompts``, by name.
            default: its ``default_prompt_name``, used where no prompt is for queries or passages.
        """
        filled = {key: prompt for key, prompt in configured.items() if prompt}
        query = filled.get("query", "")
        # sentence-transformers 6.2 always adds an empty "document" and then never looks at
        # "passage", the name that e5's documentation uses.
        names = ("document", "passage", "corpus")
        passage = next((filled[name] for name in names if name in filled), "")
        if query or passage:
            return cls(query, passage)
        if default in filled:
            return cls(filled[default], filled[default])
        family = re.split(r"[/\\]", name.rstrip("/\\"))[-1].lower()
        found = (prompts for pattern, prompts in _OF_CARDS if pattern.fullmatch(family))
        return next(found, cls())


_OF_CARDS = (
    (re.compile(r"(multilingual-)?e5-(small|base|large)(-v2)?"), Prompts("query: ", "passage: ")),
    (
        re.compile(r"multilingual-e5-large-instruct"),
        Prompts(f"Instruct: {_E5_TASK}\nQuery: "),
    ),
    (re.compile(r"bge-(small|base|large)-zh(-v1\.5)?"), Prompts(_BGE_ZH)),
    (re.compile(r"bge-(small|base|large)-en(-v1\.5)?"), Prompts(_BGE_EN)),
)

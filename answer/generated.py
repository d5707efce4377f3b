"""Checked prose → an answer: its sentences, and the whole sentences that they cite, renumbered."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping

from answer.language import Language, in_askers_script
from answer.prompting import Evidence
from answer.prose import Prose
from answer.quoting import cite, joined
from answer.types import Answer, AnswerSentence, Citation, Mode
from index.generation import OpenIndex
from ingest.document import Document
from ingest.matching import squeeze
from ingest.script import to_single_script
from ingest.splitting import pieces


class Generated:
    """Grows an answer sentence by sentence; citations are numbered as they are first cited."""

    def __init__(self, quoted: Answer, evidence: Iterable[Evidence], index: OpenIndex) -> None:
        """Begins with what ``quoted``, the extractive answer, was given for."""
        self._quoted = quoted
        self._language = Language(quoted.language)
        self._evidence: Mapping[int, Evidence] = {one.n: one for one in evidence}
        self._document: Callable[[str], Document] = index.document
        self._sentences: list[AnswerSentence] = []
        self._citations: list[Citation] = []
        self._numbers: dict[int, tuple[int, ...]] = {}
        self._said: set[str] = set()

    def __len__(self) -> int:
        return len(self._sentences)

    def says(self, prose: Prose) -> bool:
        """Whether the answer has that sentence already."""
        return squeeze(prose.text) in self._said

    def add(self, prose: Prose) -> Answer:
        """The answer with one more sentence, which `answer.support` has found supported."""
        numbers = [n for cited in prose.cited for n in self._cite(cited)]
        text = in_askers_script(prose.text, self._language)
        self._said.add(squeeze(prose.text))
        self._sentences.append(AnswerSentence(text, quoted=False, citations=tuple(numbers)))
        return dataclasses.replace(
            self._quoted,
            mode=Mode.GENERATED,
            text=joined(self._sentences, self._language),
            sentences=tuple(self._sentences),
            citations=tuple(self._citations),
            unmentioned=self._unmentioned(),
        )

    def _unmentioned(self) -> tuple[str, ...]:
        """Of the details that the quoted answer lacks those that nothing cited here states."""
        cited = squeeze(to_single_script("\n".join(one.quote for one in self._citations)))
        lacking = self._quoted.unmentioned
        return tuple(one for one in lacking if squeeze(to_single_script(one)) not in cited)

    def _cite(self, cited: int) -> tuple[int, ...]:
        if cited not in self._numbers:
            evidence = self._evidence[cited]
            document = self._document(evidence.hit.passage.document_id)
            spans = pieces(evidence.hit.passage, document.text, evidence.start, evidence.end)
            first = len(self._citations) + 1
            self._citations.extend(
                cite(n, evidence.hit.passage, document, span) for n, span in enumerate(spans, first)
            )
            self._numbers[cited] = tuple(range(first, len(self._citations) + 1))
        return self._numbers[cited]

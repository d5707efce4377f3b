"""The sentences that topics are checked against, and where evidence stands in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from eval.topics import Topic
from ingest.document import SourceKind
from ingest.matching import holds, squeeze

POSITIONS = ("beginning", "middle", "end")

Texts = Mapping[str, Mapping[SourceKind, Sequence[str]]]
"""For every source its sentences (search text), by kind of text."""


class KnownTexts:
    """Squeezed sentences, made once."""

    def __init__(self, texts: Texts) -> None:
        self._plain = texts
        self._squeezed = {
            source: {kind: [squeeze(text) for text in sentences] for kind, sentences in by.items()}
            for source, by in texts.items()
        }
        self._whole = {
            source: {kind: "\x01".join(sentences) for kind, sentences in by.items()}
            for source, by in self._squeezed.items()
        }

    def kinds(self, source: str) -> list[SourceKind]:
        return sorted(self._whole.get(source, {}))

    def says(self, source: str, kind: SourceKind, wanted: str) -> bool:
        return holds(self._whole[source][kind], squeeze(wanted))

    def rows(self, source: str, kind: SourceKind, wanted: str) -> list[int]:
        """Which sentences hold the evidence."""
        key = squeeze(wanted)
        return [
            row
            for row, text in enumerate(self._squeezed[source].get(kind, ()))
            if key and key in text
        ]

    def spots(self, source: str, kind: SourceKind, wanted: str) -> list[tuple[int, int, int]]:
        """Where the evidence stands: row, first and last position in the squeezed sentence."""
        key = squeeze(wanted)
        starts = [
            (row, self._squeezed[source][kind][row].find(key))
            for row in self.rows(source, kind, wanted)
        ]
        return [(row, start, start + len(key)) for row, start in starts]

    def proves(self, topic: Topic, kind: SourceKind, group: Sequence[str]) -> bool:
        """Whether one of the answers stands in a sentence that holds evidence of the topic."""
        return any(
            holds(self._squeezed[source][kind][row], squeeze(answer))
            for source in topic.sources
            for evidence in topic.evidence
            for row in self.rows(source, kind, evidence.of(kind))
            for answer in group
        )

    def position(self, topic: Topic) -> str:
        """The third of its source, original before digest, in which its first evidence stands."""
        places = [
            3 * row // len(self._squeezed[source][kind])
            for source in topic.sources
            for kind in sorted(self.kinds(source), key=list(SourceKind).index)
            for evidence in topic.evidence
            for row in self.rows(source, kind, evidence.of(kind))
        ]
        return POSITIONS[places[0]] if places else "none"

    def sentence(self, source: str, kind: SourceKind, row: int) -> str:
        return self._plain[source][kind][row]

"""Stand-ins for tests: an encoder without a model, and small invented libraries."""

from __future__ import annotations

import hashlib
import itertools
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from index.encoder import FloatMatrix
from ingest.document import (
    Document,
    OffsetMap,
    Passage,
    PassageKind,
    Removal,
    RemovalReason,
    Script,
    Sentence,
    Source,
    Span,
)
from ingest.matching import squeeze
from ingest.pipeline import Library
from ingest.questions import CuratedQuestion
from ingest.report import IngestReport
from ingest.script import to_single_script

_SENTENCE = re.compile(r"[^。！？.!?]*[。！？.!?]|[^。！？.!?]+$")


@dataclass(frozen=True, slots=True)
class FakeEncoder:
    """Hashed character unigrams and bigrams: equal texts agree, similar texts are near."""

    fingerprint: str = "fake-1"
    dimension: int = 64

    def encode_queries(self, texts: Sequence[str]) -> FloatMatrix:
        return self.encode_passages(texts)

    def encode_passages(self, texts: Sequence[str]) -> FloatMatrix:
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for gram in [*text, *map("".join, itertools.pairwise(text))]:
                row[zlib.crc32(gram.encode("utf-8", "surrogatepass")) % self.dimension] += 1
        rows[~rows.any(axis=1)] = 1
        unit: FloatMatrix = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return unit


def make_source(document_id: str, date: str = "2023-06-15", script: Script = Script.HANS) -> Source:
    """A source with every field filled."""
    return Source(
        id=document_id,
        title=f"标题{document_id}",
        publisher="虚构日报",
        author="无名氏",
        date=date,
        date_inferred=True,
        language="zh",
        script=script,
        headlines=(f"{document_id}的头条",),
    )


def make_document(source: Source, text: str) -> Document:
    """A document whose line feeds are its removals."""
    breaks = [position for position, character in enumerate(text) if character == "\n"]
    return Document(
        source=source,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        path=f"{source.id}.txt",
        removals=tuple(Removal(Span(at, at + 1), RemovalReason.WHITESPACE) for at in breaks),
    )


def make_passages(document: Document, kind: PassageKind = PassageKind.BODY) -> list[Passage]:
    """One passage for each line of the document that is not empty."""
    passages: list[Passage] = []
    start = 0
    for line in document.text.split("\n"):
        if line:
            passages.append(_passage(document, Span(start, start + len(line)), kind))
        start += len(line) + 1
    return passages


def make_library(
    texts: dict[str, str],
    dates: dict[str, str] | None = None,
    scripts: dict[str, Script] | None = None,
    kinds: dict[str, PassageKind] | None = None,
) -> Library:
    """A library of invented documents: id to text, one passage a line."""
    documents = [
        make_document(
            make_source(
                name,
                (dates or {}).get(name, "2023-06-15"),
                (scripts or {}).get(name, Script.HANS),
            ),
            text,
        )
        for name, text in texts.items()
    ]
    passages = [
        passage
        for document in documents
        for passage in make_passages(document, (kinds or {}).get(document.id, PassageKind.BODY))
    ]
    return Library(tuple(documents), tuple(passages), IngestReport(()))


def curate(library: Library, questions: dict[str, str]) -> Library:
    """``library`` with curated questions: text to words of the body passages it stands for."""
    made = tuple(_question(text, words, library.passages) for text, words in questions.items())
    return replace(library, questions=made)


def _question(text: str, words: str, passages: Sequence[Passage]) -> CuratedQuestion:
    tied = [p for p in passages if words in p.search_text and p.kind is PassageKind.BODY]
    ids = tuple(p.id for p in tied)
    return CuratedQuestion(text, "zh", tied[0].document_id, ids, squeeze(words))


def _passage(document: Document, span: Span, kind: PassageKind) -> Passage:
    text = span.of(document.text)
    return Passage(
        id=f"{document.id}:{span.start}-{span.end}",
        document_id=document.id,
        headline=document.source.headlines[0],
        kind=kind,
        span=span,
        text=text,
        clean_text=text,
        search_text=to_single_script(text),
        offsets=OffsetMap.from_offsets(range(span.start, span.end)),
        sentences=tuple(Sentence(m.start(), m.end()) for m in _SENTENCE.finditer(text)),
    )

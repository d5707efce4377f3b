"""A paragraph of a test set → a document that is one passage, uncleaned and uncut."""

from __future__ import annotations

import hashlib

from ingest.document import Document, OffsetMap, Passage, PassageKind, Run, Source, Span
from ingest.script import to_single_script
from ingest.splitting import sentences_of


def paragraph_document(source: Source, text: str) -> tuple[Document, Passage]:
    """``text`` as a document with exactly one passage, whatever its length."""
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    document = Document(source=source, text=text, sha256=sha256, path=source.id)
    searched = to_single_script(text)
    passage = Passage(
        id=f"{source.id}:0-{len(text)}",
        document_id=source.id,
        headline="",
        kind=PassageKind.BODY,
        span=Span(0, len(text)),
        text=text,
        clean_text=text,
        search_text=searched,
        offsets=OffsetMap((Run(0, 0, len(text)),)),
        sentences=sentences_of(searched),
    )
    return document, passage

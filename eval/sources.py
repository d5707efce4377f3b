"""The texts that topics are judged by: body sentences of digests and originals, cut by ingest."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from eval.known_texts import Texts
from ingest.catalogue import Catalogue
from ingest.document import PassageKind, SourceKind
from ingest.pipeline import read_library


def read_texts(folders: Sequence[Path], catalogue: Path) -> Texts:
    """The body sentences of every source below ``folders``, digests and originals side by side.

    Each folder is read as a library of its own, so that no original takes its digest's place.
    """
    entries = Catalogue.open(catalogue)
    texts: dict[str, dict[SourceKind, list[str]]] = {}
    for folder in folders:
        library = read_library([folder], entries)
        kinds = {document.id: document.source.kind for document in library.documents}
        for passage in library.passages:
            if passage.kind is PassageKind.BODY:
                sentences = texts.setdefault(passage.document_id, {}).setdefault(
                    kinds[passage.document_id], []
                )
                sentences.extend(
                    passage.search_text[sentence.start : sentence.end]
                    for sentence in passage.sentences
                )
    return texts

"""Which passages of an index are relevant to a topic, decided by text and never by passage id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from eval.subject import JudgedPassage
from eval.topics import Topic
from ingest.document import PassageKind, SourceKind
from ingest.matching import squeeze


def qrels_of(
    topics: Iterable[Topic], passages: Sequence[JudgedPassage], kinds: Mapping[str, SourceKind]
) -> dict[str, dict[str, int]]:
    """The relevant passages of every answerable topic, in the order of ``passages``.

    A passage is relevant when it is body text of one of the topic's sources and holds one of the
    evidence strings that are meant for its kind of text.

    Args:
        topics: Unanswerable ones are left out.
        passages: All passages of the index.
        kinds: For every document id whether it is an original or a digest.
    """
    body = [
        (passage.id, passage.document_id, squeeze(passage.search_text))
        for passage in passages
        if passage.kind is PassageKind.BODY
    ]
    return {topic.id: _judged(topic, body, kinds) for topic in topics if topic.answerable}


def _judged(
    topic: Topic, body: Sequence[tuple[str, str, str]], kinds: Mapping[str, SourceKind]
) -> dict[str, int]:
    wanted = {
        kind: [squeeze(evidence.of(kind)) for evidence in topic.evidence] for kind in SourceKind
    }
    return {
        passage: 1
        for passage, document, text in body
        if document in topic.sources
        and any(evidence in text for evidence in wanted[kinds[document]] if evidence)
    }

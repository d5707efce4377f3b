"""Which slices a topic belongs to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from eval.known_texts import POSITIONS
from eval.runs import Qrels
from eval.subject import JudgedPassage
from eval.topics import Topic
from ingest.document import Document


def labels(
    topics: Sequence[Topic],
    documents: Sequence[Document],
    body: Sequence[JudgedPassage],
    qrels: Qrels,
) -> dict[str, dict[str, tuple[str, ...]]]:
    """For every topic its slices by kind, language, source, position, printed script and half.

    A Chinese question counts under its script and under ``zh``. The position is the third of its
    document in which the topic's first relevant passage begins.
    """
    texts = {document.id: document for document in documents}
    by_id = {passage.id: passage for passage in body}
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for topic in topics:
        relevant = [by_id[passage] for passage in qrels.get(topic.id, ())]
        printed = {texts[passage.document_id].source.script.value for passage in relevant}
        found[topic.id] = {
            "kind": (topic.kind.value,),
            "language": _languages(topic),
            "source": topic.sources,
            "position": tuple(_position(passage, texts) for passage in relevant[:1]),
            "printed": tuple(sorted(printed)),
            "half": (topic.half.value if topic.half else "none",),
        }
    return found


def _languages(topic: Topic) -> tuple[str, ...]:
    chinese = topic.language.startswith("zh")
    return ("zh", topic.language) if chinese else (topic.language,)


def _position(passage: JudgedPassage, texts: Mapping[str, Document]) -> str:
    length = max(1, len(texts[passage.document_id].text))
    return POSITIONS[min(2, 3 * passage.span.start // length)]

"""A small document, its passage and answers about it, for tests of what the doors show."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from answer.conversation import Turn
from answer.language import Language
from answer.types import Answer, AnswerSentence, Citation, Mode, Phrase, Status
from api.live import LiveIndex, Opened
from api.service import Service
from api.settings import Settings
from index.retriever import Filters, Hit, Why
from ingest.document import (
    Article,
    Document,
    OffsetMap,
    Passage,
    PassageKind,
    Removal,
    RemovalReason,
    Script,
    Source,
    SourceKind,
    Span,
)

if TYPE_CHECKING:
    from index.generation import OpenIndex

TEXT = "青島的海\n\n倡導(dǎo)文明𠀀交流。第2屆論壇於六月舉行。\n"
SOURCE = Source(
    id="qingdao",
    title="海邊的論壇",
    publisher="某報",
    date="2023-06",
    script=Script.HANT,
    kind=SourceKind.DIGEST,
    headlines=("青島的海",),
)


def span_of(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


GLOSS = span_of("(dǎo)")
BODY = span_of("倡導(dǎo)文明𠀀交流。第2屆論壇於六月舉行。")
SENTENCE = span_of("第2屆論壇於六月舉行。")
DOCUMENT = Document(
    source=SOURCE,
    text=TEXT,
    sha256=hashlib.sha256(TEXT.encode()).hexdigest(),
    path="sea.txt",
    articles=(Article("青島的海", Span(0, len(TEXT)), "某甲"),),
    removals=(
        Removal(GLOSS, RemovalReason.GLOSS),
        Removal(Span(BODY.start - 2, BODY.start), RemovalReason.WHITESPACE),
    ),
)
_OFFSETS = [at for at in range(BODY.start, BODY.end) if not GLOSS.start <= at < GLOSS.end]
PASSAGE = Passage(
    id=f"qingdao:{BODY.start}-{BODY.end}",
    document_id="qingdao",
    headline="青島的海",
    kind=PassageKind.BODY,
    span=BODY,
    text=BODY.of(TEXT),
    clean_text="倡導文明𠀀交流。第2屆論壇於六月舉行。",
    search_text="倡导文明𠀀交流。第2届论坛于六月举行。",
    offsets=OffsetMap.from_offsets(_OFFSETS),
)
HIT = Hit(PASSAGE, score=0.75, rank=1, why=Why(lexical=0.5, vector=0.25))
CITATION = Citation(
    n=1,
    source=SOURCE,
    headline="青島的海",
    sha256=DOCUMENT.sha256,
    passage_id=PASSAGE.id,
    span=SENTENCE,
    quote=SENTENCE.of(TEXT),
    before="交流。",
    after="\n",
)
ANSWERED = Answer(
    status=Status.ANSWERED,
    mode=Mode.EXTRACTIVE,
    language=Language.ZH_HANS,
    text="第2届论坛于六月举行。",
    sentences=(AnswerSentence("第2届论坛于六月举行。", True, (1,), Phrase(1, span_of("六月"))),),
    citations=(CITATION,),
    hits=(HIT,),
    confidence=0.9,
)


class FakeRetriever:
    def __init__(self) -> None:
        self.asked: list[tuple[str, int, Filters]] = []

    def retrieve(self, query: str, k: int = 10, filters: Filters | None = None) -> list[Hit]:
        self.asked.append((query, k, filters or Filters()))
        return [HIT]


class FakeIndex:
    def __init__(self, generation: str = "gen-1") -> None:
        self.generation = generation
        self.retriever = FakeRetriever()
        self.closed = False

    def documents(self) -> list[Document]:
        return [DOCUMENT]

    def document(self, document_id: str) -> Document:
        return {DOCUMENT.id: DOCUMENT}[document_id]

    def passages_of(self, document_id: str) -> list[Passage]:
        return {DOCUMENT.id: [PASSAGE]}[document_id]

    def close(self) -> None:
        self.closed = True


class FakeAnswers:
    def __init__(self, answer: Answer = ANSWERED) -> None:
        self.given = answer
        self.asked: list[tuple[str, Sequence[Turn], int, Language | None]] = []

    def answer(
        self,
        question: str,
        history: Sequence[Turn] = (),
        k: int = 8,
        language: Language | None = None,
    ) -> Answer:
        self.asked.append((question, tuple(history), k, language))
        return self.given

    def is_close(self, query: str, hits: Sequence[Hit]) -> bool:
        assert [hit.passage.id for hit in hits] == [PASSAGE.id]
        return query != "far"


def opened(index: FakeIndex, answers: FakeAnswers | None = None) -> Opened:
    return Opened(
        index=cast("OpenIndex", index),
        answers=answers or FakeAnswers(),
        sources={"qingdao": SOURCE},
        encoder="fake-1",
    )


def fake_service(
    answers: FakeAnswers | None = None,
    index: FakeIndex | None = None,
    settings: Settings | None = None,
) -> Service:
    shelf = opened(index or FakeIndex(), answers)
    return Service(settings or Settings(), LiveIndex(lambda: shelf, lambda: 0))

"""What the lower stages found → the shapes that every door shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from answer.types import Answer, Citation, Phrase
from api.marking import cut_at, mark_passage
from api.schemas import (
    ArticleOut,
    AskResponse,
    CitationOut,
    CutPassage,
    DocumentMeta,
    DocumentRef,
    HitOut,
    PassageOut,
    PhraseOut,
    Segment,
    SentenceEvent,
    SentenceOut,
    WhyOut,
)
from index.retriever import Hit
from ingest.document import Document, Passage, Source, Span

Sources = Mapping[str, Source]


def present_source(source: Source) -> DocumentRef:
    """The reference shown beside a quotation."""
    return DocumentRef(
        id=source.id,
        title=source.title,
        publisher=source.publisher,
        date=source.date,
        date_inferred=source.date_inferred,
        script=source.script.value,
        source=source.kind.value,
    )


def present_document(document: Document) -> DocumentMeta:
    """What is known of one document."""
    source = document.source
    return DocumentMeta(
        **present_source(source).model_dump(),
        author=source.author,
        language=source.language,
        headlines=list(source.headlines),
        hash=document.sha256,
        path=document.path,
    )


def present_articles(document: Document) -> list[ArticleOut]:
    """The articles of one document, in order."""
    return [
        ArticleOut(
            headline=article.headline,
            author=article.author,
            start=article.span.start,
            end=article.span.end,
        )
        for article in document.articles
    ]


def present_cut(passage: Passage) -> CutPassage:
    """A passage as it was cut, whether or not anything finds it."""
    return CutPassage(
        id=passage.id,
        headline=passage.headline,
        kind=passage.kind.value,
        start=passage.span.start,
        end=passage.span.end,
        text=passage.text,
        search_text=passage.search_text,
    )


def present_answer(
    answer: Answer, sources: Sources, generation: str, timings_ms: Mapping[str, float]
) -> AskResponse:
    """The whole body of `/api/ask`."""
    phrases = {phrase.n: phrase.span for phrase in _phrases(answer)}
    return AskResponse(
        status=answer.status.value,
        mode=answer.mode.value,
        language=str(answer.language),
        understood_as=answer.understood_as,
        doubtful=answer.doubtful,
        unmentioned=list(answer.unmentioned),
        answer=answer.text,
        sentences=[
            SentenceOut(
                text=sentence.text,
                quoted=sentence.quoted,
                citations=list(sentence.citations),
                phrase=_phrase(sentence.phrase),
                also=list(sentence.also),
            )
            for sentence in answer.sentences
        ],
        citations=[_citation(citation, phrases.get(citation.n)) for citation in answer.citations],
        passages=[present_passage(hit, sources) for hit in answer.hits],
        confidence=answer.confidence,
        index=generation,
        timings_ms=dict(timings_ms),
    )


def sentence_events(response: AskResponse) -> list[SentenceEvent]:
    """The sentences of an answer, each with its citations in full."""
    by_number = {citation.n: citation for citation in response.citations}
    return [
        SentenceEvent(
            text=sentence.text,
            quoted=sentence.quoted,
            citations=[by_number[n] for n in sentence.citations],
            phrase=sentence.phrase,
            also=[by_number[n] for n in sentence.also],
        )
        for sentence in response.sentences
    ]


def present_passage(hit: Hit, sources: Sources) -> PassageOut:
    """A hit as `/api/ask` lists it."""
    passage = hit.passage
    return PassageOut(
        id=passage.id,
        document=present_source(sources[passage.document_id]),
        headline=passage.headline,
        kind=passage.kind.value,
        start=passage.span.start,
        end=passage.span.end,
        text=passage.text,
        rank=hit.rank,
        score=hit.score,
    )


def present_hit(hit: Hit, sources: Sources, terms: Iterable[str]) -> HitOut:
    """A hit as `/api/search` lists it, the query's words marked."""
    return HitOut(
        **present_passage(hit, sources).model_dump(),
        why=WhyOut(lexical=hit.why.lexical, vector=hit.why.vector, curated=hit.why.curated),
        segments=[Segment(text=text, mark=mark) for text, mark in mark_passage(hit.passage, terms)],
    )


def _phrases(answer: Answer) -> Iterator[Phrase]:
    return (sentence.phrase for sentence in answer.sentences if sentence.phrase is not None)


def _phrase(phrase: Phrase | None) -> PhraseOut | None:
    if phrase is None:
        return None
    return PhraseOut(n=phrase.n, start=phrase.span.start, end=phrase.span.end)


def _citation(citation: Citation, phrase: Span | None) -> CitationOut:
    within = None
    if (
        phrase is not None
        and citation.span.start <= phrase.start <= phrase.end <= citation.span.end
    ):
        within = Span(phrase.start - citation.span.start, phrase.end - citation.span.start)
    return CitationOut(
        n=citation.n,
        document=present_source(citation.source),
        headline=citation.headline,
        hash=citation.sha256,
        passage_id=citation.passage_id,
        start=citation.span.start,
        end=citation.span.end,
        quote=citation.quote,
        before=citation.before,
        after=citation.after,
        segments=[Segment(text=text, mark=mark) for text, mark in cut_at(citation.quote, within)],
    )

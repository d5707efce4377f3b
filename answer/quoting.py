"""Chosen sentences → what is shown: the exact characters, their citations, the asker's script."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from answer.choosing import Candidate
from answer.language import Language, in_askers_script
from answer.lists.text_places import indent_of
from answer.shown import Shown
from answer.types import AnswerSentence, Citation, Phrase
from ingest.document import Document, Passage, Span
from ingest.splitting import pieces

CONTEXT_CHARS = 60


def quote(
    shown: Iterable[Shown], document_of: Callable[[str], Document], language: Language
) -> tuple[list[AnswerSentence], list[Citation]]:
    """Each sentence with one citation for every contiguous piece of it, numbered from 1.

    Behind them come the pieces of the same statement elsewhere. ``document_of`` gives a document by
    its id.
    """
    sentences: list[AnswerSentence] = []
    citations: list[Citation] = []
    for one in shown:
        document = document_of(one.candidate.hit.passage.document_id)
        own = _cited(one.candidate, document, len(citations))
        citations += own
        also: list[Citation] = []
        for other in one.also:
            elsewhere = document_of(other.hit.passage.document_id)
            also += _cited(other, elsewhere, len(citations) + len(also))
        citations += also
        sentences.append(
            AnswerSentence(
                text=in_askers_script(_cleaned(one.candidate, document), language),
                quoted=True,
                citations=tuple(citation.n for citation in own),
                phrase=_phrase(one.candidate, document, own),
                also=tuple(citation.n for citation in also),
            )
        )
    return sentences, citations


def _cleaned(candidate: Candidate, document: Document) -> str:
    """The candidate's clean text, the lines of a list within it set in as they are printed."""
    passage = candidate.hit.passage
    start, end = _without_blanks(candidate)
    first, *others = passage.clean_text[start:end].split("\n")
    if not others:
        return first
    offsets = list(passage.offsets.slice(start, end))
    edge = _indent(document.text, offsets[0])
    found, at = [first], len(first) + 1
    for line in others:
        columns = _indent(document.text, offsets[at]) - edge
        found.append(" " * columns + line)
        at += len(line) + 1
    return "\n".join(found)


def _indent(text: str, offset: int) -> int:
    """The columns of the blanks before the line that holds ``offset``."""
    edge = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
    return indent_of(text[edge:offset])


def _cited(candidate: Candidate, document: Document, before: int) -> list[Citation]:
    """A citation for every contiguous piece of a sentence, numbered from ``before`` + 1."""
    spans = pieces(candidate.hit.passage, document.text, *_without_blanks(candidate))
    return [
        cite(number, candidate.hit.passage, document, span)
        for number, span in enumerate(spans, before + 1)
    ]


def _phrase(
    candidate: Candidate, document: Document, citations: Sequence[Citation]
) -> Phrase | None:
    """The answering part, if the reader found words and they are one stretch of one citation."""
    reading = candidate.reading
    said = candidate.hit.passage.search_text[reading.start : reading.end]
    if not any(character.isalnum() for character in said):
        return None
    spans = pieces(candidate.hit.passage, document.text, reading.start, reading.end)
    if len(spans) != 1:
        return None
    (span,) = spans
    for citation in citations:
        if citation.span.start <= span.start and span.end <= citation.span.end:
            return Phrase(citation.n, span)
    return None


def cite(n: int, passage: Passage, document: Document, span: Span) -> Citation:
    """Citation number ``n``: the document's characters at ``span`` with what surrounds them."""
    return Citation(
        n=n,
        source=document.source,
        headline=passage.headline,
        sha256=document.sha256,
        passage_id=passage.id,
        span=span,
        quote=span.of(document.text),
        before=document.text[max(0, span.start - CONTEXT_CHARS) : span.start],
        after=document.text[span.end : span.end + CONTEXT_CHARS],
    )


def joined(sentences: Sequence[AnswerSentence], language: Language) -> str:
    """The sentences as one text: Chinese without blanks, unless one ends without a sign.

    Items of a list end so; in other languages every sentence is set off by a blank.
    """
    is_chinese = language in (Language.ZH_HANS, Language.ZH_HANT)
    text = ""
    for sentence in sentences:
        runs_together = text[-1:].isalnum() or not is_chinese
        text += f" {sentence.text}" if text and runs_together else sentence.text
    return text


def _without_blanks(candidate: Candidate) -> tuple[int, int]:
    text = candidate.search_text
    start = candidate.sentence.start + len(text) - len(text.lstrip())
    return start, start + len(text.strip())

"""Chosen sentences → what is shown: the exact characters, their citations, the asker's script."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from answer.choosing import Candidate
from answer.language import Language, in_askers_script
from answer.types import AnswerSentence, Citation
from ingest.document import Document, Span
from ingest.splitting import pieces

CONTEXT_CHARS = 60


def quote(
    chosen: Iterable[tuple[Candidate, Document]], language: Language
) -> tuple[list[AnswerSentence], list[Citation]]:
    """Each chosen sentence with one citation for every contiguous piece of it, numbered from 1."""
    sentences: list[AnswerSentence] = []
    citations: list[Citation] = []
    for candidate, document in chosen:
        start, end = _without_blanks(candidate)
        spans = pieces(candidate.hit.passage, document.text, start, end)
        first = len(citations) + 1
        citations.extend(
            cite(number, candidate, document, span) for number, span in enumerate(spans, first)
        )
        text = candidate.hit.passage.clean_text[start:end]
        numbers = tuple(range(first, len(citations) + 1))
        shown = in_askers_script(text, language)
        sentences.append(AnswerSentence(text=shown, quoted=True, citations=numbers))
    return sentences, citations


def cite(n: int, candidate: Candidate, document: Document, span: Span) -> Citation:
    """Citation number ``n``: the document's characters at ``span`` with what surrounds them."""
    passage = candidate.hit.passage
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
    """The sentences as one text: Chinese without spaces, an English quotation set off by one."""
    separator = "" if language in (Language.ZH_HANS, Language.ZH_HANT) else " "
    return separator.join(sentence.text for sentence in sentences)


def _without_blanks(candidate: Candidate) -> tuple[int, int]:
    text = candidate.search_text
    start = candidate.sentence.start + len(text) - len(text.lstrip())
    return start, start + len(text.strip())

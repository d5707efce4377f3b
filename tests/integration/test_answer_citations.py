"""Whatever could be quoted, from either corpus, is cited by exactly its characters."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from answer.answerer import Answerer
from answer.choosing import FEATURES, Candidate
from answer.language import Language
from answer.quoting import quote
from answer.reader import Reading
from answer.shown import Shown
from answer.types import Phrase, Status
from index.builder import publish_library
from index.encoder import open_encoder
from index.generation import OpenIndex, open_index
from index.retriever import Hit, Why
from ingest.catalogue import Catalogue
from ingest.document import Document, Passage, PassageKind
from ingest.pipeline import Library, read_library
from ingest.script import to_single_script
from tests.absent import skip_aloud

ROOT = Path(__file__).resolve().parents[2]
ORIGINALS = ROOT.parent / "shared" / "documents"

pytestmark = pytest.mark.model


@pytest.fixture(scope="module", params=["digests", "originals"])
def library(request: pytest.FixtureRequest) -> Library:
    folder = ROOT / "documents" if request.param == "digests" else ORIGINALS
    if not folder.is_dir():
        skip_aloud(f"no citation is tried on the originals: no folder {folder}")
    return read_library([folder], Catalogue.open(ROOT / "documents" / "catalogue.toml"))


@pytest.fixture(scope="module")
def index(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenIndex]:
    folder = tmp_path_factory.mktemp("index")
    encoder = open_encoder()
    publish_library(library, encoder, folder)
    opened = open_index(folder, encoder)
    yield opened
    opened.close()


def quotable(passage: Passage) -> list[Candidate]:
    """Every sentence of ``passage`` as a candidate."""
    hit = Hit(passage, 1.0, 1, Why(1.0, 0.0))
    features = np.zeros(len(FEATURES), dtype=np.float32)
    return [Candidate(hit, sentence, features, 1.0) for sentence in passage.sentences]


def without_blanks(text: str) -> str:
    return "".join(to_single_script(text).split())


def test_every_sentence_of_every_passage_is_cited_by_its_exact_characters(
    library: Library,
) -> None:
    documents = {document.id: document for document in library.documents}
    quoted = 0
    for passage in library.passages:
        document = documents[passage.document_id]
        for candidate in quotable(passage):
            (sentence,), citations = quote(
                [Shown(candidate)], documents.__getitem__, Language.ZH_HANS
            )
            assert sentence.citations == tuple(range(1, len(citations) + 1))
            for citation in citations:
                assert citation.quote == citation.span.of(document.text) != ""
                assert citation.sha256 == document.sha256
                around = document.text[: citation.span.start], document.text[citation.span.end :]
                assert around[0].endswith(citation.before)
                assert around[1].startswith(citation.after)
            assert without_blanks(sentence.text) == without_blanks(candidate.search_text)
            quoted += 1
    assert quoted == sum(len(passage.sentences) for passage in library.passages)


def test_signs_alone_are_no_answering_phrase(library: Library) -> None:
    documents = {document.id: document for document in library.documents}
    passage = library.passages[0]
    stop = passage.search_text.index("。")
    candidate = next(
        one for one in quotable(passage) if one.sentence.start <= stop < one.sentence.end
    )

    def phrase(start: int, end: int) -> Phrase | None:
        read = replace(candidate, reading=Reading(1.0, start, end))
        (sentence,), _ = quote([Shown(read)], documents.__getitem__, Language.ZH_HANS)
        return sentence.phrase

    assert phrase(stop, stop + 1) is None
    word = phrase(stop - 2, stop)
    assert word is not None
    assert word.span.of(documents[passage.document_id].text) == passage.clean_text[stop - 2 : stop]


def test_an_answer_of_the_service_quotes_the_documents_it_names(
    library: Library, index: OpenIndex
) -> None:
    texts: dict[str, Document] = {document.id: document for document in library.documents}
    answerer = Answerer(index, open_encoder())
    for question in (
        "青島與撒馬爾罕簽署了什麼？",
        "上合大学有多少所院校？",
        "Кто такой Рашид Алимов?",
    ):
        answer = answerer.answer(question)
        assert all(hit.passage.kind is PassageKind.BODY for hit in answer.hits)
        for citation in answer.citations:
            text = texts[citation.source.id].text
            assert text[citation.span.start : citation.span.end] == citation.quote
        shown = [n for s in answer.sentences for n in (*s.citations, *s.also)]
        assert shown == [citation.n for citation in answer.citations]
        assert (answer.status is Status.ANSWERED) == bool(answer.citations)


def test_traditional_askers_read_traditional_while_the_quotation_stays_as_printed(
    index: OpenIndex,
) -> None:
    answer = Answerer(index, open_encoder()).answer("扶貧培訓班有多少名學員？")
    assert answer.status is Status.ANSWERED
    assert answer.language is Language.ZH_HANT
    assert "學員" in answer.text or "培訓" in answer.text
    assert any("学员" in c.quote or "培训" in c.quote for c in answer.citations)


def test_every_example_question_of_the_chat_page_is_answered_in_its_language(
    index: OpenIndex,
) -> None:
    examples = json.loads((ROOT / "api" / "pages" / "examples.json").read_text(encoding="utf-8"))
    assert list(examples) == [language.value for language in Language]
    answerer = Answerer(index, open_encoder())
    for language, questions in examples.items():
        answers = [answerer.answer(question) for question in questions]
        assert [answer.status for answer in answers] == [Status.ANSWERED] * len(questions)
        assert {answer.language for answer in answers} == {language}

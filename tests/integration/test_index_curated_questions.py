"""The project's own curated questions with the real encoder, over its digests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from answer.answerer import Answerer
from answer.types import Answer, Status
from index.builder import publish_library
from index.encoder import Encoder, open_encoder
from index.generation import OpenIndex, open_index
from index.retriever import Legs
from ingest.catalogue import Catalogue
from ingest.pipeline import Library, read_library

pytestmark = pytest.mark.model

ROOT = Path(__file__).parents[2]
CATALOGUE = ROOT / "documents" / "catalogue.toml"
EVERYDAY = "青岛这边是谁落的笔呀？"  # who signed for Qingdao


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return open_encoder()


@pytest.fixture(scope="module")
def library() -> Library:
    return read_library([ROOT / "documents"], Catalogue.open(CATALOGUE))


@pytest.fixture(scope="module")
def index(
    library: Library, encoder: Encoder, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[OpenIndex]:
    folder = tmp_path_factory.mktemp("curated")
    publish_library(library, encoder, folder)
    with closing(open_index(folder, encoder)) as opened:
        yield opened


def test_an_everyday_question_finds_its_passage_by_the_curated_leg_alone(
    index: OpenIndex,
) -> None:
    best = index.retriever.retrieve(EVERYDAY, 1)[0]
    assert "签字的是市委书记曾赞荣" in best.passage.search_text
    assert best.why.curated > best.why.lexical + best.why.vector
    fused = index.retriever.retrieve(EVERYDAY, 5, legs=Legs.FUSED)
    assert best.passage not in [hit.passage for hit in fused]


def test_nearly_every_curated_question_finds_a_passage_of_its_own_first(
    index: OpenIndex, library: Library
) -> None:
    some = library.questions[::20]
    first = [index.retriever.retrieve(question.text, 1)[0].passage.id for question in some]
    found = [hit in item.passage_ids for hit, item in zip(first, some, strict=True)]
    assert sum(found) >= 0.95 * len(found)


def test_no_curated_question_is_ever_shown_as_words_of_a_source(
    index: OpenIndex, library: Library, encoder: Encoder
) -> None:
    answerer = Answerer(index, encoder)
    answers = [answerer.answer(question.text) for question in library.questions[::40]]
    assert sum(answer.status is Status.ANSWERED for answer in answers) > len(answers) / 2
    for answer in answers:
        _check_quotations(answer, index)
        for hit in answer.hits:
            document = index.document(hit.passage.document_id)
            assert hit.passage.text == hit.passage.span.of(document.text)


def _check_quotations(answer: Answer, index: OpenIndex) -> None:
    for citation in answer.citations:
        assert citation.quote == citation.span.of(index.document(citation.source.id).text)
    assert all(sentence.citations for sentence in answer.sentences if sentence.quoted)


def test_an_answerer_can_leave_curated_questions_out(index: OpenIndex, encoder: Encoder) -> None:
    plain = Answerer(index, encoder, legs=Legs.FUSED).answer(EVERYDAY)
    assert list(plain.hits) == index.retriever.retrieve(EVERYDAY, 8, legs=Legs.FUSED)
    asked = Answerer(index, encoder).answer(EVERYDAY)
    assert list(asked.hits) == index.retriever.retrieve(EVERYDAY, 8)

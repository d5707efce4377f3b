"""What holds for every library and every query."""

from __future__ import annotations

import math
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.builder import build_retriever, publish_library
from index.generation import open_index
from index.lexical import tokenise
from index.retriever import Legs
from index.windows import windows_of
from ingest.questions import CuratedQuestion
from ingest.script import to_single_script
from tests.fakes import FakeEncoder, make_library

ALPHABET = "青島岛論论壇坛友好城市里裡发發髮。！？，\r\n \tabSCOé１2٣😀𠀀\0"
TEXTS = st.dictionaries(
    st.sampled_from(["a", "b", "c"]), st.text(ALPHABET, max_size=60), min_size=1, max_size=3
)
QUERIES = st.text(ALPHABET, max_size=30) | st.text(max_size=30)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(texts=TEXTS, queries=st.lists(QUERIES, max_size=3))
def test_saving_and_opening_changes_no_hit(texts: dict[str, str], queries: list[str]) -> None:
    library = make_library(texts)
    memory = build_retriever(library.documents, library.passages, FakeEncoder())
    with tempfile.TemporaryDirectory() as folder:
        publish_library(library, FakeEncoder(), Path(folder))
        index = open_index(Path(folder), FakeEncoder())
        assert index.documents() == list(library.documents)
        for query in queries:
            for legs in Legs:
                hits = index.retriever.retrieve(query, 5, legs=legs)
                assert hits == memory.retrieve(query, 5, legs=legs)
                assert all(hit.passage in library.passages for hit in hits)
        index.close()


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    questions=st.lists(st.text(ALPHABET, min_size=1, max_size=20), min_size=1, max_size=4),
    rows=st.lists(st.integers(0, 3), min_size=1, max_size=2, unique=True),
    query=QUERIES,
)
def test_a_question_removes_no_passage_and_the_parts_are_the_score(
    questions: list[str], rows: list[int], query: str
) -> None:
    library = make_library({"a": "青岛论坛。\n友好城市。\n里发。\nSCO 12"})
    passages, tied = library.passages, tuple(library.passages[row].id for row in rows)
    added = [CuratedQuestion(text, "zh", "a", tied) for text in questions]
    plain = build_retriever(library.documents, passages, FakeEncoder())
    asked = build_retriever(library.documents, passages, FakeEncoder(), added)
    hits = asked.retrieve(query, 9)
    assert {hit.passage.id for hit in hits} == {h.passage.id for h in plain.retrieve(query, 9)}
    for hit in hits:
        parts = (hit.why.lexical, hit.why.vector, hit.why.curated)
        assert math.isclose(hit.score, sum(parts), abs_tol=1e-6)
        assert all(0 <= part <= 1 for part in parts)
        assert hit.why.curated == 0 or hit.passage.id in tied


@settings(deadline=None)
@given(text=st.text())
def test_tokens_are_the_same_in_either_script(text: str) -> None:
    assert tokenise(to_single_script(text)) == tokenise(text)


@settings(deadline=None)
@given(text=st.text())
def test_tokens_hold_no_blanks_and_are_never_empty(text: str) -> None:
    assert all(token and token.split() == [token] for token in tokenise(text))


@settings(deadline=None)
@given(text=st.text(ALPHABET.replace("\n", ""), min_size=1))
def test_windows_stand_in_the_passage(text: str) -> None:
    for passage in make_library({"a": text}).passages:
        windows = windows_of(passage)
        assert len(windows) == len(set(windows)) > 0
        assert all(window in passage.search_text for window in windows)

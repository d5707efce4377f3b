from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from eval.evaluated import Evaluated
from eval.outside.beir import Beir, read_beir, write_beir

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
IDS = TEXTS.filter(bool) | st.sampled_from(["a\tb", 'a"b', '"', "a\r", "a\nb", "\u2028", "甲 乙"])
COLLECTIONS = st.dictionaries(IDS, TEXTS, min_size=1, max_size=5)


@st.composite
def collections(draw: st.DrawFn) -> Evaluated:
    passages, queries = draw(COLLECTIONS), draw(COLLECTIONS)
    grades = st.dictionaries(
        st.sampled_from(sorted(passages)), st.integers(-1, 3), min_size=1, max_size=4
    )
    return Evaluated(passages, queries, {query: draw(grades) for query in queries}, {})


@given(collections())
def test_a_collection_written_as_beir_is_read_back_the_same(evaluated: Evaluated) -> None:
    with TemporaryDirectory() as folder:
        write_beir(evaluated, Path(folder))
        read = read_beir(Path(folder), "test")
    assert read == Beir(evaluated.passages, evaluated.queries, evaluated.qrels, unjudged=0)

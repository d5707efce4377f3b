"""However a model's words are cut, the same sentences come out; a cut answer has a part of them."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from answer.prose import Prose, ProseReader

WORDS = "。 ！ . [1] [2,3] 【4】 [ ] 1 “ ” <think> </think> 论坛 召开 Mr The held 3.5 http://a.b"
PARTS = (*WORDS.split(), " ", "\n", ". ")
TEXT = st.lists(st.sampled_from(PARTS), max_size=40).map("".join)


def read(pieces: Sequence[str], *, complete: bool) -> list[Prose]:
    reader = ProseReader()
    found = [one for piece in pieces for one in reader.feed(piece)]
    return [*found, *reader.close(complete=complete)]


@given(TEXT, st.lists(st.integers(0, 200), max_size=8))
def test_pieces_make_no_difference(text: str, cuts: list[int]) -> None:
    ends = sorted({min(cut, len(text)) for cut in cuts} | {0, len(text)})
    pieces = [text[start:end] for start, end in itertools.pairwise(ends)]
    assert read(pieces, complete=True) == read([text], complete=True)


@given(TEXT, st.integers(0, 200))
def test_a_cut_answer_has_only_sentences_of_the_whole_one(text: str, cut: int) -> None:
    whole = read([text], complete=True)
    for place, one in enumerate(read([text[:cut]], complete=False)):
        assert one.text == whole[place].text
        assert set(one.cited) <= set(whole[place].cited)

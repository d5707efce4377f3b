"""Inner products, exact and found by codes, and the checks before faiss sees anything."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.passage_vectors import PassageVectors
from index.vectors import FloatMatrix, NearVectors, VectorIndex
from ingest.errors import IndexDamagedError, IndexMismatchError


def matrix(*rows: tuple[float, float]) -> FloatMatrix:
    return np.array(rows, dtype=np.float32)


ROWS = matrix((1, 0), (0, 1), (0.6, 0.8), (-1, 0))
QUERY = ROWS[0]


def test_search_gives_inner_products_best_first() -> None:
    scores, rows = VectorIndex.build(ROWS).search(QUERY, 3)
    assert rows.tolist() == [0, 2, 1]
    np.testing.assert_allclose(scores, [1, 0.6, 0], rtol=1e-6)


def test_k_beyond_the_count_is_not_padded() -> None:
    scores, rows = VectorIndex.build(ROWS).search(QUERY, 99)
    assert (len(scores), rows.tolist()) == (4, [0, 2, 1, 3])


def test_only_allowed_rows_are_found() -> None:
    allowed = np.array([False, True, False, True])
    assert VectorIndex.build(ROWS).search(QUERY, 9, allowed)[1].tolist() == [1, 3]
    assert VectorIndex.build(ROWS).search(QUERY, 9, np.zeros(4, dtype=np.bool_))[1].tolist() == []


def test_an_empty_index_finds_nothing() -> None:
    empty = VectorIndex.build(np.zeros((0, 2), dtype=np.float32))
    assert empty.search(QUERY, 3)[1].tolist() == []
    assert VectorIndex.from_bytes(empty.to_bytes()).matrix().shape == (0, 2)


def test_bytes_give_the_same_vectors_back() -> None:
    opened = VectorIndex.from_bytes(VectorIndex.build(ROWS).to_bytes())
    np.testing.assert_array_equal(opened.matrix(), ROWS)


@pytest.mark.parametrize(
    "bad",
    [
        ROWS.astype(np.float64),
        ROWS[0],
        np.zeros((3, 0), dtype=np.float32),
        matrix((1, float("nan"))),
        matrix((1, float("inf"))),
    ],
)
def test_arrays_that_faiss_would_misread_are_refused(bad: FloatMatrix) -> None:
    with pytest.raises(ValueError, match="vectors"):
        VectorIndex.build(bad)


def test_a_query_that_is_not_finite_is_refused() -> None:
    with pytest.raises(ValueError, match="not finite"):
        VectorIndex.build(ROWS).search(np.array([1, np.nan], dtype=np.float32), 1)


def test_a_query_of_another_width_is_refused_with_both_widths() -> None:
    with pytest.raises(IndexMismatchError, match=r"width 2.*width 3"):
        VectorIndex.build(ROWS).search(np.ones(3, dtype=np.float32), 1)


@pytest.mark.parametrize("content", [b"", b"\0" * 64, b"IxFI"])
def test_bytes_that_are_no_index_are_refused(content: bytes) -> None:
    with pytest.raises(IndexDamagedError):
        VectorIndex.from_bytes(content)


def test_a_passage_scores_as_its_best_window() -> None:
    passages = PassageVectors(VectorIndex.build(ROWS), np.array([1, 2, 1], dtype=np.int64))
    assert list(passages.search(QUERY, 3).items()) == [(0, 1.0), (1, 0.6), (2, -1.0)]
    assert passages.search(QUERY, 1) == {0: 1.0}


def test_passages_behind_many_windows_of_another_are_found() -> None:
    rows = matrix(*[(1, 0)] * 500, (0.6, 0.8))
    passages = PassageVectors(VectorIndex.build(rows), np.array([500, 1], dtype=np.int64))
    assert passages.search(QUERY, 2) == {0: 1.0, 1: 0.6}


def test_only_allowed_passages_are_found() -> None:
    passages = PassageVectors(VectorIndex.build(ROWS), np.array([1, 2, 1], dtype=np.int64))
    assert passages.search(QUERY, 3, np.array([False, True, True])) == {1: 0.6, 2: -1.0}


def test_scores_of_chosen_passages_are_those_of_the_search() -> None:
    passages = PassageVectors(VectorIndex.build(ROWS), np.array([1, 2, 1], dtype=np.int64))
    assert passages.scores(QUERY, np.array([2, 1], dtype=np.int64)) == {1: 0.6, 2: -1.0}


def many_rows() -> FloatMatrix:
    """Twenty near each of a hundred, as texts lie near others on the same subject."""
    random = np.random.default_rng(1)
    subjects = np.repeat(random.standard_normal((100, 32)), 20, axis=0)
    rows = (subjects + 0.6 * random.standard_normal((2000, 32))).astype(np.float32)
    unit: FloatMatrix = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit


@pytest.fixture(scope="module")
def near() -> NearVectors:
    rows = many_rows()
    return NearVectors.open(NearVectors.coded(rows), VectorIndex.build(rows))


def test_codes_find_nearly_all_of_the_best_rows_with_their_exact_products(
    near: NearVectors,
) -> None:
    rows, shares = many_rows(), []
    exact = VectorIndex.build(rows)
    for query in rows[::40]:
        scores, found = near.search(query, 20)
        np.testing.assert_allclose(scores, rows[found] @ query, atol=1e-6)
        assert scores.tolist() == sorted(scores.tolist(), reverse=True)
        shares.append(len(np.intersect1d(found, exact.search(query, 20)[1])) / 20)
    assert np.mean(shares) > 0.9


def test_with_few_rows_allowed_the_codes_play_no_part(near: NearVectors) -> None:
    rows = many_rows()
    allowed = np.zeros(len(rows), dtype=np.bool_)
    allowed[[5, 700, 1999]] = True
    _, found = near.search(rows[3], 2, allowed)
    assert found.tolist() == VectorIndex.build(rows).search(rows[3], 2, allowed)[1].tolist()


def test_chosen_rows_have_the_products_that_a_search_gives() -> None:
    index = VectorIndex.build(many_rows())
    scores, rows = index.search(many_rows()[0], 2000)
    chosen = rows[[3, 1700, 40]]
    products, ordered = index.among(many_rows()[0], chosen)
    assert ordered.tolist() == rows[[3, 40, 1700]].tolist()
    assert products.tolist() == scores[[3, 40, 1700]].tolist()


def test_a_mapped_file_gives_the_same_vectors(tmp_path: Path) -> None:
    path = tmp_path / "vectors.faiss"
    path.write_bytes(VectorIndex.build(ROWS).to_bytes())
    np.testing.assert_array_equal(VectorIndex.mapped(path).matrix(), ROWS)
    path.write_bytes(b"no index")
    with pytest.raises(IndexDamagedError):
        VectorIndex.mapped(path)


def test_codes_of_other_vectors_are_refused(near: NearVectors) -> None:
    assert len(near) == 2000
    codes = NearVectors.coded(many_rows())
    with pytest.raises(IndexDamagedError):
        NearVectors.open(codes, VectorIndex.build(many_rows()[:99]))
    with pytest.raises(IndexDamagedError):
        NearVectors.open(b"IxFI", VectorIndex.build(many_rows()))
    with pytest.raises(ValueError, match="width 6"):
        NearVectors.coded(np.ones((9, 6), dtype=np.float32))

"""Documents and passages come back as they went in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest

from index.store import PassageStore, StoredQuestion
from ingest.document import Article, Document, OffsetMap, PassageKind, Script, Sentence, Span
from ingest.errors import IndexDamagedError
from ingest.questions import CuratedQuestion, UnansweredQuestion
from tests.fakes import make_library

LIBRARY = make_library(
    {"a": "青島論壇\r\n😀𠀀論壇。\0尾", "b": "Forum. Форум."},
    dates={"b": ""},
    scripts={"a": Script.HANT, "b": Script.LATN},
    kinds={"b": PassageKind.SPILLOVER},
)
KEYS = [[bytes([number] * 16), b"k" * 16] for number in range(len(LIBRARY.passages))]


def rich_document() -> Document:
    article = Article("頭條", Span(0, 4), "作者")
    return replace(LIBRARY.documents[0], articles=(article, Article("", Span(4, 9))))


def build() -> PassageStore:
    return PassageStore.build((rich_document(), LIBRARY.documents[1]), LIBRARY.passages, KEYS)


@pytest.fixture
def stored(tmp_path: Path) -> PassageStore:
    path = tmp_path / "ä ?#%.sqlite"
    path.write_bytes(build().to_bytes())
    return PassageStore.open(path)


def test_documents_come_back_whole(stored: PassageStore) -> None:
    assert stored.documents() == [rich_document(), LIBRARY.documents[1]]
    assert stored.document("b") == LIBRARY.documents[1]
    assert stored.sources() == [document.source for document in LIBRARY.documents]


def test_passages_come_back_in_the_order_asked_for(stored: PassageStore) -> None:
    assert stored.passages([2, 0]) == [LIBRARY.passages[2], LIBRARY.passages[0]]
    assert stored.passages([]) == []
    assert len(stored) == 3


def test_the_passages_of_a_document_come_in_its_order(stored: PassageStore) -> None:
    for document in ("a", "b", "unknown"):
        own = [passage for passage in LIBRARY.passages if passage.document_id == document]
        assert stored.passages_of(document) == own


def test_the_passages_around_one_are_of_its_document(stored: PassageStore) -> None:
    first, *others = [passage for passage in LIBRARY.passages if passage.document_id == "a"]
    assert stored.passages_around(first.id, 0) == [first]
    assert stored.passages_around(first.id, 1) == [first, *others[:1]]
    assert stored.passages_around(first.id, 9) == [first, *others]
    assert stored.passages_around("unknown", 9) == []


def test_offsets_sentences_and_headings_come_back() -> None:
    passage = replace(
        LIBRARY.passages[0],
        offsets=OffsetMap.from_offsets([0, 1, 5, 6, 900_000]),
        sentences=(
            Sentence(0, 2, is_heading=True),
            Sentence(2, 4),
            Sentence(4, 5, is_code=True),
        ),
    )
    store = PassageStore.build(LIBRARY.documents, [passage], [[b"k" * 16]])
    assert store.passages([0]) == [passage]


def test_a_path_that_is_not_utf8_comes_back() -> None:
    document = replace(LIBRARY.documents[0], path="caf\udce9.txt")
    assert PassageStore.build([document], [], []).documents() == [document]


def test_columns_and_keys_are_in_row_order(stored: PassageStore) -> None:
    columns = stored.columns()
    assert columns.documents.tolist() == [0, 0, 1]
    assert columns.windows.tolist() == [2, 2, 2]
    assert columns.kinds == (PassageKind.BODY, PassageKind.BODY, PassageKind.SPILLOVER)
    assert stored.window_keys() == [key for keys in KEYS for key in keys]


def test_the_same_library_gives_the_same_bytes() -> None:
    assert build().to_bytes() == build().to_bytes()


def test_an_unknown_document_is_a_key_error(stored: PassageStore) -> None:
    with pytest.raises(KeyError, match="nobody"):
        stored.document("nobody")


def test_a_file_that_is_no_store_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "passages.sqlite"
    path.write_bytes(b"no database" * 100)
    with pytest.raises(IndexDamagedError, match=str(path)):
        PassageStore.open(path)


def test_threads_may_read_at_once(stored: PassageStore) -> None:
    found: list[bool] = []

    def read() -> None:
        found.extend(stored.passages([1])[0] == LIBRARY.passages[1] for _ in range(50))

    threads = [Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [True] * 200


def test_questions_come_back_with_the_rows_of_their_passages(tmp_path: Path) -> None:
    tied = (LIBRARY.passages[1].id, LIBRARY.passages[0].id)
    asked = [
        CuratedQuestion("論壇在哪？😀", "zh", "a", tied),
        CuratedQuestion("Где?", "ru", "a", tied[:1]),
    ]
    unanswered = [UnansweredQuestion("谁出钱？", "zh", "a", 3)]
    store = PassageStore.build(LIBRARY.documents, LIBRARY.passages, KEYS, asked, unanswered)
    path = tmp_path / "store.sqlite"
    path.write_bytes(store.to_bytes())
    assert PassageStore.open(path).questions() == [
        StoredQuestion("論壇在哪？😀", "zh", (1, 0)),
        StoredQuestion("Где?", "ru", (1,)),
    ]
    assert PassageStore.open(path).unanswered() == ["谁出钱？"]
    assert (build().questions(), build().unanswered()) == ([], [])

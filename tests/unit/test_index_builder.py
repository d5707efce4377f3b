"""What is embedded, reused and forgotten; and what a published index gives back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from index.builder import BuildReport, build_retriever, publish_library
from index.encoder import FloatMatrix
from index.generation import open_index, verify
from tests.fakes import FakeEncoder, curate, make_library

TEXTS = {"a": "青岛论坛在六月举行。\n嘉宾来自二十个国家。", "b": "体育文化节。"}
QUESTIONS = {"啥時候開的？": "六月", "来了什么人？": "嘉宾"}


@dataclass(frozen=True, slots=True)
class CountingEncoder:
    """A fake encoder that remembers the passages' windows and the questions it was given."""

    fingerprint: str = "counting-1"
    dimension: int = 64
    seen: list[str] = field(default_factory=list[str])
    asked: list[str] = field(default_factory=list[str])

    def encode_queries(self, texts: Sequence[str]) -> FloatMatrix:
        self.asked.extend(texts)
        return FakeEncoder().encode_queries(texts)

    def encode_passages(self, texts: Sequence[str]) -> FloatMatrix:
        self.seen.extend(texts)
        return FakeEncoder().encode_passages(texts)


def publish(folder: Path, texts: dict[str, str], fingerprint: str = "counting-1") -> BuildReport:
    return publish_library(make_library(texts), CountingEncoder(fingerprint), folder)


def test_a_first_index_embeds_everything(tmp_path: Path) -> None:
    assert publish(tmp_path, TEXTS) == BuildReport(3, 0, (), "gen-000001")


def test_only_what_changed_is_embedded_again(tmp_path: Path) -> None:
    publish(tmp_path, TEXTS)
    encoder = CountingEncoder()
    library = make_library(TEXTS | {"a": "青岛论坛在六月举行。\n嘉宾来自三十个国家。"})
    report = publish_library(library, encoder, tmp_path)
    assert report == BuildReport(1, 2, (), "gen-000002")
    assert encoder.seen == ["嘉宾来自三十个国家。"]


def test_a_moved_passage_is_not_embedded_again(tmp_path: Path) -> None:
    publish(tmp_path, TEXTS)
    report = publish(tmp_path, {"c": TEXTS["b"] + "\n" + TEXTS["a"]})
    assert report == BuildReport(0, 3, ("a", "b"), "gen-000002")


def test_equal_windows_are_embedded_once(tmp_path: Path) -> None:
    encoder = CountingEncoder()
    publish_library(make_library({"a": "同一句话。\n同一句话。"}), encoder, tmp_path)
    assert encoder.seen == ["同一句话。"]


def test_an_unchanged_library_writes_nothing(tmp_path: Path) -> None:
    publish(tmp_path, TEXTS)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    assert publish(tmp_path, TEXTS) == BuildReport(0, 3, (), "gen-000001", changed=False)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_another_encoder_embeds_everything(tmp_path: Path) -> None:
    publish(tmp_path, TEXTS)
    report = publish(tmp_path, {"a": TEXTS["a"]}, fingerprint="counting-2")
    assert report == BuildReport(2, 0, ("b",), "gen-000002")


def test_what_the_library_does_not_hold_is_forgotten(tmp_path: Path) -> None:
    publish(tmp_path, TEXTS)
    report = publish(tmp_path, {"a": TEXTS["a"]})
    assert report.forgotten == ("b",)
    assert report.titles == {"b": "标题b"}
    index = open_index(tmp_path, CountingEncoder())
    assert [document.id for document in index.documents()] == ["a"]
    assert index.retriever.document_frequency("体育") == 0
    texts = {hit.passage.text for hit in index.retriever.retrieve("体育文化节", 99)}
    assert texts == set(TEXTS["a"].split("\n"))
    index.close()


def test_two_generations_are_kept(tmp_path: Path) -> None:
    for number in range(4):
        publish(tmp_path, {"a": f"第{number}次。"})
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "CURRENT",
        "gen-000003",
        "gen-000004",
    ]


def test_an_index_stays_open_while_newer_ones_replace_it(tmp_path: Path) -> None:
    publish(tmp_path, TEXTS)
    index = open_index(tmp_path, CountingEncoder())
    before = index.retriever.retrieve("论坛")
    for number in range(3):
        publish(tmp_path, {"a": f"第{number}次。"})
    assert index.generation == "gen-000001"
    assert index.retriever.retrieve("论坛") == before
    assert index.document("b").text == TEXTS["b"]
    index.close()


def test_progress_tells_how_far_embedding_is(tmp_path: Path) -> None:
    told: list[str] = []
    publish_library(make_library(TEXTS), FakeEncoder(), tmp_path, progress=told.append)
    assert told == ["embedded 3 of 3 windows"]


def test_a_published_index_finds_what_it_found_in_memory(tmp_path: Path) -> None:
    library = make_library(TEXTS)
    publish_library(library, FakeEncoder(), tmp_path)
    memory = build_retriever(library.documents, library.passages, FakeEncoder())
    index = open_index(tmp_path, FakeEncoder())
    for query in ("青岛论坛", "二十", "sport 体育"):
        assert index.retriever.retrieve(query) == memory.retrieve(query)
    assert index.documents() == list(library.documents)
    index.close()


def test_a_library_without_passages_can_be_published_and_asked(tmp_path: Path) -> None:
    assert publish(tmp_path, {"a": "\n"}) == BuildReport(0, 0, (), "gen-000001")
    index = open_index(tmp_path, CountingEncoder())
    assert index.retriever.retrieve("论坛") == []
    assert verify(tmp_path) == []
    index.close()


def test_questions_are_embedded_as_queries_in_the_single_script(tmp_path: Path) -> None:
    encoder = CountingEncoder()
    publish_library(curate(make_library(TEXTS), QUESTIONS), encoder, tmp_path)
    assert encoder.asked == ["啥时候开的？", "来了什么人？"]
    assert len(encoder.seen) == 3


def test_of_changed_questions_only_the_new_one_is_embedded(tmp_path: Path) -> None:
    publish_library(curate(make_library(TEXTS), QUESTIONS), CountingEncoder(), tmp_path)
    encoder = CountingEncoder()
    library = curate(make_library(TEXTS), {"谁来踢球？": "体育", **QUESTIONS})
    report = publish_library(library, encoder, tmp_path)
    assert report == BuildReport(0, 3, (), "gen-000002")
    assert (encoder.asked, encoder.seen) == (["谁来踢球？"], [])
    assert publish_library(library, CountingEncoder(), tmp_path).changed is False


def test_a_question_tied_elsewhere_makes_a_new_generation(tmp_path: Path) -> None:
    publish_library(curate(make_library(TEXTS), QUESTIONS), CountingEncoder(), tmp_path)
    library = curate(make_library(TEXTS), QUESTIONS | {"啥時候開的？": "体育"})
    encoder = CountingEncoder()
    assert publish_library(library, encoder, tmp_path).generation == "gen-000002"
    assert encoder.asked == []


def test_removing_all_questions_restores_the_index_without_any(tmp_path: Path) -> None:
    library = make_library(TEXTS)
    publish_library(library, FakeEncoder(), tmp_path / "never")
    publish_library(curate(library, QUESTIONS), FakeEncoder(), tmp_path / "index")
    assert (tmp_path / "index" / "gen-000001" / "curated.faiss").exists()
    publish_library(library, FakeEncoder(), tmp_path / "index")
    folder = tmp_path / "index" / "gen-000002"
    assert {path.name for path in folder.iterdir()} == {
        path.name for path in (tmp_path / "never" / "gen-000001").iterdir()
    }
    assert not (folder / "curated").exists()
    index = open_index(tmp_path / "index", FakeEncoder())
    never = open_index(tmp_path / "never", FakeEncoder())
    for query in ("啥时候开的", "来了什么人", "论坛"):
        assert index.retriever.retrieve(query) == never.retriever.retrieve(query)
    index.close()
    never.close()


def test_questions_found_in_a_published_index_are_those_in_memory(tmp_path: Path) -> None:
    library = curate(make_library(TEXTS), QUESTIONS)
    publish_library(library, FakeEncoder(), tmp_path)
    memory = build_retriever(library.documents, library.passages, FakeEncoder(), library.questions)
    index = open_index(tmp_path, FakeEncoder())
    for query in ("啥时候", "什么人", "when"):
        assert index.retriever.retrieve(query) == memory.retrieve(query)
    assert index.retriever.retrieve("啥时候开的")[0].why.curated > 0
    index.close()

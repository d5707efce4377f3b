"""The curated questions of `documents/`: each stands for a passage, and none copies a topic."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from eval.near_copies import NearCopies
from eval.topic_files import load_topics
from ingest.catalogue import Catalogue
from ingest.document import SourceKind
from ingest.matching import squeeze
from ingest.pipeline import Library, read_library
from ingest.question_lines import read_line
from tests.absent import skip_aloud

ROOT = Path(__file__).parents[2]
DIGESTS = ROOT / "documents" / "digests"
ORIGINALS = ROOT / ".." / "shared" / "documents"
CATALOGUE = Catalogue.open(ROOT / "documents" / "catalogue.toml")
QUESTIONS = ROOT / "documents" / "questions"


def _library(folder: Path) -> Library:
    if not folder.is_dir():
        skip_aloud(f"curated questions are not tied to the originals: no folder {folder}")
    return read_library([folder], CATALOGUE)


def _written() -> list[tuple[str, str]]:
    """Every question of every file, with where it stands."""
    return [
        (f"{path.name}:{number}", text)
        for path in sorted(QUESTIONS.glob("*.jsonl"))
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1)
        if line.strip()
        for text, _ in read_line(line).questions
    ]


@pytest.mark.parametrize(
    ("folder", "kind"),
    [(DIGESTS, SourceKind.DIGEST), (ORIGINALS, SourceKind.ORIGINAL)],
    ids=["digests", "originals"],
)
def test_every_question_stands_for_a_passage(folder: Path, kind: SourceKind) -> None:
    library = _library(folder)
    assert {document.source.kind for document in library.documents} == {kind}
    assert library.report.questions.left_out == ()
    assert library.report.questions.elsewhere == 0
    held = [item.text for item in library.questions] + [item.text for item in library.unanswered]
    assert Counter(held) == Counter(text for _, text in _written())
    known = {passage.id for passage in library.passages}
    assert all(
        item.passage_ids and known.issuperset(item.passage_ids) for item in library.questions
    )


def test_every_source_has_questions_in_every_language() -> None:
    library = _library(DIGESTS)
    ids = [entry.id for entry in CATALOGUE.entries]
    wanted = {(key, language) for key in ids for language in ("zh", "en", "ru")}
    assert {(q.document_id, q.language) for q in library.questions} == wanted
    assert {(q.document_id, q.language) for q in library.unanswered} == wanted


def test_no_question_is_said_to_be_answered_and_not() -> None:
    library = _library(DIGESTS)
    answered, unanswered = (
        {squeeze(item.text) for item in items} for items in (library.questions, library.unanswered)
    )
    assert answered & unanswered == set()


def test_no_topic_is_a_near_copy_of_a_question() -> None:
    written = NearCopies()
    for where, text in _written():
        written.add(text, where)
    topics = load_topics([ROOT / "eval" / "topics"])
    copied = {topic.id: written.find(topic.question) for topic in topics}
    assert {topic: where for topic, where in copied.items() if where} == {}

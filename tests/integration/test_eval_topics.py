"""The topics of the repository satisfy every rule, on the digests and on the originals."""

from __future__ import annotations

from pathlib import Path

from eval.checking import check
from eval.commands.check import counts
from eval.sources import read_texts
from eval.topic_files import load_topics
from eval.topics import Kind
from ingest.catalogue import Catalogue
from tests.absent import skip_aloud

ROOT = Path(__file__).parents[2]
ORIGINALS = ROOT / ".." / "shared" / "documents"
CATALOGUE = ROOT / "documents" / "catalogue.toml"
TOPICS = load_topics([ROOT / "eval" / "topics"])


def test_no_topic_breaks_a_rule_on_the_digests() -> None:
    texts = read_texts([ROOT / "documents" / "digests"], CATALOGUE)
    assert check(TOPICS, texts) == []


def test_no_topic_breaks_a_rule_on_digests_and_originals() -> None:
    if not ORIGINALS.is_dir():
        skip_aloud(f"topics are not compared with the originals: no folder {ORIGINALS}")
    texts = read_texts([ROOT / "documents" / "digests", ORIGINALS], CATALOGUE)
    assert check(TOPICS, texts) == []


def test_there_are_enough_topics_of_every_kind_source_and_language() -> None:
    tally = counts(TOPICS, read_texts([ROOT / "documents" / "digests"], CATALOGUE))
    assert tally["all"]["topics"] >= 400
    assert tally["kind"][Kind.UNANSWERABLE_NEAR] + tally["kind"][Kind.UNANSWERABLE_FAR] >= 80
    assert tally["kind"][Kind.UNANSWERABLE_NEAR] >= 40
    assert tally["kind"][Kind.CONFLICT] >= 10
    assert set(tally["kind"]) == set(Kind)
    assert set(tally["language"]) == {"zh-Hans", "zh-Hant", "en", "ru"}
    assert set(tally["source"]) == {entry.id for entry in Catalogue.open(CATALOGUE).entries}
    assert set(tally["position"]) == {"beginning", "middle", "end"}
    assert min(tally["position"].values()) >= 60
    assert min(tally["half"]["development"], tally["half"]["reporting"]) >= 200

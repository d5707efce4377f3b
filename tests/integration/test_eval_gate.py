"""The gate opens for what is, and closes on planted faults."""

from __future__ import annotations

import argparse
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from answer import quoting
from answer.types import Citation
from eval.commands import gate
from eval.commands.surroundings import Surroundings
from index import retriever
from ingest.document import Document, Passage, Span

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.model


def _gate(folder: Path, *options: str) -> int:
    """The gate on the digests alone, against a baseline in ``folder``."""
    parser = argparse.ArgumentParser()
    gate.add_arguments(parser)
    paths = {
        "--catalogue": ROOT / "documents" / "catalogue.toml",
        "--digests": ROOT / "documents" / "digests",
        "--originals": folder / "absent",
        "--baseline": folder / "baseline",
    }
    named = [part for option, path in paths.items() for part in (option, str(path))]
    return gate.run(parser.parse_args([*named, *options]), Surroundings(folder))


def _faults(capsys: pytest.CaptureFixture[str]) -> list[dict[str, str]]:
    faults: list[dict[str, str]] = json.loads(capsys.readouterr().out)["faults"]
    return faults


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The committed baseline, to be written over."""
    shutil.copytree(gate.BASELINE, tmp_path / "baseline")
    return tmp_path


def test_a_new_baseline_is_what_was_measured(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "baseline" / "digests.json"
    assert _gate(folder, "--update") == 0
    printed = capsys.readouterr()
    assert "nothing fell" in printed.out
    assert "the originals are not gated" in printed.err
    first = path.read_bytes()
    assert json.loads(first)["timings"] == {}
    assert _gate(folder, "--update") == 0
    assert path.read_bytes() == first


def test_strictly_every_corpus_must_be_there(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _gate(folder, "--strict", "--json") == 1
    assert [(fault["corpus"], fault["rule"]) for fault in _faults(capsys)] == [
        ("originals", "corpus")
    ]


def test_the_vector_leg_alone_closes_the_gate(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def everything(query: str) -> float:
        del query
        return 1.0

    def nothing(query: str) -> float:
        del query
        return 0.0

    monkeypatch.setattr(retriever, "vector_weight", everything)
    monkeypatch.setattr(retriever, "curated_weight", nothing)
    assert _gate(folder, "--json") == 1
    fallen = [fault["detail"] for fault in _faults(capsys) if fault["rule"] == "regression"]
    assert any(detail.startswith("nDCG@10 of language/zh") for detail in fallen)


def test_a_quotation_one_character_off_closes_the_gate(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = quoting.cite

    def shifted(n: int, passage: Passage, document: Document, span: Span) -> Citation:
        citation = honest(n, passage, document, span)
        return replace(citation, span=Span(citation.span.start + 1, citation.span.end + 1))

    monkeypatch.setattr(quoting, "cite", shifted)
    assert _gate(folder, "--json") == 1
    faults = _faults(capsys)
    assert {"floor", "regression"} <= {fault["rule"] for fault in faults}
    assert any("citation_exact" in fault["detail"] for fault in faults)

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from answer.reader import READER_FILE, Reader
from answer.reading_text import read_tokens
from answer.training.cloze import Example
from answer.training.examples import collate, in_numbers, sentence_tokens
from answer.training.export import export
from answer.training.network import ReaderNetwork, Shape
from ingest.errors import EncoderError
from ingest.paragraphs import paragraph_document
from tests.fakes import make_source

SENTENCES = ("首届海洋博览会2021年3月在宁波举行。", "来自12个国家的300名代表出席。", "票价二十元。")
QUESTION = "有多少名代表出席？"
ROUNDING = 0.2  # of a logit, by products in 8 bits; the network below has few and wild weights


def test_the_shipped_reader_finds_sentence_and_phrase() -> None:
    _, passage = paragraph_document(make_source("fair"), "".join(SENTENCES))
    (readings,) = Reader.load().read(QUESTION, [passage])
    assert len(readings) == len(passage.sentences) == 3
    best = max(readings, key=lambda reading: reading.odds)
    assert passage.search_text[best.start : best.end] in {"300", "300名"}
    assert best is readings[1]
    for reading, sentence in zip(readings, passage.sentences, strict=True):
        assert sentence.start <= reading.start < reading.end <= sentence.end


def test_what_was_not_asked_about_has_worse_odds() -> None:
    _, passage = paragraph_document(make_source("fair"), "".join(SENTENCES))
    reader = Reader.load()
    known, unknown = (
        max(reading.odds for reading in reader.read(question, [passage])[0])
        for question in (QUESTION, "火星上的水冰有多厚？")
    )
    assert known > unknown + 2


@pytest.mark.filterwarnings("ignore::FutureWarning:copyreg")  # of torch's own code
def test_what_is_served_computes_what_torch_does_but_for_rounding(tmp_path: Path) -> None:
    torch.manual_seed(4)
    vocabulary = Reader.load().vocabulary
    pieces = torch.from_numpy(vocabulary.pieces.astype("float32") * vocabulary.scales[:, None])
    pieces[0] = 0
    network = ReaderNetwork(Shape(8 + len(vocabulary.numbers), width=24), pieces).eval()
    export(network, vocabulary, tmp_path / "reader.npz")
    numbers = in_numbers(Example(QUESTION, SENTENCES, ()), vocabulary)
    assert numbers is not None
    with torch.no_grad():
        start, end = (row[0].numpy() for row in network(collate([numbers])))
    asked, tokens = read_tokens(QUESTION), read_tokens("".join(SENTENCES))
    logits = Reader.load(tmp_path / "reader.npz").logits(
        asked, tokens, sentence_tokens(SENTENCES, tokens.starts)
    )
    assert np.corrcoef(logits.start, start[:-1])[0, 1] > 0.99
    np.testing.assert_allclose(logits.start, start[:-1], atol=ROUNDING)
    np.testing.assert_allclose(logits.end, end[:-1], atol=ROUNDING)
    assert logits.absent == pytest.approx(float(start[-1]), abs=ROUNDING)


@pytest.mark.parametrize("content", [b"", b"no archive", READER_FILE.read_bytes()[:1000]])
def test_a_damaged_reader_is_named_with_the_next_step(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "reader.npz"
    path.write_bytes(content)
    with pytest.raises(EncoderError, match=r"reader\.npz") as raised:
        Reader.load(path)
    assert "answer.training.train" in str(raised.value.hint)


def test_a_network_that_cannot_be_run_is_named_with_the_next_step(tmp_path: Path) -> None:
    path = tmp_path / "reader.npz"
    with np.load(READER_FILE) as file:
        known = {name: file[name] for name in ("characters", "rarity", "pieces", "scales")}
    np.savez(path, allow_pickle=False, network=np.frombuffer(b"none", dtype=np.uint8), **known)
    with pytest.raises(EncoderError, match=r"reader\.npz.*cannot be run"):
        Reader.load(path)


def test_a_passage_or_question_without_tokens_is_left_unread() -> None:
    _, passage = paragraph_document(make_source("fair"), "票价二十元。")
    (readings,) = Reader.load().read("  ", [passage])
    assert [reading.start for reading in readings] == [0]
    assert readings[0].odds < -10


def test_a_passage_reads_the_same_alone_and_among_others() -> None:
    texts = ["".join(SENTENCES), "票价二十元。", "".join(reversed(SENTENCES)) * 6]
    passages = [paragraph_document(make_source(f"fair-{len(t)}"), t)[1] for t in texts]
    reader = Reader.load()
    together = reader.read(QUESTION, passages)
    for passage, readings in zip(passages, together, strict=True):
        (alone,) = reader.read(QUESTION, [passage])
        assert [(r.start, r.end) for r in readings] == [(r.start, r.end) for r in alone]
        np.testing.assert_allclose([r.odds for r in readings], [r.odds for r in alone], atol=1e-3)

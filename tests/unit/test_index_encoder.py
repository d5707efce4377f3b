"""The encoder module on small encoders made here; no shipped weights, no network."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from safetensors.numpy import save_file
from tokenizers import Regex, Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Split

from index.encoder import EmbeddedEncoder, open_encoder, unit_rows
from index.sentence_encoder import SentenceTransformerEncoder
from ingest.errors import EncoderError

REPOSITORY = Path(__file__).parents[2]
WORDS = {"[UNK]": 0, "论": 1, "坛": 2, "友": 3}
TABLE: NDArray[np.int8] = np.array([[0, 0], [127, 0], [0, 127], [-127, 0]], dtype=np.int8)
SCALES: NDArray[np.float32] = np.array([0, 1, 1, 0.5], dtype=np.float32)


def character_tokenizer() -> Tokenizer:
    tokenizer = Tokenizer(WordLevel(WORDS, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Split(Regex("."), behavior="isolated")
    return tokenizer


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    character_tokenizer().save(str(tmp_path / "tokenizer.json"))
    save_file({"embeddings": TABLE, "weights": SCALES}, tmp_path / "model.safetensors")
    return tmp_path


def test_a_vector_is_the_scaled_sum_of_its_pieces(folder: Path) -> None:
    vectors = EmbeddedEncoder.open(folder).encode_passages(["论坛", "论论坛", "论友坛"])
    expected = [[0.5**0.5, 0.5**0.5], [0.8**0.5, 0.2**0.5], [0.2**0.5, 0.8**0.5]]
    np.testing.assert_allclose(vectors, expected, atol=1e-6)
    assert vectors.dtype == np.float32


def test_queries_and_passages_are_encoded_alike(folder: Path) -> None:
    encoder = EmbeddedEncoder.open(folder)
    np.testing.assert_array_equal(
        encoder.encode_queries(["论坛", "友"]), encoder.encode_passages(["论坛", "友"])
    )


def test_no_texts_give_no_rows(folder: Path) -> None:
    encoder = EmbeddedEncoder.open(folder)
    assert encoder.encode_queries([]).shape == (0, 2)


@pytest.mark.parametrize("text", ["", " \n", "？！", "\U0001f600", "论友友"])
def test_a_text_whose_sum_is_zero_gets_the_even_unit_vector(folder: Path, text: str) -> None:
    vector = EmbeddedEncoder.open(folder).encode_queries([text])[0]
    np.testing.assert_allclose(vector, [0.5**0.5, 0.5**0.5], atol=1e-6)


def test_traditional_text_is_encoded_as_simplified(folder: Path) -> None:
    encoder = EmbeddedEncoder.open(folder)
    np.testing.assert_array_equal(
        encoder.encode_queries(["論壇"]), encoder.encode_queries(["论坛"])
    )


def test_rows_do_not_depend_on_their_batch(folder: Path) -> None:
    encoder = EmbeddedEncoder.open(folder)
    texts = ["论", "坛", "论坛", "友"] * 300
    together = encoder.encode_passages(texts)
    np.testing.assert_array_equal(together[:4], encoder.encode_passages(texts[:4]))
    np.testing.assert_array_equal(together[-4:], together[:4])


def test_unit_rows_are_finite_for_numbers_that_are_not() -> None:
    rows = unit_rows(np.array([[np.nan, np.nan], [3.0, 4.0]]))
    np.testing.assert_allclose(rows, [[0.5**0.5, 0.5**0.5], [0.6, 0.8]], atol=1e-6)


def test_the_fingerprint_follows_the_files(folder: Path) -> None:
    before = EmbeddedEncoder.open(folder).fingerprint
    assert EmbeddedEncoder.open(folder).fingerprint == before
    save_file({"embeddings": TABLE, "weights": SCALES * 2}, folder / "model.safetensors")
    assert EmbeddedEncoder.open(folder).fingerprint != before


@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(EncoderError, match=name) as caught:
        EmbeddedEncoder.open(folder)
    assert "index/training/README.md" in caught.value.hint


@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json"])
def test_a_file_cut_short_is_named(folder: Path, name: str) -> None:
    path = folder / name
    path.write_bytes(path.read_bytes()[:-3])
    with pytest.raises(EncoderError, match=name):
        EmbeddedEncoder.open(folder)


@pytest.mark.parametrize(
    ("rows", "scales"), [(3, 3), (3, 4), (4, 3)], ids=["both", "vectors", "scales"]
)
def test_weights_that_do_not_fit_the_tokenizer_are_refused(
    folder: Path, rows: int, scales: int
) -> None:
    save_file(
        {"embeddings": TABLE[:rows].copy(), "weights": SCALES[:scales].copy()},
        folder / "model.safetensors",
    )
    with pytest.raises(EncoderError, match="for 4 word pieces"):
        EmbeddedEncoder.open(folder)


def test_weights_under_other_names_are_refused(folder: Path) -> None:
    save_file({"embedding.weight": TABLE}, folder / "model.safetensors")
    with pytest.raises(EncoderError, match="embeddings"):
        EmbeddedEncoder.open(folder)


def test_modules_that_run_foreign_code_are_refused(tmp_path: Path) -> None:
    modules = [{"idx": 0, "name": "0", "path": "", "type": "custom_module.Evil"}]
    (tmp_path / "modules.json").write_text(json.dumps(modules))
    with pytest.raises(EncoderError, match=r"custom_module\.Evil"):
        SentenceTransformerEncoder(str(tmp_path))


def test_an_unreadable_module_list_is_named(tmp_path: Path) -> None:
    (tmp_path / "modules.json").write_text("[{")
    with pytest.raises(EncoderError, match=r"modules\.json"):
        open_encoder(str(tmp_path))


def test_importing_and_opening_loads_no_heavy_library(folder: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from index.encoder import EmbeddedEncoder\n"
        f"EmbeddedEncoder.open(Path({str(folder)!r})).encode_queries(['论坛'])\n"
        "heavy = {'torch', 'sentence_transformers', 'transformers', 'huggingface_hub', 'scipy'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "[]"

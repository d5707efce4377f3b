"""Any sentence-transformers model in the encoder's place: real architectures, made small here."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from api.cli import main
from index.encoder import FloatMatrix, open_encoder
from index.generation import Generation
from index.hub_models import Running
from index.prompts import Prompts
from index.sentence_encoder import SentenceTransformerEncoder
from ingest.errors import EncoderError
from tests.integration.api_server import write_library
from tests.tiny_models import (
    E5_PROMPTS,
    INSTRUCTION,
    WIDTH,
    save_bert,
    save_qwen3,
    save_xlm_roberta,
)

TEXTS = ["海湾图书馆的夜读活动", "渡轮从南岸到北岸，每天十二班", "abc 2021"]


@dataclass(frozen=True)
class Tiny:
    """A model folder, what was configured in it, and the prompts that are to be used."""

    save: Callable[[Path, Mapping[str, str] | None], Path]
    configured: Mapping[str, str] | None
    prompts: Prompts


MODELS = {
    "bert": Tiny(save_bert, None, Prompts()),
    "xlm-roberta": Tiny(save_xlm_roberta, E5_PROMPTS, Prompts("query: ", "passage: ")),
    "qwen3": Tiny(save_qwen3, {"query": INSTRUCTION, "document": ""}, Prompts(INSTRUCTION)),
}


@pytest.fixture(scope="module", params=MODELS)
def tiny(request: pytest.FixtureRequest) -> Tiny:
    return MODELS[request.param]


@pytest.fixture(scope="module")
def folder(tiny: Tiny, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny.save(tmp_path_factory.mktemp("model") / "model", tiny.configured)


@pytest.fixture(scope="module")
def encoder(folder: Path) -> SentenceTransformerEncoder:
    return SentenceTransformerEncoder(str(folder))


def by_library(folder: Path, texts: list[str], prompt: str) -> FloatMatrix:
    from sentence_transformers import SentenceTransformer

    return np.asarray(SentenceTransformer(str(folder), device="cpu").encode(texts, prompt=prompt))


def test_vectors_are_those_of_the_library_with_the_models_prompts(
    encoder: SentenceTransformerEncoder, folder: Path, tiny: Tiny
) -> None:
    assert encoder.prompts == tiny.prompts
    queries = by_library(folder, TEXTS, tiny.prompts.query)
    passages = by_library(folder, TEXTS, tiny.prompts.passage)
    np.testing.assert_allclose(encoder.encode_queries(TEXTS), queries, atol=1e-6)
    np.testing.assert_allclose(encoder.encode_passages(TEXTS), passages, atol=1e-6)


def test_query_and_passage_differ_where_prompts_do(
    encoder: SentenceTransformerEncoder, tiny: Tiny
) -> None:
    apart = 1 - (encoder.encode_queries(TEXTS) * encoder.encode_passages(TEXTS)).sum(axis=1)
    if tiny.prompts.query == tiny.prompts.passage:
        np.testing.assert_allclose(apart, 0, atol=1e-6)
    else:
        assert apart.min() > 0.01


def test_rows_are_float32_of_length_one_and_of_the_models_width(
    encoder: SentenceTransformerEncoder,
) -> None:
    vectors = encoder.encode_passages([*TEXTS, "", "论" * 500])
    assert vectors.dtype == np.float32
    assert vectors.shape == (5, WIDTH) == (5, encoder.dimension)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_both_scripts_give_the_same_vector(encoder: SentenceTransformerEncoder) -> None:
    np.testing.assert_array_equal(
        encoder.encode_queries(["海灣圖書館"]), encoder.encode_queries(["海湾图书馆"])
    )


def test_vectors_do_not_depend_on_the_batch(
    encoder: SentenceTransformerEncoder, folder: Path
) -> None:
    one_by_one = SentenceTransformerEncoder(str(folder), Running(device="cpu", batch=1))
    assert one_by_one.fingerprint == encoder.fingerprint
    np.testing.assert_allclose(
        one_by_one.encode_passages(TEXTS), encoder.encode_passages(TEXTS), atol=1e-5
    )


def test_threads_may_share_an_encoder(encoder: SentenceTransformerEncoder) -> None:
    texts = [[text * times] for times in (1, 2, 3) for text in TEXTS] * 5
    with ThreadPoolExecutor(4) as threads:
        rows = list(threads.map(encoder.encode_queries, texts))
    expected = encoder.encode_queries([text for [text] in texts])
    np.testing.assert_allclose(np.concatenate(rows), expected, atol=1e-5)


def test_the_fingerprint_follows_the_files_but_not_a_downloads_traces(
    encoder: SentenceTransformerEncoder, folder: Path, tmp_path: Path
) -> None:
    copy = shutil.copytree(folder, tmp_path / "copy")
    (copy / ".cache").mkdir()
    (copy / ".cache" / "lock").write_text("2026")
    assert open_encoder(str(copy)).fingerprint == encoder.fingerprint
    settings = copy / "sentence_bert_config.json"
    settings.write_text(settings.read_text().replace("128", "64"))
    assert open_encoder(str(copy)).fingerprint != encoder.fingerprint


def test_a_library_is_ingested_searched_and_asked_with_the_model(
    folder: Path,
    encoder: SentenceTransformerEncoder,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    write_library(tmp_path / "documents")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FORUMQA_ENCODER", str(folder))
    monkeypatch.setenv("FORUMQA_ENCODER_DEVICE", "cpu")
    monkeypatch.setenv("FORUMQA_ENCODER_BATCH", "4")
    monkeypatch.setenv("FORUMQA_LOG_LEVEL", "WARNING")

    assert main(["ingest"]) == 0
    assert "embedded" not in capsys.readouterr().err, "progress is for terminals"
    recipe = Generation.current(tmp_path / "var/index").manifest.recipe
    assert (recipe.encoder, recipe.dimension) == (encoder.fingerprint, WIDTH)

    assert main(["search", "--json", "-k", "1", "海湾图书馆的夜读活动有多少名读者参加"]) == 0
    [hit] = json.loads(capsys.readouterr().out)["hits"]
    assert "326名读者" in hit["text"]

    assert main(["ask", "--json", "第一次夜读活动有多少名读者参加？"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["status"] == "answered"
    assert "326名读者" in answer["answer"]


@pytest.fixture
def indexed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder whose index was made with a tiny BERT."""
    write_library(tmp_path / "documents")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FORUMQA_ENCODER", str(save_bert(tmp_path / "bert")))
    assert main(["ingest"]) == 0
    return tmp_path


def test_an_index_of_another_encoder_is_refused_until_it_is_made_anew(
    indexed: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    other = open_encoder(str(save_qwen3(indexed / "qwen")))
    was = Generation.current(indexed / "var/index").manifest.recipe.encoder
    monkeypatch.setenv("FORUMQA_ENCODER", str(indexed / "qwen"))
    capsys.readouterr()

    assert main(["search", "夜读"]) == 2
    assert capsys.readouterr().err == (
        f"forumqa: The encoder of the index is {was[:12]}, of this program "
        f"{other.fingerprint[:12]}. Run `forumqa ingest` to build it anew.\n"
    )
    assert main(["serve", "--port", "0"]) == 2
    assert "Run `forumqa ingest`" in capsys.readouterr().err

    assert main(["ingest"]) == 0
    assert main(["search", "--json", "夜读"]) == 0
    made = Generation.current(indexed / "var/index").manifest.recipe.encoder
    assert made == other.fingerprint


def test_a_device_that_is_not_there_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    folder = save_bert(tmp_path / "bert")
    with pytest.raises(EncoderError, match="on the device 'cuda:99'") as caught:
        open_encoder(str(folder), Running(device="cuda:99"))
    assert "FORUMQA_ENCODER_DEVICE" in caught.value.hint


def test_the_device_set_is_the_device_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_library(tmp_path / "documents")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FORUMQA_ENCODER", str(save_bert(tmp_path / "bert")))
    monkeypatch.setenv("FORUMQA_ENCODER_DEVICE", "cuda:99")
    assert main(["ingest"]) == 2
    assert "cannot be loaded on the device 'cuda:99'" in capsys.readouterr().err


def test_prompts_that_only_a_models_card_tells_go_by_its_name(tmp_path: Path) -> None:
    named = SentenceTransformerEncoder(str(save_xlm_roberta(tmp_path / "multilingual-e5-base")))
    other = SentenceTransformerEncoder(str(save_xlm_roberta(tmp_path / "other")))
    assert named.prompts == Prompts("query: ", "passage: ")
    assert other.prompts == Prompts()
    assert named.fingerprint != other.fingerprint

"""Any CrossEncoder in the reranker's place: a real BERT, made small here."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from api.cli import main
from index.cross_encoder import CrossEncoderReranker
from index.encoder import open_encoder
from index.fusion import Fused
from index.generation import open_index
from index.hub_models import Running
from index.rerankers import open_reranker
from index.reranking import Reranker
from ingest.document import Passage
from ingest.errors import EncoderError
from tests.fakes import make_library
from tests.integration.api_server import write_library
from tests.tiny_models import save_bert, save_cross_encoder

QUERY = "哪里举行夜读活动？"
TEXT = "海湾图书馆的夜读活动\n渡轮从南岸到北岸\n夜读活动在观星厅举行\n茶会在溪边\n山顶的气象站"
FOUND = [Fused(row, 0.6 - 0.1 * row, 0.2) for row in range(5)]
LOGITS = "torch.nn.modules.linear.Identity"


@dataclass(frozen=True)
class NoCollection:
    """A cross-encoder counts no words."""

    @property
    def passage_count(self) -> int:
        raise AssertionError

    def document_frequency(self, token: str) -> int:
        raise AssertionError(token)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_cross_encoder(tmp_path_factory.mktemp("model") / "cross")


@pytest.fixture(scope="module")
def reranker(folder: Path) -> CrossEncoderReranker:
    return CrossEncoderReranker(str(folder))


@pytest.fixture(scope="module")
def passages() -> list[Passage]:
    return list(make_library({"a": TEXT}).passages)


def test_scores_are_the_librarys_own(
    reranker: CrossEncoderReranker, folder: Path, passages: list[Passage]
) -> None:
    from sentence_transformers import CrossEncoder

    texts = [passage.search_text for passage in passages]
    expected = CrossEncoder(str(folder), device="cpu").predict([(QUERY, text) for text in texts])
    np.testing.assert_allclose(reranker.scores(QUERY, texts), expected, atol=1e-6)
    assert np.ptp(expected) > 0.01


def test_passages_come_in_the_order_of_their_scores(
    reranker: CrossEncoderReranker, passages: list[Passage]
) -> None:
    scores = reranker.scores(QUERY, [passage.search_text for passage in passages]).tolist()
    rescored = reranker.rerank(QUERY, FOUND, passages, NoCollection())
    order = sorted(range(5), key=lambda row: -scores[row])
    assert [entry.row for entry in rescored] == order != list(range(5))
    assert [entry.score for entry in rescored] == pytest.approx(
        [scores[row] for row in order], abs=2e-6
    )


def test_both_parts_share_the_new_score_as_they_shared_the_old(
    reranker: CrossEncoderReranker, passages: list[Passage]
) -> None:
    found = [Fused(0, 0.6, 0.2), Fused(1, 0.0, 0.2), Fused(2, 0.0, 0.0)]
    parts = {
        entry.row: entry for entry in reranker.rerank(QUERY, found, passages[:3], NoCollection())
    }
    assert parts[0].lexical == pytest.approx(3 * parts[0].vector, abs=1e-5)
    assert (parts[1].lexical, parts[2].lexical) == (0, 0)
    assert min(parts[1].vector, parts[2].vector) > 0


def test_what_is_not_read_stays_below_in_its_order(folder: Path, passages: list[Passage]) -> None:
    reranker = CrossEncoderReranker(str(folder), depth=2)
    rescored = reranker.rerank(QUERY, FOUND, passages, NoCollection())
    assert {entry.row for entry in rescored[:2]} == {0, 1}
    assert [entry.row for entry in rescored[2:]] == [2, 3, 4]
    scores = [entry.score for entry in rescored]
    assert scores == sorted(scores, reverse=True)
    assert scores[2] - scores[4] == pytest.approx(scores[2] / 3, abs=1e-5)  # 0.6, 0.5, 0.4


def test_reranking_again_in_other_batches_or_threads_gives_the_same(
    reranker: CrossEncoderReranker, folder: Path, passages: list[Passage]
) -> None:
    once = reranker.rerank(QUERY, FOUND, passages, NoCollection())
    with ThreadPoolExecutor(4) as threads:
        asked = [
            threads.submit(reranker.rerank, QUERY, FOUND, passages, NoCollection())
            for _ in range(12)
        ]
    assert [waiting.result() for waiting in asked] == [once] * 12
    single = CrossEncoderReranker(str(folder), Running(device="cpu", batch=1))
    np.testing.assert_allclose(
        [entry.score for entry in single.rerank(QUERY, FOUND, passages, NoCollection())],
        [entry.score for entry in once],
        atol=1e-5,
    )


def test_both_scripts_of_a_question_are_one(reranker: CrossEncoderReranker) -> None:
    simplified, traditional = (reranker.scores(q, ["海湾图书馆"]) for q in ("图书馆", "圖書館"))
    np.testing.assert_array_equal(simplified, traditional)


def test_nothing_found_stays_nothing(reranker: CrossEncoderReranker) -> None:
    assert reranker.rerank(QUERY, [], [], NoCollection()) == []


def test_logits_become_scores_between_nought_and_one(
    reranker: CrossEncoderReranker, tmp_path: Path, passages: list[Passage]
) -> None:
    raw = CrossEncoderReranker(str(save_cross_encoder(tmp_path / "raw", activation=LOGITS)))
    texts = [passage.search_text for passage in passages]
    np.testing.assert_allclose(raw.scores(QUERY, texts), reranker.scores(QUERY, texts), atol=1e-6)


def test_a_setting_names_the_reranker(folder: Path) -> None:
    assert isinstance(open_reranker(), Reranker)
    assert open_reranker("none") is None
    assert isinstance(open_reranker(str(folder)), CrossEncoderReranker)


def test_a_model_with_several_scores_is_refused(tmp_path: Path) -> None:
    folder = save_cross_encoder(tmp_path / "classes", labels=3)
    with pytest.raises(EncoderError, match="gives 3 scores a pair instead of one") as caught:
        open_reranker(str(folder))
    assert "leave FORUMQA_RERANKER empty" in caught.value.hint


def test_an_encoder_is_refused_as_reranker(tmp_path: Path) -> None:
    folder = save_bert(tmp_path / "encoder")
    with pytest.raises(EncoderError, match="BertModel without a head that scores pairs"):
        open_reranker(str(folder))


def test_an_incomplete_folder_is_an_error_that_says_what_to_do(
    tmp_path: Path, folder: Path
) -> None:
    (tmp_path / "config.json").write_bytes((folder / "config.json").read_bytes())
    with pytest.raises(EncoderError, match=r"The reranker .* cannot be loaded") as caught:
        open_reranker(str(tmp_path))
    assert caught.value.hint == (
        "Check that the folder holds a complete sentence-transformers model."
    )


def test_a_model_that_brings_code_is_refused(tmp_path: Path) -> None:
    modules = [{"idx": 0, "name": "0", "path": "", "type": "custom_module.Evil"}]
    (tmp_path / "modules.json").write_text(json.dumps(modules))
    with pytest.raises(EncoderError, match=r"reranker .* own code \(custom_module\.Evil\)"):
        open_reranker(str(tmp_path))


def test_a_model_whose_configuration_names_code_is_refused(tmp_path: Path) -> None:
    folder = save_cross_encoder(tmp_path / "coded")
    config = json.loads((folder / "config.json").read_text())
    config |= {"model_type": "own", "auto_map": {"AutoConfig": "own.Config"}}
    (folder / "config.json").write_text(json.dumps(config))
    (folder / "own.py").write_text("raise SystemExit('run')\n")
    with pytest.raises(EncoderError, match="trust_remote_code"):
        open_reranker(str(folder))


def test_the_setting_decides_what_searching_and_asking_use(
    folder: Path,
    reranker: CrossEncoderReranker,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    write_library(tmp_path / "documents")
    monkeypatch.chdir(tmp_path)
    assert main(["ingest"]) == 0
    monkeypatch.setenv("FORUMQA_RERANKER", str(folder))
    capsys.readouterr()

    assert main(["search", "--json", "-k", "20", QUERY]) == 0
    hits = json.loads(capsys.readouterr().out)["hits"]
    with closing(open_index(tmp_path / "var/index", open_encoder())) as index:
        texts = {passage.id: passage.search_text for passage in index.passages()}
    expected = reranker.scores(QUERY, [texts[hit["id"]] for hit in hits])
    assert len(hits) > 2
    np.testing.assert_allclose([hit["score"] for hit in hits], expected, atol=1e-5)

    assert main(["ask", "--json", QUERY]) == 0
    assert json.loads(capsys.readouterr().out)["status"] in {"answered", "not_found"}

    monkeypatch.setenv("FORUMQA_RERANKER", str(tmp_path / "absent"))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    assert main(["search", QUERY]) == 2
    assert "leave FORUMQA_RERANKER empty for the one that ships" in capsys.readouterr().err

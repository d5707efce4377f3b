"""The encoder that ships: its own loader against sentence-transformers, and what it knows."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from index.encoder import EMBEDDED_FOLDER, EmbeddedEncoder, open_encoder
from index.sentence_encoder import SentenceTransformerEncoder
from ingest.errors import EncoderError

pytestmark = pytest.mark.model

REPOSITORY = Path(__file__).parents[2]
LARGEST_FOLDER_BYTES = 40_000_000
TEXTS = [
    "2023年6月，来自二十多个国家的代表在海滨城市举行论坛。",
    "代表们签署了五份友好城市协议，并参观了港口。",
    "Which cities signed a friendship agreement?",
    "Какие города подписали соглашение?",
    "ＡＢＣ　１２３ ﬁ Ⅷ ㎞",
    "𠮷野家的牛肉饭",
    "啊" * 5000,
]


@pytest.fixture(scope="module")
def encoder() -> EmbeddedEncoder:
    return EmbeddedEncoder.open()


@pytest.fixture(scope="module")
def library_encoder() -> SentenceTransformerEncoder:
    return SentenceTransformerEncoder(str(EMBEDDED_FOLDER))


def test_the_light_loader_agrees_with_sentence_transformers(
    encoder: EmbeddedEncoder, library_encoder: SentenceTransformerEncoder
) -> None:
    for encode in ("encode_queries", "encode_passages"):
        light, library = getattr(encoder, encode)(TEXTS), getattr(library_encoder, encode)(TEXTS)
        np.testing.assert_allclose((light * library).sum(axis=1), 1, atol=1e-5)


def test_both_loaders_give_a_text_without_words_the_same_vector(
    encoder: EmbeddedEncoder, library_encoder: SentenceTransformerEncoder
) -> None:
    np.testing.assert_array_equal(
        encoder.encode_queries(["", "？！"]), library_encoder.encode_queries(["", "？！"])
    )


def test_both_loaders_state_the_same_width_and_encode_nothing(
    encoder: EmbeddedEncoder, library_encoder: SentenceTransformerEncoder
) -> None:
    assert library_encoder.dimension == encoder.dimension
    assert library_encoder.encode_queries([]).shape == (0, encoder.dimension)
    assert library_encoder.encode_passages([]).shape == (0, encoder.dimension)


def test_rows_are_finite_float32_of_length_one(encoder: EmbeddedEncoder) -> None:
    vectors = encoder.encode_passages([*TEXTS, "", "。。。"])
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_both_scripts_give_the_same_vector(encoder: EmbeddedEncoder) -> None:
    traditional = ["上海合作組織民間友好論壇在青島舉行", "乾清宮裡發現了一幅畫"]
    simplified = ["上海合作组织民间友好论坛在青岛举行", "干清宫里发现了一幅画"]
    np.testing.assert_array_equal(
        encoder.encode_queries(traditional), encoder.encode_passages(simplified)
    )


def test_letter_case_and_width_do_not_matter(encoder: EmbeddedEncoder) -> None:
    one, other = encoder.encode_queries(["QINGDAO ２０２３", "qingdao 2023"])
    np.testing.assert_array_equal(one, other)


def test_the_end_of_a_long_text_counts(encoder: EmbeddedEncoder) -> None:
    long, longer = encoder.encode_passages(["港口" * 3000, "港口" * 3000 + "熊猫" * 3000])
    assert float(long @ longer) < 0.95


@pytest.mark.parametrize(
    "question", ["小猫喜欢吃什么食物？", "What food do cats eat?", "Чем питаются кошки?"]
)
def test_a_question_in_each_language_finds_its_passage(
    encoder: EmbeddedEncoder, question: str
) -> None:
    passages = [
        "铁路连接了两个港口城市。",
        "猫主要吃鱼和肉，也吃专门的食品。",
        "法院驳回了上诉请求。",
    ]
    scores = encoder.encode_passages(passages) @ encoder.encode_queries([question])[0]
    assert int(scores.argmax()) == 1


def test_the_folder_is_small_and_has_no_pickles() -> None:
    files = [path for path in EMBEDDED_FOLDER.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < LARGEST_FOLDER_BYTES
    assert {path.suffix for path in files} == {".json", ".safetensors", ".md"}


def test_no_name_opens_the_embedded_encoder(encoder: EmbeddedEncoder) -> None:
    opened = open_encoder()
    assert (opened.fingerprint, opened.dimension) == (encoder.fingerprint, encoder.dimension)


def test_a_local_folder_has_a_stable_fingerprint_of_its_own(
    library_encoder: SentenceTransformerEncoder, encoder: EmbeddedEncoder
) -> None:
    again = open_encoder(str(EMBEDDED_FOLDER))
    assert again.fingerprint == library_encoder.fingerprint != encoder.fingerprint


def test_an_incomplete_local_folder_is_an_encoder_error(tmp_path: Path) -> None:
    for name in ("modules.json", "config_sentence_transformers.json", "tokenizer.json"):
        (tmp_path / name).write_bytes((EMBEDDED_FOLDER / name).read_bytes())
    with pytest.raises(EncoderError, match="complete sentence-transformers model"):
        open_encoder(str(tmp_path))


def test_an_absent_model_offline_is_an_encoder_error_that_says_what_to_do() -> None:
    program = (
        "from index.encoder import open_encoder; from ingest.errors import EncoderError\n"
        "import json\n"
        "try: open_encoder('forumqa-tests/absent-model')\n"
        "except EncoderError as error: print(json.dumps([error.message, error.hint]))"
    )
    result = subprocess.run(
        [sys.executable, "-c", program],
        cwd=REPOSITORY,
        env=os.environ | {"HF_HUB_OFFLINE": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    message, hint = json.loads(result.stdout)
    assert message.startswith("The encoder 'forumqa-tests/absent-model' cannot be loaded: ")
    assert hint.startswith("HF_HUB_OFFLINE is set, so nothing is downloaded")


def test_neighbouring_meanings_are_nearer_than_distant_ones(encoder: EmbeddedEncoder) -> None:
    texts = ["医院里的医生", "诊所的大夫", "足球比赛的比分", "球赛的结果"]
    scores = encoder.encode_passages(texts) @ encoder.encode_passages(texts).T
    near = {(0, 1), (2, 3)}
    far = set(itertools.combinations(range(len(texts)), 2)) - near
    assert min(scores[pair] for pair in near) > max(scores[pair] for pair in far)

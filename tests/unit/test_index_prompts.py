"""Which prompts a model gets: its own, or those that its card tells."""

from __future__ import annotations

import pytest

from index.prompts import Prompts


@pytest.mark.parametrize(
    ("configured", "default", "expected"),
    [
        ({"query": "q: ", "document": "d: "}, None, Prompts("q: ", "d: ")),
        ({"query": "q: ", "document": "", "passage": "p: "}, None, Prompts("q: ", "p: ")),
        ({"query": "q: ", "corpus": "c: "}, None, Prompts("q: ", "c: ")),
        ({"query": "q: ", "document": None}, "query", Prompts("q: ")),
        ({"query": "", "document": "", "task": "t: "}, "task", Prompts("t: ", "t: ")),
        ({"query": "", "task": "t: "}, None, Prompts()),
    ],
)
def test_the_models_own_configuration_decides(
    configured: dict[str, str | None], default: str | None, expected: Prompts
) -> None:
    assert Prompts.of("some/model", configured, default) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("intfloat/multilingual-e5-base", Prompts("query: ", "passage: ")),
        ("models/e5-small-v2/", Prompts("query: ", "passage: ")),
        ("BAAI/bge-base-zh-v1.5", Prompts("为这个句子生成表示以用于检索相关文章：")),
        ("BAAI/bge-m3", Prompts()),
        ("Qwen/Qwen3-Embedding-0.6B", Prompts()),
    ],
)
def test_families_without_configured_prompts_get_those_of_their_cards(
    name: str, expected: Prompts
) -> None:
    assert Prompts.of(name, {"query": "", "document": ""}, None) == expected


def test_configured_prompts_come_before_the_cards() -> None:
    prompts = Prompts.of("intfloat/multilingual-e5-base", {"query": "own: "}, None)
    assert prompts == Prompts("own: ")

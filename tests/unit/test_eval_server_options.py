from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from eval.commands import forum
from eval.commands.surroundings import Surroundings
from eval.server_connection import checked_url, wait_s
from eval.server_errors import QuestionRefusedError, ServerError
from eval.topics import Half, Kind, PastTurn, Topic
from ingest.errors import InputError


@pytest.mark.parametrize(
    ("url", "checked"),
    [
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("http://[::1]:8000/", "http://[::1]:8000"),
        ("https://library.example/forumqa/", "https://library.example/forumqa"),
    ],
)
def test_an_address_loses_its_last_slash(url: str, checked: str) -> None:
    assert checked_url(url) == checked


@pytest.mark.parametrize(
    "url",
    [
        "",
        "127.0.0.1:8000",
        "localhost:8000",
        "ftp://127.0.0.1",
        "http://",
        "http:///api",
        "http://127.0.0.1:99999",
        "http://127.0.0.1:x",
        "http://name:secret@127.0.0.1:8000",
        "http://127.0.0.1:8000/?k=3",
        "http://127.0.0.1:8000/#top",
        "http://a\x00b",
    ],
)
def test_what_is_no_address_is_refused_with_an_example(url: str) -> None:
    with pytest.raises(InputError, match=r"http://127\.0\.0\.1:8000") as refused:
        checked_url(url)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("0", 0.0), ("3", 3.0), ("86400", 10.0), ("Fri, 20 Nov 2026 10:00:00 GMT", 1.0), ("-1", 1.0)],
)
def test_a_wait_is_bounded(header: str, seconds: float) -> None:
    assert wait_s(header) == seconds


def topic(key: str, question: str, *history: str) -> Topic:
    turns = tuple(PastTurn(question, "") for question in history)
    return Topic(key, question, "zh-Hans", Kind.FACT, (), (), False, (), turns, key, Half.REPORTING)


def test_a_refused_query_names_the_topic_whose_question_ends_it() -> None:
    topics = [topic("who", "谁签的？"), topic("treaty", "条约是谁签的？", "何时？")]
    refusal = ServerError("It is too long.", hint="Shorten it.")
    asked = "何時？ 條約是誰簽的？"
    named = QuestionRefusedError(refusal, asked).naming(topics)
    assert str(named) == "Topic treaty: It is too long. Shorten it."


def test_a_refused_query_of_no_topic_is_shown() -> None:
    refusal = ServerError("It is too long.", hint="Shorten it.")
    named = QuestionRefusedError(refusal, "长" * 99).naming([topic("who", "谁签的？")])
    assert str(named) == f"It is too long. Asked was '{'长' * 60}…'. Shorten it."


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--index", "var/index"], "--index and --url exclude each other"),
        (["--legs", "all"], "only the product's leg, curated.*--index"),
        (["--legs", "lexical"], "only the product's leg"),
        (["--legs", "vector"], "only the product's leg"),
        (["--legs", "fused"], "only the product's leg"),
        (["--no-curated"], "only the product's leg"),
    ],
)
def test_a_server_is_evaluated_alone_and_whole(options: list[str], said: str) -> None:
    parser = argparse.ArgumentParser()
    forum.add_arguments(parser)
    args = parser.parse_args(["--url", "http://127.0.0.1:1", *options])
    with pytest.raises(InputError, match=said):
        forum.run(args, Surroundings(Path("var/index")))

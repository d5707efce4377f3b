"""A language model's endpoint may do anything; a call ends in time, with text or with its trouble.

The endpoint is a real one on this machine: what matters is what comes over the wire.
"""

from __future__ import annotations

import asyncio
import socket
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st
from pydantic import SecretStr

from api.language_model import CONNECT_S, MAX_BODY_BYTES, LanguageModel, Limits
from api.language_model_errors import LanguageModelError, Trouble, of_status
from api.model_events import Words
from api.model_settings import configured_model
from api.settings import Settings
from tests.integration.misbehaving_model import (
    Behaviour,
    Reply,
    event,
    events,
    in_turn,
    model_endpoint,
    says,
    streams,
)

SECRET = "sk-hidden-value"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.language_model._RETRY_AFTER_S", 0.01)


def complete(behaviour: Behaviour, timeout_s: float = 5.0) -> tuple[str, int]:
    """What the model says, and how often it was asked."""
    with model_endpoint(behaviour) as endpoint:
        model = LanguageModel(endpoint.url, "test-model", SECRET, timeout_s)
        return model.complete("规则", "资料"), len(endpoint.asked)


def trouble_of(behaviour: Behaviour, timeout_s: float = 5.0) -> tuple[Trouble, int]:
    with model_endpoint(behaviour) as endpoint:
        model = LanguageModel(endpoint.url, "test-model", SECRET, timeout_s)
        with pytest.raises(LanguageModelError) as caught:
            model.complete("规则", "资料")
        assert endpoint.url in caught.value.message
        assert caught.value.hint
        assert SECRET not in str(caught.value)
        return caught.value.trouble, len(endpoint.asked)


def test_instructions_and_text_are_sent_with_model_and_key(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("OPENAI_API_KEY", "of-someone-else")
    monkeypatch.setenv("OPENAI_ORG_ID", "org")
    with model_endpoint(lambda _: says("好")) as endpoint:
        assert LanguageModel(endpoint.url, "m", SECRET, 5).complete("规则", "资料") == "好"
        asked = endpoint.asked[0]
    assert (asked.path, asked.model) == ("/v1/chat/completions", "m")
    assert (asked.instructions, asked.text) == ("规则", "资料")
    assert asked.headers["authorization"] == f"Bearer {SECRET}"
    assert "openai-organization" not in asked.headers


def test_thoughts_and_blanks_are_no_part_of_what_it_says() -> None:
    assert complete(lambda _: says("<think>\n嗯\n</think>\n\n 好 \n")) == ("好", 1)


@pytest.mark.parametrize(
    ("status", "trouble", "asked"),
    [
        (400, Trouble.REFUSED, 1),
        (401, Trouble.REFUSED, 1),
        (403, Trouble.REFUSED, 1),
        (404, Trouble.REFUSED, 1),
        (429, Trouble.RATE_LIMITED, 2),
        (500, Trouble.FAILING, 2),
        (503, Trouble.FAILING, 2),
    ],
)
def test_status_tells_the_trouble_and_whether_to_ask_again(
    status: int, trouble: Trouble, asked: int
) -> None:
    body = f'{{"error": {{"message": "{SECRET}"}}}}'.encode()
    assert trouble_of(lambda _: Reply(body, status)) == (trouble, asked)


def test_redirect_is_not_followed() -> None:
    elsewhere = Reply(b"", 302, {"location": "/elsewhere"})
    assert trouble_of(lambda _: elsewhere) == (Trouble.REFUSED, 1)


def test_trouble_that_passes_is_not_noticed() -> None:
    assert complete(in_turn([Reply(b"", 500), says("好")])) == ("好", 2)
    busy = Reply(b"", 429, {"retry-after": "0"})
    assert complete(in_turn([busy, says("好")])) == ("好", 2)


def test_a_wait_beyond_the_time_limit_is_not_begun() -> None:
    started = time.monotonic()
    busy = Reply(b"", 429, {"retry-after": "90"})
    assert trouble_of(lambda _: busy) == (Trouble.RATE_LIMITED, 1)
    assert time.monotonic() - started < 3
    assert of_status("http://x/v1", 429, {"retry-after": "90"}).hint == "Try again in 90 s."
    assert of_status("http://x/v1", 429, {"retry-after": "-1"}).retry_after_s is None
    assert of_status("http://x/v1", 429, {"retry-after": "inf"}).retry_after_s is None


@pytest.mark.parametrize(
    "slow", [Reply(hang=True), Reply(b" " * 9999, drip_s=0.05)], ids=["silent", "dripping"]
)
def test_slow_endpoint_is_left_in_time(slow: Reply) -> None:
    started = time.monotonic()
    assert trouble_of(lambda _: slow, timeout_s=1) == (Trouble.TIMEOUT, 1)
    assert time.monotonic() - started < 4


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"[]",
        b"{}",
        b'{"choices": []}',
        b'{"choices": {}}',
        b'{"choices": [{"message": {"content": null}}]}',
        b'{"choices": [{"message": {"content": [1]}}]}',
        b'{"choices": [{"message": {"content": "  "}}]}',
        b"[" * 50_000,
        b"\xff\xfe\x00",
        says("好").body[:-9],
        b" " * (MAX_BODY_BYTES + 1),
    ],
)
def test_body_that_is_no_completion_is_nonsense(body: bytes) -> None:
    assert trouble_of(lambda _: Reply(body)) == (Trouble.NONSENSE, 1)


@pytest.mark.parametrize("cut", [0, 1, 40])
def test_connection_that_breaks_is_tried_once_more(cut: int) -> None:
    whole = says("好")
    broken = Reply(whole.body, cut=cut)
    assert trouble_of(lambda _: broken) == (Trouble.UNREACHABLE, 2)
    assert complete(in_turn([broken, whole])) == ("好", 2)


def test_nothing_that_listens_is_unreachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    for url in (f"http://127.0.0.1:{port}/v1", "http://[::1/v1", "http://a..b/v1", "http://-/v1"):
        with pytest.raises(LanguageModelError) as caught:
            LanguageModel(url, "m", None, 5).complete("规则", "资料")
        assert caught.value.trouble is Trouble.UNREACHABLE


def words_of(behaviour: Behaviour, limits: Limits, timeout_s: float = 30.0) -> list[Words]:
    async def whole(url: str) -> list[Words]:
        model = LanguageModel(url, "test-model", SECRET, timeout_s)
        return [words async for words in model.stream("规则", "资料", limits)]

    with model_endpoint(behaviour) as endpoint:
        return asyncio.run(whole(endpoint.url))


def test_readers_are_kept_waiting_no_longer_than_promised() -> None:
    assert Limits() == Limits(first_s=8, gap_s=5, total_s=30)
    assert CONNECT_S == 2


def test_streamed_words_come_as_they_were_sent_and_end_well() -> None:
    said = words_of(lambda _: streams("论坛召开。", size=2), Limits())
    assert "".join(words.text for words in said) == "论坛召开。"
    assert [words.is_last for words in said] == [False, False, False, True]


def test_a_stream_that_was_cut_short_by_the_endpoint_has_no_last_words() -> None:
    said = words_of(lambda _: streams("论坛召开。", reason="length"), Limits())
    assert [words.is_last for words in said] == [False, False]


def test_thinking_counts_as_a_sign_of_life_and_says_nothing() -> None:
    thought = event({"reasoning_content": "嗯"})
    slow = [(0.3, thought)] * 4 + [(0.3, part) for part in events("好。")]
    said = words_of(lambda _: Reply(parts=slow), Limits(first_s=20, gap_s=20))
    assert [words.text for words in said] == ["", "", "", "", "好。", ""]


SLOW = {
    "first words": ([(30.0, event({"content": "好"}))], Limits(first_s=0.5)),
    "a gap": ([(0.0, event({"content": "好"})), (30.0, b"")], Limits(gap_s=0.5)),
    "the whole": ([(0.01, event({"content": "好"}))] * 9999, Limits(total_s=1)),
}


@pytest.mark.parametrize("case", SLOW)
def test_each_limit_ends_a_stream(case: str) -> None:
    parts, limits = SLOW[case]
    began = time.monotonic()
    with pytest.raises(LanguageModelError) as caught:
        words_of(lambda _: Reply(parts=parts), limits)
    assert caught.value.trouble is Trouble.TIMEOUT
    assert time.monotonic() - began < 20


@given(cut=st.integers(0, 3000))
@examples(max_examples=25, deadline=None)
def test_a_stream_cut_at_any_byte_never_ends_well(cut: int) -> None:
    whole = b"".join(events("论坛在青岛召开。"))
    last = whole.index(b"data: [DONE]") - len(b"\n\n")  # behind the event that says why it ended
    if cut >= last:
        assert words_of(lambda _: streams("论坛在青岛召开。", cut=cut), Limits())[-1].is_last
        return
    with pytest.raises(LanguageModelError) as caught:
        words_of(lambda _: streams("论坛在青岛召开。", cut=cut), Limits())
    assert caught.value.trouble in {Trouble.UNREACHABLE, Trouble.NONSENSE}


def settings(**values: object) -> Settings:
    fields = {"llm_url": "http://127.0.0.1:1/v1", "llm_model": "m", **values}
    return Settings.model_validate(fields)


@pytest.mark.parametrize(
    ("values", "says_so"),
    [
        ({"llm_url": None}, "No language model is configured"),
        ({"llm_model": None}, "No language model is configured"),
        ({"llm_url": "http://127.0.0.1:99999/v1"}, "is no address: Port out of range"),
        ({"llm_url": "http://[::1/v1"}, "is no address: Invalid IPv6"),
        ({"llm_key": SecretStr("a"), "llm_key_file": Path("b")}, "two keys"),
        ({"llm_key_file": Path("/nowhere/key")}, "cannot be read from /nowhere/key: No such file"),
        ({"llm_key": SecretStr("  ")}, "FORUMQA_LLM_KEY holds is no key"),
        ({"llm_key": SecretStr("a\r\nb: c")}, "FORUMQA_LLM_KEY holds is no key"),
        ({"llm_key": SecretStr("钥匙")}, "FORUMQA_LLM_KEY holds is no key"),
    ],
)
def test_settings_that_name_no_usable_model_are_refused(
    values: dict[str, object], says_so: str
) -> None:
    with pytest.raises(LanguageModelError, match=says_so) as caught:
        configured_model(settings(**values))
    assert caught.value.trouble is Trouble.NOT_CONFIGURED


def test_key_may_stand_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(f"{SECRET}\n")
    with model_endpoint(lambda _: says("好")) as endpoint:
        values = settings(llm_url=endpoint.url, llm_key_file=tmp_path / "key")
        assert configured_model(values).complete("规则", "资料") == "好"
        assert endpoint.asked[0].headers["authorization"] == f"Bearer {SECRET}"
    (tmp_path / "key").write_bytes(b"k" * 5000)
    with pytest.raises(LanguageModelError, match="holds is no key"):
        configured_model(values)


@pytest.mark.parametrize(
    "url", ["ftp://host/v1", "host/v1", "http://", "http://user:word@host/v1", "http://host/v1?a=b"]
)
def test_address_that_is_none_or_holds_a_password_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="llm_url"):
        settings(llm_url=url)

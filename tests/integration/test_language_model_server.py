"""Prose from a real OpenAI-compatible server: `transformers serve`, and a tiny model of ours."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Generator
from pathlib import Path

import httpx
import pytest

from answer.prompting import evidence_of
from api.language_model import LanguageModel
from api.schemas import AskBody
from api.service import open_service
from api.settings import Settings
from api.writing import Writer
from tests.tiny_models import save_speaker

pytestmark = pytest.mark.model

QUESTION = "第一次夜读活动有多少名读者参加？"
SAID = "海湾图书馆于2021年4月18日举办第一次夜读活动，共有326名读者参加。"


@contextlib.contextmanager
def transformers_serve(folder: Path) -> Generator[str]:
    """The address of a server of the model in ``folder``, stopped at the end."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    program = "from transformers.cli.transformers import main; main()"
    arguments = ["serve", str(folder), "--host", "127.0.0.1", "--port", str(port)]
    environment = {**os.environ, "HF_HUB_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1"}
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-c", program, *arguments, "--device", "cpu"],
            stdout=log,
            stderr=log,
            env=environment,
        )
    try:
        _await_health(process, f"http://127.0.0.1:{port}", folder / "log")
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        process.terminate()
        process.wait(timeout=30)


def _await_health(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    until = time.monotonic() + 200
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(httpx.TransportError):
            if httpx.get(f"{url}/health", trust_env=False).status_code == 200:
                return
        time.sleep(0.1)
    raise AssertionError(log.read_text(encoding="utf-8"))


async def _streamed(model: LanguageModel) -> str:
    return "".join([words.text async for words in model.stream("规则", "资料")])


def test_a_real_server_streams_prose_that_is_checked_and_cited(home: Path, tmp_path: Path) -> None:
    service = open_service(Settings(index=home / "var/index"))
    body = AskBody(question=QUESTION)
    evidence = evidence_of(service.draft(body).answer.hits)
    (holding,) = [one.n for one in evidence if "326" in one.text]
    wrong = "共有3260名读者参加。"
    # The server's response parser puts the prompt of a chat template it does not know first.
    model = save_speaker(tmp_path / "model", ["\n", SAID, f"[{holding}]", wrong, f"[{holding}]"])
    with transformers_serve(model) as url:
        service.writer = Writer(LanguageModel(url, str(model), None, 30))
        answer = service.ask(body)
        said = asyncio.run(_streamed(LanguageModel(url, str(model), None, 30)))
    service.live.close()
    assert said.partition("\n")[2] == f"{SAID}[{holding}]{wrong}[{holding}]"
    assert (answer.mode, answer.answer) == ("generated", SAID)
    assert [citation.quote for citation in answer.citations] == [SAID]

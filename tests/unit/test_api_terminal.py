from __future__ import annotations

import dataclasses
import json

import pytest

from answer.types import Answer, Status
from api.presenting import present_answer, present_hit
from api.problems import Problem
from api.schemas import SearchResponse
from api.terminal import show, show_problem
from tests.unit.api_parts import ANSWERED, HIT, PASSAGE, SENTENCE, SOURCE

SOURCES = {"qingdao": SOURCE}


def shown(answer: Answer, capsys: pytest.CaptureFixture[str], *, as_json: bool = False) -> str:
    show(present_answer(answer, SOURCES, "gen-1", {}), as_json=as_json)
    captured = capsys.readouterr()
    assert captured.err == ""
    return captured.out


def test_an_answer_comes_with_quotations_and_their_sources(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert shown(ANSWERED, capsys) == (
        "第2届论坛于六月举行。 [1]\n"
        "\n"
        "[1] 第2屆論壇於六月舉行。\n"
        "    海邊的論壇 · 某報 · 2023-06 · 本项目的摘编 · "
        f"qingdao:{SENTENCE.start}-{SENTENCE.end}\n"
    )


def test_a_refusal_comes_with_the_nearest_passages(capsys: pytest.CaptureFixture[str]) -> None:
    refused = dataclasses.replace(
        ANSWERED,
        status=Status.NOT_FOUND,
        language="en",
        text="The documents do not say.",
        sentences=(),
        citations=(),
    )
    lines = shown(refused, capsys).splitlines()
    assert lines[:4] == ["The documents do not say.", "", "Nearest passages", f" 1. {PASSAGE.text}"]
    assert "digest of this project" in lines[4]


def test_json_is_one_line_and_exact(capsys: pytest.CaptureFixture[str]) -> None:
    out = shown(ANSWERED, capsys, as_json=True)
    assert out.count("\n") == 1
    assert json.loads(out)["citations"][0]["quote"] == "第2屆論壇於六月舉行。"


def test_hits_are_numbered(capsys: pytest.CaptureFixture[str]) -> None:
    hits = [present_hit(HIT, SOURCES, ["论坛"])]
    show(SearchResponse(hits=hits, index="gen-1", timings_ms={}), as_json=False)
    assert capsys.readouterr().out.startswith(f" 1. {PASSAGE.text}\n")


def test_text_cannot_talk_to_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    hostile = dataclasses.replace(ANSWERED, status=Status.CHAT, text="a\x1b]0;title\x07\u202eb")
    assert shown(hostile, capsys).startswith("a\ufffd]0;title\ufffd\ufffdb\n")


def test_a_bad_line_is_an_object_in_place_of_its_answer(
    capsys: pytest.CaptureFixture[str],
) -> None:
    show_problem(3, Problem(400, "x", "t", "It is broken.", "Mend it."), as_json=True)
    captured = capsys.readouterr()
    assert json.loads(captured.out)["status"] == 400
    assert captured.err == "forumqa: line 3: It is broken. Mend it.\n"

"""From a reader's verdict over HTTP to an evaluated topic, by the command line."""

from __future__ import annotations

import json
from pathlib import Path

import httpx
import pytest

from eval.topic_files import load_topics
from eval.topics import Kind
from tests.integration.api_server import run_cli, serving

pytestmark = pytest.mark.model

QUESTION = "第一次夜读活动有多少名读者参加？"
STATION = "山顶气象站是谁建成的？"


def _tell(home: Path, feedback: Path) -> None:
    """A visitor likes an answer; one of the staff marks a passage of another."""
    with (
        serving(home, FORUMQA_FEEDBACK=str(feedback)) as server,
        httpx.Client(base_url=server.url, timeout=30, trust_env=False) as http,
    ):
        hit = http.post("/api/search", json={"query": STATION}).json()["hits"][0]
        for body in (
            {"question": QUESTION, "verdict": "good"},
            {"question": "第一次夜讀活動有多少名讀者參加", "verdict": "good", "reason": "清楚"},
            {"question": STATION, "passage_id": hit["id"], "verdict": "relevant"},
        ):
            assert http.post("/api/feedback", json=body).status_code == 200


def test_feedback_becomes_topics_that_the_evaluation_runs_on(home: Path, tmp_path: Path) -> None:
    feedback, out, into = (tmp_path / name for name in ("f.jsonl", "out.jsonl", "into.jsonl"))
    _tell(home, feedback)
    with feedback.open("ab") as file:
        file.write(b'{"at": "2026')
    harvest = ["eval", "harvest", "--out", str(out), "--into", str(into), "--json"]
    done = run_cli(harvest, home, FORUMQA_FEEDBACK=str(feedback))
    assert done.returncode == 0, done.stderr.decode()
    assert f"{feedback}:4: passed over: not JSON" in done.stderr.decode()
    body = json.loads(done.stdout)
    assert [skip["line"] for skip in body["skipped"]] == [4]
    assert (body["known"], body["out"]) == ([], str(out))
    readers, station = body["candidates"]
    assert readers["candidate"]["verdicts"] == {"good": 2, "bad": 0, "relevant": 0, "irrelevant": 0}
    assert station["question"] == STATION
    assert [row["verdict"] for row in station["candidate"]["passages"]] == ["relevant"]
    for row, source in ((readers, "night-reading"), (station, "weather")):
        assert [name.split(".")[0] for name in row["sources"]] == [source]
        assert all(0 < len(words) <= 25 for words in row["evidence"])

    ids = [readers["id"], station["id"]]
    accept = ["eval", "harvest", "--out", str(out), "--into", str(into), "--accept", *ids]
    refused = run_cli(accept, home)
    assert refused.returncode == 2
    assert "answers is empty" in refused.stderr.decode()

    rows = [readers | {"answers": ["326名"]}, station | {"answers": ["周远航"]}]
    out.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))
    accepted = run_cli(accept, home)
    assert accepted.returncode == 0, accepted.stderr.decode()
    assert "forumqa eval check --fill-halves" in accepted.stdout.decode()
    assert out.read_bytes() == b""
    topics = load_topics([into])
    assert {topic.id for topic in topics} == set(ids)
    assert {topic.kind for topic in topics} == {Kind.FACT, Kind.TRADITIONAL}

    again = json.loads(run_cli(harvest, home, FORUMQA_FEEDBACK=str(feedback)).stdout)
    assert again["candidates"] == []
    assert {known["topic"] for known in again["known"]} == set(ids)
    report = json.loads(run_cli(["eval", "forum", "--topics", str(into), "--json"], home).stdout)
    assert report["figures"]["Success@5"] == 1.0
    assert report["figures"]["answer_hit"] == 1.0
    assert report["about"]["settings"]["topics_without_relevant_passage"] == 0


def test_without_feedback_the_next_step_is_named(home: Path, tmp_path: Path) -> None:
    done = run_cli(["eval", "harvest"], home, FORUMQA_FEEDBACK=str(tmp_path / "none.jsonl"))
    assert done.returncode == 2
    assert "--feedback names another file" in done.stderr.decode()

"""The HTTP contract of DESIGN.md section 6, on a real server over a real index."""

from __future__ import annotations

import json
import re
import socket
import time
import zlib
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.guards import CONTENT_SECURITY_POLICY
from tests.integration.api_server import LIBRARY, RunningServer, run_cli, serving, write_library

pytestmark = pytest.mark.model

QUESTION = "第一次夜读活动有多少名读者参加？"


def ask(http: httpx.Client, **body: object) -> dict[str, Any]:
    response = http.post("/api/ask", json={"question": QUESTION, **body})
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


def test_an_answer_quotes_exact_characters(http: httpx.Client) -> None:
    body = ask(http)
    assert (body["status"], body["mode"], body["language"]) == ("answered", "extractive", "zh-Hans")
    assert "326" in body["answer"]
    for citation in body["citations"]:
        document = http.get(f"/api/documents/{citation['document']['id']}").json()
        text = document["text"]
        start, end = citation["start"], citation["end"]
        assert citation["quote"] == text[start:end]
        assert text[:start].endswith(citation["before"])
        assert text[end:].startswith(citation["after"])
        assert "".join(piece["text"] for piece in citation["segments"]) == citation["quote"]
        assert citation["hash"] == document["hash"]


def test_sentences_name_only_citations_that_are_there(http: httpx.Client) -> None:
    body = ask(http)
    numbers = [citation["n"] for citation in body["citations"]]
    assert numbers == list(range(1, len(numbers) + 1))
    assert [n for sentence in body["sentences"] for n in sentence["citations"]] == numbers


def test_a_traditional_question_gets_the_same_passages(http: httpx.Client) -> None:
    simplified = ask(http)
    traditional = ask(http, question="第一次夜讀活動有多少名讀者參加？")
    assert traditional["language"] == "zh-Hant"
    ids = [[passage["id"] for passage in body["passages"]] for body in (simplified, traditional)]
    assert ids[0] == ids[1]
    assert traditional["citations"][0]["quote"] == simplified["citations"][0]["quote"]


def test_the_language_asked_for_wins(http: httpx.Client) -> None:
    assert ask(http, language="zh-Hant")["language"] == "zh-Hant"


def test_k_bounds_the_passages(http: httpx.Client) -> None:
    assert len(ask(http, k=2)["passages"]) == 2


def test_a_greeting_is_chat_without_citations(http: httpx.Client) -> None:
    body = ask(http, question="你好")
    assert (body["status"], body["citations"]) == ("chat", [])


def test_a_stream_ends_with_the_unstreamed_body(http: httpx.Client) -> None:
    response = http.post("/api/ask", json={"question": QUESTION, "stream": True})
    assert response.headers["content-type"].startswith("text/event-stream")
    events = [block.split("\n") for block in response.text.strip().split("\n\n")]
    names = [lines[0].removeprefix("event: ") for lines in events]
    values = [json.loads(lines[1].removeprefix("data: ")) for lines in events]
    whole = ask(http)
    assert names == ["passages", *["sentence"] * len(whole["sentences"]), "final"]
    assert values[0] == {"understood_as": None, "passages": whole["passages"]}
    streamed = values[-1]
    assert {**streamed, "timings_ms": None} == {**whole, "timings_ms": None}
    assert values[1]["citations"][0] == whole["citations"][0]


def test_search_hits_are_ranked_and_cut_for_display(http: httpx.Client) -> None:
    body = http.post("/api/search", json={"query": "望远镜", "k": 3}).json()
    assert [hit["rank"] for hit in body["hits"]] == list(range(1, len(body["hits"]) + 1))
    scores = [hit["score"] for hit in body["hits"]]
    assert scores == sorted(scores, reverse=True)
    first = body["hits"][0]
    assert "".join(piece["text"] for piece in first["segments"]) == first["text"]
    assert {piece["text"] for piece in first["segments"] if piece["mark"]} == {"望远镜"}
    assert set(first["why"]) == {"lexical", "vector", "curated"}


def test_search_can_be_limited_to_documents_and_scripts(http: httpx.Client) -> None:
    ids = [one["id"] for one in http.get("/api/documents").json()["documents"]]
    wanted = {"query": "活动", "documents": ids[:1]}
    hits = http.post("/api/search", json=wanted).json()["hits"]
    assert {hit["document"]["id"] for hit in hits} <= set(ids[:1])
    hits = http.post("/api/search", json={"query": "茶會", "script": "Hant"}).json()["hits"]
    assert {hit["document"]["script"] for hit in hits} == {"Hant"}


def test_undated_documents_are_left_out_when_dates_are_given(http: httpx.Client) -> None:
    body = http.post("/api/search", json={"query": "活动", "from": "1900", "to": "2100-12-31"})
    assert body.status_code == 200
    assert all(hit["document"]["date"] for hit in body.json()["hits"])


@pytest.mark.parametrize(
    "body",
    [
        {"query": "活动", "documents": ["nowhere"]},
        {"query": "活动", "from": "2024-01", "to": "2023"},
    ],
)
def test_filters_that_cannot_match_are_refused(http: httpx.Client, body: object) -> None:
    assert http.post("/api/search", json=body).status_code == 422


def test_every_document_is_listed_and_served_whole(http: httpx.Client) -> None:
    listed = http.get("/api/documents").json()["documents"]
    texts = {one["path"]: http.get(f"/api/documents/{one['id']}").json()["text"] for one in listed}
    assert {Path(path).name: text for path, text in texts.items() if path.endswith(".txt")} == {
        name: text for name, text in LIBRARY.items() if name.endswith(".txt")
    }


def test_the_view_joins_to_the_text_and_marks_the_quotation(http: httpx.Client) -> None:
    citation = ask(http, question="茶會由誰主辦？")["citations"][0]
    url = f"/api/documents/{citation['document']['id']}"
    span = {"start": citation["start"], "end": citation["end"]}
    segments = http.get(f"{url}/view", params=span).json()
    assert "".join(piece["text"] for piece in segments) == http.get(url).json()["text"]
    assert [piece["text"] for piece in segments if piece["role"] == "quote"] == [citation["quote"]]
    assert {piece["role"] for piece in segments} <= {"text", "quote", "removed"}


@pytest.mark.parametrize(
    "span",
    ["start=5", "end=5", "start=5&end=5", "start=9&end=3", "start=0&end=999999", "start=-1&end=3"],
)
def test_a_span_outside_the_text_is_refused(http: httpx.Client, span: str) -> None:
    document = http.get("/api/documents").json()["documents"][0]["id"]
    assert http.get(f"/api/documents/{document}/view?{span}").status_code == 422


def test_the_passages_of_a_document_stand_in_its_text(http: httpx.Client) -> None:
    answer = ask(http, question="茶會由誰主辦？")
    url = f"/api/documents/{answer['citations'][0]['document']['id']}"
    text = http.get(url).json()["text"]
    body = http.get(f"{url}/passages").json()
    assert body["index"] == answer["index"]
    assert [one["text"] for one in body["passages"]] == [
        text[one["start"] : one["end"]] for one in body["passages"]
    ]
    assert [one["start"] for one in body["passages"]] == sorted(
        one["start"] for one in body["passages"]
    )
    found = next(one for one in answer["passages"] if one["document"]["script"] == "Hant")
    (cut,) = [one for one in body["passages"] if one["id"] == found["id"]]
    assert {key: cut[key] for key in ("headline", "kind", "start", "end", "text")} == {
        key: found[key] for key in ("headline", "kind", "start", "end", "text")
    }
    assert "茶会由𠮷野山的农友协会主办" in cut["search_text"]


def test_confidence_tells_answers_from_refusals(http: httpx.Client) -> None:
    answered, refused = ask(http), ask(http, question="how do I bake sourdough bread")
    assert (answered["status"], refused["status"]) == ("answered", "not_found")
    assert 0 <= refused["confidence"] < answered["confidence"] <= 1


@pytest.mark.parametrize("part", ["", "/passages", "/view"])
def test_an_unknown_document_is_a_problem_with_the_next_step(http: httpx.Client, part: str) -> None:
    response = http.get(f"/api/documents/nowhere{part}")
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["next"] == "GET /api/documents lists the documents."
    assert "nowhere" not in response.text


def test_feedback_is_kept_as_a_line(http: httpx.Client, home: Path) -> None:
    body = {"question": QUESTION, "verdict": "bad", "reason": "不全"}
    assert http.post("/api/feedback", json=body).json() == {"status": "ok"}
    lines = (home / "var/feedback.jsonl").read_text(encoding="utf-8").splitlines()
    kept = json.loads(lines[-1])
    assert {**body, "index": kept["index"], "at": kept["at"]} == kept


def test_health_names_the_generation_and_the_encoder(http: httpx.Client, home: Path) -> None:
    assert http.get("/livez").json()["status"] == "ok"
    generation = ask(http)["index"]
    manifest = json.loads((home / f"var/index/{generation}/manifest.json").read_text("utf-8"))
    assert http.get("/readyz").json() == {
        "status": "ok",
        "index": generation,
        "encoder": manifest["recipe"]["encoder"],
    }


def test_the_interface_is_described(http: httpx.Client) -> None:
    described = http.get("/openapi.json").json()
    assert sorted(described["paths"]) == [
        "/api/ask",
        "/api/documents",
        "/api/documents/{document_id}",
        "/api/documents/{document_id}/about",
        "/api/documents/{document_id}/passages",
        "/api/documents/{document_id}/view",
        "/api/feedback",
        "/api/judgements",
        "/api/search",
        "/api/staff",
        "/livez",
        "/qrels.txt",
        "/readyz",
        "/search.csv",
        "/search.json",
    ]


@pytest.mark.parametrize("path", ["/docs", "/redoc"])
def test_pages_that_load_foreign_scripts_are_off(http: httpx.Client, path: str) -> None:
    assert http.get(path).status_code == 404


@pytest.mark.parametrize(
    "path", ["/", "/search", "/source/nowhere", "/static/0/style.css", "/api/documents", "/none"]
)
def test_every_response_has_the_security_headers(http: httpx.Client, path: str) -> None:
    headers = http.get(path).headers
    assert headers["content-security-policy"] == CONTENT_SECURITY_POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "server" not in headers


@pytest.mark.parametrize("path", ["/", "/search", "/source/x"])
def test_pages_hold_no_inline_code_and_no_foreign_address(http: httpx.Client, path: str) -> None:
    page = http.get(path).text
    assert "<style" not in page
    assert " style=" not in page
    assert "<script>" not in page
    assert "http" not in page
    assert " on" not in page.replace(" only", "")


@pytest.mark.parametrize("path", ["/", "/search", "/source/none"])
def test_the_head_of_a_page_is_that_of_the_page(http: httpx.Client, path: str) -> None:
    page, head = http.get(path), http.head(path)
    assert head.status_code == page.status_code
    assert head.headers["etag"] == page.headers["etag"]
    assert head.content == b""


def test_pages_are_revalidated_by_their_tag(http: httpx.Client) -> None:
    tag = http.get("/").headers["etag"]
    assert http.get("/", headers={"If-None-Match": tag}).status_code == 304


def test_what_a_page_loads_is_kept_for_a_year_and_texts_are_compressed(http: httpx.Client) -> None:
    page = http.get("/")
    assert page.headers["cache-control"] == "no-cache"
    (style, *_) = re.findall(r'href="(/static/\w+/style\.css)"', page.text)
    response = http.get(style)
    assert response.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert response.headers["content-encoding"] == "gzip"
    assert response.headers["vary"] == "Accept-Encoding"
    plain = http.get(style, headers={"Accept-Encoding": "identity"})
    assert plain.text == response.text
    assert int(response.headers["content-length"]) < len(plain.content) / 2


def test_a_style_of_another_version_is_todays_and_not_kept(http: httpx.Client) -> None:
    response = http.get("/static/0123456789ab/style.css")
    assert (response.status_code, response.headers["cache-control"]) == (200, "no-cache")


@pytest.mark.parametrize("path", ["/api/documents", "/openapi.json", "/source/tea"])
def test_what_has_not_changed_is_not_sent_again(http: httpx.Client, path: str) -> None:
    first = http.get(path)
    again = http.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]


def test_health_and_answers_are_not_kept(http: httpx.Client) -> None:
    assert http.get("/readyz").headers["cache-control"] == "no-store"
    answer = http.post("/api/ask", json={"question": QUESTION})
    assert "etag" not in answer.headers


def test_a_compressed_stream_comes_event_by_event(http: httpx.Client) -> None:
    body = {"question": QUESTION, "stream": True}
    with http.stream("POST", "/api/ask", json=body, headers={"Accept-Encoding": "gzip"}) as reply:
        assert reply.headers["content-encoding"] == "gzip"
        reader = zlib.decompressobj(16 + zlib.MAX_WBITS)
        read = [reader.decompress(chunk) for chunk in reply.iter_raw()]
    events = [piece for piece in read if piece]
    assert len(events) >= 3
    assert all(piece.endswith(b"\n\n") for piece in events)


def test_a_follow_up_is_told_as_it_was_understood(http: httpx.Client) -> None:
    alone = ask(http)
    assert alone["understood_as"] is None
    turn = {"question": QUESTION, "answer": alone["answer"]}
    follow_up = ask(http, question="它的馆长是谁？", history=[turn])
    assert "夜读" in follow_up["understood_as"]
    traditional = ask(http, question="它的館長是誰？", history=[turn])
    assert "夜讀" in traditional["understood_as"]


def test_a_wrong_method_says_which_is_right(http: httpx.Client) -> None:
    response = http.get("/api/ask")
    assert response.status_code == 405
    assert response.headers["allow"] == "POST"
    assert response.headers["content-type"] == "application/problem+json"


def test_questions_are_not_logged(http: httpx.Client, server: RunningServer) -> None:
    http.post("/api/ask", json={"question": "渡轮每天有几班呢呢呢？"})
    http.get("/livez")
    assert "呢呢呢" not in "".join(server.log)


def test_half_open_connections_are_closed_and_others_unharmed(
    http: httpx.Client, server: RunningServer
) -> None:
    address = ("127.0.0.1", server.port)
    silent = socket.create_connection(address, timeout=15)
    half = socket.create_connection(address, timeout=15)
    bodiless = socket.create_connection(address, timeout=15)
    half.sendall(b"POST /api/ask HTTP/1.1\r\nHost: localhost\r\n")
    bodiless.sendall(
        b"POST /api/ask HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        b"Content-Length: 50\r\n\r\n{"
    )
    began = time.monotonic()
    with silent, half, bodiless:
        assert b" 408 " in bodiless.recv(4096)
        assert silent.recv(1) == b""
        assert half.recv(1) == b""
    assert time.monotonic() - began < 10
    assert http.get("/livez").status_code == 200


def test_a_new_index_is_taken_up_while_serving(tmp_path: Path) -> None:
    write_library(tmp_path / "documents")
    with serving(tmp_path) as running:
        with httpx.Client(base_url=running.url, timeout=30, trust_env=False) as http:
            first = http.get("/readyz").json()["index"]
            write_library(tmp_path / "documents", {"bridge.txt": "石桥长七十三米，有九个桥孔。\n"})
            assert run_cli(["ingest"], tmp_path).returncode == 0
            deadline = time.monotonic() + 10
            while http.get("/readyz").json()["index"] == first:
                assert time.monotonic() < deadline
            paths = [one["path"] for one in http.get("/api/documents").json()["documents"]]
        assert running.stop() in {0, -15}
    assert "bridge.txt" in {Path(path).name for path in paths}

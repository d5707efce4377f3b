"""The staff's token: what it guards, and how it is shown."""

from __future__ import annotations

import json
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr, ValidationError

from api.app import create_app
from api.settings import Settings, shown
from api.staff import COOKIE, SESSION_S, StaffGate
from tests.unit.api_parts import PASSAGE, fake_service

TOKEN = "a token of the staff"
QUERY = {"query": "论坛"}
JUDGEMENT = {"question": "论坛", "passage_id": PASSAGE.id, "verdict": "relevant"}
GUARDED = [
    ("GET", "/search", None),
    ("GET", "/search.json?q=论坛", None),
    ("GET", "/search.csv?q=论坛", None),
    ("GET", "/qrels.txt", None),
    ("POST", "/api/search", QUERY),
    ("POST", "/api/judgements", JUDGEMENT),
]


@contextmanager
def client(tmp_path: Path, token: str | None = TOKEN) -> Generator[TestClient]:
    settings = Settings(
        staff_token=None if token is None else SecretStr(token),
        feedback=tmp_path / "feedback.jsonl",
    )
    with TestClient(create_app(settings, fake_service(settings=settings))) as http:
        yield http


@pytest.mark.parametrize(("method", "path", "body"), GUARDED)
def test_without_a_token_configured_search_is_open(
    tmp_path: Path, method: str, path: str, body: dict[str, str] | None
) -> None:
    with client(tmp_path, token=None) as http:
        assert http.request(method, path, json=body).status_code == 200
        assert http.get("/api/staff").json() == {"required": False, "signed_in": True}


@pytest.mark.parametrize(("method", "path", "body"), GUARDED)
def test_a_configured_token_is_wanted_by_page_and_interface(
    tmp_path: Path, method: str, path: str, body: dict[str, str] | None
) -> None:
    with client(tmp_path) as http:
        refused = http.request(method, path, json=body)
        assert refused.status_code == 401
        assert PASSAGE.text not in refused.text
        for scheme in ("Bearer", "bearer"):
            headers = {"Authorization": f"{scheme} {TOKEN}"}
            assert http.request(method, path, json=body, headers=headers).status_code == 200


@pytest.mark.parametrize("given", ["", "Bearer", "Bearer ", f"Basic {TOKEN}", f"Bearer {TOKEN} "])
def test_only_the_token_itself_opens(tmp_path: Path, given: str) -> None:
    expected = 200 if given.strip() == f"Bearer {TOKEN}" else 401
    with client(tmp_path) as http:
        answer = http.post("/api/search", json=QUERY, headers={"Authorization": given})
        assert answer.status_code == expected


@pytest.mark.parametrize(
    "given", [f"Bearer {TOKEN}x", f"Bearer x{TOKEN}", f"Bearer {TOKEN[:-1]}", "Bearer é\xff"]
)
def test_what_is_nearly_the_token_is_refused_as_a_problem(tmp_path: Path, given: str) -> None:
    with client(tmp_path) as http:
        headers = {b"Authorization": given.encode("latin-1")}
        refused = http.post("/api/search", json=QUERY, headers=headers)
    assert refused.status_code == 401
    assert refused.headers["www-authenticate"] == "Bearer"
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.json()["type"] == "urn:forumqa:problem:staff-only"


def test_visitors_ask_read_and_give_feedback_without_a_token(tmp_path: Path) -> None:
    with client(tmp_path) as http:
        assert http.get("/").status_code == 200
        assert http.post("/api/ask", json={"question": "何时？"}).status_code == 200
        assert http.get("/api/documents").status_code == 200
        assert http.get("/source/qingdao").status_code == 200
        verdict = {"question": "何时？", "passage_id": PASSAGE.id, "verdict": "relevant"}
        assert http.post("/api/feedback", json=verdict).status_code == 200


def test_signing_in_gives_a_cookie_that_no_script_and_no_other_site_can_use(
    tmp_path: Path,
) -> None:
    with client(tmp_path) as http:
        signed_in = http.post("/api/staff", json={"token": TOKEN})
        cookie = signed_in.headers["set-cookie"]
        parts = {part.strip().lower() for part in cookie.split(";")[1:]}
        assert {"httponly", "samesite=strict", "path=/", f"max-age={SESSION_S}"} <= parts
        assert "secure" not in parts
        assert TOKEN not in cookie
        assert http.post("/api/search", json=QUERY).status_code == 200
        assert http.get("/api/staff").json() == {"required": True, "signed_in": True}
        assert http.delete("/api/staff").status_code == 200
        assert http.post("/api/search", json=QUERY).status_code == 401


def test_behind_https_the_cookie_stays_on_https(tmp_path: Path) -> None:
    with client(tmp_path) as http:
        headers = {"X-Forwarded-Proto": "https"}
        signed_in = http.post("/api/staff", json={"token": TOKEN}, headers=headers)
        assert "secure" in signed_in.headers["set-cookie"].lower()


def test_a_wrong_token_gives_no_cookie(tmp_path: Path) -> None:
    with client(tmp_path) as http:
        refused = http.post("/api/staff", json={"token": TOKEN + "x"})
        assert refused.status_code == 401
        assert "set-cookie" not in refused.headers
        assert TOKEN not in refused.text


def test_a_session_ends_and_cannot_be_prolonged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with client(tmp_path) as http:
        http.post("/api/staff", json={"token": TOKEN})
        expires, _, signature = http.cookies[COOKIE].partition(".")
        now = time.time()
        monkeypatch.setattr(time, "time", lambda: now + SESSION_S - 60)
        assert http.post("/api/search", json=QUERY).status_code == 200
        monkeypatch.setattr(time, "time", lambda: now + SESSION_S + 1)
        assert http.post("/api/search", json=QUERY).status_code == 401
        http.cookies.set(COOKIE, f"{int(expires) + 3600}.{signature}")
        assert http.post("/api/search", json=QUERY).status_code == 401


@pytest.mark.parametrize("cookie", ["", ".", "x.y", "9" * 40 + ".0", "99999999999.", "²³.00"])
def test_cookies_that_are_none_of_ours_are_refused(tmp_path: Path, cookie: str) -> None:
    with client(tmp_path) as http:
        headers = {b"Cookie": f"{COOKIE}={cookie}".encode()}
        assert http.post("/api/search", json=QUERY, headers=headers).status_code == 401


def test_a_cookie_of_another_token_is_refused(tmp_path: Path) -> None:
    with client(tmp_path, "a token of last year") as earlier:
        earlier.post("/api/staff", json={"token": "a token of last year"})
        cookie = earlier.cookies[COOKIE]
    with client(tmp_path) as http:
        http.cookies.set(COOKIE, cookie)
        assert http.post("/api/search", json=QUERY).status_code == 401


def test_the_page_that_asks_for_the_token_is_not_the_search_page(tmp_path: Path) -> None:
    with client(tmp_path) as http:
        asked = http.get("/search")
        assert "search-login.js" in asked.text
        etag = asked.headers["etag"]
        http.post("/api/staff", json={"token": TOKEN})
        page = http.get("/search", headers={"If-None-Match": etag})
        assert page.status_code == 200
        assert "search-login.js" not in page.text


def test_tokens_are_long_and_masked() -> None:
    with pytest.raises(ValidationError):
        Settings(staff_token=SecretStr("too short"))
    assert shown(Settings(staff_token=SecretStr(TOKEN)))["FORUMQA_STAFF_TOKEN"] == "**********"
    assert TOKEN not in repr(StaffGate(SecretStr(TOKEN)))


def test_a_token_may_hold_any_characters(tmp_path: Path) -> None:
    token = "职员的口令，不短于十六个字符。"  # 15 characters
    with client(tmp_path, token + "𠮷") as http:
        assert http.post("/api/staff", json={"token": token}).status_code == 401
        assert http.post("/api/staff", json={"token": token + "𠮷"}).status_code == 200
        http.cookies.clear()
        headers = {b"Authorization": f"Bearer {token}𠮷".encode()}
        assert http.post("/api/search", json=QUERY, headers=headers).status_code == 200


def test_a_judgement_is_marked_as_staffs_and_comes_back_with_the_hits(tmp_path: Path) -> None:
    with client(tmp_path, token=None) as http:
        assert http.post("/api/search", json=QUERY).json()["hits"][0]["verdict"] is None
        http.post("/api/judgements", json=JUDGEMENT)
        assert http.post("/api/search", json=QUERY).json()["hits"][0]["verdict"] == "relevant"
        http.post("/api/judgements", json={**JUDGEMENT, "verdict": "irrelevant", "topic": "T-1"})
        assert http.post("/api/search", json=QUERY).json()["hits"][0]["verdict"] == "relevant"
        found = http.post("/api/search", json={**QUERY, "topic": "T-1"}).json()
        assert found["hits"][0]["verdict"] == "irrelevant"
        lines = http.get("/qrels.txt").text.splitlines()
    assert lines[0] == f"T-1 0 {PASSAGE.id} 0"
    assert lines[1].split()[2:] == [PASSAGE.id, "1"]
    stored = (tmp_path / "feedback.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["staff"] for line in stored] == [True, True]


def test_visitors_verdicts_are_no_judgements(tmp_path: Path) -> None:
    with client(tmp_path, token=None) as http:
        forged = {**JUDGEMENT, "staff": True}
        assert http.post("/api/feedback", json=forged).status_code == 422
        http.post("/api/feedback", json=JUDGEMENT)
        assert http.post("/api/search", json=QUERY).json()["hits"][0]["verdict"] is None
        assert http.get("/qrels.txt").text == ""

"""The search page's address: as a search, as JSON, as a filter by publisher."""

from __future__ import annotations

import csv
import io
from collections.abc import Generator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from index.retriever import Filters
from ingest.document import PassageKind, Script
from tests.unit.api_parts import PASSAGE, FakeIndex, fake_service


@pytest.fixture
def index() -> FakeIndex:
    return FakeIndex()


@pytest.fixture
def http(tmp_path: Path, index: FakeIndex) -> Generator[TestClient]:
    settings = Settings(feedback=tmp_path / "feedback.jsonl")
    with TestClient(create_app(settings, fake_service(index=index, settings=settings))) as client:
        yield client


def test_the_address_asks_what_the_body_asks(http: TestClient, index: FakeIndex) -> None:
    address = (
        "q=论坛&k=20&document=qingdao&publisher=某報&from=2023-01-01&to=2023-12-31"
        "&script=Hant&include=furniture&include=spillover&topic=T1&lang=ru"
    )
    body = {
        "query": "论坛",
        "k": 20,
        "documents": ["qingdao"],
        "publishers": ["某報"],
        "from": "2023-01-01",
        "to": "2023-12-31",
        "script": "Hant",
        "include": ["furniture", "spillover"],
        "topic": "T1",
    }
    twin = http.get(f"/search.json?{address}")
    asked = http.post("/api/search", json=body)
    assert twin.status_code == asked.status_code == 200
    assert twin.json()["hits"] == asked.json()["hits"]
    assert twin.headers["cache-control"] == "no-store"
    first, second = index.retriever.asked
    assert first == second
    assert first == (
        "论坛",
        20,
        Filters(
            documents=frozenset({"qingdao"}),
            date_from="2023-01-01",
            date_to="2023-12-31",
            script=Script.HANT,
            kinds=frozenset(PassageKind),
        ),
    )


@pytest.mark.parametrize(
    "address",
    [
        "",
        "q=",
        "q=%20",
        "q=论坛&k=0",
        "q=论坛&k=101",
        "q=论坛&k=ten",
        "q=论坛&from=yesterday",
        "q=论坛&from=2024&to=2023",
        "q=论坛&script=Arab",
        "q=论坛&include=body",
        "q=论坛&document=nowhere",
        "q=论坛&publisher=nobody",
        "q=论坛&topic=two%20words",
        "q=" + "问" * 501,
    ],
)
@pytest.mark.parametrize("twin", ["json", "csv"])
def test_an_address_that_asks_nothing_sensible_is_a_problem(
    http: TestClient, twin: str, address: str
) -> None:
    refused = http.get(f"/search.{twin}?{address}")
    assert refused.status_code == 422
    assert refused.headers["content-type"] == "application/problem+json"
    assert "论坛" not in refused.text


def test_the_table_is_a_file_of_the_same_hits(http: TestClient) -> None:
    table = http.get("/search.csv?q=论坛")
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    assert table.headers["content-disposition"] == 'attachment; filename="search.csv"'
    rows = list(csv.DictReader(io.StringIO(table.text.removeprefix("\ufeff"), newline="")))
    assert [row["passage"] for row in rows] == [PASSAGE.id]


@pytest.mark.parametrize(
    ("body", "documents"),
    [
        ({"publishers": ["某報"]}, {"qingdao"}),
        ({"publishers": ["某報"], "documents": ["qingdao"]}, {"qingdao"}),
        ({"publishers": [], "documents": []}, None),
    ],
)
def test_a_publisher_stands_for_its_documents(
    http: TestClient, index: FakeIndex, body: dict[str, list[str]], documents: set[str] | None
) -> None:
    assert http.post("/api/search", json={"query": "论坛", **body}).status_code == 200
    ((_, _, filters),) = index.retriever.asked
    assert filters.documents == documents


def test_a_publisher_that_is_not_there_is_told_which_are(http: TestClient) -> None:
    reply = http.post("/api/search", json={"query": "论坛", "publishers": ["他報"]})
    assert reply.status_code == 422
    assert reply.json()["next"] == "There are: 某報."
    assert "他報" not in reply.text


def test_the_server_logs_no_query(http: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO"):
        http.get("/search?q=秘密")
        http.get("/search.json?q=秘密")
        http.get("/search.csv?q=%E7%A7%98%E5%AF%86")
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("api")]
    assert len(ours) == 3
    assert not any("秘密" in line or "%E7" in line.upper() for line in ours)


def test_what_is_known_of_a_document_comes_without_its_text(http: TestClient) -> None:
    whole = http.get("/api/documents/qingdao").json()
    about = http.get("/api/documents/qingdao/about").json()
    assert about == {name: value for name, value in whole.items() if name != "text"}
    assert http.get("/api/documents/nowhere/about").status_code == 404


def test_a_view_says_little_of_what_is_plain(http: TestClient) -> None:
    segments = http.get("/api/documents/qingdao/view?script=Hans").json()
    assert segments[0] == {
        "text": "青岛的海",
        "role": "text",
        "reason": None,
        "article": 0,
        "heading": True,
        "converted": True,
    }
    plain = http.get("/api/documents/qingdao/view").json()
    assert set(plain[1]) == {"text", "role", "reason", "article"}
    assert http.get("/api/documents/qingdao/view?script=Latn").status_code == 422


def test_a_search_says_whether_anything_is_close(http: TestClient, index: FakeIndex) -> None:
    near, far = (http.get("/search.json", params={"q": q, "k": 1}).json() for q in ("论坛", "far"))
    assert (near["distant"], far["distant"]) == (False, True)
    assert len(far["hits"]) == 1
    assert [k for _, k, _ in index.retriever.asked] == [10, 10]  # one hit tells too little

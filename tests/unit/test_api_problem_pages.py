"""Problems as people meet them in a browser, and as programs do."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from string import Template

import httpx
import pytest

from api.app import create_app
from api.guards import LOOPBACK_NAMES
from api.negotiation import LANGUAGES
from api.problem_pages import problem_page
from api.problem_words import COMPLETE, WORDS
from api.problems import MEDIA_TYPE
from api.settings import Settings
from tests.unit.api_parts import fake_service

BROWSER = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "en",
    "Accept-Encoding": "gzip",
}
PAGE = "text/html; charset=utf-8"
TEMPLATE = "$language|$title|$told|$detail|$ask|$library|$search|$languages_label|$languages"


def fetched(path: str, method: str = "GET", **headers: str) -> httpx.Response:
    """What the application answers to a browser that also sends ``headers``."""
    app = create_app(Settings(feedback=Path("unused")), fake_service(), LOOPBACK_NAMES)

    async def fetch() -> httpx.Response:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with (
            app.router.lifespan_context(app),
            httpx.AsyncClient(transport=transport, base_url="http://localhost") as client,
        ):
            return await client.request(method, path, headers={**BROWSER, **headers})

    return asyncio.run(fetch())


def heading(response: httpx.Response) -> str:
    found = re.search(r"<h1>(.*)</h1>", response.text)
    assert found is not None
    return found[1]


@pytest.mark.parametrize(
    ("path", "method", "status", "title"),
    [
        ("/nothing", "GET", 404, "There is no such page"),
        ("/source/", "GET", 404, "There is no such page"),
        ("/apis", "GET", 404, "There is no such page"),
        ("/static/x/nothing.css", "GET", 404, "There is no such page"),
        ("/", "POST", 405, "Not to be opened like this"),
        ("/search.csv?q=x&k=0", "GET", 422, "This request cannot be served"),
    ],
)
def test_a_problem_is_a_page_in_a_browser_with_its_status(
    path: str, method: str, status: int, title: str
) -> None:
    response = fetched(path, method)
    assert (response.status_code, response.headers["content-type"]) == (status, PAGE)
    assert heading(response) == title
    assert response.headers["cache-control"] == "no-store"
    assert int(response.headers["content-length"]) == len(response.content)
    assert "default-src 'none'" in response.headers["content-security-policy"]


def test_headers_of_the_problem_stay() -> None:
    assert set(fetched("/", "POST").headers["allow"].split(", ")) == {"GET", "HEAD"}


def test_what_the_words_cannot_tell_is_told_in_english() -> None:
    page = fetched("/search.csv?q=x&k=0&lang=ru").text
    assert '<span lang="en">The request does not have the expected shape: /k: ' in page
    assert 'lang="en">' not in fetched("/nothing?lang=ru").text.replace('<a lang="en"', "")


@pytest.mark.parametrize("path", ["/api/nothing", "/api", "/api/documents/nowhere", "/v1/models"])
def test_interfaces_of_programs_keep_the_problem_document(path: str) -> None:
    response = fetched(path)
    assert (response.status_code, response.headers["content-type"]) == (404, MEDIA_TYPE)


@pytest.mark.parametrize("accept", ["*/*", "application/json", "application/json, text/html"])
def test_who_does_not_prefer_pages_gets_the_problem_document(accept: str) -> None:
    response = fetched("/nothing", Accept=accept)
    assert (response.status_code, response.headers["content-type"]) == (404, MEDIA_TYPE)
    assert response.json()["status"] == 404


def test_a_foreign_host_is_told_the_right_one_on_a_page() -> None:
    response = fetched("/", Host="foreign.invalid")
    assert (response.status_code, heading(response)) == (421, "Wrong host name")
    assert "http://localhost" in response.text
    assert "foreign" not in response.text


def test_a_bug_is_a_page_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr("api.shelf.Shelf.has", broken)
    response = fetched("/source/x")
    assert (response.status_code, heading(response)) == (500, "Something is wrong with the server")
    assert "secret" not in response.text


def test_a_page_repeats_nothing_of_the_request() -> None:
    assert "kakadu" not in fetched("/kakadu?kakadu=1", Cookie="kakadu=1").text


def test_a_page_that_is_found_stays_as_it_is() -> None:
    response = fetched("/")
    assert response.status_code == 200
    assert 'id="question"' in response.text


def test_the_page_loads_nothing_foreign_and_no_script() -> None:
    page = fetched("/nothing").text
    loaded = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert loaded
    assert [one for one in loaded if not one.startswith(("/", "?"))] == []
    assert "<script" not in page
    assert "style=" not in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_its_links_and_words_for_every_status(language: str) -> None:
    words = WORDS[language]
    assert set(words.told) == COMPLETE | {503, 0} == set(WORDS["en"].told)
    page = fetched(f"/nothing?lang={language}")
    assert page.headers["content-language"] == language
    assert f'<html lang="{language}">' in page.text
    assert heading(page) == words.told[404][0]
    for href in (f"/?lang={language}", f"/?lang={language}#library", f"/search?lang={language}"):
        assert f'href="{href}"' in page.text
    assert re.findall(r'href="\?lang=([\w-]+)" aria-current="true"', page.text) == [language]


def test_the_problems_own_words_are_no_html() -> None:
    problem: dict[str, object] = {"status": 503, "detail": "<b>&", "next": "Run `x`."}
    page = problem_page(TEMPLATE, "en", problem)
    assert '<span lang="en">&lt;b&gt;&amp; Run `x`.</span>' in page
    assert page.startswith("en|Not available just now|Please try again later.|")


def test_a_status_without_words_of_its_own_is_told_in_general() -> None:
    page = problem_page(TEMPLATE, "zh-Hant", {"status": 413, "title": "x"})
    assert page.startswith(
        "zh-Hant|這個請求無法處理|請從下面的頁面重新開始。||提問|館藏文件|館藏檢索|"
    )
    assert set(Template(TEMPLATE).get_identifiers()) >= {"detail", "told"}

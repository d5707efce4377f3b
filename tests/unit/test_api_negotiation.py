"""What a browser's headers say of its reader."""

from __future__ import annotations

import pytest

from api.negotiation import language_of_reader, prefers_page

CHROMIUM = (
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8,"
    "application/signed-exchange;v=b3;q=0.7"
)


@pytest.mark.parametrize(
    ("accept", "page"),
    [
        (CHROMIUM, True),
        ("text/html", True),
        ("TEXT/HTML;charset=utf-8", True),
        ("application/json;q=0.5, text/html", True),
        ("text/*, application/json;q=0.9", True),
        ("text/html;q=0.9, application/json", False),
        ("text/html, application/problem+json", False),
        ("application/json, text/html", False),
        ("*/*", False),
        ("text/css,*/*;q=0.1", False),
        ("image/avif,image/webp,*/*;q=0.8", False),
        ("text/html;q=0, */*", False),
        ("text/html;q=nan", False),
        ("text/html;q=1e9", False),
        ("", False),
        (",;=;q=,", False),
    ],
)
def test_pages_go_to_who_names_them_before_json(accept: str, page: bool) -> None:
    assert prefers_page(accept) is page


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("en-GB,en;q=0.9", "en"),
        ("ru", "ru"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh-Hans"),
        ("zh-TW", "zh-Hant"),
        ("zh-Hant-HK, en", "zh-Hant"),
        ("de-DE, de;q=0.9, ru;q=0.4, en;q=0.6", "en"),
        ("en;q=0, ru;q=0.1", "ru"),
        ("de", "zh-Hans"),
        ("*", "zh-Hans"),
        ("", "zh-Hans"),
    ],
)
def test_the_browsers_first_language_that_is_spoken_here_counts(header: str, language: str) -> None:
    assert language_of_reader(b"", header) == language


@pytest.mark.parametrize(
    ("query", "language"),
    [
        (b"lang=ru", "ru"),
        (b"q=%ff&lang=zh-Hant", "zh-Hant"),
        (b"lang=xx", "en"),
        (b"lang=", "en"),
        (b"a=1&" * 2000, "en"),
        (b"\xff=\xff", "en"),
    ],
)
def test_the_address_decides_before_the_browser(query: bytes, language: str) -> None:
    assert language_of_reader(query, "en") == language

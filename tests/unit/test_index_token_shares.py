"""What a passage lacks of a query, token by token."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.token_shares import lacking_tokens
from ingest.paragraphs import paragraph_document
from tests.fakes import make_source


@pytest.mark.parametrize(
    ("query", "lacking"),
    [
        ("票价多少", ["价多", "多", "多少", "少"]),
        ("票票", ["票票"]),
        ("港口票价", ["口票"]),
        ("WiFi 2019", ["2019"]),
        ("", []),
    ],
)
def test_lacking_tokens_are_those_that_neither_text_nor_headline_holds(
    query: str, lacking: list[str]
) -> None:
    _, passage = paragraph_document(make_source("fair"), "港口 wifi 票价二十元。")
    assert sorted(lacking_tokens(query, passage)) == sorted(lacking)


def test_the_headline_counts_as_the_text_does() -> None:
    _, passage = paragraph_document(make_source("fair"), "票价二十元。")
    named = replace(passage, headline="展览")
    assert "展览" in lacking_tokens("展览票价", passage)
    assert lacking_tokens("展览票价", named) == ["览票"]

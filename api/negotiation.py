"""What a browser's headers say of its reader: pages or data, and in which language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs

LANGUAGES = ("zh-Hans", "zh-Hant", "en", "ru")
_TRADITIONAL = re.compile(r"zh\b.*-(hant|tw|hk|mo)\b")  # as api/pages/language.js has it
_QUALITY = re.compile(r"[01](\.[0-9]{0,3})?")
_PAGE = ("text/html", "text/*", "*/*")
_DATA = ("application/problem+json", "application/json", "application/*", "*/*")


def prefers_page(accept: str) -> bool:
    """Whether ``Accept`` names pages before JSON; who takes both alike, as programs do, does not.

    Of the ranges that fit, the most specific one counts (RFC 9110, section 12.5.1).
    """
    wanted = dict(_weighed(accept))
    page, data = (
        next((wanted[one] for one in ranges if one in wanted), 0.0) for ranges in (_PAGE, _DATA)
    )
    return page > data


def language_of_reader(query: bytes, accept_language: str) -> str:
    """The language that an address asks for by ``lang``, else the browser's first that we speak."""
    asked = parse_qs(query.decode("latin-1")).get("lang", [""])[0]
    if asked in LANGUAGES:
        return asked
    tags = sorted(_weighed(accept_language), key=lambda pair: -pair[1])
    spoken = (_spoken(tag) for tag, weight in tags if weight)
    return next(filter(None, spoken), LANGUAGES[0])


def _spoken(tag: str) -> str | None:
    if _TRADITIONAL.match(tag):
        return "zh-Hant"
    primary = tag.partition("-")[0]
    if primary == "zh":
        return "zh-Hans"
    return primary if primary in LANGUAGES else None


def _weighed(header: str) -> Iterator[tuple[str, float]]:
    """The members of a list header in lower case, each with its quality; 1 where none is told."""
    for member in header.lower().split(","):
        name, *parameters = (part.strip() for part in member.split(";"))
        told = next((one[2:] for one in parameters if one.startswith("q=")), "1")
        if name:
            yield name, float(told) if _QUALITY.fullmatch(told) else 0.0

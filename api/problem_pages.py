"""A problem document (RFC 9457) → a page, for people who met it in a browser.

Programs keep the document: a page is sent only where ``Accept`` prefers one, and never under /api.
The page repeats nothing of the request.
"""

from __future__ import annotations

import html
import json
from string import Template
from typing import TYPE_CHECKING, cast

from starlette.datastructures import Headers, MutableHeaders

from api.negotiation import language_of_reader, prefers_page
from api.problem_words import COMPLETE, LANGUAGE_NAMES, WORDS
from api.problems import MEDIA_TYPE

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_FOR_PROGRAMS = ("api", "v1")


def problem_page(template: str, language: str, problem: dict[str, object]) -> str:
    """The page that tells ``problem``, the members of its document, in ``language``."""
    words = WORDS[language]
    status = cast("int", problem["status"])
    title, told = words.told.get(status, words.told[0])
    own = " ".join(str(problem[name]) for name in ("detail", "next") if name in problem)
    detail = ""
    if own and status not in COMPLETE:
        detail = f'<p class="note">{words.detail}<span lang="en">{html.escape(own)}</span></p>'
    return Template(template).substitute(
        language=language,
        title=title,
        told=told,
        detail=detail,
        ask=words.ask,
        library=words.library,
        search=words.search,
        languages_label=words.languages,
        languages=_language_links(language),
    )


def _language_links(present: str) -> str:
    """Links to the same address in each language, as api/pages/language.js makes them."""
    current = {present: ' aria-current="true"'}
    return "\n".join(
        f'<a lang="{tag}" hreflang="{tag}" href="?lang={tag}"{current.get(tag, "")}>{name}</a>'
        for tag, name in LANGUAGE_NAMES.items()
    )


class ProblemPages:
    """Stands outermost, so that every problem is told, whoever found it."""

    def __init__(self, app: ASGIApp, *, template: str) -> None:
        self._app = app
        self._template = template

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and _is_for_people(scope):
            send = _Sending(scope, self._template, send)
        await self._app(scope, receive, send)


def _is_for_people(scope: Scope) -> bool:
    first = scope["path"].lstrip("/").partition("/")[0]
    return first not in _FOR_PROGRAMS and prefers_page(Headers(scope=scope).get("accept", ""))


class _Sending:
    """One response on its way; a problem's head waits for the whole of its body."""

    def __init__(self, scope: Scope, template: str, send: Send) -> None:
        self._scope = scope
        self._template = template
        self._send = send
        self._head: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            if Headers(raw=message["headers"]).get("content-type") == MEDIA_TYPE:
                self._head = message
                return
        elif self._head is not None:
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._send_page(self._head)
            return
        await self._send(message)

    async def _send_page(self, head: Message) -> None:
        language = language_of_reader(
            self._scope["query_string"], Headers(scope=self._scope).get("accept-language", "")
        )
        page = problem_page(self._template, language, json.loads(self._body)).encode()
        headers = MutableHeaders(raw=list(head["headers"]))
        headers["content-type"] = "text/html; charset=utf-8"
        headers["content-length"] = str(len(page))
        headers["content-language"] = language
        headers["cache-control"] = "no-store"
        await self._send({**head, "headers": headers.raw})
        await self._send({"type": "http.response.body", "body": page})

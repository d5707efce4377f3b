"""Bodies as `/api/ask` sends them, for what a small library cannot bring about at will."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from playwright.sync_api import Page, Route

Body = Mapping[str, object]


def reference(**changed: object) -> dict[str, object]:
    """A source; ``changed`` are the fields that matter to the test."""
    return {
        "id": "bridge",
        "title": "石桥节开幕",
        "publisher": "临海日报",
        "date": "2024-05-06",
        "date_inferred": False,
        "script": "Hans",
        "source": "original",
        **changed,
    }


def citation(n: int, quote: str, mark: str = "", **changed: object) -> dict[str, object]:
    """A citation of ``quote``, in which ``mark`` is the answering phrase."""
    before, found, after = quote.partition(mark) if mark else (quote, "", "")
    pieces = [(before, False), (found, True), (after, False)]
    return {
        "n": n,
        "document": reference(),
        "headline": "石桥节开幕",
        "hash": "0" * 64,
        "passage_id": f"bridge:{n}",
        "start": 10 * n,
        "end": 10 * n + len(quote),
        "quote": quote,
        "before": "",
        "after": "",
        "segments": [{"text": text, "mark": marked} for text, marked in pieces if text],
        **changed,
    }


def sentence(text: str, *numbers: int, quoted: bool = True) -> dict[str, object]:
    """A sentence with the numbers of its citations."""
    return {"text": text, "quoted": quoted, "citations": list(numbers), "phrase": None, "also": []}


def body(
    sentences: Sequence[Mapping[str, object]],
    citations: Sequence[Mapping[str, object]],
    **changed: object,
) -> dict[str, object]:
    """A whole answer."""
    return {
        "status": "answered",
        "mode": "extractive",
        "language": "zh-Hans",
        "understood_as": None,
        "doubtful": False,
        "unmentioned": [],
        "answer": "".join(str(one["text"]) for one in sentences),
        "sentences": list(sentences),
        "citations": list(citations),
        "passages": [],
        "confidence": 0.9,
        "index": "gen-000001",
        "timings_ms": {"total": 1.0},
        **changed,
    }


def event(name: str, payload: object) -> str:
    """One server-sent event."""
    return f"event: {name}\ndata: {json.dumps(payload, ensure_ascii=False)}\n\n"


def answer_with(page: Page, answer: Body) -> None:
    """Whatever is asked on ``page`` gets ``answer``, as a stream that holds its end alone."""

    def fulfil(route: Route) -> None:
        route.fulfill(body=event("final", answer), content_type="text/event-stream")

    page.route("**/api/ask", fulfil)

"""A report made by hand, hostile texts in it, and what its page says."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import cast

from eval.reports.page_topics import Contents
from eval.reports.report import Detail, FoundPassage, RefusalScores, Report, Step
from eval.resampling import Interval

HOSTILE = '</script><img src=x onerror="window.broken=1"><b>&amp;'


def sample_report() -> Report:
    """Two topics that can be answered, of which one fails, and two that cannot."""
    return Report(
        figures={
            "Success@1": 0.5,
            "false_refusal": 0.0,
            "false_answer": 0.5,
            "refusal_auroc": 0.75,
        },
        intervals={"Success@1": Interval(0.1, 0.9)},
        slices={
            "kind": {
                "fact": {"topics": 2, "Success@1": 0.5, "false_refusal": 0.0},
                "unanswerable": {"topics": 2, "false_answer": 0.5},
            },
            "language": {
                "zh-Hans": {"topics": 3, "Success@1": 0.0, "false_answer": 0.5},
                "zh-Hant": {"topics": 1, "Success@1": 1.0},
            },
        },
        slice_intervals={"kind": {"fact": {"Success@1": Interval(0.1, 0.9)}}},
        ladder={"random": {"Success@1": 0.1}, "lexical": {"Success@1": 0.7}},
        steps={"lexical": Step("random", {"Success@1": 0.6}, {"Success@1": Interval(0.5, 0.7)})},
        topics={
            "opening": {"Success@1": 0.0, "false_refusal": 0.0},
            "tea": {"Success@1": 1.0, "false_refusal": 0.0},
            "weather": {"false_answer": 0.0},
            "near": {"false_answer": 1.0},
        },
        groups={"opening": "a", "tea": "b", "weather": "c", "near": "d"},
        scores=RefusalScores({"tea": 0.9, "opening": 0.7}, {"weather": 0.1, "near": 0.8}),
        about={"commit": "ab" * 20, "settings": {"evaluation": "forum", "half": "both"}},
        timings={"total_s": 1.5},
        details={
            "opening": _detail(f"石桥节哪天开幕？{HOSTILE}", "zh-Hans", "fact", ("六月三日",)),
            "tea": _detail("茶園由誰照看？", "zh-Hant", "fact", ("三个村子",)),
            "weather": _detail("天气如何？", "zh-Hans", "unanswerable", ()),
            "near": _detail("石桥节的预算是多少？", "zh-Hans", "unanswerable", ()),
        },
    )


def _detail(question: str, language: str, kind: str, wanted: tuple[str, ...]) -> Detail:
    return Detail(
        question=question,
        history=("石桥节是什么？",) if wanted else (),
        labels={"kind": (kind,), "language": (language,)},
        wanted=wanted,
        outcome="answered",
        shown=(f"石桥节在临海城开幕。{HOSTILE}",),
        found=(
            FoundPassage("1", f"石桥节{HOSTILE}", f"石桥节六月三日开幕。{HOSTILE}", relevant=True),
            FoundPassage("2", "白马山", "茶园由三个村子照看。", relevant=False),
        ),
    )


class Elements(HTMLParser):
    """The tags of a page with their attributes, and the texts of its scripts and styles."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {"script": [], "style": []}
        self._inside = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._inside = tag
        if tag in self.texts:
            self.texts[tag].append("")

    def handle_data(self, data: str) -> None:
        if self._inside in self.texts:
            self.texts[self._inside][-1] += data

    def handle_endtag(self, tag: str) -> None:
        del tag  # texts end with whatever element ends
        self._inside = ""

    def values(self, name: str) -> list[str]:
        """Every value of an attribute, in the order of the page."""
        return [value for _, attributes in self.tags if (value := attributes.get(name))]

    def contents(self) -> Contents:
        return cast("Contents", json.loads(self.texts["script"][0]))


def cells(html: str) -> list[str]:
    """What each row of a table says, its parts joined by a bar."""
    rows = re.findall(r"<tr(?! class)[^>]*>(.*?)</tr>", html, re.DOTALL)
    texts = [re.sub(r"<title>.*?</title>|<[^>]+>", "|", row) for row in rows]
    return ["|".join(part.strip() for part in text.split("|") if part.strip()) for text in texts]

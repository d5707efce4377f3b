"""How long a visitor waits: ``python -m tests.browser.first_answer --index var/index --starts 5``.

For every start a new server, a new browser profile and the examples of one language after the
other. Times run in the page, from the key that sends a question to the frame that shows its first
sentence; those of the very first question after a start stand apart. Prints JSON, milliseconds and
bytes.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TypedDict

from playwright.sync_api import Browser, Page, Request, sync_playwright

from tests.browser.conftest import CHROMIUM, FLAGS
from tests.integration.api_server import ROOT, serving

EXAMPLES: dict[str, list[str]] = json.loads(
    (ROOT / "api/pages/examples.json").read_text(encoding="utf-8")
)
# Resolves when the first words of an answer are painted: in the task after the frame that has them.
WATCH = """() => {
  addEventListener("keydown", ({ key, timeStamp: pressed }) => {
    if (key !== "Enter") return;
    const before = document.querySelectorAll("article").length;
    window.waited = new Promise((resolve) => {
      const look = new MutationObserver(() => {
        if (!document.querySelectorAll("article")[before]?.querySelector(".said")) return;
        look.disconnect();
        const placed = performance.now();
        requestAnimationFrame(() =>
          setTimeout(() => resolve({ pressed, placed, shown: performance.now() })),
        );
      });
      look.observe(document.getElementById("exchanges"), { childList: true, subtree: true });
    });
  }, { capture: true });
}"""
TAKEN = """async () => {
  const { pressed, placed, shown } = await window.waited;
  const [asked] = performance.getEntriesByName(`${location.origin}/api/ask`).slice(-1);
  return {
    shown: shown - pressed,
    sent: asked.requestStart - pressed,
    server: asked.responseStart - asked.requestStart,
    received: asked.responseEnd - asked.responseStart,
    painted: shown - placed,
  };
}"""


class Times(TypedDict):
    """One question, in milliseconds.

    ``shown`` is what the visitor waits; ``sent`` until the request leaves, ``server`` until the
    first byte comes back, ``received`` from there to the last, ``painted`` from the words' place in
    the page to the frame that holds them.
    """

    shown: float
    sent: float
    server: float
    received: float
    painted: float


class Weight(TypedDict):
    """The first load: requests, and bytes over the wire, of bodies and of headers."""

    requests: int
    body: int
    headers: int


def ask(page: Page, question: str) -> Times:
    """Asks as a person does, and waits for the whole answer."""
    page.locator("#question").fill(question)
    page.locator("#question").press("Enter")
    page.evaluate("async () => void (await window.waited)")
    page.locator("#exchanges:not(:has([aria-busy]))").wait_for()
    times: Times = page.evaluate(TAKEN)
    return times


def visit(browser: Browser, url: str) -> tuple[Weight, list[Times]]:
    """The weight of the first load, and the examples asked in their order."""
    requests: list[Request] = []
    context = browser.new_context(base_url=url, locale="zh-CN")
    page = context.new_page()
    page.on("requestfinished", lambda request: requests.append(request))  # noqa: PLW0108  its type
    page.goto("/")
    page.wait_for_load_state("networkidle")
    sizes = [request.sizes() for request in requests]
    weight = Weight(
        requests=len(sizes),
        body=sum(one["responseBodySize"] for one in sizes),
        headers=sum(one["responseHeadersSize"] for one in sizes),
    )
    page.evaluate(WATCH)
    times: list[Times] = []
    for questions in EXAMPLES.values():
        for question in questions:
            times.append(ask(page, question))
            page.locator("#new").click()
    context.close()
    return weight, times


def summary(times: Sequence[Times]) -> dict[str, dict[str, float]]:
    """Median, 95th percentile and worst of every part."""
    return {
        part: _spread([one[part] for one in times])
        for part in ("shown", "sent", "server", "received", "painted")
    }


def _spread(values: Sequence[float]) -> dict[str, float]:
    ranked = sorted(values)
    at = min(len(ranked) - 1, round(0.95 * len(ranked)))
    found = {"p50": statistics.median(ranked), "p95": ranked[at], "worst": ranked[-1]}
    return {name: round(value, 1) for name, value in found.items()}


def main(arguments: Sequence[str]) -> None:
    """Measures as ``arguments`` say and prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--index", type=Path, default=ROOT / "var/index")
    parser.add_argument("--starts", type=int, default=5)
    args = parser.parse_args(arguments)
    first: list[Times] = []
    later: list[Times] = []
    weights: list[Weight] = []
    for _ in range(args.starts):
        with serving(ROOT, "--index", str(args.index)) as server, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            weight, times = visit(browser, server.url)
            browser.close()
        weights.append(weight)
        first.append(times[0])
        later += times[1:]
    figures = {
        "first_load": weights[0],
        "first_question_after_start": summary(first),
        "questions_after_it": {"questions": len(later), **summary(later)},
    }
    json.dump(figures, sys.stdout, indent=1)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main(sys.argv[1:])

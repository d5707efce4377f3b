"""Hostile text in questions, documents, answers and addresses stays text (``watched`` looks on)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.asking import UNANSWERABLE, answered, ask
from tests.browser.bodies import answer_with, body, citation, reference, sentence
from tests.browser.conftest import serving_documents, visiting
from tests.browser.hostile import HOSTILE, batches
from tests.integration.api_server import RunningServer, write_library

pytestmark = [pytest.mark.browser, pytest.mark.model]

BATCHES = batches()
DOCUMENTS = {
    f"exhibit-{number}.txt": f"展品{number}号{texts[:60]}\n\n"
    + "\n\n".join(
        f"第{number}个玻璃柜里的标签上写着{text}，展品由两位老工匠看守。"
        for text in HOSTILE
        if text in texts
    )
    for number, texts in enumerate(BATCHES, start=1)
}


@pytest.fixture(scope="module")
def museum(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A server over documents whose titles and sentences are hostile."""
    del browser
    folder: Path = tmp_path_factory.mktemp("hostile")
    write_library(folder / "documents", DOCUMENTS)
    with serving_documents(folder) as running:
        yield running


@pytest.fixture
def visit(browser: Browser, museum: RunningServer) -> Iterator[Page]:
    with visiting(browser, museum) as page:
        yield page


def unbroken(page: Page) -> bool:
    """Whether nothing ran, and no element stands on the page that only hostile text could make."""
    found: bool = page.evaluate("""() => window.broken === undefined &&
      !document.querySelector("iframe, object, embed, img, svg, video, audio, base, dialog") &&
      document.querySelectorAll("script").length === 1 && document.forms.length <= 1""")
    return found


def test_there_are_sixty_of_them() -> None:
    assert len(set(HOSTILE)) >= 60
    assert all(any(text in batch for batch in BATCHES) for text in HOSTILE)


def test_hostile_questions_stay_text_also_when_they_are_restored(page: Page) -> None:
    page.goto("/")
    for number, text in enumerate(BATCHES, start=1):
        ask(page, text)
        answered(page, number)
    headings = page.get_by_role("article").get_by_role("heading", level=2)
    assert headings.all_text_contents() == BATCHES
    assert unbroken(page)
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert headings.all_text_contents() == BATCHES
    assert unbroken(page)


def test_hostile_addresses_stay_text(page: Page) -> None:
    page.goto("/")
    for number, text in enumerate(BATCHES[:3], start=1):
        page.evaluate(
            "address => (location.hash = address)",
            f"q={quote(text)}&after={quote(HOSTILE[number])}",
        )
        answered(page, number)
    assert unbroken(page)
    page.goto(f"/?lang={quote(HOSTILE[0])}#{HOSTILE[1]}")
    expect(page.get_by_role("article")).to_have_count(3)
    assert unbroken(page)


def test_hostile_documents_stay_text_in_answers_passages_and_sources(visit: Page) -> None:
    visit.goto("/")
    visit.locator("#library li").first.wait_for()
    assert unbroken(visit)
    asked = ["展品由谁看守？", UNANSWERABLE]
    for number, question in enumerate(asked, start=1):
        ask(visit, question)
        answered(visit, number)
    shown = visit.locator("#exchanges").inner_text()
    assert sum(text in shown for text in HOSTILE) >= 3
    assert unbroken(visit)
    for name, text in DOCUMENTS.items():
        visit.goto(f"/source/{name.removesuffix('.txt')}?start=0&end=5")
        expect(visit.get_by_role("article").locator("mark")).to_have_count(1)
        assert visit.get_by_role("article").text_content() == text
        assert visit.evaluate("window.broken") is None


def test_hostile_fields_of_an_answer_stay_text(page: Page) -> None:
    citations = [
        citation(
            number,
            text,
            mark=text[:3],
            before=text,
            after=text,
            headline=text,
            passage_id=text,
            document=reference(id=text, title=text, publisher=text, source="digest"),
        )
        for number, text in enumerate(HOSTILE, start=1)
    ]
    sentences = [sentence(text, number) for number, text in enumerate(HOSTILE, start=1)]
    answer_with(page, body(sentences, citations, language="en"))
    page.goto("/")
    ask(page, HOSTILE[0])
    answered(page)
    quotes = page.locator(".quotations .quote").evaluate_all(
        "all => all.map(one => one.textContent)"
    )
    assert quotes == HOSTILE
    page.locator(".marker").first.hover()
    expect(page.locator(".card .quote")).to_have_text(HOSTILE[0])
    addresses = page.locator("#exchanges a").evaluate_all("all => all.map(one => one.href)")
    origin = page.evaluate("location.origin")
    assert all(address.startswith(f"{origin}/source/") for address in addresses)
    assert unbroken(page)

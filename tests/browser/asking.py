"""What a visitor does on the chat page, by role and label."""

from __future__ import annotations

from playwright.sync_api import Page, expect

QUESTION = "第一次夜读活动有多少名读者参加？"
SECOND = "茶会由哪个协会主办？"
UNANSWERABLE = "量子计算机的价格是多少？"


def ask(page: Page, question: str) -> None:
    page.get_by_role("textbox", name="您的问题").fill(question)
    page.get_by_role("button", name="提问").click()


def answered(page: Page, exchanges: int = 1) -> None:
    """Wait until the newest of ``exchanges`` has its answer."""
    expect(page.get_by_role("article")).to_have_count(exchanges)
    expect(page.locator("[aria-busy]")).to_have_count(0)
    expect(page.get_by_role("status")).to_contain_text("回答已到")


def ask_in_any_language(page: Page, question: str) -> None:
    """Ask on a page of any language, and wait for the answer."""
    before = page.get_by_role("article").count()
    page.locator("#question").fill(question)
    page.locator("#question").press("Enter")
    page.locator(".answer:not([aria-busy]) > .actions").nth(before).wait_for()

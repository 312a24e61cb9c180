"""The pages of a team in each state: tables open, a mark and a duty looked at, every line that was told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page

from tests.tools.browser import settled

Stop = tuple[str, Page]


def teams(page: Page, root: str) -> Iterator[Stop]:
    """All of it, by whoever leads; what is left on the way goes again."""
    page.goto(f"{root}/team")
    settled(page)
    page.locator(".team-plot").first.wait_for()
    _open_all(page)
    yield "team, tables open", page
    page.locator("input[name=day]").fill(_earlier())
    page.locator("input[name=words]").fill("Operation Sand began with 3.")
    page.locator("form:has(input[name=words]) button[type=submit]").click()
    page.locator("blockquote").wait_for()
    yield "team, a mark looked at", page
    page.locator("section:has(blockquote) .row button").first.click()
    page.locator(".pin-list li").first.wait_for()
    page.locator("main .list li button").first.click()
    page.locator("[role=alert].notice").wait_for()
    yield "team, a mark to remove", page
    page.goto(f"{root}/seen")
    settled(page)
    page.locator(".team-plot").first.wait_for()
    _open_all(page)
    yield "seen, every line", page
    page.goto(f"{root}/team")
    settled(page)
    page.locator("main .list li button").first.click()
    page.locator("[role=alert].notice button").first.click()
    page.locator(".pin-list").wait_for(state="hidden")
    yield from _duty(page, root)


def _duty(page: Page, root: str) -> Iterator[Stop]:
    page.goto(f"{root}/unit/duty")
    settled(page)
    page.locator("input[name=day]").fill(_earlier())
    page.locator("input[name=words]").fill("All 12 were offered a course.")
    page.locator("form:has(input[name=words]) button[type=submit]").click()
    page.locator("blockquote").wait_for()
    yield "unit/duty, looked at", page
    page.locator("section:has(blockquote) .row button").first.click()
    page.locator("main .list li").first.wait_for()
    page.goto(f"{root}/duty")
    yield "duty, to print", page
    page.goto(f"{root}/team/print")
    yield "team, to print", page
    page.goto(f"{root}/unit/duty")
    settled(page)
    page.locator("main .list li button").first.click()
    page.locator("[role=alert].notice").wait_for()
    yield "unit/duty, one to remove", page
    page.locator("[role=alert].notice button").first.click()
    page.locator("main .list li").first.wait_for(state="hidden")


def _open_all(page: Page) -> None:
    for one in page.locator("main details").all():
        one.evaluate("one => { one.open = true; }")


def _earlier() -> str:
    return (datetime.now(UTC).date() - timedelta(days=60)).isoformat()

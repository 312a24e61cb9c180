"""What helps, in each state: the plan, a tool between two ratings, and outcomes from both sides."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import Page

from tests.tools.browser import settled

Stop = tuple[str, Page]


def helps(page: Page, root: str) -> Iterator[Stop]:
    """All of it, by whoever may post for a unit; what is posted goes again."""
    page.goto(f"{root}/plan")
    page.locator("textarea[name=coping]:not([readonly])").fill("a walk by the water")
    page.locator("#check-in[data-pending=false]").wait_for(state="attached")
    yield "plan, written", page
    page.goto(f"{root}/plan/print")
    yield "plan, to print", page
    yield from _relief(page, root)
    yield from _outcomes(page, root)


def _relief(page: Page, root: str) -> Iterator[Stop]:
    page.goto(f"{root}/relief")
    settled(page)
    _rate(page, "7")
    yield "relief, the tools", page
    for at, tool in enumerate(("breathe", "grounding", "walk", "puzzle", "call")):
        page.locator(".rest-choice button").nth(at).click()
        page.locator(".rest h2").wait_for()
        yield f"relief, {tool}", page
        page.locator(".rest > .row button").last.click()
        page.locator(".rest-choice").wait_for()
    page.locator(".rest-choice button").first.click()
    page.locator(".rest > .row button").first.click()
    page.locator('[data-step="after"]').wait_for()
    _rate(page, "8")
    page.locator('[data-step="done"]').wait_for()
    page.locator("main details summary").click()
    yield "relief, still high, with all switches", page


def _rate(page: Page, number: str) -> None:
    page.locator(f'label.choice:has(input[value="{number}"])').click()
    page.locator("form:has(input[type=radio]) button[type=submit]").click()


def _outcomes(page: Page, root: str) -> Iterator[Stop]:
    page.goto(f"{root}/unit/outcomes")
    page.locator("textarea[name=words]").fill("One of 7 from Lyon is safe.")
    page.locator("form:has(textarea) button[type=submit]").click()
    page.locator("blockquote").wait_for()
    yield "unit/outcomes, looked at", page
    page.locator("section:has(blockquote) .row button").first.click()
    page.locator("main .list li button").first.click()
    page.locator("[role=alert].notice").wait_for()
    yield "unit/outcomes, one to remove", page
    page.goto(f"{root}/outcomes")
    page.locator("main .list li").first.wait_for()
    yield "outcomes, one to read", page
    page.locator("main section .row button:visible").click()
    page.locator("main .list li").first.wait_for(state="hidden")
    yield "outcomes, switched off", page
    page.locator("main section .row button:visible").click()
    page.locator("main .list li").first.wait_for()
    page.goto(f"{root}/unit/outcomes")
    page.locator("main .list li button").first.click()
    page.locator("[role=alert].notice button").first.click()
    page.locator("main .list li", has_text="Lyon").wait_for(state="hidden")

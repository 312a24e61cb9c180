"""A questionnaire from the shelf to its numbers with the keyboard alone; the focus goes where words are."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.house import Device
from tests.tools.browser import settled

pytestmark = pytest.mark.browser

MOST_TABS = 30


def at(page: Page, step: str) -> None:
    """Wait until a step is shown and its heading or item has the focus."""
    page.locator(f"[data-step^='{step}-']").wait_for()
    expect(page.locator("[data-step] :is(h2, legend):focus")).to_have_count(1)


def tab_to(page: Page, words: str) -> None:
    """Go on with the tabulator until the button with these words has the focus."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText") == words:
            return
    message = f"{words} was not reached"
    raise AssertionError(message)


def test_a_questionnaire_by_keyboard_alone(my: Device) -> None:
    page, _ = my.newcomer("/en/questionnaires")
    settled(page)
    page.get_by_role("button", name="Open WHO-5").focus()
    page.keyboard.press("Enter")
    at(page, "before")
    tab_to(page, "One at a time")
    page.keyboard.press("Enter")
    for item in range(5):
        at(page, f"one-{item}")
        tab_to(page, "Some of the time")
        page.keyboard.press("Enter")
    at(page, "end")
    tab_to(page, "Finish")
    page.keyboard.press("Enter")
    at(page, "done")
    expect(page.get_by_text("It can lie between 0 and 100.")).to_be_visible()
    expect(page.locator("main strong.num")).to_have_text("20")


def test_radios_of_a_list_answer_to_the_arrows_and_what_was_answered_is_there_again(my: Device) -> None:
    page, _ = my.newcomer("/en/questionnaires")
    settled(page)
    page.get_by_role("button", name="Open PHQ-4").click()
    page.get_by_role("button", name="All in a list").click()
    first = page.locator("fieldset").first.locator("input")
    first.nth(0).focus()
    page.keyboard.press("Space")
    expect(first.nth(0)).to_be_checked()
    page.keyboard.press("ArrowDown")
    expect(first.nth(1)).to_be_checked()
    page.get_by_role("button", name="Stop here for now").click()
    page.get_by_role("button", name="Go on with PHQ-4").click()
    page.get_by_role("button", name="All in a list").click()
    expect(page.locator("fieldset").first.locator("input").nth(1)).to_be_checked()
    page.get_by_role("button", name="Take back").click()
    expect(page.locator("fieldset input:checked")).to_have_count(0)

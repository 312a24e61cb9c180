"""What a page does when nothing can be saved, when another tab leaves, and when nobody is there."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.answering import confirmed, holds, question, write_note
from tests.browser.house import Device, House
from tests.tools.browser import settled
from tests.tools.engines import held

pytestmark = pytest.mark.browser

BUSY = 20_000
"""Milliseconds until a database has stopped waiting for a lock, and a bit."""


def test_a_locked_database_is_said_and_nothing_is_lost(my: Device, house: House) -> None:
    words = "avocet at the lock"
    my.keep_secret(words)
    my.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page, _ = my.newcomer()
    write_note(page, "")
    summary = page.locator("[data-unsaved]")
    with held(house.server.data, from_readers=True):
        page.locator("label.choice").first.click()
        expect(summary).to_be_visible(timeout=BUSY)
        expect(summary).to_be_focused()
        expect(summary).to_contain_text("Not saved yet. Try again.")
        expect(summary).to_contain_text("The database is busy.")
        expect(summary.get_by_role("button", name="Copy my note")).to_be_hidden()
        write_note(page, words)
        summary.get_by_role("button", name="Copy my note").click()
        expect(summary.get_by_role("status")).to_have_text("Copied.")
        assert page.evaluate("navigator.clipboard.readText()") == words
        assert question(page, "note").input_value() == words
        # Pressed while nothing can be saved: once it can, the page's own next try may come first.
        page.evaluate("document.addEventListener('harbour:again', () => (window.tried = true))")
        summary.get_by_role("button", name="Try again").click()
        assert page.evaluate("window.tried")
    expect(summary).to_be_hidden(timeout=2 * BUSY)
    confirmed(page)
    page.reload()
    settled(page)
    holds(page, note=words, heaviness="0")


@pytest.mark.parametrize("way", ["Leave quickly", "Sign out"])
def test_what_one_tab_leaves_every_tab_drops(my: Device, house: House, way: str) -> None:
    words = "dunlin on the slip"
    my.keep_secret(words)
    page, account = my.newcomer()
    other = my.page()
    other.goto(f"{house.url}/en/me")
    settled(other)
    page.evaluate("document.addEventListener('harbour:leave', () => (window.dropped = true))")
    hold_back(page, "down")
    write_note(page, words)
    other.get_by_role("main" if way == "Sign out" else "banner").get_by_role("button", name=way).click()
    other.wait_for_url("**/en/" if way == "Sign out" else "**/en/blank")
    if way == "Sign out":
        # Two ways lead there, the word of the other tab and the closed socket: the second ends the first.
        expect(page).to_have_url(f"{house.url}/en/", timeout=10_000)
        return
    assert page.evaluate("window.dropped"), "it was told to, and did not merely lose it"
    page.locator("dialog#unlock[open] input[name=passphrase]").fill(account.passphrase)
    page.locator("dialog#unlock button[type=submit]").click()
    expect(page.locator("dialog#unlock")).to_be_hidden()
    settled(page)
    hold_back(page, "up")
    page.wait_for_timeout(3_000)  # longer than any answer that waits is held back before it is sent
    holds(page, note="")
    assert words not in page.content()


def hold_back(page: Page, link: str) -> None:
    """Let the page take its server for gone, so that what is written waits."""
    page.evaluate("link => (document.getElementById('harbour').dataset.link = link)", link)


def test_the_past_is_blurred_when_nobody_touches_anything(my: Device) -> None:
    page, _ = my.newcomer("/en/today")
    page.locator("label.choice").first.click()
    confirmed(page)
    page.clock.install()
    page.goto(page.url.replace("today", "history"))
    settled(page)
    shown = page.locator(".rests")
    for reveal in (lambda: page.keyboard.press("Shift"), lambda: page.mouse.click(5, 5)):
        expect(shown).to_have_css("filter", "none")
        page.clock.fast_forward(121_000)
        expect(shown).to_have_css("filter", "blur(14px)")
        expect(page.get_by_text("Press a key or click.")).to_be_visible()
        page.mouse.move(100, 100)
        expect(shown).to_have_css("filter", "blur(14px)")
        reveal()
    expect(shown).to_have_css("filter", "none")

"""The server dies in the middle of a check-in: what was answered and written waits, and is saved then."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.answering import ASKED, card, confirmed, holds, note_is, tap, write_note
from tests.browser.conftest import NewDevice
from tests.browser.house import House
from tests.tools.browser import settled
from tests.tools.joining import Account

pytestmark = pytest.mark.browser

NOTE = "dunlin at low tide"
AWAY = 15_000
"""Milliseconds until a page has noticed, and until it has noticed that the server is back."""


def answer_while_away(page: Page) -> None:
    """Notice that the server is gone, and go on answering and writing."""
    expect(page.locator("#link-bar")).to_have_text("Not connected. Your answers wait here.", timeout=AWAY)
    assert page.locator("#link-bar").get_attribute("role") == "status"
    assert page.locator(ASKED).count() == 6, "every question can be answered while the server is away"
    card(page, "Broken").click()
    card(page, "A lot").click()
    card(page, "On edge").click()
    card(page, "Low").last.click()
    write_note(page, NOTE)
    expect(page.locator("#check-in")).to_have_attribute("data-pending", "true")


def sign_in_over(page: Page, account: Account) -> None:
    page.fill("#sign-in input[name=handle]", account.handle)
    page.fill("#sign-in input[name=passphrase]", account.passphrase)
    page.locator("#sign-in button[type=submit]").click()


def test_nothing_is_lost_and_nothing_is_told(new_device: NewDevice, house: House) -> None:
    devices = [new_device(viewport={"width": 1280, "height": 800}) for _ in range(2)]
    for mine in devices:
        mine.keep_secret(NOTE)
        mine.expect("ERR_", "WebSocket", "status of 403")
    (mine, account), (theirs, first) = (one.newcomer() for one in devices)
    for page in (mine, theirs):
        tap(page, "Heavy")
        tap(page, "Low")
    house.server.kill()
    try:
        for page in (mine, theirs):
            answer_while_away(page)
    finally:
        house.server.start()
    for page in (mine, theirs):
        expect(page.locator("dialog#sign-in")).to_be_visible(timeout=AWAY)
        assert page.locator("main").evaluate("one => getComputedStyle(one).visibility") == "hidden"
    the_same_person_loses_nothing(mine, account)
    another_person_gets_nothing(theirs, first, devices[1].knows(house.newcomer()))


def the_same_person_loses_nothing(page: Page, account: Account) -> None:
    sign_in_over(page, Account(account.handle, "not this passphrase at all"))
    expect(page.locator("#sign-in [role=alert]")).not_to_be_empty()
    sign_in_over(page, account)
    settled(page)
    expect(page.locator("dialog#sign-in")).to_be_hidden()
    confirmed(page)
    kept = {"heaviness": "3", "energy": "1", "sleep": "2", "intrusions": "3", "feelings": "low,on_edge"}
    holds(page, **kept, recovery="")
    expect(page.locator("#link-bar")).to_be_empty(timeout=AWAY)
    page.reload()
    settled(page)
    holds(page, **kept, recovery="")
    note_is(page, NOTE)


def another_person_gets_nothing(page: Page, first: Account, second: Account) -> None:
    sign_in_over(page, second)
    settled(page)
    expect(page.locator("dialog#sign-in")).to_be_hidden()
    page.wait_for_timeout(3000)  # longer than any answer that waits is held back before it is sent
    holds(page, heaviness="", energy="", sleep="", intrusions="", feelings="")
    note_is(page, "")
    assert page.locator("#check-in input:checked").count() == 0
    assert NOTE not in page.content()
    page.goto(page.url.replace("today", "history"))
    expect(page.get_by_text("Your days show here after the first check-in.")).to_be_visible()
    assert first.handle not in page.content()

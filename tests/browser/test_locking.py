"""Locking and leaving: by hand, by time, from another tab, in a hurry, for good."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Error, Page, expect

from tests.browser.answering import EASY_TAPS, holds, note_is, saved_note, tap, tap_all, write_note
from tests.browser.house import Device, House
from tests.tools.browser import settled, sign_in, storage
from tests.tools.joining import Account

pytestmark = pytest.mark.browser

NOTE = "bittern in the reeds"
WITHIN = 1000
"""Milliseconds within which a sign-out or a lock has reached every socket."""
SWEEP = 12_000
"""Milliseconds within which the idle lock is noticed: it is looked for every five seconds."""
LEAVE_AND_LOOK = """() => {
    document.querySelector(".bar [data-leave]").click();
    const top = document.elementFromPoint(innerWidth / 2, innerHeight / 2);
    return {title: document.title, top: top.className};
}"""


@pytest.fixture
def someone(my: Device) -> tuple[Page, Account]:
    """Somebody with a whole check-in and a note on the screen."""
    my.keep_secret(NOTE)
    page, account = my.newcomer()
    saved_note(page, NOTE)
    tap(page, "Light")
    return page, account


def nothing_shows(page: Page, *words: str) -> None:
    text = page.locator("html").inner_text() + page.content()
    for word in (NOTE, *words):
        assert word not in text, word


def locked(page: Page, within: float = 5000) -> None:
    expect(page.locator("dialog#unlock")).to_be_visible(timeout=within)
    nothing_shows(page)


def back(page: Page) -> None:
    """One step back, as the browser's button does it; a page may lead on from there before it has loaded."""
    try:
        page.go_back()
    except Error as error:
        if "ERR_ABORTED" not in error.message:
            raise
        page.wait_for_load_state()


def unlock(page: Page, account: Account) -> None:
    page.fill("#unlock input", account.passphrase)
    page.locator("#unlock button[type=submit]").click()
    settled(page)
    expect(page.locator("dialog#unlock")).to_be_hidden()
    expect(page.locator("h1")).to_be_focused()


def test_by_the_button(someone: tuple[Page, Account], my: Device) -> None:
    page, account = someone
    my.expect("status of 403")
    page.get_by_role("button", name="Lock", exact=True).click()
    locked(page)
    page.fill("#unlock input", "something else entirely")
    page.locator("#unlock button[type=submit]").click()
    expect(page.locator("#unlock [role=alert]")).not_to_be_empty()
    locked(page)
    page.reload()
    locked(page)
    unlock(page, account)
    holds(page, heaviness="1")
    note_is(page, NOTE)


def test_idle_time_locks_and_the_other_tab_with_it(
    someone: tuple[Page, Account], my: Device, house: House
) -> None:
    page, account = someone
    other = my.page()
    other.goto(f"{house.url}/en/history")
    expect(other.get_by_text(NOTE)).to_be_visible()
    house.server.leap()  # type: ignore[attr-defined]  # the fixture's server leaps
    for tab in (page, other):
        locked(tab, SWEEP)
    unlock(page, account)
    expect(other.locator("dialog#unlock")).to_be_hidden()
    expect(other.get_by_text(NOTE)).to_be_visible()
    assert other.url.rstrip("/").endswith("/en/history")
    page.get_by_role("button", name="Lock", exact=True).click()
    locked(page)
    locked(other, WITHIN)
    unlock(other, account)
    settled(page)
    note_is(page, NOTE)


def test_two_tabs_unlocked_at_the_same_moment_are_both_open(
    someone: tuple[Page, Account], my: Device, house: House
) -> None:
    """One of the two answers comes too late for its cookie; nobody is thrown out for that."""
    page, account = someone
    my.expect("status of 401")
    other = my.page()
    other.goto(f"{house.url}/en/history")
    expect(other.get_by_text(NOTE)).to_be_visible()
    tabs = (page, other)
    for _ in range(3):
        page.get_by_role("button", name="Lock", exact=True).click()
        for tab in tabs:
            locked(tab)
            tab.fill("#unlock input", account.passphrase)
        for tab in tabs:  # neither waits for the other's answer
            tab.evaluate("() => void document.querySelector('#unlock button[type=submit]').click()")
        for tab in tabs:
            settled(tab)
            expect(tab.locator("dialog[open]")).to_have_count(0)
        assert page.url.rstrip("/").endswith("/en/today")
        assert other.url.rstrip("/").endswith("/en/history")
        expect(other.get_by_text(NOTE)).to_be_visible()
        note_is(page, NOTE)


@pytest.mark.parametrize("way", ["button", "keys"])
def test_leaving_quickly(someone: tuple[Page, Account], my: Device, house: House, way: str) -> None:
    page, _ = someone
    draft = "whimbrel by the wire"
    my.keep_secret(draft)
    write_note(page, draft)
    if way == "button":
        covered = page.evaluate(LEAVE_AND_LOOK)
        assert covered == {"title": "\u200b", "top": "blank"}, (
            "covered before anything was asked of the server"
        )
    else:
        for _ in range(3):
            page.keyboard.press("Shift")
    page.wait_for_url("**/en/blank")
    expect(page).to_have_title("Clock")
    nothing_shows(page, draft)
    assert draft not in str(storage(page))
    back(page)
    expect(page.locator("[data-clock]")).to_be_visible()
    nothing_shows(page, draft)
    page.goto(f"{house.url}/en/today")
    locked(page)
    nothing_shows(page, draft)


@pytest.mark.parametrize("walk", ["nowhere", "by links", "by address"])
def test_back_after_leaving_quickly_shows_a_closed_door(
    someone: tuple[Page, Account], house: House, walk: str
) -> None:
    """One step back is the clock, each further one the unlock dialog: never an empty frame, never content."""
    page, account = someone
    names = () if walk == "nowhere" else ("History", "Me")
    for name in names:
        if walk == "by address":
            page.goto(f"{house.url}/en/{name.lower()}")
        else:
            page.get_by_role("link", name=name).first.click()
        settled(page)
    page.locator(".bar [data-leave]").click()
    page.wait_for_url("**/en/blank")
    expect(page.locator("[data-clock]")).to_be_visible()
    back(page)
    expect(page.locator("[data-clock]")).to_be_visible()
    for _ in names:
        back(page)
        locked(page)
        expect(page.locator(".blank")).to_have_count(0)
        nothing_shows(page, account.handle)


def test_signing_out_closes_every_socket_at_once(
    someone: tuple[Page, Account], my: Device, house: House
) -> None:
    page, _ = someone
    other = my.page()
    other.goto(f"{house.url}/en/history")
    expect(other.get_by_text(NOTE)).to_be_visible()
    live = my.sockets[-1]
    assert not live.is_closed()
    page.get_by_role("link", name="Me").first.click()
    out = page.locator("main").get_by_role("button", name="Sign out")
    out.wait_for()
    out.click()
    began = time.monotonic()
    while not live.is_closed():
        assert time.monotonic() - began < WITHIN / 1000
        page.wait_for_timeout(20)
    page.wait_for_url("**/en/")
    other.wait_for_url("**/en/")
    for tab in (page, other):
        nothing_shows(tab)
        back(tab)
        tab.wait_for_timeout(300)
        nothing_shows(tab)
    page.wait_for_url("**/en/")


def test_the_next_person_finds_nothing_of_the_one_before(
    someone: tuple[Page, Account], my: Device, house: House
) -> None:
    page, first = someone
    tap_all(page, EASY_TAPS[1:])
    page.get_by_role("link", name="Me").first.click()
    page.locator("main").get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/en/")
    second = my.knows(house.newcomer())
    sign_in(page, house.url, second)
    holds(page, heaviness="", energy="")
    note_is(page, "")
    for place in ("history", "me", "today"):
        page.goto(f"{house.url}/en/{place}")
        settled(page)
        nothing_shows(page, first.handle)
    page.goto(f"{house.url}/en/history")
    expect(page.get_by_text("Your days show here after the first check-in.")).to_be_visible()
    for _ in range(12):
        back(page)
        page.wait_for_timeout(50)
        nothing_shows(page, first.handle)

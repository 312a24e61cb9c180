"""A worked day with the timer: clicks, keys, one passphrase, what was put off, and what a reminder covers."""

from __future__ import annotations

import os
import re
import signal
import time
from typing import Any

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser.house import Device
from tests.browser.shift import Shift, clock, stands, verb
from tests.browser.test_every_page import Findings
from tests.browser.test_keyboard_alone import press
from tests.browser.test_timer import sessions, start, unlock
from tests.tools.browser import settled

pytestmark = pytest.mark.browser

SWEEP = 12_000
"""Milliseconds within which the idle lock is noticed."""
CLICKS = "addEventListener('click', (one) => one.isTrusted && window.clicked(), true);"
BOXES = """() => [...document.querySelectorAll("main h1, main .card")].map((one) => {
    const box = one.getBoundingClientRect();
    return [Math.round(box.left), Math.round(box.top + scrollY)];
})"""
COVERED = """() => [...document.querySelectorAll("main :is(a, button, summary, input), footer a")]
    .filter((one) => one.checkVisibility() && !one.closest(".due"))
    .filter((one) => {
        one.focus();
        if (document.activeElement !== one) return false;
        const [box, card] = [one, document.querySelector(".due")].map((each) => each.getBoundingClientRect());
        const across = box.left >= card.left && box.right <= card.right;
        return across && box.top >= card.top && box.bottom <= card.bottom;
    })
    .map((one) => one.outerHTML.slice(0, 90))"""


def due(page: Page, shift: Shift) -> None:
    """A session whose break has just come due."""
    start(page)
    shift.pass_minutes(50.2, page)
    stands(page, "due")


def onward(page: Page, shift: Shift, stage: str) -> None:
    """Let the time pass that the ring still shows, and a little more."""
    expect(page.locator("#clock")).to_have_attribute("data-version", re.compile("."))
    shows = clock(page)
    shift.pass_minutes((int(shows["due"]) - int(shows["now"])) / 60_000 + 0.2, page)
    stands(page, stage)


def arrived(page: Page, place: str) -> None:
    """Wait until another page has taken the focus to its heading, as it does for a screen reader."""
    page.wait_for_url(f"**/en/{place}")
    expect(page.locator("main h1")).to_be_focused()


def test_two_clicks_to_start_and_three_a_session(mine: Device, shift: Shift) -> None:
    clicks: list[float] = []
    mine.context.expose_binding("clicked", lambda _source: clicks.append(time.monotonic()))
    mine.context.add_init_script(CLICKS)
    page, _ = mine.newcomer()
    start(page)
    assert len(clicks) == 2, "what it is with, and start"
    verb(page, "stop")
    page.wait_for_url("**/en/break")
    page.goto(page.url.replace("/break", "/today"))
    settled(page)
    clicks.clear()
    spent = 0.0
    for name, stage in (("start", "running"), ("break", "break"), ("back", "running")):
        if name != "start":
            onward(page, shift, "due" if name == "break" else "break_over")
        began = time.monotonic()
        verb(page, name)
        stands(page, stage)
        spent += time.monotonic() - began
    assert len(clicks) == 3, "the material is remembered"
    print(f"a session took {len(clicks)} clicks and {spent:.1f} s, answers of the server included")


def test_a_session_by_the_keyboard_alone(mine: Device) -> None:
    page, _ = mine.newcomer()
    press(page, page.get_by_role("button", name="Stills", exact=True))
    press(page, page.locator("main [data-verb=start]:visible"))
    stands(page, "running")
    press(page, page.locator("main [data-verb=break]:visible"))
    arrived(page, "break")
    press(page, page.locator("main [data-verb=back]:visible"))
    arrived(page, "today")
    stands(page, "running")
    press(page, page.locator("main [data-verb=stop]:visible"))
    page.wait_for_url("**/en/break")
    expect(page.locator("h1")).to_have_text("The end of the day")


def test_a_shift_under_a_ten_minute_lock_asks_for_one_passphrase(mine: Device, shift: Shift) -> None:
    page, account = mine.newcomer()
    asked: list[str] = []

    def note(request: Request) -> None:
        if request.method == "POST" and request.url.endswith(("/session/unlock", "/session/sign-in")):
            asked.append(request.url)

    page.on("request", note)
    start(page)
    shift.server.leap()
    expect(page.locator("dialog#unlock")).to_be_visible(timeout=SWEEP)
    for _ in range(3):
        onward(page, shift, "due")
        verb(page, "break", "#unlock")
        stands(page, "break")
        onward(page, shift, "break_over")
        verb(page, "back", "#unlock")
        stands(page, "running")
    verb(page, "stop", "#unlock")
    stands(page, "rest")
    assert asked == []
    unlock(page, account)
    page.get_by_role("radio", name="Moderate").first.check(force=True)
    expect(page.locator("main .eyebrow").filter(has_text="2 of 6")).to_be_visible()
    assert len(asked) == 1
    lengths = [round(one["minutes"]) for one in sessions(page)]
    assert (len(lengths), lengths[:2], lengths[-1]) == (4, [50, 50], 0)


def test_a_silence_is_asked_about_after_the_server_stood_still(mine: Device, shift: Shift) -> None:
    page, _ = mine.newcomer()
    start(page)
    home = page.url
    page.goto("about:blank")
    page.wait_for_timeout(1500)
    os.kill(shift.server.pid, signal.SIGSTOP)
    shift.pass_minutes(7)
    os.kill(shift.server.pid, signal.SIGCONT)
    page.goto(home)
    settled(page)
    stands(page, "away")
    expect(page.locator("main [data-clock-question]")).to_contain_text("Count that as a break?")
    verb(page, "away_counts")
    stands(page, "running")
    expect(page.locator("main .clock-number")).to_have_text("50")
    assert shift.words == []


@pytest.mark.parametrize("locale", ["en", "xb"])
def test_the_card_of_a_break_moves_nothing_and_covers_no_focus(
    mine: Device, shift: Shift, locale: str
) -> None:
    page, _ = mine.newcomer(f"/{locale}/today")
    page.emulate_media(reduced_motion="reduce")
    page.locator(".kinds button").first.click()
    verb(page, "start")
    stands(page, "running")
    shift.pass_minutes(30, page)
    page.locator(".awry").wait_for()
    before = page.evaluate(BOXES)
    shift.pass_minutes(20.2, page)
    stands(page, "due")
    card = page.locator("section.due")
    expect(card).to_be_visible()
    assert page.evaluate(BOXES) == before
    found = Findings()
    for width, height in ((1280, 900), (390, 844), (320, 640)):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate(COVERED) == []
    page.set_viewport_size({"width": 1280, "height": 800})
    found.judge(f"a break is due, {locale}", page, dark=True)
    assert not found.wrong, "\n".join(found.wrong)


def test_no_sound_unless_chosen_and_a_blocked_way_says_so(mine: Device, shift: Shift) -> None:
    mine.context.add_init_script(
        "sounds = 0; AudioContext = class extends AudioContext { constructor() { super(); sounds++; } };"
        "Object.defineProperty(Notification, 'permission', { get: () => 'denied' });"
    )
    page, _ = mine.newcomer()
    due(page, shift)
    shift.until(page, "due")
    assert page.evaluate("sounds") == 0
    expect(page.locator("[data-ask]")).to_be_hidden()
    page.goto(page.url.replace("/today", "/me"))
    settled(page)
    chime = page.get_by_role("button", name="A soft chime")
    expect(chime).to_have_attribute("aria-pressed", "false")
    way = page.locator("[data-way=notification]")
    expect(way).to_contain_text("Your browser blocks pop-ups here. The tab title and sound still work.")
    expect(way.get_by_role("button")).to_be_hidden()
    chime.click()
    expect(chime).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("sounds") == 1, "it is heard once when it is chosen"


def small(page: Page, script: str) -> Any:
    """The value of a script in the floating window; None when there is no such window."""
    return page.evaluate(f"documentPictureInPicture.window && documentPictureInPicture.window.{script}")


def until(page: Page, script: str) -> None:
    """Wait until the floating window is as it should be; the page's rules let no driver wait inside it."""
    for _ in range(100):
        if page.evaluate(f"Boolean(documentPictureInPicture.{script})"):
            return
        page.wait_for_timeout(100)
    pytest.fail(script)


def test_the_floating_window_outlives_the_connection_and_goes_with_a_lock(mine: Device, shift: Shift) -> None:
    page, account = mine.newcomer()
    start(page)
    page.locator("main [data-float]").click()
    until(page, "window?.document.querySelector('[data-verb=break]')")
    assert "tills" not in small(page, "document.body.innerText"), "it names no material"
    shift.server.kill()
    expect(page.locator("#link-bar")).to_contain_text("Your timer keeps going on this computer.")
    shift.server.start()
    expect(page.locator("dialog#sign-in")).to_be_visible(timeout=SWEEP)
    page.fill("#sign-in input[name=handle]", account.handle)
    page.fill("#sign-in input[type=password]", account.passphrase)
    page.locator("#sign-in button[type=submit]").click()
    settled(page)
    expect(page.locator("#clock")).to_have_attribute("data-version", re.compile("."))
    stands(page, "running")
    small(page, "document.querySelector('[data-verb=break]').click()")
    page.wait_for_url("**/en/break")
    stands(page, "break")
    until(page, "window?.document.querySelector('[data-verb=back]:not([hidden])')")
    page.locator("header [data-lock]").click()
    until(page, "window === null")
    expect(page.locator("dialog#unlock")).to_be_visible()

"""A session with its break: announced once over tabs, reloads, locks and restarts, and in few clicks."""

from __future__ import annotations

import json
import os
import signal
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.house import Device, House
from tests.browser.raw_tabs import Tab, Tabs
from tests.browser.shift import Shift, clock, look, stands, verb
from tests.tools.browser import settled
from tests.tools.joining import Account

pytestmark = pytest.mark.browser

SWEEP = 12_000
"""Milliseconds within which the idle lock is noticed."""
LATE = 2.0
"""Seconds within which a hidden tab announces what is due."""
HIDDEN = float(os.environ.get("HIDDEN_SECONDS", "10"))
"""Seconds that the tab is hidden before; with 330 Chromium wakes it once a minute only, which takes long."""


def start(page: Page, kind: str = "Stills") -> None:
    """Two clicks: what it is with, and start."""
    page.get_by_role("button", name=kind, exact=True).click()
    verb(page, "start")
    stands(page, "running")


def unlock(page: Page, account: Account) -> None:
    page.fill("#unlock input[type=password]", account.passphrase)
    page.locator("#unlock button[type=submit]").click()
    settled(page)
    expect(page.locator("dialog#unlock")).to_be_hidden()


def sessions(page: Page) -> list[dict[str, Any]]:
    """The exposure record as it is taken along."""
    answer = page.request.get(page.url.split("/en/")[0] + "/export/json")
    assert answer.ok
    found: list[dict[str, Any]] = json.loads(answer.text())["exposure"]["sessions"]
    return found


def test_notice_due_break_back_and_stop_over_two_tabs_and_a_reload(mine: Device, shift: Shift) -> None:
    page, _ = mine.newcomer()
    start(page)
    assert page.title() == "\N{BLACK CIRCLE} 50 min \N{MIDDLE DOT} Harbour"
    other = mine.opened("/en/history")
    stands(other, "running")
    shift.pass_minutes(49.2, page, other)
    for tab in (page, other):
        stands(tab, "notice")
    shift.until(page, "notice")
    shift.pass_minutes(1, other, page)
    shift.until(page, "notice", "due")
    for tab in (page, other):
        stands(tab, "due")
        expect(tab.locator("section.due")).to_be_visible()
        tab.reload()
        settled(tab)
        stands(tab, "due")
    assert page.locator("dialog[open]").count() == 0, "a reminder covers nothing"
    shift.until(page, "notice", "due")
    verb(page, "break")
    page.wait_for_url("**/en/break")
    stands(other, "break")
    shift.pass_minutes(10.1, page, other)
    shift.until(page, "notice", "due", "break_over")
    verb(page, "back")
    page.wait_for_url("**/en/today")
    stands(other, "running")
    verb(page, "stop")
    page.wait_for_url("**/en/break")
    expect(page.locator("h1")).to_have_text("The end of the day")
    stands(other, "rest")
    expect(other).to_have_title("Harbour")
    assert [round(one["minutes"]) for one in sessions(page)] == [50, 0]


def test_the_verbs_work_while_locked_and_the_record_is_whole_after(mine: Device, shift: Shift) -> None:
    page, account = mine.newcomer()
    start(page, "Video with sound")
    shift.pass_minutes(20, page)
    shift.server.leap()
    expect(page.locator("dialog#unlock")).to_be_visible(timeout=SWEEP)
    stands(page, "running")
    expect(page).to_have_title("Harbour")
    veil = page.locator("dialog#unlock")
    assert "ideo" not in veil.inner_text(), "a locked ring names no material"
    shift.pass_minutes(6, page)
    stands(page, "due")
    shift.until(page, "due")
    verb(page, "break", "#unlock")
    stands(page, "break")
    shift.pass_minutes(12, page)
    verb(page, "back", "#unlock")
    stands(page, "running")
    shift.pass_minutes(5, page)
    verb(page, "stop", "#unlock")
    stands(page, "rest")
    verb(page, "start", "#unlock")
    stands(page, "running")
    shift.pass_minutes(3, page)
    verb(page, "stop", "#unlock")
    stands(page, "rest")
    unlock(page, account)
    found = sessions(page)
    assert [one["material"] for one in found] == ["video"] * 3
    assert [round(one["minutes"]) for one in found] == [26, 5, 3]


def test_a_killed_server_is_not_missed(mine: Device, shift: Shift) -> None:
    page, account = mine.newcomer()
    start(page)
    verb(page, "break")
    page.wait_for_url("**/en/break")
    shift.pass_minutes(9 + 52 / 60, page)
    expect(page.locator("main [data-clock-minutes]")).to_have_text("1")
    shift.server.kill()
    shift.until(page, "break_over")
    expect(page.locator("#link-bar")).to_contain_text("Your timer keeps going on this computer.")
    shift.server.start()
    expect(page.locator("dialog#sign-in")).to_be_visible(timeout=SWEEP)
    stands(page, "break_over")
    page.fill("#sign-in input[name=handle]", account.handle)
    page.fill("#sign-in input[type=password]", account.passphrase)
    page.locator("#sign-in button[type=submit]").click()
    settled(page)
    expect(page.locator("dialog#sign-in")).to_be_hidden()
    stands(page, "break_over")
    shift.until(page, "break_over")
    verb(page, "back")
    page.wait_for_url("**/en/today")
    stands(page, "running")
    assert len(sessions(page)) == 2


def test_an_act_that_was_seen_too_late_changes_nothing(mine: Device, shift: Shift) -> None:
    page, _ = mine.newcomer()
    start(page)
    other = mine.opened("/en/history")
    stands(other, "running")
    before = clock(page)["version"]
    # Both in one moment: the second click, and that of a tab which has not heard of the first.
    page.evaluate(
        "() => { const one = document.querySelector('main [data-verb=break]'); one.click(); one.click(); }"
    )
    page.wait_for_url("**/en/break")
    stands(other, "break")
    after = clock(page)["version"]
    assert after != before
    look(page)
    page.wait_for_timeout(500)
    assert clock(page)["version"] == after


def test_asking_for_notifications_comes_after_the_first_start_and_takes_no(mine: Device) -> None:
    page, _ = mine.newcomer()
    ask = page.locator("[data-ask]")
    stands(page, "rest")
    expect(ask).to_be_hidden()
    page.evaluate("() => { Notification.requestPermission = () => { throw new Error('asked unasked'); }; }")
    start(page)
    expect(ask).to_be_visible()
    ask.get_by_role("button", name="Not now").click()
    expect(ask).to_be_hidden()
    page.reload()
    settled(page)
    stands(page, "running")
    page.wait_for_timeout(300)
    expect(ask).to_be_hidden()


def test_a_stopped_server_announces_nothing_twice(mine: Device, shift: Shift) -> None:
    page, _ = mine.newcomer()
    start(page)
    verb(page, "break")
    page.wait_for_url("**/en/break")
    shift.pass_minutes(9 + 54 / 60, page)
    expect(page.locator("main [data-clock-minutes]")).to_have_text("1")
    os.kill(shift.server.pid, signal.SIGSTOP)
    try:
        shift.until(page, "break_over")
    finally:
        os.kill(shift.server.pid, signal.SIGCONT)
    look(page)
    expect(page.locator("section.offer")).to_be_visible()
    shift.until(page, "break_over")


@pytest.mark.parametrize("what", ["due", "break_over"])
def test_a_hidden_tab_announces_in_time(
    browser: Browser, working_house: House, shift: Shift, what: str
) -> None:
    cookies = working_house.arrive()[1]
    with Tabs(browser, working_house.url, cookies) as tabs:
        tab = tabs.open("/en/today")
        tab.until("document.getElementById('clock')?.dataset.stage === 'rest'")
        press(tab, ".kinds button")
        press(tab, "main [data-verb=start]")
        tab.until("document.documentElement.dataset.timer === 'running'")
        if what == "break_over":
            press(tab, "main [data-verb=break]")
            tab.until("document.documentElement.dataset.timer === 'break'")
        tab.run(
            "said = [];"
            "document.addEventListener('harbour:told', (one) => said.push([one.detail, Date.now()]))"
        )
        shift.pass_minutes((50 if what == "due" else 10) - HIDDEN / 60)
        before = tab.run("document.getElementById('clock').dataset.now")
        tab.run("dispatchEvent(new Event('focus'))")
        tab.until(f"document.getElementById('clock').dataset.now !== '{before}'")
        tabs.open("/en/blank")
        tab.until("document.visibilityState === 'hidden'")
        tab.until(f"said.some(([one]) => one === '{what}')", within=HIDDEN + 5)
        ends = float(tab.run("document.getElementById('clock').dataset.due")) - 1000 * shift.ahead
        told = tab.run("said")
        assert [one for one, _ in told] == (["notice", "due"] if what == "due" else ["break_over"])
        assert tab.run("document.visibilityState") == "hidden"
        late = (told[-1][1] - ends) / 1000
        print(f"announced {late:.2f} s after the moment, hidden for {HIDDEN:.0f} s")
        assert -0.2 <= late <= LATE


def press(tab: Tab, place: str) -> None:
    """Click a place as soon as it is there."""
    tab.until(f"document.querySelector('{place}:not([hidden])')")
    tab.run(f"document.querySelector('{place}:not([hidden])').click()")

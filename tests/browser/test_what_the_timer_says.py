"""What the timer says of itself beside its minutes: a call, the way to the ring, an end nobody pressed."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.house import Device
from tests.browser.shift import Shift, stands
from tests.browser.test_timer import start
from tests.tools.browser import settled

pytestmark = pytest.mark.browser


def test_a_call_stays_quiet_says_so_and_is_over_by_the_servers_clock(mine: Device, shift: Shift) -> None:
    """This computer's clock is an hour behind here; the chime comes when the call is over all the same."""
    mine.context.add_init_script(
        "chimes = 0; const made = AudioContext.prototype.createOscillator;"
        "AudioContext.prototype.createOscillator = function () { chimes++; return made.call(this); };"
    )
    page, _ = mine.newcomer("/en/me")
    page.get_by_role("button", name="A soft chime").click()
    heard = page.evaluate("chimes")
    page.goto(page.url.replace("/me", "/today"))
    settled(page)
    start(page)
    shift.pass_minutes(45, page)
    page.locator(".awry").wait_for()
    call = page.locator("main [data-timed]").filter(has_text="I'm in a call")
    call.locator("summary").click()
    call.get_by_role("button", name="30 minutes").click()
    expect(page.locator("main [data-clock-held]")).to_contain_text("Quiet until")
    assert call.get_attribute("open") is None, "what was chosen is folded away"
    expect(call.locator("summary")).to_be_focused()
    shift.pass_minutes(20, page)
    page.wait_for_timeout(2500)
    stands(page, "running")
    assert (shift.words, page.evaluate("chimes")) == ([], 0), "the break was due a quarter of an hour ago"
    shift.pass_minutes(10.2, page)
    stands(page, "due")
    shift.until(page, "due")
    expect(page.locator("main [data-clock-held]")).to_be_hidden()
    expect(page.locator(".due [data-clock-length]")).to_have_text("10 minutes of rest")
    assert heard == page.evaluate("chimes") == 2, "one chime is two tones"


def test_the_small_ring_leads_to_the_large_one(mine: Device) -> None:
    page, _ = mine.newcomer()
    start(page)
    page.set_viewport_size({"width": 390, "height": 700})
    page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
    ring = page.locator("main .clock-ring")
    expect(ring).not_to_be_in_viewport(ratio=0.6)
    page.locator("header .clock-pill").click()
    expect(ring).to_be_in_viewport(ratio=1)
    expect(page.locator("main [data-face] [data-verb=break]")).to_be_focused()
    page.goto(page.url.replace("/today", "/history"))
    settled(page)
    page.locator("header .clock-pill").click()
    page.wait_for_url("**/en/today")


def test_a_forgotten_timer_leads_to_where_its_end_is_said(mine: Device, shift: Shift) -> None:
    page, _ = mine.newcomer()
    start(page)
    shift.pass_minutes(130, page)
    stands(page, "rest")
    expect(page.locator("main [data-clock-question]")).to_contain_text("When did you stop?")
    page.get_by_role("link", name="Say when you stopped").click()
    page.wait_for_url("**/en/exposure")
    expect(page.locator("main .list li")).to_contain_text("its end is a guess")

"""Joining with scripts on: all mistakes at once, and what was right need not be typed again."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.house import Device, House
from tests.tools.joining import made_up_passphrase
from wellbeing.crypto import codes

pytestmark = pytest.mark.browser


def test_mistakes_are_told_together_and_a_good_passphrase_stays(my: Device, house: House) -> None:
    my.expect("status of 422")
    good, page = made_up_passphrase(), my.page()
    my.keep_secret(good)
    page.goto(f"{house.url}/en/join")
    page.fill("#code", "AAAA-AAAA")
    page.fill("#handle", "x")
    page.fill("#passphrase", "short")
    page.fill("#again", "other")
    page.get_by_role("button", name="Join", exact=True).click()
    expect(page.locator("#errors")).to_be_focused()
    expect(page.locator("#errors a")).to_have_count(4)
    expect(page.locator("#passphrase")).to_have_value("")
    page.fill("#code", codes.grouped(codes.invitation()))
    page.fill("#passphrase", good)
    page.fill("#again", good)
    page.get_by_role("button", name="Join", exact=True).click()
    expect(page.locator("#errors a")).to_have_text(["Pick another handle, 3 to 40 characters long."])
    for field in ("#passphrase", "#again"):
        expect(page.locator(field)).to_have_value(good)
        expect(page.locator(field)).to_have_attribute("type", "password")
    page.fill("#handle", "shearwater")
    page.get_by_role("button", name="Join", exact=True).click()
    expect(page.locator("#errors a")).to_contain_text(["This code or handle cannot be used."])
    expect(page.locator("#again")).to_have_value(good)
    page.fill("#code", house.slips.pop())
    page.keyboard.press("Enter")
    expect(page.locator(".code span")).to_have_count(7)

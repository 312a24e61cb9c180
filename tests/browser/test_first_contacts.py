"""The first morning: two people confirm their country's lines, a unit names its people, an officer asks."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewDevice
from tests.browser.house import House
from tests.tools.browser import settled

pytestmark = pytest.mark.browser

CONFIRMED = "Confirmed by two people on"
MESSAGE = "Could you call me today?"


def in_country(page: Page, house: House, country: str) -> None:
    """Say where the unit works."""
    page.goto(f"{house.url}/en/unit")
    settled(page)
    page.locator("input[name=country]").fill(country)
    page.locator("form:has(input[name=country]) button[type=submit]").click()
    expect(page.locator(".sticks")).to_have_text("Saved.")


def add(page: Page, **fields: str) -> None:
    """Name one contact."""
    page.get_by_role("button", name="Add a contact").click()
    for name, value in fields.items():
        page.locator(f"form input[name={name}]").fill(value)
    page.locator("form:has(input[name=dial]) button[type=submit]").click()
    expect(page.locator(".sticks")).to_have_text("Saved.")


def test_two_people_confirm_and_an_officer_asks_whom_the_unit_named(
    house: House, new_device: NewDevice
) -> None:
    first = new_device(locale="en-GB").enter(house.configurator, "/en/unit")
    in_country(first, house, "FR")
    first.get_by_role("link", name="Contacts and help lines").first.click()
    lines = first.locator(".list > li", has_text="3114")
    expect(lines).to_contain_text("Nobody of your unit has confirmed it yet.")
    expect(lines.get_by_role("button")).to_have_count(1)
    first.get_by_role("button", name="I checked it: Emergency").click()
    lines.get_by_role("button", name="I checked it").click()
    expect(lines).to_contain_text("You confirmed it. A second person has to.")

    second = new_device(locale="en-GB").enter(house.master, "/en/unit/contacts")
    row = second.locator(".list > li", has_text="3114")
    row.get_by_role("button", name="I checked it").click()
    expect(row).to_contain_text(CONFIRMED)

    add(first, name="Peer team", mail="peers@unit.example", rule="Tells nobody.")
    add(first, name="Union desk", dial="01 23 45")
    expect(first.get_by_role("button", name="Up: Union desk")).to_be_visible()
    first.get_by_role("button", name="Up: Union desk").click()
    expect(first.get_by_role("button", name="Remove", exact=False).first).to_have_accessible_name(
        "Remove: Union desk"
    )
    first.get_by_role("button", name="Translate: Peer team").click()
    words = first.locator("form:has(select[name=locale])")
    words.locator("select").select_option("xb")
    words.locator("input[name=name]").fill("Les pairs")
    words.get_by_role("button", name="Save").click()
    expect(first.locator(".sticks")).to_have_text("Saved.")

    account = house.newcomer()
    officer = new_device(locale="en-US").enter(account, "/en/resources")
    expect(officer.locator(".list > li", has_text="3114")).to_contain_text(
        "Two people of your unit checked this on"
    )
    officer.get_by_role("button", name="Ask for a call: Peer team").click()
    asked = officer.locator("[data-message]")
    asked.get_by_role("button", name=MESSAGE).click()
    expect(asked.locator("textarea")).to_have_value(MESSAGE)
    link = asked.get_by_role("link", name="Open in your mail").get_attribute("href")
    assert unquote(str(link)) == f"mailto:peers@unit.example?body={MESSAGE}"
    expect(asked).to_contain_text("Harbour sends nothing and keeps nothing of this.")
    officer.get_by_role("button", name="Ask for a call: Union desk").click()
    expect(asked).to_contain_text("Your unit named no address for messages here.")
    expect(asked.get_by_role("link")).to_have_count(0)
    officer.context.grant_permissions(["clipboard-read", "clipboard-write"])
    asked.get_by_role("button", name="Copy the words").click()
    expect(asked.get_by_role("status")).to_have_text("Copied.")
    assert officer.evaluate("navigator.clipboard.readText()") == asked.locator("textarea").input_value()
    officer.get_by_role("button", name="Money or legal").click()
    expect(officer.get_by_role("heading", name="What you may ask")).to_be_visible()
    officer.goto(f"{house.url}/xb/resources")
    expect(officer.locator("main")).to_contain_text("Les pairs")
    officer.goto(f"{house.url}/en/help-now")
    assert officer.locator("main h2").first.inner_text() == "France"

    for name in ("Union desk", "Peer team"):
        first.get_by_role("button", name=f"Remove: {name}").click()
        first.get_by_role("button", name="Remove it").click()
        expect(first.get_by_role("button", name=f"Remove: {name}")).to_have_count(0)
    assert first.get_by_role("button", name="Remove").count() == 0, "no line can be taken off"
    expect(first.locator(".list > li", has_text="3114")).to_contain_text(CONFIRMED)
    in_country(first, house, "")

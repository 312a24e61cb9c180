"""Break times from the draft to the officer's page: drawn, announced, commented on, taken back."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewDevice
from tests.browser.house import House
from tests.browser.test_keyboard_alone import press, tab_to
from tests.tools.browser import settled

pytestmark = pytest.mark.browser

NOTE = "You asked for shorter stretches."


def bar(page: Page) -> str:
    """The path of the stretches of work."""
    return page.locator(".day-bar .day-work").get_attribute("d") or ""


def test_break_times_are_drawn_announced_commented_on_and_taken_back(
    house: House, new_device: NewDevice
) -> None:
    desk = new_device(viewport={"width": 1280, "height": 900}, locale="en-GB")
    page = desk.enter(house.configurator, "/en/unit")
    page.get_by_role("link", name="Break times").click()
    effect = page.locator(".effect")
    expect(effect).to_have_text("The day stays as it is.")
    before = bar(page)
    page.get_by_role("button", name="Hourly, 50 and 10").click()
    page.get_by_role("button", name="Less: Work without a break", exact=True).click()
    expect(page.locator("#rule-continuous_limit_min")).to_have_value("45")
    expect(effect).to_have_text("As many breaks and as much rest as now, at other times.")
    assert bar(page) != before
    page.get_by_role("button", name="More: Length of a break", exact=True).click()
    expect(effect).to_contain_text("4 minutes more rest")

    length = page.locator("#rule-break_min")
    length.fill("99")
    length.press("Tab")
    expect(page.locator("#wrong-break_min")).to_have_text("Choose between 5 and 30.")
    expect(length).to_have_value("99")
    length.fill("10")
    length.press("ArrowUp")
    expect(page.locator("#wrong-break_min")).to_be_empty()
    expect(length).to_have_value("11")

    first = page.locator("#rule-starts").input_value()
    page.locator("select[name=comment_days]").select_option("7")
    note = page.locator("#rule-note")
    expect(page.locator("#rule-starts")).not_to_have_value(first)
    note.fill(NOTE)
    page.get_by_role("button", name="Announce", exact=True).click()
    taking_back = page.get_by_role("button", name="Take it back")
    expect(taking_back).to_be_visible()

    officer = new_device(viewport={"width": 390, "height": 844}, locale="en-GB")
    mine, _ = officer.newcomer("/en/rule")
    coming = mine.locator("section.card", has_text="New break times are announced")
    expect(coming).to_contain_text(NOTE)
    expect(coming).to_contain_text("Work without a break: 50 before, 45 from then on.")
    mine.locator("textarea[name=words]").fill("Forty would be better.")
    mine.get_by_role("button", name="Send unsigned").click()
    expect(mine.locator(".sticks")).to_have_text("It is on its way, unsigned. 2 more fit.")
    expect(mine.locator("textarea[name=words]")).to_have_value("")
    mine.get_by_role("button", name="Less: Usual amount in a day", exact=True).click()
    expect(mine.locator("#rule-daily_cap_min")).to_have_value("230")
    expect(mine.get_by_text("Your own: 230 minutes.")).to_be_visible()

    page.reload()
    settled(page)
    assert "Forty" not in page.content(), "comments come when their time is over"
    expect(page.locator(".notice", has_text=NOTE)).to_contain_text("They come here after it.")
    taking_back.click()
    expect(taking_back).to_have_count(0)
    expect(page.locator("#rule-continuous_limit_min")).to_have_value("45")
    expect(page.get_by_text("· taken back").first).to_be_visible()
    mine.reload()
    settled(mine)
    expect(mine.locator(".day-bar")).to_be_visible()
    expect(coming).to_have_count(0)


def test_part_time_and_a_coming_back_are_said_in_private(new_device: NewDevice) -> None:
    mine = new_device(viewport={"width": 390, "height": 844}, locale="en-GB")
    page, _ = mine.newcomer("/en/rule")
    page.get_by_text("More limits").click()
    expect(page.locator("#rule-weekly_cap_min")).to_have_value("960")
    days = page.get_by_role("group", name="My working days")
    for day in ("Monday", "Tuesday", "Thursday"):
        days.get_by_label(day).check()
    page.get_by_label("I came back on").fill(datetime.now(UTC).date().isoformat())
    page.locator("form", has=days).get_by_role("button", name="Save").click()
    expect(page.locator(".sticks")).to_have_text("Saved. Only you know.")
    expect(page.locator("#rule-weekly_cap_min")).to_have_value("570")
    page.reload()
    settled(page)
    expect(days.get_by_label("Thursday")).to_be_checked()
    expect(days.get_by_label("Friday")).not_to_be_checked()
    page.goto(page.url.replace("/rule", "/today"))
    settled(page)
    page.get_by_role("button", name="Stills", exact=True).click()
    page.locator("main [data-verb=start]:visible").click()
    expect(page.get_by_text("You are starting or coming back.")).to_be_visible()
    page.goto(page.url.replace("/today", "/rule"))
    settled(page)
    for day in ("Monday", "Tuesday", "Thursday"):
        days.get_by_label(day).uncheck()
    page.locator("form", has=days).get_by_role("button", name="Save").click()
    page.get_by_text("More limits").click()
    expect(page.locator("#rule-weekly_cap_min")).to_have_value("960")


def test_a_session_that_was_not_timed_is_added_and_removed(new_device: NewDevice) -> None:
    mine = new_device(viewport={"width": 390, "height": 844}, locale="en-GB")
    page, _ = mine.newcomer("/en/exposure")
    day = page.locator("#session-day")
    expect(day).not_to_have_value("")
    earlier = date.fromisoformat(day.input_value()) - timedelta(days=1)
    day.fill(earlier.isoformat())
    page.fill("#session-start", "09:15")
    page.fill("#session-minutes", "50")
    page.get_by_role("button", name="Add", exact=True).click()
    row = page.locator("main .list li")
    expect(row).to_contain_text("09:15 to 10:05")
    page.get_by_role("button", name="Remove").click()
    expect(row).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(row).to_contain_text("50 min")


def test_a_file_goes_out_and_is_brought_in(house: House, new_device: NewDevice, tmp_path: Path) -> None:
    page = new_device(viewport={"width": 1280, "height": 900}, locale="en-GB").enter(
        house.configurator, "/en/unit"
    )
    page.get_by_role("link", name="Break times").click()
    expect(page.locator(".effect")).to_have_text("The day stays as it is.")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save the default as a file").click()
    assert saved.value.suggested_filename == "break-times-default.json"
    whole = json.loads(saved.value.path().read_text("utf-8"))
    newer, longer, picture = (tmp_path / name for name in ("newer.json", "longer.json", "picture.png"))
    newer.write_text(json.dumps({**whole, "version": 99}), "utf-8")
    longer.write_text(json.dumps({**whole, "policy": {**whole["policy"], "break_min": 14}}), "utf-8")
    picture.write_bytes(bytes(range(256)) * 99)
    page.get_by_text("Bring in a file").click()
    form = page.locator("form", has=page.locator("#rule-file"))
    for file, words in (
        (picture, "This file holds no break policy."),
        (newer, "This file was written by a newer version."),
    ):
        page.locator("input[type=file]").set_input_files(file)
        expect(page.locator("#rule-file")).not_to_be_empty()
        form.get_by_role("button", name="Show what would change").click()
        expect(form.locator(".field-error")).to_have_text(words)
        expect(page.locator("#rule-file")).not_to_be_empty()
    page.locator("input[type=file]").set_input_files(longer)
    form.get_by_role("button", name="Show what would change").click()
    expect(page.locator("#rule-break_min")).to_have_value("14")
    expect(page.locator(".effect")).to_contain_text("more rest")
    expect(page.get_by_role("button", name="Take it back")).to_have_count(0)


def test_break_times_are_announced_and_taken_back_by_keyboard(house: House, new_device: NewDevice) -> None:
    desk = new_device(viewport={"width": 1280, "height": 900}, locale="en-GB")
    page = desk.enter(house.configurator, "/en/unit/policy")
    expect(page.locator(".effect")).to_have_text("The day stays as it is.")
    press(page, page.get_by_role("button", name="Gentle"))
    expect(page.get_by_role("button", name="Gentle")).to_have_attribute("aria-pressed", "true")
    tab_to(page, page.locator("#rule-break_min"))
    page.keyboard.press("ArrowUp")
    expect(page.locator(".effect")).to_contain_text("Compared with now")
    expect(page.get_by_role("button", name="Gentle")).to_have_attribute("aria-pressed", "false")
    press(page, page.get_by_role("button", name="Announce", exact=True))
    back = page.get_by_role("button", name="Take it back")
    expect(back).to_be_visible()
    expect(page.locator("#rule-unit")).to_be_focused()
    press(page, back)
    expect(back).to_have_count(0)
    expect(page.locator("#rule-unit")).to_be_focused()
    expect(page.locator("#rule-break_min")).to_have_value("11")

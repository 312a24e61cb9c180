"""The check-in: six taps from the first page, saved as they are made, and everything can be taken back."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Page, expect

from tests.browser.answering import (
    ASKED,
    EASY_TAPS,
    SIX_TAPS,
    STORED,
    card,
    confirmed,
    holds,
    note_is,
    question,
    saved_note,
    tap,
    tap_all,
)
from tests.browser.house import Device
from tests.tools.browser import settled

pytestmark = pytest.mark.browser

MOST_TAPS = 6
COUNT_TAPS = """() => {
  window.taps = 0;
  addEventListener("pointerdown", () => (window.taps += 1), true);
}"""
"""Counts what a hand does, not what a list says."""
P95_SECONDS = 60
"""What the design allows a person at the end of a bad day; a script has no excuse to need it."""


@pytest.fixture
def page(my: Device) -> Page:
    """Somebody's first look at the page of today."""
    return my.newcomer()[0]


def saved(page: Page) -> None:
    expect(page.get_by_text("Saved. That is all for this day.")).to_be_visible()


def test_six_taps_are_a_whole_check_in(page: Page) -> None:
    began = time.monotonic()
    page.evaluate(COUNT_TAPS)
    tap_all(page)
    saved(page)
    assert page.evaluate("window.taps") <= MOST_TAPS
    taken = time.monotonic() - began
    print(f"J1: {len(SIX_TAPS)} taps, {taken:.1f} s without a person's thinking")
    assert taken < P95_SECONDS
    holds(page, **STORED)
    page.reload()
    settled(page)
    holds(page, **STORED)
    assert page.locator(ASKED).count() == 0
    for word in ("Heavy", "Low", "Broken", "Once or twice", "On edge", "Yes"):
        expect(page.locator(".list").get_by_text(word, exact=True)).to_be_visible()


def test_each_tap_outlives_a_reload(page: Page) -> None:
    for count, (word, answer) in enumerate(zip(SIX_TAPS, STORED.items(), strict=True), 1):
        tap(page, word)
        page.reload()
        settled(page)
        kept = dict(list(STORED.items())[:count])
        holds(page, **kept, **{name: "" for name in STORED if name not in kept})
        if count < len(SIX_TAPS) and not card(page, SIX_TAPS[count]).count():
            pytest.fail(f"after a reload the question behind {answer[0]} is not asked")


def test_undo_and_skip(page: Page) -> None:
    tap(page, "Very heavy")
    page.get_by_role("button", name="Back", exact=True).click()
    expect(card(page, "Very heavy").locator("input")).to_be_checked()
    tap(page, "Light")
    holds(page, heaviness="1")
    page.locator(ASKED).get_by_role("button", name="Skip").click()
    expect(question(page, "sleep")).to_be_visible()
    holds(page, heaviness="1", energy="")
    page.get_by_role("button", name="Back", exact=True).click()
    expect(question(page, "energy")).to_be_visible()
    assert page.locator(ASKED).locator("input:checked").count() == 0


def test_looking_at_an_answer_again_changes_nothing(page: Page) -> None:
    tap_all(page, EASY_TAPS)
    saved(page)
    page.get_by_role("button", name="Change: Heaviness").click()
    expect(card(page, "Light").locator("input")).to_be_checked()
    page.get_by_role("button", name="Next").click()
    saved(page)
    page.get_by_role("button", name="Change: Energy").click()
    page.get_by_role("button", name="Back", exact=True).click()
    saved(page)
    page.get_by_role("button", name="Change: Unwanted images").click()
    page.get_by_role("button", name="Take answer 4 back").click()
    saved(page)
    holds(page, heaviness="1", energy="3", sleep="3", intrusions="", feelings="steady", recovery="1")


def test_nothing_is_chosen_beforehand(page: Page) -> None:
    assert page.locator("#check-in input:checked").count() == 0
    tap_all(page, EASY_TAPS)
    page.get_by_role("button", name="Another day").click()
    page.get_by_role("group", name="Days").get_by_role("button").nth(1).click()
    expect(question(page, "heaviness")).to_be_visible()
    expect(page.locator("#check-in input:checked")).to_have_count(0)


def test_digits_answer_while_a_card_has_the_focus(page: Page) -> None:
    page.keyboard.press("3")
    assert page.locator("#check-in input:checked").count() == 0
    page.locator(f"{ASKED} input").first.focus()
    for name, digit in {"heaviness": "5", "energy": "2", "sleep": "1", "intrusions": "4"}.items():
        page.keyboard.press(digit)
        holds(page, **{name: str(int(digit) - 1)})
        expect(question(page, name)).to_be_hidden()
        expect(page.locator(ASKED).first.locator("legend")).to_be_focused()
        page.keyboard.press("Tab")


def test_the_note_is_closed_until_asked_for_and_saves_itself(page: Page, my: Device) -> None:
    words = "kestrel over the pier"
    my.keep_secret(words)
    assert not question(page, "note").is_visible()
    saved_note(page, words)
    page.reload()
    settled(page)
    assert not question(page, "note").is_visible()
    note_is(page, words)
    page.goto(page.url.replace("today", "history"))
    expect(page.get_by_text(words)).to_be_visible()


def test_a_day_before_can_be_added(page: Page) -> None:
    today = question(page, "heaviness").evaluate("one => one.form.dataset.day")
    page.get_by_role("button", name="Another day").click()
    days = page.get_by_role("group", name="Days").get_by_role("button")
    expect(days).to_have_count(8)
    days.nth(2).click()
    expect(page.locator("#check-in")).not_to_have_attribute("data-day", today)
    before = page.locator("#check-in").get_attribute("data-day")
    tap(page, "Heavy")
    holds(page, heaviness="3")
    page.reload()
    settled(page)
    page.goto(page.url.replace("today", "history"))
    expect(page.locator(".list > li")).to_have_count(1)
    page.locator(".list").get_by_role("button").click()
    expect(page.get_by_text("Heavy", exact=True)).to_be_visible()
    assert before is not None
    assert before < str(today)


def test_an_answer_changes_and_a_day_goes_and_comes_back(page: Page, my: Device) -> None:
    words = "grebe under the jetty"
    my.keep_secret(words)
    tap_all(page, EASY_TAPS)
    saved(page)
    page.get_by_role("button", name="Change: Sleep").click()
    tap(page, "Little")
    saved(page)
    holds(page, sleep="1")
    page.reload()
    settled(page)
    saved_note(page, words)
    page.get_by_role("button", name="Delete this check-in").click()
    expect(page.get_by_text("The check-in of this day is deleted.")).to_be_visible()
    holds(page, sleep="", heaviness="")
    note_is(page, "")
    page.get_by_role("button", name="Undo").click()
    saved(page)
    holds(page, sleep="1", heaviness="1", feelings="steady")
    note_is(page, words)
    page.reload()
    settled(page)
    holds(page, sleep="1", heaviness="1", feelings="steady")
    note_is(page, words)


def test_a_heavy_day_brings_one_offer_once(page: Page) -> None:
    tap_all(page)
    expect(page.locator(".offer")).to_have_count(1)
    page.get_by_role("button", name="Not now").click()
    expect(page.locator(".offer")).to_have_count(0)
    page.get_by_role("button", name="Change: Heaviness").click()
    tap(page, "Very heavy")
    saved(page)
    expect(page.locator(".offer")).to_have_count(0)


def test_breathing_is_one_tap_from_the_offer(page: Page) -> None:
    tap_all(page)
    page.get_by_role("button", name="Breathe for two minutes").click()
    expect(page.locator(".breath")).to_be_visible()
    expect(page.locator(".offer")).to_have_count(1)
    page.get_by_role("button", name="That is enough").click()
    expect(page.locator(".offer")).to_have_count(0)


def test_an_easy_day_brings_no_offer(page: Page) -> None:
    tap_all(page, EASY_TAPS)
    saved(page)
    page.wait_for_timeout(300)
    assert page.locator(".offer").count() == 0


def test_quick_taps_lose_nothing(page: Page) -> None:
    for word in SIX_TAPS[:4]:
        card(page, word).click()
    for word in ("Low", "On edge", "Numb or switched off"):
        card(page, word).click()
    card(page, "None of these").click()
    card(page, "Low").click()
    confirmed(page)
    holds(page, feelings="low")

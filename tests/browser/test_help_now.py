"""The way to a human being: signed out, locked, without scripts, offline, and with the server gone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewDevice
from tests.browser.house import Device, House
from tests.tools.browser import storage
from tests.tools.server import LOCALES
from wellbeing.domain.resources import LINES, Directory
from wellbeing.domain.resources.numbers import digits

pytestmark = pytest.mark.browser

CALLED = {number for line in LINES for number in (line.dial, digits(line.also)) if number}
SURFACE = {"light": "rgb(250, 248, 244)", "dark": "rgb(18, 24, 26)"}
FRANCE = Directory.of(LINES).of_country("FR")


def is_help(page: Page, locale: str) -> None:
    """Every number can be called from here, and the page says so in its language."""
    expect(page.locator("h1")).to_be_visible()
    calls = page.locator("a[href^='tel:']")
    dialled = {str(one.get_attribute("href")).removeprefix("tel:") for one in calls.all()}
    assert dialled == CALLED
    assert page.locator("html").get_attribute("dir") == ("rtl" if locale == "xb" else "ltr")
    assert ("⟦" in page.locator("main").inner_text()) is (locale == "xb")
    drawn = page.locator("html").evaluate("one => getComputedStyle(one).backgroundColor")
    assert drawn in SURFACE.values(), "the style sheet came along"


def kept(page: Page, locale: str) -> None:
    """Wait until the worker has the help page of this locale, and the card."""
    for _ in range(100):
        caches = " ".join(storage(page)["caches"].values())
        if f"/{locale}/help-now" in caches and f"/{locale}/help-card" in caches:
            return
        page.wait_for_timeout(50)


@pytest.mark.parametrize("locale", LOCALES)
def test_signed_out_and_without_scripts(new_device: NewDevice, house: House, locale: str) -> None:
    for scripts in (True, False):
        mine = new_device(java_script_enabled=scripts)
        page = mine.page()
        page.goto(f"{house.url}/{locale}/")
        page.locator(".bar .help").click()
        page.wait_for_url(f"**/{locale}/help-now")
        is_help(page, locale)
        assert mine.context.cookies() == []


def test_a_country_is_an_anchor_and_the_browser_s_own_comes_first(
    new_device: NewDevice, house: House
) -> None:
    mine = new_device(java_script_enabled=False, locale="fr-FR")
    page = mine.page()
    page.goto(f"{house.url}/en/help-now")
    read = page.locator("main h2").all_inner_texts()
    assert read.index("France") < read.index("Choose a country")
    page.get_by_role("navigation", name="Countries").get_by_role("link", name="Belgium").click()
    page.wait_for_url("**/en/help-now#BE")
    expect(page.get_by_role("heading", name="Belgium")).to_be_in_viewport()
    shown = page.locator(".one-card .slip:visible")
    page.goto(f"{house.url}/en/help-card#BE")
    expect(shown).to_have_count(1)
    expect(shown).to_contain_text("Belgium")
    page.goto(f"{house.url}/en/help-card")
    expect(shown).to_have_count(1)
    for line in FRANCE:
        expect(shown).to_contain_text(line.display)
    assert mine.context.cookies() == []


@pytest.mark.parametrize("theme", SURFACE)
def test_what_is_read_out_begins_with_what_matters(new_device: NewDevice, house: House, theme: str) -> None:
    page = new_device(color_scheme=theme).page()
    page.goto(f"{house.url}/en/help-now")
    drawn = page.locator("html").evaluate("one => getComputedStyle(one).backgroundColor")
    assert drawn == SURFACE[theme]
    told = page.locator("main").aria_snapshot()
    order = [
        'heading "Help from a person, now" [level=1]',
        "Nobody sees that you are here.",
        "call the emergency number of your country",
        "An emergency call may reach colleagues.",
        'navigation "Countries"',
    ]
    places = [told.index(words) for words in order]
    assert places == sorted(places)
    assert set(re.findall(r"\[level=(\d)\]", told)) == {"1", "2"}


def test_with_the_server_gone_after_one_visit(new_device: NewDevice, house: House) -> None:
    visits: dict[str, tuple[Device, Page]] = {}
    for locale in LOCALES:
        mine = new_device()
        mine.expect("ERR_CONNECTION_REFUSED", "Failed to load resource", "Failed to fetch")
        page = mine.page()
        page.goto(f"{house.url}/{locale}/")
        visits[locale] = (mine, page)
    for locale, (_, page) in visits.items():
        kept(page, locale)
    house.server.stop()
    try:
        for locale, (mine, page) in visits.items():
            page.locator(".bar .help").click()
            page.wait_for_url(f"**/{locale}/help-now")
            is_help(page, locale)
            again = mine.page()
            again.goto(f"{house.url}/{locale}/help-now")
            is_help(again, locale)
    finally:
        house.server.start()


def test_offline_after_one_visit(new_device: NewDevice, house: House) -> None:
    mine = new_device()
    mine.expect("ERR_INTERNET_DISCONNECTED", "Failed to load resource", "Failed to fetch")
    page = mine.page()
    page.goto(f"{house.url}/en/")
    kept(page, "en")
    mine.context.set_offline(True)
    page.locator(".bar .help").click()
    page.wait_for_url("**/en/help-now")
    is_help(page, "en")
    mine.context.set_offline(False)


def test_the_help_page_is_one_step_from_everywhere(my: Device, house: House) -> None:
    page, _ = my.newcomer()
    for place in ("today", "history", "me", "resources"):
        page.goto(f"{house.url}/en/{place}")
        page.locator(".bar .help").click()
        page.wait_for_url("**/en/help-now")
    page.goto(f"{house.url}/en/today")
    page.get_by_role("button", name="Lock", exact=True).click()
    page.locator("#unlock").get_by_role("link", name="I'm not OK").click()
    page.wait_for_url("**/en/help-now")
    is_help(page, "en")

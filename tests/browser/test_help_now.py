"""The way to a human being: signed out, without scripts, and with the server gone after one visit."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewDevice
from tests.browser.house import Device, House
from tests.tools.browser import storage
from tests.tools.server import LOCALES
from wellbeing.domain.helplines import HELPLINES

pytestmark = pytest.mark.browser

LEAST_CALLS = 5
SURFACE = {"light": "rgb(250, 248, 244)", "dark": "rgb(18, 24, 26)"}


def is_help(page: Page, locale: str) -> None:
    """Every number can be called from here, and the page says so in its language."""
    expect(page.locator("h1")).to_be_visible()
    calls = page.locator("a.call[href^='tel:']")
    dialled = {str(one.get_attribute("href")).removeprefix("tel:") for one in calls.all()}
    assert {line.dial for line in HELPLINES if line.number} == dialled
    assert len(dialled) >= LEAST_CALLS
    assert page.locator("html").get_attribute("dir") == ("rtl" if locale == "xb" else "ltr")
    assert ("⟦" in page.locator("main").inner_text()) is (locale == "xb")
    drawn = page.locator("html").evaluate("one => getComputedStyle(one).backgroundColor")
    assert drawn in SURFACE.values(), "the style sheet came along"


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


def test_with_the_server_gone_after_one_visit(new_device: NewDevice, house: House) -> None:
    visits: dict[str, tuple[Device, Page]] = {}
    for locale in LOCALES:
        mine = new_device()
        mine.expect("ERR_CONNECTION_REFUSED", "Failed to load resource", "Failed to fetch")
        page = mine.page()
        page.goto(f"{house.url}/{locale}/")
        visits[locale] = (mine, page)
    for locale, (_, page) in visits.items():
        for _ in range(100):
            if f"/{locale}/help-now" in " ".join(storage(page)["caches"].values()):
                break
            page.wait_for_timeout(50)
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


def test_the_help_page_is_one_step_from_everywhere(my: Device, house: House) -> None:
    page, _ = my.newcomer()
    for place in ("today", "history", "me"):
        page.goto(f"{house.url}/en/{place}")
        page.locator(".bar .help").click()
        page.wait_for_url("**/en/help-now")
    page.goto(f"{house.url}/en/today")
    page.get_by_role("button", name="Lock", exact=True).click()
    page.locator("#unlock").get_by_role("link", name="I'm not OK").click()
    page.wait_for_url("**/en/help-now")
    is_help(page, "en")

"""A newcomer's whole way without a mouse: join, check in, look back, lock, unlock, sign out."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.answering import ASKED, confirmed, holds, question
from tests.browser.house import Device, House
from tests.tools.browser import settled
from tests.tools.joining import made_up_passphrase

pytestmark = pytest.mark.browser

MOST_STOPS = 60
"""Tab stops between any place of a page and any other; the page of today has about twenty-five."""
FOCUS_SHOWS = """() => {
    const at = document.activeElement;
    if (!at || at === document.body) return "";
    const drawn = (one) => {
        const style = getComputedStyle(one);
        return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    };
    const box = at.getBoundingClientRect();
    const shown = box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight;
    if ((drawn(at) || (at.closest(".choice") && drawn(at.closest(".choice")))) && shown) return "";
    return at.outerHTML.slice(0, 120) + JSON.stringify(box);
}"""


def tab_to(page: Page, place: Locator, key: str = "Tab") -> None:
    """Press Tab until a place has the focus; on the way the focus is to be seen at every stop."""
    for _ in range(MOST_STOPS):
        page.keyboard.press(key)
        unseen = page.evaluate(FOCUS_SHOWS)
        assert unseen == "", f"the focus is not to be seen on {unseen}"
        if place.evaluate("one => one === document.activeElement"):
            return
    pytest.fail(f"{place} is not reached by {key}")


def fill(page: Page, field: str, text: str) -> None:
    tab_to(page, page.locator(f"#{field}"))
    page.keyboard.type(text)


def press(page: Page, place: Locator, key: str = "Enter") -> None:
    tab_to(page, place)
    page.keyboard.press(key)


def answer(page: Page, name: str, key: str) -> None:
    tab_to(page, question(page, name).locator("input").first)
    page.keyboard.press(key)


def test_a_newcomers_whole_way(house: House, my: Device) -> None:
    page, code, passphrase = my.page(), house.slips.pop(), made_up_passphrase()
    my.keep_secret(code, passphrase, "gannet four")
    page.goto(f"{house.url}/en/")
    press(page, page.get_by_role("link", name="I have an invitation code"))
    page.wait_for_url("**/en/join")
    for field, text in {"code": code, "handle": "gannet four", "passphrase": passphrase}.items():
        fill(page, field, text)
    fill(page, "again", passphrase)
    page.keyboard.press("Enter")

    shown = page.locator(".code span")
    expect(shown.first).to_be_visible()
    groups = shown.all_inner_texts()
    my.keep_secret("-".join(groups), " ".join(groups))
    for field in page.locator("input[name^=group_]").all():
        tab_to(page, field)
        page.keyboard.type(groups[int(str(field.get_attribute("name")).removeprefix("group_")) - 1])
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/today**")
    settled(page)

    page.keyboard.press("Tab")
    expect(page.locator("a.skip")).to_be_focused()
    assert page.evaluate(FOCUS_SHOWS) == ""
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    for name, key in {"heaviness": "4", "energy": "2", "sleep": "3", "intrusions": "1"}.items():
        answer(page, name, key)
        holds(page, **{name: str(int(key) - 1)})
        expect(page.locator(ASKED).first.locator("legend")).to_be_focused()
    press(page, question(page, "feelings").locator("input").nth(3), "Space")
    confirmed(page)
    answer(page, "recovery", "2")
    holds(page, feelings="steady", recovery="1")
    expect(page.get_by_text("Saved. That is all for this day.")).to_be_visible()

    press(page, page.locator(".bar-nav").get_by_role("link", name="History"))
    page.wait_for_url("**/en/history**")
    expect(page.locator("h1")).to_be_focused()
    expect(page.locator("h1")).to_have_text("History")
    press(page, page.get_by_role("button", name="Open:"))
    expect(page.get_by_text("Steady", exact=True)).to_be_visible()

    press(page, page.locator(".bar").get_by_role("button", name="Lock"))
    expect(page.locator("dialog#unlock")).to_be_visible()
    expect(page.locator("#unlock input")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("dialog#unlock")).to_be_visible()
    assert page.get_by_text("Steady", exact=True).count() == 0
    page.keyboard.type(passphrase)
    page.keyboard.press("Enter")
    settled(page)
    expect(page.locator("dialog#unlock")).to_be_hidden()

    press(page, page.locator(".bar-nav").get_by_role("link", name="Me"))
    expect(page.locator("h1")).to_be_focused()
    press(page, page.locator("main").get_by_role("button", name="Sign out"))
    page.wait_for_url("**/en/")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_arrows_move_and_space_answers(my: Device) -> None:
    page, _ = my.newcomer()
    tab_to(page, question(page, "heaviness").locator("input").first)
    page.keyboard.press("Space")
    holds(page, heaviness="0")
    expect(question(page, "energy").locator("legend")).to_be_focused()


def test_the_focus_follows_every_change_of_page(my: Device) -> None:
    page, _ = my.newcomer()
    for name in ("History", "Me", "Today"):
        page.locator(".bar-nav").get_by_role("link", name=name).click()
        page.wait_for_url(f"**/{name.lower()}**")
        expect(page.locator("h1")).to_be_focused()

"""The block puzzle of a break: by keys and by a finger, and it holds nobody."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewDevice
from tests.browser.house import Device
from tests.browser.shift import verb
from tests.browser.test_timer import start

pytestmark = pytest.mark.browser


def blocks(page: Page) -> list[tuple[int, int]]:
    """Where the blocks on the board are."""
    drawn: list[str] = page.locator("[data-puzzle] path[data-paint]").evaluate_all(
        "all => all.map((one) => one.getAttribute('d')).join('').split('M').filter(Boolean)"
    )
    cells = [one.split("h")[0].split() for one in drawn]
    return sorted((int(x), int(y)) for x, y in cells)


def test_the_blocks_follow_the_keys(mine: Device) -> None:
    page, _ = mine.newcomer()
    page.emulate_media(reduced_motion="reduce")
    start(page)
    verb(page, "break")
    page.wait_for_url("**/en/break")
    page.evaluate("Math.random = () => 1.5 / 7")  # the first piece is a square
    page.get_by_role("button", name="Turn blocks").click()
    board = page.locator("[data-puzzle][data-ready]")
    board.focus()
    at = blocks(page)
    assert len(at) == 4
    for key, (right, down) in {"ArrowLeft": (-10, 0), "ArrowRight": (10, 0), "ArrowDown": (0, 10)}.items():
        page.keyboard.press(key)
        at = sorted((x + right, y + down) for x, y in at)
        assert blocks(page) == at, key
    for _ in range(4):
        page.keyboard.press("ArrowUp")
        assert blocks(page) == at, "a square that turns stays where it is"
    page.keyboard.press("Tab")
    assert board.evaluate("one => one !== document.activeElement"), "the keys do not hold anybody"


def test_the_blocks_follow_a_finger(new_device: NewDevice) -> None:
    device = new_device(
        viewport={"width": 390, "height": 844}, has_touch=True, reduced_motion="reduce", locale="en-GB"
    )
    page, _ = device.newcomer()
    page.get_by_role("button", name="Stills", exact=True).tap()
    page.locator("main [data-verb=start]:visible").tap()
    page.locator("main [data-verb=break]:visible").first.tap()
    page.wait_for_url("**/en/break")
    page.get_by_role("button", name="Turn blocks").tap()
    board = page.locator("[data-puzzle][data-ready]")
    expect(board).to_be_in_viewport()
    at = blocks(page)
    for name, (right, down) in {"Left": (-10, 0), "Right": (10, 0), "Down": (0, 10)}.items():
        key = page.get_by_role("button", name=name, exact=True)
        assert min(key.bounding_box()[side] for side in ("width", "height")) >= 44
        key.tap()
        at = sorted((x + right, y + down) for x, y in at)
        assert blocks(page) == at, name
    box = board.bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    turned = blocks(page)
    square = len({x for x, _ in at}) == len({y for _, y in at}) == 2
    assert (turned != at) is not square, "a tap on the board turns what is no square"

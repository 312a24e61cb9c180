"""A lead reads and the rule is changed (J3), four looks that differ, and the officer's side of it."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import NewDevice
from tests.browser.house import House
from tests.browser.test_keyboard_alone import press, tab_to
from tests.browser.told_past import FIRST_TOLD, LOST, TOO_FEW, ZERO
from tests.tools.browser import settled
from tests.tools.joining import Account, Walker, made_up_passphrase

pytestmark = pytest.mark.browser

MOST_CLICKS = 7
PERIODS = 13
LEAST = 0.03
"""Share of the pixels of one period by which two looks have to differ."""
WIDE = FIRST_TOLD + 1
RISEN = "Strain is higher than in the 8 weeks before."


@dataclass
class Clicks:
    """Counts every click of a journey, wherever it is made."""

    made: list[str] = field(default_factory=list)

    def on(self, target: Locator) -> None:
        """Click, once."""
        self.made.append(target.inner_text().strip() or str(target.get_attribute("aria-label")))
        target.click()


@pytest.fixture(scope="module")
def lead(house: House) -> Account:
    """A welfare lead of the unit, who configures nothing."""
    with Walker(house.url) as desk, Walker(house.url) as walker:
        desk.sign_in(house.configurator)
        (code,) = desk.issue(house.unit, "lead", ["lead 7"])
        return walker.join(code, "lead boat", made_up_passphrase())


def test_a_lead_reads_and_the_rule_is_changed_in_few_clicks(
    house: House, new_device: NewDevice, lead: Account
) -> None:
    """J3, by two people: the lead reads, the configurator changes the rule."""
    clicks = Clicks()
    look = {"viewport": {"width": 1280, "height": 900}, "locale": "en-GB"}
    page = new_device(**look).enter(lead, "/en/today")
    clicks.on(page.locator(".bar-nav").get_by_role("link", name="Team"))
    expect(page.locator(".changed")).to_have_text(RISEN)
    expect(page.locator(".changed")).to_be_in_viewport(ratio=1)
    expect(page.get_by_text("Whoever sets up the unit can change its break rule.")).to_be_visible()
    expect(page.locator("main").get_by_role("link", name="Change the break rule")).to_have_count(0)

    desk = new_device(**look).enter(house.configurator, "/en/today")
    clicks.on(desk.locator(".bar-nav").get_by_role("link", name="Unit"))
    clicks.on(desk.get_by_role("link", name="Break times"))
    expect(desk.locator(".effect")).not_to_be_empty()
    before = desk.locator("#rule-continuous_limit_min").input_value()
    clicks.on(desk.get_by_role("button", name="Less: Work without a break", exact=True))
    expect(desk.locator("#rule-continuous_limit_min")).not_to_have_value(before)
    expect(desk.locator(".effect")).not_to_have_text("The day stays as it is.")
    clicks.on(desk.get_by_role("button", name="Announce", exact=True))
    back = desk.get_by_role("button", name="Take it back")
    expect(back).to_be_visible()
    print(f"J3: {len(clicks.made)} clicks: {clicks.made}")
    assert len(clicks.made) <= MOST_CLICKS
    back.click()
    expect(back).to_have_count(0)


def test_whoever_holds_both_seats_goes_there_at_once(house: House, new_device: NewDevice) -> None:
    page = new_device(viewport={"width": 1280, "height": 900}, locale="en-GB").enter(house.master, "/en/team")
    page.get_by_role("link", name="Change the break rule").click()
    expect(page.locator("#rule-unit")).to_have_text("Harbour lab")


def crop(page: Page, plot: Locator, at: int) -> bytes:
    """One period's place in a picture, as pixels."""
    plot.scroll_into_view_if_needed()
    box = plot.bounding_box()
    assert box is not None
    step = box["width"] / PERIODS
    return page.screenshot(
        clip={"x": box["x"] + step * at, "y": box["y"] - 2, "width": step, "height": box["height"] + 8}
    )


PIXELS = """async ([one, other]) => {
  const draw = async (url) => {
    const image = await createImageBitmap(await (await fetch(url)).blob());
    const board = new OffscreenCanvas(image.width, image.height).getContext("2d");
    board.drawImage(image, 0, 0);
    return board.getImageData(0, 0, image.width, image.height);
  };
  const [a, b] = [await draw(one), await draw(other)];
  const grey = (p, at) => .299 * p[at] + .587 * p[at + 1] + .114 * p[at + 2];
  let differ = 0;
  const pixels = Math.min(a.data.length, b.data.length) / 4;
  for (let at = 0; at < pixels; at++)
    if (Math.abs(grey(a.data, at * 4) - grey(b.data, at * 4)) > 24) differ++;
  return differ / pixels;
}"""
"""The share of pixels whose lightness differs: hue, which print and some eyes lose, counts for nothing."""


def differing(judge: Page, one: bytes, other: bytes) -> float:
    """How much two crops differ in lightness, 0 to 1."""
    urls = [f"data:image/png;base64,{base64.b64encode(raw).decode()}" for raw in (one, other)]
    return float(judge.evaluate(PIXELS, urls))


@pytest.mark.parametrize(("media", "scheme"), [("screen", "light"), ("screen", "dark"), ("print", "light")])
def test_hidden_zero_missing_and_wide_look_different_without_colour(
    house: House, new_device: NewDevice, lead: Account, media: str, scheme: str
) -> None:
    device = new_device(viewport={"width": 1280, "height": 900}, locale="en-GB", color_scheme=scheme)
    page = device.enter(lead, "/en/team")
    page.locator(".changed").wait_for()
    page.emulate_media(media=media, color_scheme=scheme)  # type: ignore[arg-type]
    plot = page.locator(".team-plot").first
    looks = {
        name: crop(page, plot, at)
        for name, at in (("wide", WIDE), ("hidden", TOO_FEW), ("missing", LOST), ("zero", ZERO))
    }
    judge = device.context.browser.new_page() if device.context.browser else page
    found = {
        (one, other): differing(judge, looks[one], looks[other])
        for one in looks
        for other in looks
        if one < other
    }
    again = differing(judge, looks["missing"], crop(page, plot, 0))
    judge.close()
    print({pair: round(share, 3) for pair, share in found.items()}, round(again, 4))
    assert all(share > LEAST for share in found.values()), found
    assert again < LEAST / 3, "the same look is the same elsewhere"


def test_an_officer_sees_the_same_pictures_pixel_for_pixel(
    house: House, new_device: NewDevice, lead: Account
) -> None:
    look = {"viewport": {"width": 1280, "height": 900}, "locale": "en-GB"}
    theirs = new_device(**look).enter(lead, "/en/team")
    theirs.locator(".changed").wait_for()
    mine, _ = new_device(**look).newcomer("/en/seen")
    mine.locator(".changed").wait_for()
    expect(mine.locator(".changed")).to_have_text(RISEN)
    for name in (".team-plot", ".mix-bar", ".reach"):
        assert [one.inner_html() for one in mine.locator(name).all()] == [
            one.inner_html() for one in theirs.locator(name).all()
        ]
    tables = "main .twin table"
    assert mine.locator(tables).all_text_contents() == theirs.locator(tables).all_text_contents()
    mine.get_by_text("Show the lines, the newest first").click()
    expect(mine.locator(".log li").first).to_contain_text('"fact":"released"')
    with mine.expect_download() as saved:
        mine.get_by_role("link", name="Save the whole log").click()
    assert saved.value.suggested_filename == "harbour-releases.jsonl"


def test_a_day_is_marked_and_read_by_keyboard(new_device: NewDevice, lead: Account) -> None:
    page = new_device(viewport={"width": 1280, "height": 900}, locale="en-GB").enter(lead, "/en/team")
    page.locator(".changed").wait_for()
    page.locator("input[name=day]").fill(datetime.now(UTC).date().replace(day=1).isoformat())
    tab_to(page, page.locator("input[name=words]"))
    page.keyboard.type("A long operation began.")
    page.keyboard.press("Enter")
    expect(page.locator("blockquote")).to_contain_text("A long operation began.")
    press(page, page.get_by_role("button", name="Mark it"))
    expect(page.locator(".sticks")).to_have_text("It stands on every picture now.")
    press(page, page.get_by_role("button", name="Remove: A long operation began."))
    press(page, page.get_by_role("button", name="Remove it"))
    expect(page.locator(".sticks")).to_have_text("Removed.")


def test_nothing_moves_while_somebody_answers(new_device: NewDevice, lead: Account) -> None:
    """The page asks for nothing by itself, and is sent nothing."""
    device = new_device(viewport={"width": 1280, "height": 900}, locale="en-GB")
    page = device.enter(lead, "/en/team")
    page.locator(".changed").wait_for()
    settled(page)
    frames: list[str] = []

    def note(name: str) -> Callable[[object], None]:
        return lambda frame: frames.append(f"{name} {str(frame)[:60]}") if "state" in str(frame) else None

    for socket in device.sockets:
        socket.on("framereceived", note("received"))
    officer, _ = new_device(viewport={"width": 1280, "height": 900}, locale="en-GB").newcomer("/en/today")
    officer.locator("label.choice").first.click()
    officer.wait_for_timeout(1500)
    assert frames == []
    page.get_by_role("button", name="Look at it first").scroll_into_view_if_needed()
    page.locator("input[name=day]").fill(datetime.now(UTC).date().isoformat())
    page.locator("input[name=words]").fill("A day.")
    page.get_by_role("button", name="Look at it first").click()
    page.locator("blockquote").wait_for()
    assert frames, "and an act of one's own would have been seen"
